"""Lists that were kept for a performance year: certification, which keeps them, registers them."""

from collections.abc import Callable, Sequence
from typing import Protocol

from contacts.models import Aco


class KeptList(Protocol):
    """A list that was kept for a performance year, as `participants.lists.snapshot` writes it."""

    performance_year_id: int
    content: str


# Takes an ACO: its lists that count, the latest year first; one query.
KeptOf = Callable[[Aco], Sequence[KeptList]]

_kept: list[KeptOf] = []


def register_kept_lists(kept_of: KeptOf) -> None:
    """Say which lists of an ACO are kept; called once, in an `AppConfig.ready()`."""
    _kept[:] = [kept_of]


def kept_lists(aco: Aco) -> Sequence[KeptList]:
    """The lists of an ACO that count, the latest year first."""
    return _kept[0](aco)
