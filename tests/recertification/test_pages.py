"""The review's pages: the list, confirming and ending from it, its record as page and file."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Person
from acoms.programme.clock import end_of
from contacts.actions import end_types
from contacts.models import Contact, HeldType
from recertification.actions import complete_review, confirm_contacts, end_contact
from recertification.models import Answer, Recertification
from recertification.rules import Season, day
from recertification.seasons import season_of
from tests.cast import Cast, make_person


def url(name: str, *args: Any) -> str:
    return reverse(name, args=["A9101", *args])


def contact_of(person: Person) -> Contact:
    return Contact.objects.get(person=person)


def page(browser: Client, path: str = "", **asked: str) -> str:
    return browser.get(path or url("yearly_review"), asked).content.decode()


def test_the_list_says_who_is_done_by_whom_and_when_each_last_signed_in(
    cast: Cast, season: Season
) -> None:
    Person.objects.filter(pk=cast.it.pk).update(last_login=datetime(2024, 3, 5, 12, tzinfo=UTC))
    cast.liaison  # noqa: B018
    confirm_contacts(
        acting_person=cast.liaison, aco=cast.lakeside, contact_ids=[contact_of(cast.it).pk]
    )
    shown = page(cast.browser("exec"))
    assert "1 of 3" in shown
    assert day(season.due_on) in shown
    assert "Mar 5, 2024" in shown
    assert "Over a year ago" in shown
    assert "Never" in shown
    assert "The Liaison, " in shown
    assert "Information Technology (IT) Contact (primary)" in shown


def test_confirming_leads_back_to_the_line_in_the_list_as_it_was(
    cast: Cast, season: Season
) -> None:
    contact = contact_of(cast.it)
    answer = cast.browser("exec").post(
        url("yearly_review_confirm", contact.pk), {"back": "?show=todo&page=2"}
    )
    assert answer["Location"] == f"{url('yearly_review')}?show=todo&page=2#contact-{contact.pk}"
    assert Answer.objects.get().kept


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "?a\r\nb"])
def test_the_way_back_leads_nowhere_else(cast: Cast, season: Season, back: str) -> None:
    contact = contact_of(cast.it)
    answer = cast.browser("exec").post(url("yearly_review_confirm", contact.pk), {"back": back})
    assert answer["Location"].startswith(url("yearly_review"))
    assert "\n" not in answer["Location"]


def test_who_comes_second_is_told_who_was_first(cast: Cast, season: Season) -> None:
    contact = contact_of(cast.it)
    path = url("yearly_review_confirm", contact.pk)
    cast.browser("liaison").post(path)
    answer = cast.browser("exec").post(path, follow=True)
    assert "The Liaison has confirmed The It already." in answer.content.decode()


def test_who_has_left_since_is_not_said_to_be_confirmed(cast: Cast, season: Season) -> None:
    contact = contact_of(cast.it)
    path = url("yearly_review_confirm", contact.pk)
    browser = cast.browser("exec")
    assert "The It is confirmed." in browser.post(path, follow=True).content.decode()
    assert "The It is confirmed." in browser.post(path, follow=True).content.decode()
    end_types(acting_person=cast.exec, contact=contact, codes=["it_primary"], reason="Left")
    said = browser.post(path, follow=True).content.decode()
    assert "The It is confirmed." not in said
    assert "The It holds no contact type here any more." in said


def test_a_second_press_of_confirm_others_says_that_they_are_confirmed_already(
    cast: Cast, season: Season
) -> None:
    cast.liaison, cast.it, cast.exec  # noqa: B018
    browser = cast.browser("exec")
    path = url("yearly_review_confirm_others")
    asked = browser.get(path).context
    form = {"contacts": asked["form"]["contacts"].value(), "shown": asked["shows"]}
    assert "3 contacts are confirmed." in browser.post(path, form, follow=True).content.decode()
    again = browser.post(path, form, follow=True).content.decode()
    assert "3 contacts are confirmed already." in again
    nobody = browser.post(path, {"contacts": ""}, follow=True).content.decode()
    assert "Nobody whom that page listed is left to confirm." in nobody


@pytest.mark.rule("A19")
def test_ending_asks_why_and_the_list_shows_it(cast: Cast, season: Season) -> None:
    contact = contact_of(cast.it)
    browser = cast.browser("exec")
    path = url("yearly_review_end", contact.pk)
    asked = page(browser, path)
    assert "Information Technology (IT) Contact (primary)" in asked
    assert "Required, and left with nobody" in asked
    assert "Enter a reason." in browser.post(path, {"reason": " "}).content.decode()
    assert contact.held_types.active().exists()
    shown = browser.post(path, {"reason": "Left in May"}, follow=True).content.decode()
    assert "Left in May" in shown
    assert not contact.held_types.active().exists()


@pytest.mark.rule("A17")
def test_who_cannot_be_ended_has_the_reason_at_their_line_and_on_the_page(
    cast: Cast, season: Season
) -> None:
    contact = contact_of(cast.exec)
    browser = cast.browser("exec")
    path = url("yearly_review_end", contact.pk)
    shown = page(browser)
    assert "last contact with administrative privileges" in shown
    assert f'href="{path}' not in shown
    refused = browser.post(path, {"reason": "Tired"}).content.decode()
    assert "last contact with administrative privileges" in refused
    cast.liaison  # noqa: B018
    assert f'href="{path}' in page(browser)


@pytest.mark.rule("A5", "E1")
def test_a_plain_contact_follows_the_review_and_changes_nothing(cast: Cast, season: Season) -> None:
    cast.exec  # noqa: B018
    shown = page(cast.browser("it"))
    assert "The Exec" in shown or "Exec, The" in shown
    assert '<form method="post" action="/acos/' not in shown
    assert "Administrators of this ACO do the review" in shown
    refused = cast.browser("it").post(url("yearly_review_complete"))
    assert refused.status_code == 403


def test_all_the_others_are_confirmed_as_the_page_listed_them(cast: Cast, season: Season) -> None:
    browser = cast.browser("exec")
    cast.it, cast.liaison  # noqa: B018
    confirm_contacts(
        acting_person=cast.exec, aco=cast.lakeside, contact_ids=[contact_of(cast.liaison).pk]
    )
    asked = browser.get(url("yearly_review_confirm_others"))
    shown = asked.content.decode()
    assert "Confirm 2 contacts?" in shown
    assert "Liaison, The" not in shown
    cast.other  # noqa: B018 - joins while the page stands open
    ids = asked.context["form"].initial["contacts"]
    answer = browser.post(url("yearly_review_confirm_others"), {"contacts": ids}, follow=True)
    assert "2 contacts are confirmed." in answer.content.decode()
    assert not Answer.objects.filter(contact__person=cast.other).exists()


@pytest.mark.parametrize("typed", ["", "x", "1,2,99999999999999999999999", "-1", "²"])
def test_made_up_contacts_are_confirmed_nowhere(cast: Cast, season: Season, typed: str) -> None:
    path = url("yearly_review_confirm_others")
    cast.it  # noqa: B018
    answer = cast.browser("exec").post(path, {"contacts": typed}, follow=True)
    assert answer.status_code == 200
    assert Answer.objects.filter(contact__aco=cast.lakeside).count() <= 2


def finished(cast: Cast) -> Recertification:
    ids = [contact_of(person).pk for person in (cast.exec, cast.liaison)]
    confirm_contacts(acting_person=cast.exec, aco=cast.lakeside, contact_ids=ids)
    end_contact(acting_person=cast.exec, contact=contact_of(cast.it), reason="=cmd()")
    return complete_review(acting_person=cast.exec, aco=cast.lakeside)


def test_completing_closes_the_review_and_says_when_the_next_one_opens(
    cast: Cast, season: Season
) -> None:
    browser = cast.browser("exec")
    assert (
        "still to do" in browser.post(url("yearly_review_complete"), follow=True).content.decode()
    )
    ids = [contact_of(cast.exec).pk]
    confirm_contacts(acting_person=cast.exec, aco=cast.lakeside, contact_ids=ids)
    assert "Everyone is answered" in page(browser)
    shown = browser.post(url("yearly_review_complete"), follow=True).content.decode()
    assert "The Exec completed the review" in shown
    assert day(season_of(season.year + 1).opens_on) in shown
    cast.it  # noqa: B018
    assert "is done" in page(browser)


def test_the_record_stays_as_it_was_when_people_and_types_change(
    cast: Cast, season: Season
) -> None:
    finished(cast)
    Person.objects.filter(pk=cast.liaison.pk).update(last_name="Renamed")
    HeldType.objects.filter(contact__person=cast.liaison).update(type="financial")
    shown = page(cast.browser("exec"), url("yearly_review_record", season.year))
    assert "The Liaison" in shown
    assert "CMS Liaison" in shown
    assert "2 confirmed, 1 ended" in shown


def test_the_record_is_a_file_safe_for_spreadsheets(cast: Cast, season: Season) -> None:
    finished(cast)
    answer = cast.browser("delegate").get(url("yearly_review_csv", season.year))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = {row["Name"]: row for row in csv.DictReader(io.StringIO(text))}
    assert set(rows) == {"The Exec", "The Liaison", "The It"}
    assert rows["The It"]["Answer"] == "Ended"
    assert rows["The It"]["Reason"] == "'=cmd()"
    assert rows["The Liaison"]["Contact types"] == "CMS Liaison"
    assert rows["The Liaison"]["Answered by"] == "The Exec"
    assert rows["The Liaison"]["Review completed by"] == "The Exec"
    at = rows["The Liaison"]["Answered at (Eastern Time)"]
    assert datetime.strptime(at, "%Y-%m-%d %H:%M:%S")


@pytest.mark.parametrize("year", [1999, 2998, 99999999999])
@pytest.mark.parametrize("name", ["yearly_review_record", "yearly_review_csv"])
def test_a_year_without_a_review_is_not_there(
    cast: Cast, season: Season, name: str, year: int
) -> None:
    assert cast.browser("exec").get(url(name, year)).status_code == 404


def test_an_earlier_year_stands_below_with_its_record(cast: Cast, season: Season) -> None:
    old = Recertification.objects.create(aco=cast.lakeside, year=season.year - 1)
    shown = page(cast.browser("exec"))
    assert url("yearly_review_record", old.year) in shown
    assert "Not completed" in shown
    assert "No contact was answered" in page(
        cast.browser("exec"), url("yearly_review_record", old.year)
    )


def test_an_aco_that_is_not_asked_is_told_when_it_will_be(cast: Cast, season: Season) -> None:
    cast.lakeside.created_at = end_of(season.due_on)
    cast.lakeside.save()
    assert "Nothing to review now" in page(cast.browser("exec"))


def test_the_list_is_searched_filtered_and_sorted(cast: Cast, season: Season) -> None:
    Person.objects.filter(pk=cast.it.pk).update(last_login=timezone.now())
    cast.liaison  # noqa: B018
    confirm_contacts(
        acting_person=cast.exec, aco=cast.lakeside, contact_ids=[contact_of(cast.it).pk]
    )
    browser = cast.browser("exec")

    def names(**asked: str) -> list[str]:
        rows = browser.get(url("yearly_review"), asked).context["rows"]
        return [row.contact.person.last_name for row in rows]

    assert names() == ["Exec", "It", "Liaison"]
    assert names(show="todo") == ["Exec", "Liaison"]
    assert names(show="done") == ["It"]
    assert names(q="the liais") == ["Liaison"]
    assert names(q="the_it@example") == ["It"]
    assert names(sort="-name") == ["Liaison", "It", "Exec"]
    assert names(sort="sign_in")[0] == "Liaison"
    assert names(q="nobody") == []
    assert "Nobody here matches" in page(browser, q="zzz")


def crowd(cast: Cast, season: Season, count: int) -> None:
    """More contacts of Lakeside, half of them confirmed."""
    people = [make_person(f"crowd_{n}") for n in range(count)]
    contacts = Contact.objects.bulk_create(Contact(aco=cast.lakeside, person=p) for p in people)
    HeldType.objects.bulk_create(
        HeldType(contact=c, aco=cast.lakeside, type=code)
        for c in contacts
        for code in ("other", "cms_liaison")
    )
    ids = [contact.pk for contact in contacts[: count // 2]]
    confirm_contacts(acting_person=cast.exec, aco=cast.lakeside, contact_ids=ids)


@pytest.mark.parametrize("name", ["yearly_review", "yearly_review_confirm_others", "dashboard"])
def test_pages_take_the_same_queries_with_2_contacts_and_with_200(
    cast: Cast,
    season: Season,
    name: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    browser = cast.browser("exec")
    cast.it  # noqa: B018
    ids = [contact_of(cast.it).pk]
    confirm_contacts(acting_person=cast.exec, aco=cast.lakeside, contact_ids=ids)
    path = reverse(name) if name == "dashboard" else url(name)
    with django_assert_max_num_queries(25) as few:
        browser.get(path)
    crowd(cast, season, 200)
    with django_assert_num_queries(len(few.captured_queries)):
        assert browser.get(path).status_code == 200


def test_confirming_200_at_once_takes_few_queries(
    cast: Cast, season: Season, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    cast.exec  # noqa: B018
    crowd(cast, season, 200)
    ids = list(Contact.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(16):
        confirm_contacts(acting_person=cast.exec, aco=cast.lakeside, contact_ids=ids)
    assert Answer.objects.count() == 201


def test_the_dashboard_names_the_review_until_it_is_completed(cast: Cast, season: Season) -> None:
    browser = cast.browser("exec")
    path = reverse("dashboard")
    assert "Confirm contacts (yearly review)" in page(browser, path)
    assert url("yearly_review") in page(browser, path)
    finished(cast)
    assert "Confirm contacts (yearly review)" not in page(browser, path)


def test_the_contacts_page_leads_to_the_review(cast: Cast, season: Season) -> None:
    for role in ("exec", "it"):
        assert url("yearly_review") in page(cast.browser(role), reverse("contacts", args=["A9101"]))
