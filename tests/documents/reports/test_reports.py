"""The numbers of the reports, for one ACO and for the program."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from acoms.charts.figures import Figures, Number
from contacts.models import Aco, Contact, HeldType
from contacts.types import REQUIRED_CODES
from documents.reports.registry import report_called, reports
from invitations.acceptance.actions import try_code
from invitations.actions import Invitee, invite
from invitations.models import Invitation
from invitations.secrets import code_for
from tests.cast import Cast, make_aco, make_contact, make_participant, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.rule("G6")]
TODAY = date(2026, 11, 30)


@pytest.fixture(autouse=True)
def _on_a_day() -> object:
    with time_machine.travel(datetime(2026, 11, 30, 15, 0, tzinfo=timezone.get_current_timezone())):
        yield


def numbers(slug: str, aco: Aco | None, day: date = TODAY) -> dict[str, tuple[Number, ...]]:
    return dict(made(slug, aco, day).rows)


def made(slug: str, aco: Aco | None, day: date = TODAY) -> Figures:
    report = report_called(slug)
    assert report is not None
    return report.made(aco, day)


def backdate(contact: Contact, since: date, until: date | None = None) -> None:
    """The contact's types were held from one day on, and until the end of another."""
    moment = timezone.make_aware(datetime(since.year, since.month, since.day, 9))
    held = HeldType.objects.filter(contact=contact)
    held.update(since=moment)
    if until:
        ended = timezone.make_aware(datetime(until.year, until.month, until.day, 9))
        held.update(ended_at=ended, end_reason="moved on")


@pytest.fixture
def lakeside(cast: Cast) -> Aco:
    """An ACO that has been there for years."""
    cast.lakeside.created_at = timezone.now() - timedelta(days=1000)
    cast.lakeside.save()
    return cast.lakeside


def test_completeness_counts_the_required_types_of_each_month_once(
    cast: Cast, lakeside: Aco
) -> None:
    exec_, it, other = (make_person(name) for name in ("ann", "ivo", "oda"))
    backdate(make_contact(lakeside, exec_, ["aco_executive"]), date(2026, 8, 31))
    backdate(make_contact(lakeside, it, ["it_primary"]), date(2026, 9, 1), date(2026, 11, 1))
    backdate(make_contact(lakeside, other, ["other"]), date(2026, 1, 1))
    required = len(REQUIRED_CODES)
    found = numbers("completeness", lakeside)
    assert found["Jul 2026"] == (0, required)
    assert found["Aug 2026"] == (1, required - 1)
    both = 2 if "it_primary" in REQUIRED_CODES else 1
    assert found["Oct 2026"] == (both, required - both)
    assert found["Nov 2026"] == (1, required - 1)
    assert list(found)[-1] == "Nov 2026"
    assert len(found) == 24


def test_the_program_counts_acos_that_are_complete_and_those_there_were(lakeside: Aco) -> None:
    make_aco("A9102", "New ACO")
    for code in REQUIRED_CODES:
        person = make_person(f"holder_{code}")
        backdate(make_contact(lakeside, person, [code]), date(2026, 10, 5))
    found = numbers("completeness", None)
    assert found["Sep 2026"] == (1, 0, 1)
    assert found["Oct 2026"] == (1, 1, 0)
    assert found["Nov 2026"] == (2, 1, 1)


def test_coverage_counts_people_who_hold_a_type_on_the_day(cast: Cast, lakeside: Aco) -> None:
    backdate(make_contact(lakeside, cast.outsider, ["other"]), date(2026, 2, 1), date(2026, 5, 1))
    elsewhere = make_aco("A9102", "Elsewhere")
    for aco, name in ((lakeside, "ada"), (lakeside, "bea"), (elsewhere, "cleo")):
        backdate(make_contact(aco, make_person(name), ["other"]), date(2026, 4, 1))
    label = "Other"
    label = next(one for one in numbers("coverage", lakeside) if one.startswith(label))
    assert numbers("coverage", lakeside)[label] == (2,)
    assert numbers("coverage", lakeside, date(2026, 4, 30))[label] == (3,)
    assert numbers("coverage", lakeside, date(2026, 3, 31))[label] == (1,)
    assert numbers("coverage", None)[label] == (3, 2)


def test_the_funnel_says_what_became_of_invitations_by_the_day(cast: Cast, lakeside: Aco) -> None:
    made_ = [
        invite(
            acting_person=cast.exec,
            aco=lakeside,
            invitee=Invitee(first_name="Pat", last_name=f"N{n}", email=f"pat.{n}@example.org"),
            codes=["other"],
        )
        for n in range(4)
    ]
    sent = timezone.now() - timedelta(days=40)  # October 21
    ids = [one.pk for one in made_]
    Invitation.objects.filter(pk__in=ids).update(
        created_at=sent, sent_at=sent, expires_at=sent + timedelta(days=15)
    )
    first = Invitation.objects.filter(pk=ids[0])
    first.update(activated_at=sent + timedelta(days=2.5), answered_by=cast.other)
    second = Invitation.objects.filter(pk=ids[1])
    second.update(declined_at=sent + timedelta(days=30), answered_by=cast.it)
    Invitation.objects.filter(pk=ids[2]).update(opened_at=sent + timedelta(days=1))
    # Sent, opened, activated, declined, withdrawn, expired, days.
    assert numbers("invitations", lakeside)["Oct 2026"] == (4, 3, 1, 1, 0, 2, 2.5)
    assert numbers("invitations", None)["Oct 2026"] == (4, 3, 1, 1, 0, 2, 2.5)
    assert numbers("invitations", lakeside, date(2026, 10, 22))["Oct 2026"] == (
        4,
        1,
        0,
        0,
        0,
        0,
        None,
    )
    assert numbers("invitations", lakeside)["Nov 2026"] == (0, 0, 0, 0, 0, 0, None)
    assert numbers("invitations", make_aco("A9102", "Elsewhere"))["Oct 2026"][0] == 0


def test_participants_join_and_leave_from_one_list_to_the_next(lakeside: Aco) -> None:
    make_participant(lakeside, "Stays", since=date(2024, 1, 1))
    make_participant(lakeside, "Leaves", since=date(2024, 1, 1), until=date(2026, 1, 1))
    make_participant(lakeside, "Joins", since=date(2026, 1, 1))
    make_participant(lakeside, "In summer", since=date(2026, 7, 1))
    moved = make_participant(lakeside, "Two rows", since=date(2025, 1, 1), until=date(2026, 1, 1))
    again = make_participant(lakeside, "Two rows, renamed", tin="", since=date(2026, 1, 1))
    again.tin_hash, again.tin = moved.tin_hash, moved.tin
    again.save()
    found = numbers("participants", lakeside)
    assert found["Jan 2024"] == (2, 2, 0)
    assert found["Jan 2025"] == (3, 1, 0)
    assert found["Jan 2026"] == (3, 1, 1)
    assert found["Nov 2026"] == (4, 1, 0)
    assert list(numbers("participants", lakeside, date(2026, 1, 1)))[-1] == "Jan 2026"


@pytest.mark.parametrize("slug", [report.slug for report in reports()])
def test_a_report_costs_the_same_for_one_aco_and_for_many(
    slug: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    aco = make_aco("A9200", "First")
    with django_assert_num_queries(1):
        made(slug, None)
    with django_assert_num_queries(1):
        made(slug, aco)
    for n in range(30):
        make_aco(f"A93{n:02}", f"ACO {n}")
    with django_assert_num_queries(1):
        made(slug, None)


def test_the_right_code_is_what_opens_an_invitation(cast: Cast, lakeside: Aco) -> None:

    one = invite(
        acting_person=cast.exec,
        aco=lakeside,
        invitee=Invitee(first_name="Pat", last_name="New", email="pat@example.org"),
        codes=["other"],
    )
    assert not try_code(invitation_id=one.pk, generation=one.generation, typed="AAAA-AAAA")
    one.refresh_from_db()
    assert one.opened_at is None
    code = code_for(one.pk, one.generation)
    assert try_code(invitation_id=one.pk, generation=one.generation, typed=code)
    one.refresh_from_db()
    first = one.opened_at
    assert first is not None
    assert try_code(invitation_id=one.pk, generation=one.generation, typed=code)
    one.refresh_from_db()
    assert one.opened_at == first
