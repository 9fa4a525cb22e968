"""Whether anything differs: each difference alone is one."""

from typing import Any

import pytest

from participants.lists.difference import ChangedParticipant, Difference

pytestmark = pytest.mark.rule("C10")
SOME: Any = ("whatever it is",)


@pytest.mark.parametrize("differs", ["facts", "joined", "left", "changed"])
def test_one_difference_changes_a_participant(differs: str) -> None:
    nothing: dict[str, Any] = {"before": None, "after": None}
    nothing |= dict.fromkeys(("facts", "joined", "left", "changed"), ())
    assert not ChangedParticipant(**nothing)
    assert ChangedParticipant(**nothing | {differs: SOME})


@pytest.mark.parametrize(
    ("differs", "others"), [("joined", True), ("left", True), ("changed", False)]
)
def test_one_difference_makes_two_lists_and_only_coming_and_going_other_participants(
    differs: str, others: bool
) -> None:
    nothing: dict[str, Any] = dict.fromkeys(("joined", "left", "changed"), ())
    assert not Difference(**nothing)
    assert Difference(**nothing | {differs: SOME})
    assert Difference(**nothing | {differs: SOME}).participants_differ is others
