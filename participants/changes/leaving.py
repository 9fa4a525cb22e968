"""What an ACO is told of a participant that leaves; pure Python (rules C6, C7, C9)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leaving:
    """In sentences: what stops on the day on which a participant leaves, what may go on, and for
    how long it still counts."""

    stops: tuple[str, ...] = ()
    goes_on: tuple[str, ...] = ()
    counts: str = ""
