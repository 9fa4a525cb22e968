"""The states of an invitation and who may be offered what, without a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from invitations.rules import (
    TRIES,
    Facts,
    State,
    answerable,
    expires,
    is_open,
    refusal_to_offer,
    state_at,
)

SENT = datetime(2026, 3, 2, 9, tzinfo=UTC)
SENT_ONLY = Facts(expires_at=expires(SENT), wrong_codes=0)
BEFORE = SENT_ONLY.expires_at - timedelta(microseconds=1)


@pytest.mark.rule("A7")
def test_an_invitation_lasts_15_days_to_the_moment() -> None:
    assert SENT_ONLY.expires_at == SENT + timedelta(days=15)
    assert state_at(BEFORE, SENT_ONLY) is State.PENDING
    assert state_at(SENT_ONLY.expires_at, SENT_ONLY) is State.EXPIRED


@pytest.mark.rule("E5")
def test_five_wrong_codes_lock_it() -> None:
    assert TRIES == 5
    assert state_at(BEFORE, replace(SENT_ONLY, wrong_codes=4)) is State.PENDING
    assert state_at(BEFORE, replace(SENT_ONLY, wrong_codes=5)) is State.LOCKED


# Each with what also was so before, in the order in which the later counts for more.
@pytest.mark.rule("A7")
@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ({"confirmation_asked_at": SENT, "wrong_codes": 5}, State.WAITING),
        ({"confirmation_asked_at": SENT, "confirmed_at": SENT}, State.PENDING),
        ({"confirmation_asked_at": SENT, "accepted_at": SENT}, State.ACCEPTED),
        ({"accepted_at": SENT, "not_confirmed_at": SENT}, State.NOT_CONFIRMED),
        ({"not_confirmed_at": SENT, "withdrawn_at": SENT}, State.WITHDRAWN),
        ({"withdrawn_at": SENT, "refused": True}, State.REFUSED),
        ({"withdrawn_at": SENT, "declined_at": SENT}, State.DECLINED),
        ({"accepted_at": SENT, "activated_at": SENT}, State.ACTIVATED),
    ],
)
def test_its_state_follows_from_what_happened(facts: dict[str, object], state: State) -> None:
    assert state_at(BEFORE, replace(SENT_ONLY, **facts)) is state  # type: ignore[arg-type]


@pytest.mark.rule("A8")
def test_a_locked_one_can_be_answered_and_one_that_waits_only_withdrawn() -> None:
    may_be_answered = {State.PENDING, State.LOCKED}
    for state in State:
        assert answerable(state) is (state in may_be_answered)
        assert is_open(state) is (state in may_be_answered | {State.WAITING, State.ACCEPTED})


@pytest.mark.rule("A3")
@pytest.mark.parametrize(
    ("held", "codes", "says"),
    [
        ([], [], "Choose at least one contact type."),
        ([], ["other"], ""),
        (["other"], ["public"], ""),
        (["other"], ["other", "public"], "This person is Other Contact in this ACO already."),
        (["it_primary", "other"], ["it_secondary"], "already is Information Technology"),
        ([], ["it_primary", "it_secondary"], "must be two different people."),
    ],
)
def test_who_is_offered_what(held: list[str], codes: list[str], says: str) -> None:
    found = refusal_to_offer(held, codes)
    assert bool(found) is bool(says)
    assert says in found
    assert ("already" in found) is bool(held and says)
