"""When an acceptance waits for confirmation; pure Python (rule A9)."""

from collections.abc import Iterable

from acoms.text.names import Name, alike_in_either_order


def must_be_confirmed(proven: Name, others: Iterable[Name]) -> bool:
    """Whether somebody looks at an acceptance first: the proven name is unlike the account's or the
    invited one. Whoever was proven elsewhere has no proven name from us, and does not wait."""
    return bool(proven.parts) and not all(alike_in_either_order(proven, other) for other in others)
