"""What to do and by when: the Dashboard, its list, and that each number is the page's own."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from django.utils.html import strip_tags
from pytest_django import DjangoAssertNumQueries

from accounts.models import Person
from contacts.agreement import EndKind
from contacts.attention import Item, Task, to_do
from contacts.ending.actions import record_end
from contacts.models import Aco
from contacts.permissions import Permission
from contacts.queries import acos_of_person
from dashboard.grouping import GROUPS, PLACES, in_order, sections
from dashboard.rules import Urgency, due_in_words, urgency
from invitations.actions import Invitee, invite
from participants.certification.due import CERTIFY
from participants.changes.rules import ChangeKind
from participants.years.models import FeedbackCycle, PerformanceYear
from signing.due import SIGN
from signing.models import SigningEvent
from tests.cast import Cast, make_aco, make_contact, make_participant, make_person
from tests.contacts.several import several
from tests.participants.changes.asked import draft
from tests.signing.events import opened

DASHBOARD, LIST = "/dashboard/", "/dashboard/to-do/"
TODAY = date(2026, 11, 30)


def text_of(cast: Cast, role: str, url: str = DASHBOARD) -> str:
    page = cast.browser(role).get(url).content.decode()
    return re.sub(r"\s+", " ", strip_tags(page[page.index("<h1") :]))


def items_of(cast: Cast, role: str) -> dict[str, Item]:
    person = getattr(cast, role)
    return {one.task.name: one for one in to_do(person.pk, list(acos_of_person(person.pk)))}


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path


@pytest.mark.parametrize(
    ("days", "expected", "words"),
    [
        (-4, Urgency.OVERDUE, "Nov 26, 4 days late"),
        (-1, Urgency.OVERDUE, "Nov 29, 1 day late"),
        (0, Urgency.THIS_WEEK, "Nov 30, today"),
        (1, Urgency.THIS_WEEK, "Dec 1, tomorrow"),
        (7, Urgency.THIS_WEEK, "Dec 7, in 7 days"),
        (8, Urgency.LATER, "Dec 8, in 8 days"),
        (62, Urgency.LATER, "Jan 31, 2027, in 62 days"),
    ],
)
def test_urgency_is_said_in_words(days: int, expected: Urgency, words: str) -> None:
    due = TODAY + timedelta(days)
    assert urgency(due, TODAY) is expected
    assert due_in_words(due, TODAY) == words
    assert urgency(None, TODAY) is Urgency.NO_DAY
    assert due_in_words(None, TODAY) == ""
    assert expected.mark
    assert expected.label


def test_what_45_acos_have_to_do_is_one_group_with_its_sum() -> None:
    task = Task("submit", "Submit change requests", "draft")
    items = [
        Item(task=task, text="", url=f"/{n}", organization=f"P{n:02}", count=2, due=TODAY)
        for n in range(45)
    ]
    (section,) = sections(items, TODAY)
    (group,) = section.groups
    assert (section.count, group.counted, group.more) == (45, "90 drafts", 45 - PLACES)
    assert [place.name for place in group.named] == ["P00", "P01", "P02"]
    assert group.named[0].url == "/0"
    twice = Item(task=task, text="", url="/9", organization="P00", due=TODAY)
    (section,) = sections([*items, twice], TODAY)
    first = section.groups[0].named[0]
    assert (first.count, first.url) == (3, ""), "it is on two pages, so the list is shown"
    many = [
        Item(task=Task(str(n), str(n), "x"), text="", url="/", organization="P")
        for n in range(GROUPS + 2)
    ]
    assert len(sections(many, TODAY)[0].shown) == GROUPS


@pytest.mark.rule("C4")
def test_the_dashboard_the_list_and_the_page_say_the_same_number(cast: Cast) -> None:
    elm = make_participant(cast.lakeside)
    draft(cast.lakeside, cast.exec, ChangeKind.REMOVE_PARTICIPANT, participant=elm)
    draft(cast.lakeside, cast.exec, days=34)
    assert items_of(cast, "exec")["submit"].count == 2
    shown = text_of(cast, "exec")
    assert "▲ Overdue (1 to do)" in shown
    assert "2 drafts to submit, A9101" in shown
    assert "1 to do: 2 drafts to submit" in text_of(cast, "exec", f"{LIST}?task=submit")
    page = text_of(cast, "exec", "/acos/A9101/change-requests/")
    assert "2 drafts to submit" in page
    submitting = text_of(cast, "exec", "/acos/A9101/change-requests/submit/")
    assert "Ready to submit (1 of 2)" in submitting
    assert "Not ready (1 of 2)" in submitting


def test_who_it_waits_for_is_named_once_and_in_order() -> None:
    ann, zed = ({"first_name": first, "last_name": "Lee"} for first in ("Ann", "Zed"))
    doers = {n: Person(**one) for n, one in enumerate([zed, ann, ann])}
    task = Task("submit", "Submit", "x", needs=Permission.CONTACTS_EDIT)
    item = Item(task=task, text="One.", url="/", doers=doers)
    assert item.seen_by(9).text == "One. It waits for Ann Lee, Zed Lee."
    assert item.seen_by(2) is item


@pytest.mark.rule("C4")
def test_who_does_not_sign_is_told_whom_it_waits_for(cast: Cast) -> None:
    draft(cast.lakeside, cast.exec, days=34)
    mine, theirs = items_of(cast, "exec"), items_of(cast, "liaison")
    assert mine["submit"].count == theirs["submit-waits"].count == 1
    shown = text_of(cast, "liaison")
    assert "Waits for others: submit change requests Oct" not in shown
    assert "Waits for others: submit change requests" in shown
    assert "It waits for The Exec." in shown
    assert "It waits for" not in text_of(cast, "exec")


@pytest.mark.rule("C4")
def test_a_day_is_of_those_that_it_is_for(cast: Cast) -> None:
    for days in (34, 6, 5):
        draft(cast.lakeside, cast.exec, days=days, tin=f"00170000{days % 10}")
    for url in (DASHBOARD, LIST):
        shown = text_of(cast, "exec", url)
        assert re.search(r"1 of 3: \w+ \d+(, \d+)?, 4 days late", shown), url


@pytest.mark.rule("C2", "F2")
def test_certifying_in_an_open_event_is_one_item_for_who_signs(cast: Cast) -> None:
    today = timezone.localdate()
    PerformanceYear.objects.create(
        year=2027, certify_from=today, certify_by=today + timedelta(days=60)
    )
    make_participant(cast.lakeside)
    assert CERTIFY.name in items_of(cast, "exec")
    opened(cast, {"participant_list": 1, "compliance": 1}, due_in=30)
    mine = items_of(cast, "exec")
    assert CERTIFY.name not in mine
    assert mine[SIGN.name].count == 2
    others = items_of(cast, "liaison")
    assert CERTIFY.waiting.name in others, "who cannot sign sees that it waits"
    assert SIGN.name not in others


@pytest.mark.rule("C2", "F2")
def test_an_event_that_is_due_later_does_not_hide_the_earlier_day(cast: Cast) -> None:
    today = timezone.localdate()
    PerformanceYear.objects.create(
        year=2027, certify_from=today, certify_by=today + timedelta(days=10)
    )
    make_participant(cast.lakeside)
    opened(cast, {"participant_list": 1}, due_in=30)
    assert {CERTIFY.name, SIGN.name} <= set(items_of(cast, "exec"))


@pytest.mark.rule("A7")
def test_invitations_that_end_are_counted_as_their_list_counts_them(cast: Cast) -> None:
    for name in ("jo", "ann"):
        invitee = Invitee(first_name=name, last_name="Chen", email=f"{name}@example.net")
        invite(acting_person=cast.exec, aco=cast.lakeside, invitee=invitee, codes=["other"])
    item = items_of(cast, "liaison")["invitations"]
    assert (item.count, item.due) == (2, timezone.localdate() + timedelta(days=15))
    listed = cast.browser("liaison").get(item.url)
    assert listed.context["paging"]["total"] == 2


@pytest.mark.rule("A16")
def test_each_missing_type_leads_to_add_new_contact_with_it_chosen(cast: Cast) -> None:
    page = cast.browser("exec").get(DASHBOARD).content.decode()
    assert 'href="/acos/A9101/contacts/add/?types=dua_requestor">DUA Requestor</a>' in page


def test_the_list_narrows_searches_and_sorts(cast: Cast) -> None:
    harbor = make_aco("A9102", "Harbor ACO")
    make_contact(harbor, cast.exec, ["cms_liaison"])
    draft(cast.lakeside, cast.exec, days=34)
    assert "Harbor" not in text_of(cast, "exec", f"{LIST}?when=overdue").split("1 to do")[1]
    assert "Lakeside" not in text_of(cast, "exec", f"{LIST}?q=a9102").split(" to do")[2]
    rows = cast.browser("exec").get(f"{LIST}?sort=-count").context["rows"]
    assert [one.count for one in rows] == sorted((one.count for one in rows), reverse=True)
    assert "Nothing matches your search" in text_of(cast, "exec", f"{LIST}?q=nowhere")
    assert "Nothing waits for you" in text_of(cast, "other", LIST)


@pytest.mark.parametrize("url", [DASHBOARD, LIST])
def test_45_acos_take_as_many_queries_as_one(
    cast: Cast, url: str, django_assert_num_queries: DjangoAssertNumQueries, settings: Any
) -> None:
    browser = cast.browser("liaison")
    draft(cast.lakeside, cast.liaison)
    make_participant(cast.lakeside)
    with django_assert_num_queries(_queries(browser, url)):
        browser.get(url)
    before = _queries(browser, url)
    for n in range(44):
        aco = make_aco(f"A8{n:03}", f"ACO {n}")
        make_contact(aco, cast.liaison, ["cms_liaison"])
        draft(aco, cast.liaison)
        make_participant(aco, tin="")
    assert _queries(browser, url) == before
    if url == DASHBOARD:
        page = text_of(cast, "liaison")
        assert "My ACOs (45)" in page
        assert "See all 45 ACOs" in page
        assert "45 drafts to submit in 45 ACOs" in page


def _queries(browser: Any, url: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        browser.get(url)
    return len(captured)


@pytest.mark.parametrize(
    ("role", "step"),
    [
        ("delegate", "API Credentials"),
        ("cms_staff", "Open the admin"),
        ("it", "Overview"),
        ("qpp_staff", "Manage Access"),
    ],
)
def test_nobodys_dashboard_is_without_a_first_step(cast: Cast, role: str, step: str) -> None:
    shown = text_of(cast, role)
    assert "Where you can start" in shown
    assert step in shown.split("Where you can start")[1]


def test_a_new_aco_has_a_checklist_until_it_has_certified(cast: Cast) -> None:
    shown = text_of(cast, "exec")
    assert "Set up A9101: 0 of 4 done" in shown
    assert "Name who signs To do, 1 of 4" in shown
    assert "Put participants on your list To do, none yet" in shown
    for role in ("signer", "second_signer", "dua_requestor"):
        getattr(cast, role)
    make_participant(cast.lakeside)
    shown = text_of(cast, "exec")
    assert "2 of 4 done" in shown
    assert "Name who signs Done, 4 of 4" in shown
    assert "Set up" not in text_of(cast, "it")
    Aco.objects.update(initial_start_date=timezone.localdate() - timedelta(days=365))
    assert "Set up" not in text_of(cast, "exec"), "it is not new any more"


def test_program_dates_are_there_for_who_sees_change_requests(cast: Cast) -> None:
    year = PerformanceYear.objects.create(
        year=2027, certify_from=date(2026, 12, 1), certify_by=date(2027, 1, 31)
    )
    today = timezone.localdate()
    FeedbackCycle.objects.create(
        performance_year=year,
        number=2,
        opens_on=today - timedelta(days=5),
        closes_on=today + timedelta(days=3),
        feedback_on=today + timedelta(days=20),
    )
    last = "Second feedback cycle for 2027: last day to submit changes"
    shown = text_of(cast, "it")
    assert last not in shown.split("Program dates")[0], "nobody's task, and counted nowhere"
    assert re.search(f"{last}: .*in 3 days", shown)
    FeedbackCycle.objects.update(closes_on=today)
    assert re.search(f"{last}: [^:]*, today", text_of(cast, "it"))
    make_person("the_newcomer")
    assert "Program dates" not in text_of(cast, "outsider")


@pytest.mark.rule("J4")
def test_an_end_that_is_recorded_ahead_is_a_date_of_the_program(cast: Cast) -> None:
    harbor = make_aco("A9102", "Harbor ACO")
    make_contact(harbor, cast.exec, ["cms_liaison"])
    record_end(
        acting_person=cast.cms_staff,
        aco=cast.lakeside,
        ends_on=timezone.localdate() + timedelta(days=5),
        kind=EndKind.ENDED,
        reason="Not renewed",
    )
    shown = text_of(cast, "exec")
    ends = "The agreement of Lakeside Care Partners ACO (A9101) ends"
    assert f"{ends}: " in shown.split("Program dates")[1]
    assert "Due this week" not in shown, "on that day it is too late to do something"
    assert ends.encode() in cast.browser("exec").get(f"{DASHBOARD}calendar/deadlines.ics").content
    assert "Set up A9102" in shown
    assert "Set up A9101" not in shown
    places = [one.place for one in in_order(list(items_of_all(cast)))]
    assert places == ["A9102", "A9101"], "what an ACO that ends soon lacks comes last"


@pytest.mark.rule("J4")
def test_ends_of_one_day_stand_in_one_row_and_each_in_the_calendar(cast: Cast) -> None:
    ends_on = timezone.localdate() + timedelta(days=5)
    facts: dict[str, Any] = {"kind": EndKind.ENDED, "reason": "Not renewed"}
    for aco in (cast.lakeside, *several(cast.exec, 5)):
        record_end(acting_person=cast.cms_staff, aco=aco, ends_on=ends_on, **facts)
    shown = text_of(cast, "exec").split("Program dates")[1].split("My ACOs")[0]
    assert "The agreements of 6 ACOs end: " in shown
    assert "The agreement of" not in shown
    calendar = cast.browser("exec").get(f"{DASHBOARD}calendar/deadlines.ics").content
    assert calendar.count(b"SUMMARY:The agreement of") == 6


def items_of_all(cast: Cast) -> list[Item]:
    return to_do(cast.exec.pk, list(acos_of_person(cast.exec.pk)))


@pytest.mark.rule("A8")
def test_who_is_to_answer_an_invitation_is_not_told_that_nothing_waits(cast: Cast) -> None:
    invitee = Invitee(first_name="Out", last_name="Sider", email=cast.outsider.email)
    invite(acting_person=cast.exec, aco=cast.lakeside, invitee=invitee, codes=["other"])
    assert "Nothing else waits for you." in text_of(cast, "outsider")


@pytest.mark.rule("J4")
def test_nothing_is_to_do_in_an_ended_aco_before_its_end_is_carried_out(cast: Cast) -> None:
    opened(cast, {"participant_list": 1}, due_in=0)
    record_end(
        acting_person=cast.cms_staff,
        aco=cast.lakeside,
        ends_on=timezone.localdate(),
        kind=EndKind.ENDED,
        reason="Not renewed",
    )
    assert SIGN.name in items_of(cast, "exec")
    SigningEvent.objects.update(due_on=timezone.localdate() + timedelta(days=1))
    assert SIGN.name not in items_of(cast, "exec"), "it is due once the agreement is over"
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert items_of(cast, "exec") == {}
