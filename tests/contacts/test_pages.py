"""My ACOs, an ACO's Overview and Contacts subtabs, Contact Data, ending types."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from contacts.models import Aco, Contact, HeldType
from contacts.types import ALL_CODES, CONTACT_TYPES
from invitations.actions import Invitee, invite
from invitations.models import Invitation
from notifications.models import Notification
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.signing_in import sign_in

CONTACTS_QUERIES = 6


def contacts_url(aco: Aco) -> str:
    return reverse("contacts", args=[aco.aco_id])


def test_contacts_shows_people_their_types_and_invitations(cast: Cast) -> None:
    cast.liaison  # noqa: B018 - the cast makes people when they are named
    invite(
        acting_person=cast.exec,
        aco=cast.lakeside,
        invitee=Invitee(first_name="Jo", last_name="Chen", email="jo@example.net"),
        codes=["financial"],
    )
    page = cast.browser("exec").get(contacts_url(cast.lakeside)).content.decode()
    assert "CMS Liaison" in page
    assert "jo@example.net" in page
    assert "15 days" in page
    assert "Waiting" in page
    assert "The Exec" in page


@pytest.mark.rule("A16")
@pytest.mark.parametrize("url", ["dashboard", "contacts"])
def test_what_is_missing_shows_wherever_administrators_look(cast: Cast, url: str) -> None:
    path = reverse(url, args=[cast.lakeside.aco_id] if url == "contacts" else [])
    page = cast.browser("exec").get(path).content.decode()
    assert "DUA Requestor" in page
    assert "QPP Security Official" in page
    mine = cast.browser("exec").get(reverse("my_acos")).content.decode()
    assert '<a href="/acos/A9101/">16 missing' in mine


@pytest.mark.rule("A5", "E1")
def test_a_plain_contact_sees_the_list_and_no_way_to_change_it(cast: Cast) -> None:
    cast.exec  # noqa: B018
    browser = cast.browser("it")
    page = browser.get(contacts_url(cast.lakeside)).content.decode()
    assert "ACO Executive" in page
    assert "Add New Contact" not in page
    refused = browser.get(reverse("add_contact", args=[cast.lakeside.aco_id]))
    assert refused.status_code == 403
    assert "CMS Liaison" in refused.content.decode()


@pytest.mark.rule("E1")
def test_an_outsider_gets_the_same_answer_for_an_aco_that_exists_and_one_that_does_not(
    cast: Cast,
) -> None:
    browser = cast.browser("outsider")
    real = browser.get(contacts_url(cast.lakeside))
    unreal = browser.get("/acos/A9999/contacts/")
    assert real.status_code == unreal.status_code == 404
    token = re.compile(rb'(?<=csrfmiddlewaretoken" value=")\w+')
    # The page knows its own address, which the visitor has typed.
    expected = unreal.content.replace(b"A9999", b"A9101")
    assert token.sub(b"", real.content) == token.sub(b"", expected)


@pytest.mark.rule("A13")
def test_qpp_contacts_see_no_overview_and_no_contacts(cast: Cast) -> None:
    for role in ("security_official", "qpp_staff"):
        browser = cast.browser(role)
        assert browser.get(contacts_url(cast.lakeside)).status_code == 403
        assert browser.get(reverse("aco_overview", args=["A9101"])).status_code == 403
        assert "Lakeside" in browser.get(reverse("my_acos")).content.decode()


def fill(aco: Aco, count: int) -> None:
    """`count` contacts more, two types each, and as many invitations."""
    first = Contact.objects.count()
    people = [make_person(f"crowd_{n}") for n in range(first, first + count)]
    contacts = Contact.objects.bulk_create(Contact(aco=aco, person=p) for p in people)
    HeldType.objects.bulk_create(
        HeldType(contact=c, aco=aco, type=code)
        for c in contacts
        for code in ("other", "compliance")
    )
    exec_ = people[0]
    Invitation.objects.bulk_create(
        Invitation(
            aco=aco,
            email=f"crowd_{n}@example.net",
            first_name="C",
            last_name=str(n),
            types=["other"],
            invited_by=exec_,
            sent_at="2026-01-01T00:00Z",
            expires_at="2099-01-01T00:00Z",
        )
        for n in range(first, first + count)
    )


def test_the_contacts_page_takes_six_queries_with_1_contact_and_with_100(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = cast.browser("exec")
    with django_assert_num_queries(CONTACTS_QUERIES):
        browser.get(contacts_url(cast.lakeside))
    fill(cast.lakeside, 100)
    with django_assert_num_queries(CONTACTS_QUERIES):
        page = browser.get(contacts_url(cast.lakeside)).content.decode()
    assert "1 to 50 of 101" in page
    last = browser.get(contacts_url(cast.lakeside) + "?page=3").content.decode()
    assert "101 to 101 of 101" in last


@pytest.mark.parametrize("url", ["my_acos", "dashboard", "notifications"])
def test_lists_of_a_person_take_the_same_queries_in_1_aco_and_in_30(
    cast: Cast,
    url: str,
    django_assert_num_queries: DjangoAssertNumQueries,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    browser = cast.browser("liaison")
    add_aco(cast, 0)
    with django_assert_max_num_queries(24) as first:  # each room that may need attention asks once
        browser.get(reverse(url))
    for n in range(1, 31):
        add_aco(cast, n)
    with django_assert_num_queries(len(first.captured_queries)):
        browser.get(reverse(url))


def add_aco(cast: Cast, n: int) -> None:
    """One ACO more for the CMS Liaison, with an invitation and a notification there."""
    aco = make_aco(f"A92{n:02}", f"ACO {n}")
    make_contact(aco, cast.liaison, ["cms_liaison"])
    executive = make_person(f"executive_{n}")
    make_contact(aco, executive, ["aco_executive"])
    invite(
        acting_person=executive,
        aco=aco,
        invitee=Invitee(first_name="The", last_name="Liaison", email=cast.liaison.email),
        codes=["it_primary"],
    )
    Notification.objects.create(
        person=cast.liaison,
        kind="invitation_declined",
        data={"invitee": "Jo", "types": "Other Contact", "aco": str(aco)},
        on_screen=True,
        by_email=False,
    )


@pytest.mark.rule("A17", "A19")
def test_ending_a_contact_asks_why_and_keeps_the_record(cast: Cast) -> None:
    contact = Contact.objects.get(person=cast.it)
    browser = cast.browser("exec")
    url = reverse("end_contact", args=[cast.lakeside.aco_id, contact.pk])
    before = browser.get(url).content.decode()
    assert "Information Technology (IT) Contact (primary)" in before
    assert "Required" in before
    silent = browser.post(url, {"reason": ""})
    assert silent.status_code == 200
    assert contact.held_types.active().exists()
    browser.post(url, {"reason": "Left us"})
    ended = contact.held_types.get()
    assert (ended.end_reason, ended.ended_by) == ("Left us", cast.exec)
    page = browser.get(reverse("contact", args=[cast.lakeside.aco_id, contact.pk]))
    assert "Left us" in page.content.decode()


@pytest.mark.rule("A17")
def test_the_last_administrator_stays_and_the_page_says_what_to_do(cast: Cast) -> None:
    contact = Contact.objects.get(person=cast.exec)
    url = reverse("end_contact", args=[cast.lakeside.aco_id, contact.pk])
    browser = cast.browser("exec")
    assert "Invite another administrator first" in browser.get(url).content.decode()
    answer = browser.post(url, {"reason": "Tired"})
    assert "Invite another administrator first" in answer.content.decode()
    assert contact.held_types.active().exists()


@pytest.mark.rule("A1", "A20")
def test_the_help_page_explains_all_22_types(client: Client) -> None:
    page = client.get(reverse("contact_types")).content.decode()
    for code in ALL_CODES:
        assert CONTACT_TYPES[code].label in page
    assert "SharedSavingsProgram@cms.hhs.gov" in page


@pytest.mark.rule("A8")
def test_a_person_in_no_aco_is_told_how_to_get_in(cast: Cast) -> None:
    page = cast.browser("outsider").get(reverse("my_acos")).content.decode()
    assert "You are not a contact of an ACO yet" in page


def test_signing_in_again_with_another_role_changes_nothing_for_the_first(cast: Cast) -> None:
    first, second = cast.browser("exec"), sign_in(Client(), cast.it)
    assert first.get(reverse("add_contact", args=["A9101"])).status_code == 200
    assert second.get(reverse("add_contact", args=["A9101"])).status_code == 403
