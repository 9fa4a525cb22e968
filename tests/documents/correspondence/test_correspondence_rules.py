"""Who gets a message, and how far it is: the pure rules (A14, G1)."""

from datetime import UTC, datetime, timedelta

import pytest

from contacts.types import CONTACT_TYPES
from documents.correspondence.kinds import KINDS, MessageKind
from documents.correspondence.rules import (
    LATEST,
    RECEIVING,
    MessageState,
    To,
    is_mailed,
    named_types,
    paragraphs,
    refusal_of_time,
    state_of,
    to_whom,
)

NOW = datetime(2026, 3, 2, 17, tzinfo=UTC)


@pytest.mark.rule("A14")
def test_those_who_receive_are_the_types_that_the_table_says() -> None:
    assert set(RECEIVING) == {
        code for code, row in CONTACT_TYPES.items() if row.receives_correspondence
    }
    assert len(RECEIVING) == 15
    assert "credential_delegate" not in RECEIVING


@pytest.mark.rule("A14")
def test_without_named_types_everyone_gets_the_mail_and_with_them_only_their_holders() -> None:
    assert is_mailed({"public"}, [])
    assert is_mailed({"public", "compliance"}, ["compliance"])
    assert not is_mailed({"public"}, ["compliance"])


@pytest.mark.rule("A14")
def test_a_compliance_notice_is_mailed_to_the_compliance_contact_unless_others_are_named() -> None:
    notice = MessageKind.COMPLIANCE_NOTICE
    assert named_types(notice, []) == ["compliance"]
    assert named_types(notice, ["it_primary", "aco_executive"]) == ["aco_executive", "it_primary"]
    assert named_types(MessageKind.GENERAL, []) == []
    assert to_whom(["compliance", "aco_executive"]) == "ACO Executive, Compliance Contact"
    assert to_whom([]) == "Everyone"


def test_only_what_can_wait_waits_for_the_weekly_message() -> None:
    assert [kind for kind in MessageKind if kind.can_wait] == [MessageKind.BENCHMARK_NOTICE]
    assert all(row.mails_to <= set(RECEIVING) for row in KINDS.values())
    assert [kind.label for kind in MessageKind][:2] == ["Message", "Feedback letter"]
    assert MessageKind.COMPLIANCE_NOTICE.mails_to == {"compliance"}


@pytest.mark.parametrize(
    ("confirmed", "started", "finished", "withdrawn", "state"),
    [
        (False, False, False, False, MessageState.DRAFT),
        (True, False, False, False, MessageState.SCHEDULED),
        (True, True, False, False, MessageState.SENDING),
        (True, True, True, False, MessageState.SENT),
        (False, False, False, True, MessageState.WITHDRAWN),
        (True, False, False, True, MessageState.WITHDRAWN),
    ],
)
def test_a_messages_state_follows_from_what_happened_to_it(
    confirmed: bool, started: bool, finished: bool, withdrawn: bool, state: MessageState
) -> None:
    assert state is state_of(
        confirmed=confirmed, started=started, finished=finished, withdrawn=withdrawn
    )


def test_a_time_lies_ahead_and_not_too_far() -> None:
    assert "has passed" in refusal_of_time(NOW, NOW)
    assert refusal_of_time(NOW + timedelta(seconds=1), NOW) == ""
    assert refusal_of_time(NOW + LATEST, NOW) == ""
    assert "year ahead" in refusal_of_time(NOW + LATEST + timedelta(seconds=1), NOW)
    assert timedelta(days=366) == LATEST


def test_empty_lines_part_a_text_into_paragraphs() -> None:
    assert paragraphs("One\r\nmore\r\n \r\n\r\n\nTwo  \n") == ["One\nmore", "Two"]
    assert paragraphs(" \n\n ") == []


def test_each_choice_of_acos_says_what_it_is() -> None:
    assert [one.label for one in To] == [
        "All ACOs",
        "The ACOs listed below",
        "ACOs that match all of the facts below",
    ]
