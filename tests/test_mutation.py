"""What `make mutate` changes in a rule, and what it leaves alone."""

from pathlib import Path
from textwrap import dedent
from typing import Any

from tests.mutation.mutants import Mutant, mutants_of

RULE = dedent(
    """
    from dataclasses import dataclass

    MOST: int = 3

    @dataclass(frozen=True)
    class Place:
        open: bool = True

        def takes(self, number: int, *, least: int = 0) -> bool:
            return not self.open or least < number <= MOST
    """
)


def ran(mutant: Mutant) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(mutant.code(Path("rule.py")), names)  # noqa: S102
    return names


def test_each_comparison_number_and_boolean_operator_is_another_once() -> None:
    assert [(one.function, str(one.change)) for one in mutants_of("a.rule", RULE)] == [
        ("", "3 → 4"),
        ("", "3 → 2"),
        ("", "True → False"),
        ("", "0 → 1"),
        ("", "0 → -1"),
        (
            "Place.takes",
            "not self.open or least < number <= MOST → not self.open and least < number <= MOST",
        ),
        ("Place.takes", "not self.open → not not self.open"),
        ("Place.takes", "least < number <= MOST → least <= number <= MOST"),
        ("Place.takes", "least < number <= MOST → least < number < MOST"),
    ]


def test_a_mutant_has_its_change_and_no_other() -> None:
    mutants = mutants_of("a.rule", RULE)
    fewer, last = ran(mutants[1]), ran(mutants[-1])
    assert (fewer["MOST"], last["MOST"]) == (2, 3)
    for names in (fewer, last):
        takes = names["Place"]().takes
        assert [number for number in range(5) if takes(number)] == [1, 2]


def test_a_mutant_is_called_the_same_wherever_its_line_stands() -> None:
    moved = f"import re\n{RULE}"
    assert [*map(str, mutants_of("a.rule", moved))] == [*map(str, mutants_of("a.rule", RULE))]
