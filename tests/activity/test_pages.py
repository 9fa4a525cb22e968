"""An ACO's Activity subtab: who did what, when and to whom, in sentences."""

from datetime import timedelta
from html import unescape
from typing import Any

import pghistory
import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from activity.entries import entries
from activity.queries import Filters
from activity.queries import page as query_page
from activity.rules import Kind
from activity.sources import _untold, sources
from activity.told import told
from contacts.actions import end_types, give_types, save_aco
from contacts.models import Contact
from invitations import actions
from invitations.actions import Invitee
from invitations.models import Invitation
from recertification.actions import confirm_contacts
from signing.actions import open_event
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.signing.events import written
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E3")]

JO = Invitee(first_name="Jo", last_name="Chen", email="jo.chen@example.net")


def invite(cast: Cast, *codes: str) -> Invitation:
    codes = codes or ("other",)
    return actions.invite(acting_person=cast.exec, aco=cast.lakeside, invitee=JO, codes=codes)


def lines(browser: Client, aco_id: str = "A9101", **asked: Any) -> list[str]:
    answer = browser.get(reverse("activity", args=[aco_id]), asked)
    assert answer.status_code == 200
    return [entry.sentence for entry in answer.context["entries"]]


def page(browser: Client, **asked: Any) -> str:
    return unescape(browser.get(reverse("activity", args=["A9101"]), asked).content.decode())


@pytest.mark.rule("A19")
def test_ending_a_type_says_who_whose_and_why(cast: Cast) -> None:
    contact = Contact.objects.get(person=cast.it)
    end_types(acting_person=cast.exec, contact=contact, codes={"it_primary"}, reason="left us")
    said = lines(cast.browser("exec"))
    label = "Information Technology (IT) Contact (primary)"
    assert f"The Exec ended The It's {label}: left us." in said


def test_every_way_of_an_invitation(cast: Cast) -> None:
    browser = cast.browser("exec")
    invitation = invite(cast, "cms_liaison", "other")
    assert "The Exec invited Jo Chen as CMS Liaison and Other Contact." in lines(browser)
    actions.send_again(acting_person=cast.exec, invitation=invitation)
    assert lines(browser, kind="sent_again") == [
        "The Exec sent Jo Chen's invitation as CMS Liaison and Other Contact again."
    ]
    actions.record_expired(timezone.now() + timedelta(days=16))
    assert lines(browser, kind="expired") == [
        "The invitation of Jo Chen as CMS Liaison and Other Contact ended without an answer."
    ]
    invitation.refresh_from_db()
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        actions.send_again(acting_person=cast.exec, invitation=invitation)
    assert len(lines(browser, kind="sent_again")) == 2
    assert len(lines(browser, kind="expired")) == 1
    actions.withdraw(acting_person=cast.exec, invitation=invitation)
    assert len(lines(browser, kind="withdrawn")) == 1
    again = invite(cast)
    actions.decline(acting_person=make_person("jo", email=JO.email), invitation=again)
    assert lines(browser, kind="declined") == [
        "Jo Person declined the invitation of Jo Chen as Other Contact."
    ]
    assert len(lines(browser, kind="invited")) == 2
    assert lines(browser, kind="activated") == []


@pytest.mark.rule("A4")
def test_activating_shows_the_type_given_and_the_one_handed_over(cast: Cast) -> None:
    cast.it  # noqa: B018 - who holds the type until then
    invitation = invite(cast, "it_primary")
    jo = make_person("jo", email=JO.email)
    actions.activate(acting_person=jo, invitation=invitation)
    browser, label = cast.browser("exec"), "Information Technology (IT) Contact (primary)"
    assert lines(browser, kind="activated", person=jo.pk) == [
        f"Jo Person activated the invitation of Jo Chen as {label}."
    ]
    assert lines(browser, kind="handed_over") == [f"The It's {label} was handed over to Jo Person."]
    assert f"Jo Person became {label}." in lines(browser, kind="type_given")
    assert lines(browser, kind="type_ended") == []


def test_changed_contact_data_is_shown_before_and_after(cast: Cast) -> None:
    contact = Contact.objects.get(person=cast.it)
    browser = sign_in(Client(), cast.exec)
    Contact.objects.filter(pk=contact.pk).update(title="Analyst")
    change = {"title": "Director", "phone": "937-555-0142"}
    edit(cast, contact, **change)
    said = lines(browser, kind="contact_changed")
    assert said[0].startswith("The Exec changed The It's contact data: ")
    shown = page(browser, kind="contact_changed")
    for field, before, after in (
        ("Title", "Analyst", "Director"),
        ("Phone", "(empty)", "937-555-0142"),
    ):
        cells = f'<td data-label="Before">{before}</td><td data-label="After">{after}</td>'
        assert f'<th scope="row">{field}</th>{cells}' in shown


def edit(cast: Cast, contact: Contact, **details: str) -> None:
    with pghistory.context(action="edit", acting_person=cast.exec.pk):
        Contact.objects.filter(pk=contact.pk).update(**details)


def test_changed_aco_data(cast: Cast) -> None:
    cast.lakeside.website = "https://lakeside.example"
    casey = make_person("casey", staff_role="administrator")
    save_aco(acting_person=casey, aco=cast.lakeside)
    assert lines(cast.browser("exec"), kind="aco_changed") == [
        "Casey Person (CMS staff) changed the ACO's data: public website."
    ]


def test_where_from_is_said_but_not_where_cms_staff_sit(cast: Cast) -> None:
    invitation, contact = invite(cast), Contact.objects.get(person=cast.it)
    url = reverse("withdraw_invitation", args=["A9101", invitation.pk])
    sign_in(Client(REMOTE_ADDR="192.0.2.44"), cast.exec).post(url)
    browser = cast.browser("exec")
    shown = page(browser, kind="withdrawn")
    assert "192.0.2.44" in shown
    assert f"<dd>{url}</dd>" in shown
    casey = make_person("casey", staff_role="administrator")
    with pghistory.context(action="x", acting_person=casey.pk, address="198.51.100.7"):
        Contact.objects.filter(pk=contact.pk).update(title="Chief")
    assert "198.51.100.7" not in page(browser)
    assert "Casey Person (CMS staff) changed" in page(browser)


@pytest.mark.rule("E1")
def test_administrators_and_delegates_of_this_aco_see_it(cast: Cast) -> None:
    url = reverse("activity", args=["A9101"])
    assert cast.browser("it").get(url).status_code == 403
    assert cast.browser("outsider").get(url).status_code == 404
    assert cast.browser("liaison").get(url).status_code == 200
    assert cast.browser("delegate").get(url).status_code == 200


@pytest.mark.rule("E1")
def test_nothing_of_another_aco_is_shown(cast: Cast) -> None:
    other = make_aco("A9102", "Elsewhere")
    stranger = make_person("stranger")
    make_contact(other, stranger, ["aco_executive"])
    assert not [line for line in lines(cast.browser("exec")) if "Stranger" in line]
    assert [line for line in lines(sign_in(Client(), stranger), "A9102") if "Stranger" in line]
    csv = cast.browser("exec").get(reverse("activity_csv", args=["A9101"]))
    assert "Stranger" not in b"".join(csv).decode()


@pytest.mark.rule("E3", "F1")
def test_of_a_signing_event_acos_read_once_cms_opens_it(cast: Cast) -> None:
    event = written(cast, acos=[cast.lakeside])
    added = f"added the ACO to the {event.title}."
    assert not [line for line in lines(cast.browser("exec")) if added in line]
    staff = cast.browser("cms_staff")
    assert added in staff.get("/admin/activity/activity/?aco_id=A9101").content.decode()
    open_event(acting_person=cast.cms_staff, event=event)
    assert [line for line in lines(cast.browser("exec")) if added in line]


def test_filters_by_person_acting_or_concerned(cast: Cast) -> None:
    contact = Contact.objects.get(person=cast.it)
    end_types(acting_person=cast.exec, contact=contact, codes={"it_primary"}, reason="left us")
    invite(cast)
    cast.liaison  # noqa: B018 - of whom nothing is to be shown
    browser = cast.browser("exec")
    of_it = lines(browser, person=cast.it.pk)
    assert len(of_it) == 3
    assert all("The It" in line for line in of_it)
    of_exec = lines(browser, person=cast.exec.pk)
    assert "The Exec invited Jo Chen as Other Contact." in of_exec
    assert not [line for line in of_exec if "Liaison" in line]


def test_filters_by_day_in_eastern_time(cast: Cast) -> None:
    browser = cast.browser("exec")
    today = timezone.localdate()
    assert lines(browser, since=today, until=today)
    assert lines(browser, until=today - timedelta(days=1)) == []
    assert lines(browser, since=today + timedelta(days=1)) == []
    assert "No activity matches your search." in page(browser, since=today + timedelta(days=1))


def test_search_finds_names_types_and_reasons(cast: Cast) -> None:
    contact = Contact.objects.get(person=cast.it)
    end_types(acting_person=cast.exec, contact=contact, codes={"it_primary"}, reason="left us")
    invite(cast, "financial")
    browser = cast.browser("exec")
    assert len(lines(browser, q="chen")) == 1
    assert len(lines(browser, q="Financial")) == 1
    assert [line for line in lines(browser, q="LEFT US") if "ended" in line]
    assert lines(browser, q="nobody of that name") == []


@pytest.mark.parametrize(
    "asked",
    [
        {"person": "x"},
        {"kind": "nonsense"},
        {"since": "tomorrow"},
        {"until": "9999-12-31"},
        {"before": "x"},
        {"before": "2026-01-01T00:00:00~0~1"},
        {"before": "2026-01-01T00:00:00+00:00~-1~99999999999"},
        {"q": "%_'\\"},
        {"page": "-1"},
    ],
)
def test_odd_questions_get_a_page(cast: Cast, asked: dict[str, str]) -> None:
    browser = cast.browser("exec")
    assert browser.get(reverse("activity", args=["A9101"]), asked).status_code == 200
    assert browser.get(reverse("activity_csv", args=["A9101"]), asked).status_code == 200


def test_pages_follow_each_other_without_gap_or_repeat(cast: Cast) -> None:
    browser = cast.browser("exec")
    contact = Contact.objects.get(person=cast.exec)
    for number in range(120):
        edit(cast, contact, title=f"Title {number}")
    url, seen, pages = reverse("activity", args=["A9101"]), [], 0
    query = "?"
    while query:
        answer = browser.get(url + query)
        seen += [str(entry.place) for entry in answer.context["entries"]]
        query, pages = answer.context["older"], pages + 1
    assert pages == 3
    assert len(seen) == len(set(seen)) > 120
    exported = b"".join(browser.get(reverse("activity_csv", args=["A9101"])))
    assert exported.decode().count("\r\n") == len(seen) + 1


def test_what_is_filtered_is_exported_safe_for_spreadsheets(cast: Cast) -> None:
    contact = Contact.objects.get(person=cast.it)
    reason = "=HYPERLINK(1)"
    end_types(acting_person=cast.exec, contact=contact, codes={"it_primary"}, reason=reason)
    url = reverse("activity_csv", args=["A9101"])
    answer = cast.browser("exec").get(url, {"kind": "type_ended"})
    rows = b"".join(answer).decode().splitlines()
    assert len(rows) == 2
    assert "'=HYPERLINK(1)" in rows[1]
    assert answer["Content-Disposition"].startswith('attachment; filename="activity-A9101-')


def test_as_many_queries_for_many_as_for_one(cast: Cast) -> None:
    browser = cast.browser("exec")
    url = reverse("activity", args=["A9101"])
    browser.get(url)
    with CaptureQueriesContext(connection) as few:
        browser.get(url)
    for number in range(30):
        person = make_person(f"p{number}_one")
        made = give_types(
            acting_person=cast.exec,
            aco=cast.lakeside,
            person=person,
            codes=["other"],
            given_by=cast.exec,
        )
        edit(cast, made, title="Chief")
    with CaptureQueriesContext(connection) as many:
        browser.get(url)
    assert len(many) == len(few) < len(sources()) + 10


def test_a_kind_of_its_own_for_everything_that_can_be_chosen() -> None:
    assert len({kind.code for kind in Kind}) == len(Kind) == len({kind.value for kind in Kind})


def test_the_tab_is_there_for_administrators_only(cast: Cast) -> None:
    contacts = reverse("contacts", args=["A9101"])
    tab = f'href="{reverse("activity", args=["A9101"])}"'
    assert tab in cast.browser("exec").get(contacts).content.decode()
    assert tab not in cast.browser("it").get(contacts).content.decode()


def test_lists_and_yearly_reviews_are_told_too(cast: Cast) -> None:
    lists = apps.get_model("invitations_bulk.BulkInvitation")
    with pghistory.context(acting_person=cast.exec.pk):
        made = lists.objects.create(aco=cast.lakeside, source="people.csv", created_by=cast.exec)
        confirmed = {"confirmed_by": cast.exec, "confirmed_at": timezone.now()}
        lists.objects.filter(pk=made.pk).update(**confirmed)
        reviews = apps.get_model("recertification.Recertification")
        reviews.objects.create(aco=cast.lakeside, year=2026)
    said = lines(cast.browser("exec"))
    assert "The Exec uploaded a list of people to invite: people.csv." in said
    assert "The Exec confirmed the list of people to invite: people.csv." in said
    assert "The Exec began the yearly review of 2026." in said


def test_each_answer_of_a_yearly_review_is_told(cast: Cast, settings: Any) -> None:
    settings.RECERTIFICATION_OPENS = (2, 1)  # there is a review all year
    contact = Contact.objects.get(person=cast.it)
    confirm_contacts(acting_person=cast.exec, aco=cast.lakeside, contact_ids=[contact.pk])
    assert "The Exec confirmed The It in the yearly review." in lines(cast.browser("exec"))
    assert lines(cast.browser("exec"), kind="review_answered") == [
        "The Exec confirmed The It in the yearly review."
    ]


def test_a_room_without_sentences_of_its_own_is_told_in_general_words(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = [source for source in told() if source.thing != "invitation"]
    general = _untold(said)
    assert "invitation" in [source.thing for source in general]
    everything = (*said, *general)
    monkeypatch.setattr("activity.queries.sources", lambda: everything)
    invite(cast)
    browser = cast.browser("exec")
    assert "The Exec added invitation." in lines(browser, kind="other")
    assert "jo.chen@example.net" in page(browser, kind="other")


def test_whoever_may_not_see_contacts_is_shown_no_addresses(cast: Cast) -> None:
    invite(cast)
    events = query_page(Filters(aco=cast.lakeside.pk, kind=Kind.INVITED), None)
    shown, hidden = (entries(events, contact_data=may)[0].changes for may in (True, False))
    assert "jo.chen@example.net" in [change.after for change in shown]
    assert "jo.chen@example.net" not in [change.after for change in hidden]
    assert "(not shown)" in [change.after for change in hidden]
