"""The table of the states of signing in: every cell, as docs/architecture.md has it."""

import re
from pathlib import Path

import pytest

from accounts.signing_in import UNDER_WAY, At, Event, event_of_password, move

DOCUMENT = Path(__file__).parents[2] / "docs" / "architecture.md"


def cells() -> list[tuple[Event, At, At]]:
    """Event, state before and state after; an empty cell is the same state."""
    table = re.search(r"^\| what happens.*\n\|-.*\n((?:\|.*\n)+)", DOCUMENT.read_text(), re.M)
    assert table is not None
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table[1].splitlines()]
    return [
        (Event(event), at, At(to) if to else at)
        for event, *row in rows
        for at, to in zip(At, row, strict=True)
    ]


@pytest.mark.rule("A9", "D10")
def test_every_cell_is_as_the_document_says() -> None:
    assert [(event, at) for event, at, _ in cells()] == [(e, at) for e in Event for at in At]
    wrong = [(event, at, to) for event, at, to in cells() if move(at, event) is not to]
    assert not wrong


@pytest.mark.rule("A9")
def test_to_the_set_up_leads_a_proof_of_this_sign_in_and_nothing_else() -> None:
    ways = {(at, event) for at in At for event in Event if move(at, event) is At.SET_UP != at}
    assert ways == {
        (At.IDENTITY, Event.PROVED),
        (At.NOWHERE, Event.CAME_BY_LINK),
        (At.ENDED, Event.CAME_BY_LINK),
    }


@pytest.mark.rule("A9", "D10")
def test_into_the_site_leads_a_code_or_saved_codes_and_nothing_else() -> None:
    ways = {(at, event) for at in At for event in Event if move(at, event) is At.IN != at}
    assert ways == {
        (At.CODE, Event.CODE_ACCEPTED),
        (At.RECOVERY_CODES, Event.CODES_SAVED),
    }


@pytest.mark.rule("A9", "D10")
@pytest.mark.parametrize(
    "event",
    [Event.FACTOR_REMOVED, Event.RESET, Event.FACTOR_CONFIRMED, Event.ACCOUNT_CLOSED],
)
def test_a_change_of_how_one_signs_in_ends_all_that_is_under_way(event: Event) -> None:
    assert {move(at, event) for at in UNDER_WAY | {At.IN}} == {At.ENDED}


@pytest.mark.rule("A9")
@pytest.mark.parametrize("proven", [True, False])
@pytest.mark.parametrize("has_factor", [True, False])
@pytest.mark.parametrize("claimed", [True, False])
def test_what_a_right_password_opens(proven: bool, has_factor: bool, claimed: bool) -> None:
    event = event_of_password(proven=proven, has_factor=has_factor, proof_claimed=claimed)
    if not proven:
        wanted = At.IDENTITY
    elif has_factor:
        wanted = At.CODE
    else:
        wanted = At.SET_UP if claimed else At.IDENTITY
    assert move(At.NOWHERE, event) is wanted
