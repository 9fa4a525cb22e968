"""The one search: what it finds, and for whom (rule J2)."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Person
from helpdesk.actions import ask
from helpdesk.models import Ticket
from helpdesk.rules import Where
from participants.changes.rules import ChangeKind
from participants.lists.models import Participant
from qpp_roles.organizations.kinds import Role
from qpp_roles.roles.models import HeldRole
from search import queries
from search.sources import Group
from tests.cast import (
    Cast,
    make_aco,
    make_contact,
    make_organization,
    make_participant,
    make_person,
)
from tests.documents.correspondence.written import delivery_of
from tests.documents.correspondence.written import send as write_message
from tests.documents.files.published import publish_file
from tests.participants.changes.asked import draft
from tests.signing_in import sign_in

pytestmark = [pytest.mark.rule("J2"), pytest.mark.django_db]


def found(browser: Client, typed: str) -> str:
    """The page that a search leads to, in one line."""
    page = browser.post(reverse("search"), {"q": typed}, follow=True)
    assert page.status_code == 200
    main = page.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(main.split())


@pytest.mark.parametrize(
    "typed", ["ortiz, sam", "Sam Ortiz", "rtiz", "ORTÍZ", "ortis sam", "sam.ortiz@example"]
)
def test_a_person_is_found_however_the_name_is_typed(cast: Cast, typed: str) -> None:
    sam = make_person("sam", first_name="Sam", last_name="Ortíz", email="sam.ortiz@example.org")
    contact = make_contact(cast.lakeside, sam, ["cms_liaison"])
    page = found(cast.browser("exec"), typed)
    assert reverse("contact", args=["A9101", contact.pk]) in page
    assert "Ortíz, Sam" in page


def test_people_of_other_acos_are_nobody(cast: Cast) -> None:
    other = make_aco("A9102", "Riverbend ACO")
    make_contact(other, make_person("ruth_abara"), ["aco_executive"])
    page = found(cast.browser("exec"), "abara")
    assert "No results match “abara”" in page
    assert "Riverbend" not in found(cast.browser("exec"), "riverbend")


def test_people_are_found_by_those_who_see_the_contacts_only(cast: Cast) -> None:
    assert "Exec, The" in found(cast.browser("liaison"), cast.exec.email)
    assert "Exec, The" not in found(cast.browser("qpp_staff"), cast.exec.email)
    assert "Exec, The" not in found(cast.browser("outsider"), cast.exec.email)


def test_the_reference_of_a_message_to_the_helpdesk_finds_it_for_cms_staff_only(cast: Cast) -> None:
    ticket = ask(acting_person=cast.exec, where=Where.OTHER, body="What is next?")
    page = found(cast.browser("cms_viewer"), ticket.reference)
    assert reverse("admin:helpdesk_ticket_change", args=[ticket.pk]) in page
    assert "Message to the SSP Helpdesk" not in found(cast.browser("exec"), ticket.reference)
    Ticket.objects.update(asked_at=datetime(2026, 12, 2, 1, 30, tzinfo=UTC))
    assert "December 1, 2026" in found(cast.browser("cms_viewer"), ticket.reference)


def test_a_user_id_finds_people_for_cms_staff_only(cast: Cast) -> None:
    make_contact(cast.lakeside, make_person("zq71", first_name="Ann", last_name="Ray"), ["other"])
    Person.objects.filter(user_id="zq71").update(email="ann.ray@example.org")
    assert "IDM user ID zq71" in found(cast.browser("cms_viewer"), "zq71")
    assert "Ray, Ann" not in found(cast.browser("exec"), "zq71")


def test_a_person_of_several_acos_is_one_result(cast: Cast) -> None:
    second = make_aco("A9102", "Riverbend ACO")
    make_contact(second, cast.exec, ["aco_executive"])
    sam = make_person("sam_ortiz")
    for aco in (cast.lakeside, second):
        make_contact(aco, sam, ["other"])
    page = found(cast.browser("exec"), "ortiz")
    assert page.count("Ortiz, Sam") == 1
    assert "also A9102" in page


def test_a_complete_tin_finds_exactly_and_stands_in_no_address(cast: Cast) -> None:
    mine = make_participant(cast.lakeside, "Elm Street", tin="123456789")
    make_participant(cast.lakeside, "Oak Street", tin="123456788")
    browser = cast.browser("liaison")
    page = browser.post(reverse("search"), {"q": "12-3456789"}, follow=True)
    text = page.content.decode()
    assert reverse("participant", args=["A9101", mine.pk]) in text
    assert "Oak Street" not in text
    assert "3456789" not in text
    assert not any("3456789" in url for url, _ in page.redirect_chain)
    assert "No results match TIN" in found(browser, "12-3456780")


def test_a_tin_in_an_address_is_taken_out_of_it(cast: Cast) -> None:
    answer = cast.browser("liaison").get(reverse("search"), {"q": "12-3456789"})
    assert answer.headers["Location"] == f"{reverse('search')}?tin=sought"


@pytest.mark.rule("E5")
def test_tins_are_not_tried_out_in_numbers(cast: Cast) -> None:
    make_participant(cast.lakeside, "Elm Street", tin="123456789")
    browser, at = cast.browser("liaison"), reverse("search")

    def tried(number: str, at: str = at) -> int:
        return browser.post(at, {"q": number}, follow=True).status_code

    assert [tried(f"0017{n:05}") for n in range(20)] == [200] * 20
    assert [tried(number) for number in ("123456789", "001700000", "1234567893")] == [429] * 3
    assert "You can still search for names" in str(
        browser.post(at, {"q": "123456789"}, follow=True).content
    )
    assert tried("123456789", reverse("aco_participants", args=["A9101"])) == 429
    assert "Elm Street" in found(browser, "elm street")


@pytest.mark.rule("E5")
def test_all_searches_by_tin_have_one_limit_of_misses(cast: Cast, settings: Any) -> None:
    """The admin's and Manage Access too: what is tried out on one page is counted on all."""
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "missed_number": "1/h/user"}
    elm = make_organization(name="Elm Hill", tin="123456789")
    make_participant(cast.lakeside, "Elm Street", tin="123456789")
    official = cast.holder_of("qpp_security_official")
    HeldRole.objects.create(organization=elm, person=official, role=Role.SECURITY_OFFICIAL)
    tins, organizations, held_roles = (
        reverse("admin:participants_lists_participant_find_tin"),
        reverse("admin:qpp_roles_organizations_organization_changelist"),
        reverse("admin:qpp_roles_roles_heldrole_changelist"),
    )
    searches: list[tuple[str, Callable[[Client, str], Any]]] = [
        ("cms_viewer", lambda by, tin: by.post(tins, {"tin": tin}, follow=True)),
        ("cms_analyst", lambda by, tin: by.get(organizations, {"q": tin}, follow=True)),
        ("cms_staff", lambda by, tin: by.get(held_roles, {"q": tin}, follow=True)),
        ("qpp", lambda by, tin: by.get(reverse("manage_access"), {"q": tin})),
    ]
    for who, search in searches:
        browser = sign_in(Client(), official) if who == "qpp" else cast.browser(who)
        for tin, said in (("123456789", "Elm"), ("001700000", ""), ("123456789", "many complete")):
            assert said in search(browser, tin).content.decode()
        at = reverse("search")
        assert browser.post(at, {"q": "123456789"}).status_code == 429


@pytest.mark.rule("E5")
@pytest.mark.parametrize(
    "page",
    [
        "qpp_roles_organizations_organization",
        "qpp_roles_roles_heldrole",
        "qpp_roles_roles_rolerequest",
        "qpp_roles_connect_validationtry",
    ],
)
def test_a_tin_stands_in_no_address_of_the_admin(cast: Cast, page: str) -> None:
    staff, at = cast.browser("cms_staff"), reverse(f"admin:{page}_changelist")
    found = staff.get(at, {"q": "12-3456789"}, follow=True)
    assert found.request["QUERY_STRING"] == "q=%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A2%E2%80%A26789"
    assert found.status_code == 200


@pytest.mark.rule("E5")
def test_a_miss_counts_once_however_often_it_is_looked_at(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "missed_number": "2/h/user"}
    make_participant(cast.lakeside, "Elm Street", tin="123456789")
    browser, at = cast.browser("liaison"), reverse("search")

    def seen(**asked: str) -> int:
        return browser.get(at, asked, follow=True).status_code

    for number in ("123456789", "001700000"):
        assert [seen(q=number), seen(tin="sought"), seen(tin="sought")] == [200] * 3
        assert [seen(tin="sought", **{"in": group.value}) for group in Group] == [200] * len(Group)
    assert [seen(q=f"00170000{n}") for n in (1, 2)] == [200, 429]
    monkeypatch.setattr("search.views.search", None)
    assert seen(q="123456789") == 429, "before anything is looked up"


def test_part_of_a_tin_finds_nothing(cast: Cast) -> None:
    make_participant(cast.lakeside, "Elm Street", tin="123456789")
    assert "Elm Street" not in found(cast.browser("liaison"), "12345678")


def test_a_complete_npi_finds_exactly(cast: Cast) -> None:
    mine = make_participant(cast.lakeside, "Elm Street", providers=["1234567893", "1234567802"])
    page = found(cast.browser("liaison"), "1234567893")
    assert reverse("participant", args=["A9101", mine.pk]) in page
    assert "Providers/suppliers (1)" in page


def test_participants_are_found_by_those_who_see_them_only(cast: Cast) -> None:
    make_participant(cast.lakeside, "Elm Street", tin="123456789", providers=["1234567893"])
    for typed in ("elm street", "123456789", "1234567893"):
        assert "Elm Street" in found(cast.browser("cms_viewer"), typed)
        assert "Elm Street" not in found(cast.browser("security_official"), typed)


def test_names_are_folded_and_words_may_be_written_together(cast: Cast) -> None:
    make_participant(cast.lakeside, "St. Anne's Tri-County Clinic & Spa")
    for typed in ("tricounty st annes", "ANNE'S tri county", "clinic and spa", "ounty"):
        assert "Tri-County" in found(cast.browser("liaison"), typed)


def test_change_requests_are_found_by_whom_they_are_about(cast: Cast) -> None:
    elm = make_participant(cast.lakeside, "Elm Street")
    asked = draft(cast.lakeside, cast.exec, ChangeKind.REMOVE_PARTICIPANT, participant=elm)
    url = reverse("change_request", args=["A9101", asked.pk])
    assert url in found(cast.browser("liaison"), "elm")
    Participant.objects.filter(pk=elm.pk).update(legal_business_name="Oak Avenue")
    assert url in found(cast.browser("liaison"), "oak avenue")
    assert "Change requests" not in found(cast.browser("cms_viewer"), "oak avenue")  # a draft


def test_what_cms_wrote_is_found_by_who_reads_correspondence(cast: Cast) -> None:
    message = write_message(cast.cms_staff, cast.lakeside, subject="Quality reporting opens")
    delivery = delivery_of(message, cast.lakeside)
    url = reverse("correspondence_message", args=["A9101", delivery.pk])
    assert url in found(cast.browser("liaison"), "quality report")
    assert "Quality reporting opens" not in found(cast.browser("qpp_staff"), "quality report")
    assert "Message to ACOs" in found(cast.browser("cms_viewer"), "quality report")


def test_files_are_found_where_they_are_shown(cast: Cast) -> None:
    published = publish_file(cast.lakeside)
    name = published.file.name
    assert name in found(cast.browser("liaison"), name)
    other = make_person("stranger_elsewhere")
    make_contact(make_aco("A9102", "Riverbend ACO"), other, ["aco_executive"])
    assert name not in found(sign_in(Client(), other), name).partition("”")[2]


def test_an_aco_leads_to_the_first_tab_of_its_contact_and_staff_to_the_admin(cast: Cast) -> None:
    assert reverse("aco_change_requests", args=["A9101"]) in found(
        cast.browser("security_official"), "lakeside"
    )
    assert reverse("aco_overview", args=["A9101"]) in found(cast.browser("liaison"), "a9101")
    admin = reverse("admin:contacts_aco_change", args=[cast.lakeside.pk])
    assert admin in found(cast.browser("cms_viewer"), "lakeside")


def test_help_is_found_by_everyone(cast: Cast) -> None:
    assert reverse("contact_types") in found(cast.browser("outsider"), "contact types")


@pytest.mark.parametrize("typed", ["", "  ", ".", "%", "and", "a" * 500, "_%_"])
def test_what_is_nothing_finds_nothing(cast: Cast, typed: str) -> None:
    page = found(cast.browser("exec"), typed)
    assert "What are you looking for?" in page or "No results match" in page


def test_of_what_is_only_like_it_the_least_alike_is_cut_off(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 2)
    queries._prepared.cache_clear()
    for name in ("Brookfold A", "Brookfold B", "Brookfold C", "Brookfield"):
        make_participant(cast.lakeside, name)
    page = found(cast.browser("liaison"), "brookfeld")
    queries._prepared.cache_clear()
    assert "Brookfield" in page
    assert page.count("Brookfold") == 2


def test_a_group_is_paged(cast: Cast) -> None:
    for number in range(27):
        make_participant(cast.lakeside, f"Elm Street {number:02}")
    browser = cast.browser("liaison")
    assert "Show all 27 in Participants" in found(browser, "elm street")
    page = browser.get(reverse("search"), {"q": "elm", "in": "participants", "page": "2"})
    assert b"Elm Street 26" in page.content
    assert b"Elm Street 24" not in page.content
    assert b"26\n      to 27 of 27" in page.content or b"26 to 27 of 27" in page.content


def test_the_page_takes_the_same_number_of_queries_however_much_is_found(cast: Cast) -> None:
    browser = cast.browser("liaison")

    def number_of_queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            browser.get(reverse("search"), {"q": "elm", "in": "participants"})
        return len(caught)

    make_participant(cast.lakeside, "Elm")
    few = number_of_queries()
    for number in range(100):
        make_participant(cast.lakeside, f"Elm {number}")
    assert number_of_queries() == few


def test_the_field_stands_on_every_page_of_who_is_signed_in(cast: Cast) -> None:
    field = b'id="banner-search"'
    assert field in cast.browser("outsider").get("/help/").content
    assert field in cast.browser("cms_staff").get("/admin/").content
    assert field not in Client().get("/help/").content


def test_strangers_do_not_search(cast: Cast) -> None:
    make_participant(cast.lakeside, "Elm Clinic")
    assert Client().get(reverse("search"), {"q": "elm"}).status_code == 302
