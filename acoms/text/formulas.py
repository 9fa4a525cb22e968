"""What a spreadsheet takes for a formula; pure Python."""

from acoms.text.letters import is_unseen

# A cell that begins like this is a formula to a spreadsheet; a leading apostrophe makes it text.
_BEGINS = frozenset("=+-@\t\r\n")


def is_formula(text: str) -> bool:
    """Looking past what a spreadsheet may drop before it: spaces, and what nobody sees."""
    first = next((c for c in text if c in _BEGINS or not (c == "'" or is_unseen(c))), "")
    return first in _BEGINS
