"""How several ACOs stand in a sentence."""

from collections.abc import Sequence

from contacts.models import Aco


def named_acos(acos: Sequence[Aco]) -> str:
    """`Lakeside Care Partners ACO (A9101)`, or `3 ACOs (A9101, A9102, A9103)`."""
    if len(acos) == 1:
        return str(acos[0])
    return f"{len(acos)} ACOs ({', '.join(sorted(aco.aco_id for aco in acos))})"
