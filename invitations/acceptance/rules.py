"""When an acceptance waits for confirmation; pure Python (rule A9)."""

from collections.abc import Iterable

from acoms.names import Name, alike


def must_be_confirmed(proven: Name, others: Iterable[Name]) -> bool:
    """Whether somebody looks at an acceptance first: the proven name is unlike the account's or the
    invited one. Whoever was proven elsewhere has no proven name from us, and does not wait."""
    swapped = Name(proven.last, proven.first)  # where the last name is written first
    return bool(proven.parts) and not all(
        alike(proven, other) or alike(swapped, other) for other in others
    )
