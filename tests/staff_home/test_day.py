"""The program's day: what CMS staff see first, each number with the list behind it (rule J1)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from accounts.signup import after_sign_in_url
from acoms.site.program_day import Counted, Due, Part, counted_in, due
from api.webhooks.models import WebhookDelivery
from contacts.models import Aco
from documents.files.models import FileVersion
from documents.files.rules import Scan
from helpdesk.models import Ticket
from invitations.models import Invitation
from notifications.models import Notification
from participants.changes.models import ChangeRequest
from participants.years.models import PerformanceYear
from qpp_roles.roles.models import RoleRequest
from recertification.models import Recertification
from recertification.seasons import current_season
from signing.actions import open_event
from signing.actions.agreements import start_agreement
from signing.models import SigningEvent
from staff_home.overviews import _lists_of_aco, _lists_of_person
from staff_home.queries import days_for, number_of, numbers_for
from staff_home.rules import distance, waited
from staff_home.trends import WEEKS, trends
from tests.cast import Cast, make_aco, make_organization, make_person
from tests.documents.correspondence.written import send
from tests.qpp_roles.roles.in_roles import ask
from tests.signing.events import opened, written
from tests.test_admin import GROWS
from tests.test_admin_pages import make_everything

pytestmark = pytest.mark.django_db
INDEX = "/admin/"


@pytest.fixture(scope="module")
def everything(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[Cast]:
    """Something for each number, made once, each test's changes are undone."""
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock(), transaction.atomic():
        cast = make_everything(Cast())
        for model in (ChangeRequest, RoleRequest, Ticket):
            GROWS[model](cast, 77)
        failed = Notification.objects.filter(by_email=True, sent_at=None)
        failed.update(failed_at=timezone.now() - timedelta(days=2), failure="mailbox unknown")
        version = FileVersion.objects.first()
        assert version
        version.scan, version.scanned_at = Scan.INFECTED.value, timezone.now()
        version.save()
        WebhookDelivery.objects.update(given_up_at=timezone.now())
        old = ask(make_person("asks_long"), make_organization(name="Long Practice"))
        RoleRequest.objects.filter(pk=old.pk).update(
            requested_at=timezone.now() - timedelta(days=30)
        )
        Invitation.objects.filter(pk=Invitation.objects.latest("pk").pk).update(
            confirmation_asked_at=timezone.now(), confirmed_at=None
        )
        send(cast.cms_staff, make_aco("A9301"))
        end_on(timezone.localdate() + timedelta(days=60), Aco.objects.filter(aco_id="A9301"), cast)
        Aco.objects.update(created_at="2020-01-01T12:00Z")
        Recertification.objects.create(aco=cast.lakeside, year=current_season().year)
        yield cast
        transaction.set_rollback(True)


def end_on(day: date, acos: QuerySet[Aco], cast: Cast) -> None:
    acos.update(
        ends_on=day,
        end_kind="ended",
        end_reason="It is over.",
        end_recorded_by=cast.cms_staff,
        end_recorded_at=timezone.now(),
    )


@pytest.fixture
def staff(everything: Cast) -> Client:
    return everything.browser("cms_staff")


def all_counted() -> list[Counted]:
    standing = [counted for part in Part for counted in counted_in(part)]
    return [*standing, *(counted for day in due() for counted in day.counted)]


@pytest.mark.rule("J1")
def test_each_number_is_that_of_the_rows_of_the_list_behind_it(staff: Client) -> None:
    shown = staff.get(INDEX).content.decode()
    nothing = set()
    for counted in all_counted():
        number = number_of(counted).number
        page = staff.get(counted.url)
        assert page.status_code == 200, counted.url
        assert page.context["cl"].result_count == number, counted
        assert counted.url.replace("&", "&amp;") in shown
        if not number:
            nothing.add(counted.title)
    assert nothing == set()


def test_numbers_that_someone_may_not_see_are_not_shown(everything: Cast) -> None:
    assert "Screening findings" in everything.browser("cms_viewer").get(INDEX).content.decode()
    assert numbers_for(lambda _: False, all_counted()) == []
    assert len(numbers_for(lambda name: name == "contacts.view_aco", all_counted())) == 4


@pytest.mark.rule("J1")
def test_the_oldest_of_a_queue_says_how_long_it_has_waited(staff: Client) -> None:
    long = next(one for one in counted_in(Part.WAITING) if "14 days or longer" in one.title)
    assert number_of(long).wait == "30 days"
    assert "30 days, since" in staff.get(INDEX).content.decode()


def test_the_day_takes_the_same_queries_with_1_row_and_with_100(everything: Cast) -> None:
    staff = everything.browser("cms_staff")

    def put_before_signers(n: int) -> None:
        open_event(acting_person=everything.cms_staff, event=written(everything))
        start_agreement(
            acting_person=everything.liaison,
            aco=everything.lakeside,
            subject=f"Practice {n}",
            text="We agree.",
            due_on=timezone.localdate(),
            year=2027,
        )

    GROWS[ChangeRequest](everything, 100)
    put_before_signers(100)
    staff.get(INDEX)
    with CaptureQueriesContext(connection) as few:
        staff.get(INDEX)
    for n in range(101, 140):
        GROWS[ChangeRequest](everything, n)
    for n in range(5):
        put_before_signers(n)
    Aco.objects.bulk_create(Aco(aco_id=f"A8{n:03}", name=f"ACO {n}") for n in range(100))
    with CaptureQueriesContext(connection) as many:
        shown = staff.get(INDEX).content.decode()
    assert "Participant agreement" not in shown, "what an ACO signs by itself is the ACO's own"
    assert len(few) == len(many)
    assert len(few) < 50


@pytest.mark.rule("J1", "J4")
def test_the_next_end_of_an_agreement_is_due_for_60_days(everything: Cast, staff: Client) -> None:
    today = timezone.localdate()
    one = make_aco("A9302")

    def said(days: int) -> list[tuple[timedelta, int]]:
        end_on(today + timedelta(days=days), Aco.objects.filter(pk=one.pk), everything)
        found = [day for day in due() if day.text == "The next agreement ends"]
        return [(day.on - today, number_of(day.counted[0]).number) for day in found]

    assert said(61) == [(timedelta(days=60), 1)]
    assert said(1) == [(timedelta(days=1), 2)]
    assert "ACOs whose agreement ends within 60 days: 2</a>" in staff.get(INDEX).content.decode()
    assert said(0) == [(timedelta(days=0), 2)]
    assert said(-1) == [(timedelta(days=60), 1)]


@pytest.mark.rule("J1", "J4")
def test_nothing_waits_for_an_aco_whose_agreement_is_over(everything: Cast, staff: Client) -> None:
    opened(everything)
    lacking = written(everything, acos=[make_aco("A9302")])
    open_event(acting_person=everything.cms_staff, event=lacking)
    about = (
        "ACOs that have not certified",
        "ACOs that have not signed",
        "ACOs that lack signers",
        "ACOs: not started",
        "ACOs: under way",
        "ACOs whose agreement ends",
        "Messages to ACOs",
    )

    def titles() -> set[str]:
        """Of the numbers about ACOs, those that are not 0; each is that of its list."""
        asked = [one for one in all_counted() if one.title.startswith(about)]
        for one in asked:
            found = staff.get(one.url).context["cl"].result_count
            assert found == number_of(one).number, one.title
        return {one.title for one in asked if number_of(one).number}

    assert len(titles()) == 7
    today, tomorrow = timezone.localdate(), timezone.localdate() + timedelta(days=1)
    SigningEvent.objects.update(due_on=tomorrow)
    PerformanceYear.objects.update(certify_from=today, certify_by=tomorrow)
    end_on(today, Aco.objects.all(), everything)
    waiting = {title for title in titles() if not title.startswith(about[3:5])}
    assert waiting == {
        "ACOs whose agreement ends within 60 days",
        "Messages to ACOs where nobody receives them",
    }
    end_on(today - timedelta(days=1), Aco.objects.all(), everything)
    assert titles() == set()


def test_what_is_over_stays_while_something_is_left() -> None:
    make_aco("A8998")
    left = Counted(title="ACOs", model="contacts.Aco", rows=Aco.objects.all)
    none = Counted(title="ACOs", model="contacts.Aco", rows=Aco.objects.none)
    today = timezone.localdate()
    days = [
        Due(today - timedelta(days=1), "left", (left,)),
        Due(today - timedelta(days=1), "done", (none,)),
        Due(today, "today"),
        Due(today + timedelta(days=200), "far"),
    ]
    assert [one.due.text for one in days_for(lambda _: True, days)] == ["left", "today"]


@pytest.mark.parametrize(
    ("days", "said"), [(0, "today"), (1, "in 1 day"), (15, "in 15 days"), (-1, "1 day late")]
)
def test_how_far_a_day_is(days: int, said: str) -> None:
    assert distance(date(2026, 12, 1) + timedelta(days=days), date(2026, 12, 1)) == said


@pytest.mark.parametrize(
    ("hours", "said"),
    [(0, "less than an hour"), (1, "1 hour"), (23.9, "23 hours"), (24, "1 day"), (150, "6 days")],
)
def test_how_long_something_has_waited(hours: float, said: str) -> None:
    now = timezone.now()
    assert waited(now - timedelta(hours=hours), now) == said


@pytest.mark.rule("J1")
def test_the_pictures_count_by_weeks_that_end_today(everything: Cast) -> None:
    today = date(2026, 11, 30)
    Person.objects.update(created_at="2020-01-01T12:00Z")
    for user_id, moment in (
        ("new_1", "2026-12-01T04:59Z"),  # the last minute of today in Eastern Time
        ("new_2", "2026-11-24T05:00Z"),  # the first of this week
        ("new_3", "2026-11-24T04:59Z"),  # the last of the week before
        ("new_4", "2026-09-07T04:00Z"),  # before the first week
    ):
        person = make_person(user_id)
        Person.objects.filter(pk=person.pk).update(created_at=moment)
    figures = trends(today)[0].figures
    accounts = figures.columns.index("New accounts")
    counted = [numbers[accounts] for _, numbers in figures.rows]
    assert len(counted) == WEEKS
    assert counted[-2:] == [1, 2]
    assert sum(filter(None, counted)) == 3


@pytest.mark.rule("J1")
def test_cms_staff_begin_at_the_programs_day(
    everything: Cast,
) -> None:
    for role, page in (("cms_viewer", "/admin/"), ("exec", "/dashboard/")):
        request = RequestFactory().get("/")
        request.user = getattr(everything, role)
        request.session = {}  # type: ignore[assignment]
        assert after_sign_in_url(request) == page


@pytest.mark.rule("J1")
def test_the_pages_of_an_aco_and_a_person_lead_to_lists_that_have_as_many_rows(
    everything: Cast, staff: Client
) -> None:
    lists = {
        "contacts_aco": (_lists_of_aco(everything.lakeside), everything.lakeside),
        "accounts_person": (_lists_of_person(everything.exec), everything.exec),
    }
    for page, (counted_lists, row) in lists.items():
        shown = staff.get(reverse(f"admin:{page}_change", args=[row.pk])).content.decode()
        found = 0
        for counted in counted_lists:
            number = number_of(counted).number
            assert staff.get(counted.url).context["cl"].result_count == number, counted
            assert f"{counted.title}: {number}</a>" in shown
            found += number
        assert found >= 2
