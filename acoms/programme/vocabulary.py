"""Closed vocabularies of the programme (its codes, kinds and rights), and tables keyed by them."""

from collections.abc import Container
from enum import Enum


def complete(words: type[Enum], table: Container[object]) -> None:
    """Called below a table that must have a row for each of `words`.

    Raises TypeError naming those that it lacks, so that a module with a gap is not even imported.
    """
    if lacking := [word.name for word in words if word not in table]:
        raise TypeError(f"Of {words.__name__} the table lacks {', '.join(lacking)}.")
