"""Whose list, of which year and on which day: each fails where it is left out (rules C2, E1)."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from contacts.models import Aco
from notifications.models import Notification
from participants.certification.actions import list_to_certify, reopen_certification
from participants.certification.due import lists_to_certify
from participants.certification.errors import CertificationError
from participants.certification.models import CertifiedList
from participants.certification.queries import (
    acos_with_standing,
    certified_lists,
    has_certified,
    lists_that_count,
    standing_of,
    undecided_changes,
    year_to_certify,
)
from participants.certification.reminding import remind_of_certification
from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeKind
from participants.lists.models import Participant
from participants.years.models import PerformanceYear
from tests.cast import Cast, make_aco, make_contact, make_participant
from tests.participants.certification.certifying import certified_by
from tests.participants.changes.asked import days_ago, draft

pytestmark = [pytest.mark.rule("C2", "E1"), pytest.mark.django_db]

FROM, BY = date(2026, 11, 1), date(2027, 1, 15)


def at_noon(day: date) -> Any:
    moment = timezone.make_aware(datetime.combine(day, time(12)))
    return time_machine.travel(moment, tick=False)


@pytest.fixture(autouse=True)
def _in_december() -> Any:
    with at_noon(date(2026, 12, 10)):
        yield


@pytest.fixture
def year(db: None) -> PerformanceYear:
    return PerformanceYear.objects.create(year=2027, certify_from=FROM, certify_by=BY)


@pytest.fixture
def last_year(db: None) -> PerformanceYear:
    days = {"certify_from": date(2025, 11, 1), "certify_by": date(2026, 1, 15)}
    return PerformanceYear.objects.create(year=2026, **days)


@pytest.fixture
def there(cast: Cast, year: PerformanceYear) -> Aco:
    """Another ACO, whose ACO Executive is the outsider; both have a list."""
    aco = make_aco("A9102", "Elsewhere")
    make_contact(aco, cast.outsider, ["aco_executive"])
    make_participant(aco, "Oak Clinic", tin="001234568")
    make_participant(cast.lakeside, "Elm Clinic", tin="001234567")
    return aco


def certify(cast: Cast, aco: Aco, year: PerformanceYear) -> CertifiedList:
    signer = cast.signer if aco == cast.lakeside else cast.outsider
    return certified_by(signer, aco, year)


def reopen(cast: Cast, certified: CertifiedList) -> None:
    reopen_certification(acting_person=cast.cms_staff, certified=certified, reason="A TIN left.")


def rows(year: PerformanceYear | None, what: str) -> dict[int, Any]:
    """What the admin's list says of each ACO."""
    return {row.pk: getattr(row, what) for row in acos_with_standing(year)}


def texts(*acos: Aco) -> list[str]:
    return [item.text for item in lists_to_certify(acos)]


def test_what_another_aco_certified_is_not_certified_here(
    cast: Cast, there: Aco, year: PerformanceYear
) -> None:
    signer, theirs = cast.signer, certify(cast, there, year)
    assert standing_of(cast.lakeside, year).certified is None
    assert not certified_lists(cast.lakeside)
    assert not lists_that_count(cast.lakeside)
    assert len(texts(cast.lakeside)) == 1
    assert remind_of_certification() == 1
    told = Notification.objects.filter(kind="list_not_certified")
    assert {one.person for one in told} == {signer}
    assert rows(year, "certified") == {cast.lakeside.pk: False, there.pk: True}
    own = certify(cast, cast.lakeside, year)
    assert standing_of(cast.lakeside, year).certified == own
    assert standing_of(there, year).certified == theirs


def test_what_was_certified_for_another_year_is_not_certified_for_this(
    cast: Cast, there: Aco, year: PerformanceYear, last_year: PerformanceYear
) -> None:
    before = certify(cast, cast.lakeside, last_year)
    assert standing_of(cast.lakeside, year).certified is None
    assert len(texts(cast.lakeside)) == 1
    assert remind_of_certification() == 2
    assert not any(rows(year, "certified").values())
    now = certify(cast, cast.lakeside, year)
    assert lists_that_count(cast.lakeside) == [now, before]
    assert standing_of(cast.lakeside, last_year).certified == before


def test_said_twice_is_of_the_same_list_aco_year_and_person(
    cast: Cast, there: Aco, year: PerformanceYear, last_year: PerformanceYear
) -> None:
    def has(aco: Aco, year: PerformanceYear, seen: str) -> bool:
        return has_certified(cast.signer, aco, year, seen)

    own = list_to_certify(cast.lakeside, year)[1]
    certify(cast, cast.lakeside, year)
    assert has(cast.lakeside, year, own)
    assert not has(cast.lakeside, last_year, own)
    assert not has(there, year, own)
    assert not has(cast.lakeside, year, own[:-1])
    assert not has_certified(cast.exec, cast.lakeside, year, own)
    reopen(cast, standing_of(cast.lakeside, year).certified)  # type: ignore[arg-type]
    make_participant(cast.lakeside, "Fir Clinic", tin="001234569")
    certify(cast, cast.lakeside, year)
    assert not has(cast.lakeside, year, own), "that one does not count any more"


def test_only_requests_of_its_own_that_nobody_has_decided_are_undecided(
    cast: Cast, there: Aco, year: PerformanceYear
) -> None:
    mine, decided = (
        draft(
            cast.lakeside,
            cast.exec,
            ChangeKind.REMOVE_PARTICIPANT,
            participant=make_participant(
                cast.lakeside, f"Leaves {n}", tin=f"00123458{n}", since=days_ago(400)
            ),
        )
        for n in range(2)
    )
    now = timezone.now()
    sent = {"first_submitted_at": now, "submitted_at": now, "submitted_by": cast.signer}
    ChangeRequest.objects.filter(pk=mine.pk).update(**sent)
    ChangeRequest.objects.filter(pk=decided.pk).update(
        **sent, decided_at=now, approved=False, decision_reason="No."
    )
    assert (undecided_changes(cast.lakeside), undecided_changes(there)) == (1, 0)
    assert rows(year, "undecided") == {cast.lakeside.pk: 1, there.pk: 0}


def test_an_aco_without_a_list_has_nothing_to_certify(cast: Cast, there: Aco) -> None:
    Participant.objects.filter(aco=there).update(effective_from=date(2027, 1, 2))
    assert len(texts(there, cast.lakeside)) == 1
    Participant.objects.filter(aco=there).delete()
    assert remind_of_certification() == 1
    assert rows(year_to_certify(), "has_list") == {cast.lakeside.pk: True, there.pk: False}


def test_the_year_to_certify_is_the_latest_that_has_opened_or_the_next(
    cast: Cast, there: Aco, year: PerformanceYear, last_year: PerformanceYear
) -> None:
    for day, of_that_day in (
        (date(2025, 10, 31), last_year),
        (FROM - timedelta(days=1), last_year),
        (FROM, year),
        (date(2028, 1, 1), year),
    ):
        assert year_to_certify(day) == of_that_day
        with at_noon(day):
            assert year_to_certify() == of_that_day


@pytest.mark.parametrize("years", [0, 1])
def test_before_a_year_opens_nobody_is_reminded(cast: Cast, there: Aco, years: int) -> None:
    if not years:
        PerformanceYear.objects.all().delete()
    with at_noon(FROM - timedelta(days=1)):
        assert not texts(cast.lakeside)
        assert not remind_of_certification()
    if years:
        with at_noon(FROM):
            assert len(texts(cast.lakeside)) == 1
            assert remind_of_certification() == 2


def test_a_list_is_reopened_and_certified_again_on_the_last_day(
    cast: Cast, there: Aco, year: PerformanceYear
) -> None:
    certified, second = (certify(cast, aco, year) for aco in (cast.lakeside, there))
    with at_noon(BY):
        reopen(cast, certified)
        reopen(cast, second)
        assert len(texts(cast.lakeside)) == 1
        assert certify(cast, cast.lakeside, year).replaces == certified
        assert not texts(cast.lakeside)
    with at_noon(BY + timedelta(days=1)):
        assert not texts(there)
        with pytest.raises(CertificationError, match="already"):
            certify(cast, there, year)


def test_a_list_that_was_certified_cannot_be_reopened_twice_nor_one_that_never_was(
    cast: Cast, there: Aco, year: PerformanceYear
) -> None:
    assert not standing_of(there, year).may_be_reopened
    certified = certify(cast, there, year)
    assert standing_of(there, year).may_be_reopened
    reopen(cast, certified)
    assert not standing_of(there, year).may_be_reopened
