"""Administrators are reminded 14 days and 1 day before the due date, and when it has passed."""

from datetime import date

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from acoms.once.models import Claim
from contacts.models import Aco
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from recertification.models import Recertification
from recertification.reminding import remind_administrators
from tests.cast import Cast, make_aco, make_contact, make_person

# Years ahead: Lakeside is there long before.
BEFORE, TWO_WEEKS, LAST_DAY, LATE = (
    date(2047, 1, 16),
    date(2047, 1, 17),
    date(2047, 1, 30),
    date(2047, 2, 1),
)


@pytest.fixture
def administrators(cast: Cast) -> set[int]:
    cast.it, cast.delegate, cast.security_official  # noqa: B018 - who are told nothing
    make_contact(cast.lakeside, cast.exec, ["cms_liaison"])  # told once, holding two types
    return {cast.exec.pk, cast.signer.pk}


def told() -> list[int]:
    return sorted(Notification.objects.values_list("person_id", flat=True))


def test_each_administrator_is_told_once_at_each_step(cast: Cast, administrators: set[int]) -> None:
    assert remind_administrators(BEFORE) == 0
    for times, today in enumerate((TWO_WEEKS, LAST_DAY, LATE), start=1):
        assert remind_administrators(today) == 1
        assert remind_administrators(today) == 0
        assert told() == sorted([*administrators] * times)


def test_a_step_missed_is_made_up_for_and_an_older_one_is_not(
    cast: Cast, administrators: set[int]
) -> None:
    assert remind_administrators(date(2047, 1, 20)) == 1
    assert remind_administrators(date(2047, 2, 20)) == 1
    assert [one.step for one in Claim.objects.order_by("pk")] == ["2047 two weeks", "2047 late"]


def test_it_says_when_it_is_due_how_far_it_is_and_where(
    cast: Cast, administrators: set[int]
) -> None:
    remind_administrators(TWO_WEEKS)
    remind_administrators(LATE)
    first, late = (
        Notification.objects.filter(person=cast.exec).order_by("pk")[n].text for n in (0, 1)
    )
    assert "Lakeside Care Partners ACO (A9101) is due January 31, 2047 (14 days)" in first
    assert "0 of 5 contacts are done" in first
    assert "was due January 31, 2047." in late
    assert Notification.objects.first().url == "/acos/A9101/contacts/review/"  # type: ignore[union-attr]


def test_the_mail_goes_out_with_the_link(
    cast: Cast, administrators: set[int], mailoutbox: list[object]
) -> None:
    remind_administrators(LATE)
    relay_due_mail()
    mail = next(m for m in mailoutbox if m.to == [cast.exec.email])  # type: ignore[attr-defined]
    assert mail.subject == "Late: Yearly review 2047 of the contacts of A9101"  # type: ignore[attr-defined]
    assert "/acos/A9101/contacts/review/" in mail.body  # type: ignore[attr-defined]


def test_nobody_is_reminded_of_a_review_that_is_completed(
    cast: Cast, administrators: set[int]
) -> None:
    Recertification.objects.create(
        aco=cast.lakeside,
        year=2047,
        due_on=date(2047, 1, 31),
        completed_at=timezone.now(),
        completed_by=cast.exec,
    )
    assert remind_administrators(LATE) == 0
    assert told() == []


def test_an_aco_without_administrators_holds_up_nobody(cast: Cast) -> None:
    make_aco("A9100", "Empty")
    cast.exec  # noqa: B018
    assert remind_administrators(LATE) == 2
    assert told() == [cast.exec.pk]


def test_an_aco_that_came_after_the_due_date_is_left_alone(cast: Cast) -> None:
    cast.exec  # noqa: B018
    Aco.objects.update(created_at="2047-02-01T12:00Z")
    assert remind_administrators(date(2047, 2, 2)) == 0


def test_finding_whom_to_remind_takes_the_same_queries_for_many(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(20):
        make_contact(make_aco(f"A92{n:02}", f"ACO {n}"), make_person(f"e_{n}"), ["aco_executive"])
    remind_administrators(LATE)
    with django_assert_num_queries(1):  # all have been reminded
        remind_administrators(LATE)
    assert len(told()) == 20
