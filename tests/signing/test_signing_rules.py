"""The pure rules of the Signing Event: days, states, who signs, texts (F1 to F7)."""

from datetime import date

import pytest

from contacts.contact_type import Signs
from signing.kinds import KINDS, KindCode
from signing.paper.text import (
    LONGEST,
    MOST_PARTS,
    Part,
    Sort,
    Word,
    names_word,
    parts_of,
    problem_with_text,
)
from signing.rules import (
    State,
    due_in_words,
    problem_with_days,
    problem_with_needed,
    reminder_on,
    reminds_administrators,
    signing_type,
    slot_in_words,
    state_on,
    statement,
)

DUE = date(2026, 12, 31)
OPENS = date(2026, 12, 1)


@pytest.mark.rule("F7")
@pytest.mark.parametrize(
    ("day", "step", "administrators", "words"),
    [
        (date(2026, 11, 30), "", False, "31 days left"),
        (date(2026, 12, 1), "30 before", False, "30 days left"),
        (date(2026, 12, 16), "30 before", False, "15 days left"),
        (date(2026, 12, 17), "14 before", False, "14 days left"),
        (date(2026, 12, 23), "14 before", False, "8 days left"),
        (date(2026, 12, 24), "7 before", True, "7 days left"),
        (date(2026, 12, 30), "1 before", True, "1 day left"),
        (date(2026, 12, 31), "1 before", True, "due today"),
        (date(2027, 1, 1), "1 before", True, "1 day late"),
        (date(2027, 1, 6), "1 before", True, "6 days late"),
        (date(2027, 1, 7), "late 1", True, "7 days late"),
        (date(2027, 1, 13), "late 1", True, "13 days late"),
        (date(2027, 1, 14), "late 2", True, "14 days late"),
    ],
)
def test_the_days(day: date, step: str, administrators: bool, words: str) -> None:
    assert reminder_on(day, DUE) == step
    assert reminds_administrators(day, DUE) is administrators
    assert due_in_words(day, DUE) == words


@pytest.mark.rule("F1")
@pytest.mark.parametrize(
    ("day", "facts", "state"),
    [
        (OPENS, "", State.PREPARED),
        (date(2026, 11, 30), "released", State.PREPARED),
        (OPENS, "released", State.WAITING),
        (OPENS, "released opened", State.OPEN),
        (DUE, "released opened", State.OPEN),
        (date(2027, 1, 1), "released opened", State.LATE),
        (date(2027, 1, 1), "released opened complete", State.COMPLETE),
        (OPENS, "released opened closed", State.CLOSED),
        (OPENS, "released opened closed complete", State.COMPLETE),
        (OPENS, "released closed", State.CLOSED),
        (OPENS, "released complete", State.WAITING),
        (date(2026, 11, 30), "released opened", State.OPEN),
    ],
)
def test_the_state_follows_from_the_facts(day: date, facts: str, state: State) -> None:
    assert (
        state_on(
            day,
            opens_on=OPENS,
            due_on=DUE,
            is_released="released" in facts,
            is_opened="opened" in facts,
            is_closed="closed" in facts,
            is_complete="complete" in facts,
        )
        is state
    )


@pytest.mark.rule("A15", "F2")
def test_who_signs_which_document() -> None:
    three = ("aco_executive", "authorized_to_sign_primary", "authorized_to_sign_secondary")
    for code, kind in KINDS.items():
        is_dua = code == KindCode.DUA
        assert kind.signers == (("dua_requestor",) if is_dua else three)
        assert (kind.signs is Signs.DUA) is is_dua
        assert signing_type(["cms_liaison", "dua_custodian", "other"], kind) == ""
    compliance, dua = KINDS["compliance"], KINDS["dua"]
    held = ["authorized_to_sign_secondary", "dua_requestor", "aco_executive"]
    assert signing_type(held, compliance) == "aco_executive"
    assert signing_type(held, dua) == "dua_requestor"
    assert signing_type(held[:2], compliance) == "authorized_to_sign_secondary"
    assert slot_in_words(dua, 1, 1) == "Signature of the DUA Requestor"
    assert slot_in_words(compliance, 1, 2).startswith("Signature 1 of 2: a holder of ACO")
    assert slot_in_words(compliance, 2, 2).startswith("Signature 2 of 2: another holder of")
    assert statement("Lakeside (A1)", "ACO Executive").endswith(
        "I sign it for Lakeside (A1) as ACO Executive."
    )


@pytest.mark.rule("F2")
def test_how_many_people_sign() -> None:
    assert problem_with_needed(KINDS["compliance"], 2) == ""
    assert "alone signs" in problem_with_needed(KINDS["dua"], 2)
    assert "one person" in problem_with_needed(KINDS["participant_list"], 2)
    assert problem_with_needed(KINDS["compliance"], 0)
    assert problem_with_needed(KINDS["compliance"], 3)
    assert problem_with_needed(KINDS["dua"], 1) == ""
    assert problem_with_days(OPENS, OPENS) == ""
    assert problem_with_days(DUE, OPENS)


def test_a_text_is_headings_paragraphs_and_points() -> None:
    text = "# One\n\nA line\ngoes on.\n- first\n  longer\n- second\n\nLast {aco} {x}.\n"
    assert parts_of(text, {"aco": "Lakeside"}) == [
        Part(Sort.HEADING, "One"),
        Part(Sort.PARAGRAPH, "A line goes on."),
        Part(Sort.POINT, "first longer"),
        Part(Sort.POINT, "second"),
        Part(Sort.PARAGRAPH, "Last Lakeside {x}."),
    ]
    assert names_word(text, Word.ACO)
    assert not names_word(text, Word.CUSTODIANS)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("  \n", "Write the text"),
        ("Who is {acoo}?", "{acoo} stands for nothing"),
        ("# Only\n# headings", "headings only"),
        ("a\u200bb", "cannot be seen"),
        ("x" * (LONGEST + 1), "is the most"),
        ("x" * LONGEST, ""),
        ("x\n\n" * MOST_PARTS, ""),
        ("x\n\n" * (MOST_PARTS + 1), "more than 1,000 headings, paragraphs and points"),
        ("For {aco}, {aco_id}, {year}: {custodians}.", ""),
    ],
)
def test_which_texts_are_taken(text: str, why: str) -> None:
    assert (why in problem_with_text(text)) if why else problem_with_text(text) == ""


def test_every_kinds_own_text_is_taken() -> None:
    for kind in KINDS.values():
        assert bool(kind.text) is not (kind.is_elsewhere or kind.by_the_aco)
        if kind.text:
            assert problem_with_text(kind.text) == ""
        assert names_word(kind.text, Word.CUSTODIANS) is kind.names_custodians
