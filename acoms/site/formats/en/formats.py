"""How Django's admin writes days and moments: as the pages do, and a moment says its zone."""

DATE_FORMAT = "M j, Y"
DATETIME_FORMAT = "M j, Y, g:i\xa0a\xa0\\E\\T"  # the time stays on one line
