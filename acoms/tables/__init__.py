"""Lists on pages and as files: searched, put in order, paged, exported."""
