"""Statements made for another person: confirmed or refused by that person (rule A18)."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from contacts.actions import change_contact, confirm_statements, end_types, refuse_statements
from contacts.errors import ContactError
from contacts.models import Contact, ContactAttestation, HeldType
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from tests.cast import EVERY_FACT, Cast, make_contact
from tests.signing_in import sign_in

pytestmark = pytest.mark.rule("A18")
PAGE = "/statements/"


def give(cast: Cast, by: Person, *codes: str) -> HeldType:
    """Types given to the Other Contact by direct edit; the first of them as it is held."""
    change_contact(
        acting_person=by,
        contact=Contact.objects.get(person=cast.other),
        codes=["other", *codes],
        title="",
        phone="",
        facts=EVERY_FACT,
    )
    return HeldType.objects.active().get(contact__person=cast.other, type=codes[0])


def said_to(person: Person) -> list[str]:
    return [one.text for one in Notification.objects.on_screen_for(person.pk)]


def waiting() -> int:
    return ContactAttestation.objects.unconfirmed().count()


def answer(held: HeldType, what: str) -> str:
    return reverse(f"{what}_statements", args=[held.pk])


def test_the_type_counts_until_the_person_answers(cast: Cast) -> None:
    held = give(cast, cast.exec, "medical_director")
    assert held.ended_at is None
    assert waiting() == 3
    assert any(
        "made statements about you as Medical Director" in one for one in said_to(cast.other)
    )
    relay_due_mail()
    asked = [m for m in mail.outbox if m.subject == "A9101: confirm statements about you"]
    assert len(asked) == 1
    assert "board-certified physician" in asked[0].body
    assert PAGE in asked[0].body
    confirm_statements(acting_person=cast.other, held=held)
    assert waiting() == 0
    kept = ContactAttestation.objects.in_force()
    assert {one.confirmed_at is not None for one in kept} == {True}
    confirm_statements(acting_person=cast.other, held=held)  # said twice, it is said
    with pytest.raises(ContactError, match="Nobody waits"):
        refuse_statements(acting_person=cast.other, held=held)
    held.refresh_from_db()
    assert held.ended_at is None


def test_what_one_states_of_oneself_is_confirmed_by_that(cast: Cast) -> None:
    make_contact(cast.lakeside, cast.other, ["financial"])
    assert ContactAttestation.objects.count() == 1
    assert waiting() == 0


def test_a_refusal_ends_the_type_and_tells_who_stated_it(cast: Cast) -> None:
    cast.signer  # noqa: B018 - another administrator, who stated nothing
    held = give(cast, cast.exec, "medical_director", "financial")
    refuse_statements(acting_person=cast.other, held=held)
    held.refresh_from_db()
    assert (held.ended_by, "is not so" in held.end_reason) == (cast.other, True)
    assert set(ContactAttestation.objects.exclude(refused_at=None).values_list("type")) == {
        ("medical_director",)
    }
    assert waiting() == 1, "the other type is answered by itself"
    told = "The Other says that what was stated of them as Medical Director of"
    assert any(told in one for one in said_to(cast.exec))
    assert not any(told in one for one in said_to(cast.signer))
    relay_due_mail()
    assert any(
        m.to == [cast.exec.email]
        and "is not so" in m.body
        and m.subject == "A9101: Medical Director has ended"
        for m in mail.outbox
    )


def test_whoever_stated_it_and_administers_no_more_is_not_told(cast: Cast) -> None:
    held = give(cast, cast.liaison, "financial")
    end_types(
        acting_person=cast.exec,
        contact=Contact.objects.get(person=cast.liaison),
        codes=["cms_liaison"],
        reason="Left",
    )
    refuse_statements(acting_person=cast.other, held=held)
    told = "what was stated of them"
    assert not any(told in one for one in said_to(cast.liaison))
    assert any(told in one for one in said_to(cast.exec)), "the administrators are told instead"


@pytest.mark.rule("A17")
def test_a_refusal_leaves_the_aco_its_last_administrator(cast: Cast) -> None:
    held = HeldType.objects.get(contact__person=cast.exec)
    ContactAttestation.objects.create(
        contact=held.contact, held_type=held, type=held.type, attested_by=cast.other
    )
    with pytest.raises(ContactError, match="last contact with administrative privileges"):
        refuse_statements(acting_person=cast.exec, held=held)
    assert waiting() == 1


@pytest.mark.rule("E1")
def test_nobody_answers_for_another_person(cast: Cast) -> None:
    held = give(cast, cast.exec, "financial")
    for action in (confirm_statements, refuse_statements):
        with pytest.raises(ContactError, match="Nobody waits"):
            action(acting_person=cast.exec, held=held)
    for what in ("confirm", "refuse"):
        assert cast.browser("exec").post(answer(held, what)).status_code == 404
        browser = cast.browser("other")
        browser.get(PAGE)
        assert browser.get(answer(held, what)).status_code == 405
    assert waiting() == 1


def test_a_statement_ends_with_its_type(cast: Cast) -> None:
    held = give(cast, cast.exec, "financial")
    contact = held.contact
    end_types(acting_person=cast.exec, contact=contact, codes=["financial"], reason="No more")
    assert waiting() == 0
    assert not ContactAttestation.objects.in_force().exists()
    with pytest.raises(ContactError, match="Nobody waits"):
        confirm_statements(acting_person=cast.other, held=held)
    page = cast.browser("exec").get(reverse("contact", args=["A9101", contact.pk]))
    assert "Form CMS-588" not in page.content.decode().partition("Ended</h2>")[0]
    give(cast, cast.exec, "financial")
    assert waiting() == 1, "given anew, it is stated anew"


def test_whoever_signs_in_is_asked_before_anything_but_help(cast: Cast) -> None:
    give(cast, cast.exec, "medical_director")
    browser = sign_in(Client(), cast.other)
    for public in ("helpdesk", "contact_types", "account_logout"):
        assert browser.get(reverse(public)).status_code == 200, public
    contacts = "/acos/A9101/contacts/?q=x"
    assert browser.get(contacts)["Location"] == PAGE
    assert browser.get("/my-acos/")["Location"] == PAGE, "until the page was shown"
    assert browser.get(contacts)["Location"] == PAGE
    page = browser.get(PAGE).content.decode()
    assert "You are a board-certified physician." in page
    assert f'href="{contacts}"' in page, "the way on"
    assert browser.get("/my-acos/").status_code == 200, "asked once for each sign-in"
    assert "wait for your answer" in browser.get("/dashboard/").content.decode()


@pytest.mark.parametrize("what", ["confirm", "refuse"])
def test_the_answer_is_given_on_the_page(cast: Cast, what: str) -> None:
    held = give(cast, cast.exec, "medical_director")
    browser = sign_in(Client(), cast.other)
    page = browser.post(answer(held, what), follow=True).content.decode()
    assert "Nothing waits for your answer." in page
    assert "wait for your answer" not in browser.get("/dashboard/").content.decode()
    held.refresh_from_db()
    assert (held.ended_at is None) == (what == "confirm")
    again = browser.post(answer(held, what), follow=True).content.decode()
    assert "You are no longer" in again if what == "refuse" else "Thank you. Confirmed" in again
    activity = cast.browser("exec").get("/acos/A9101/activity/").content.decode()
    wanted = "confirmed as Medical Director" if what == "confirm" else "that this is not so"
    assert f"The Other {'says as' if what == 'refuse' else 'confirmed'}" in activity
    assert wanted in activity


def test_whoever_has_nothing_to_answer_is_not_asked(cast: Cast) -> None:
    give(cast, cast.exec, "medical_director")
    assert sign_in(Client(), cast.exec).get("/my-acos/").status_code == 200
    assert "Nothing waits" in cast.browser("exec").get(PAGE).content.decode()


@pytest.mark.rule("A12")
def test_pages_mark_what_is_not_confirmed_yet(cast: Cast) -> None:
    held = give(cast, cast.exec, "medical_director")
    cast.signer  # noqa: B018
    url = reverse("contact", args=["A9101", held.contact_id])

    def shown(role: str, page: str) -> str:
        return cast.browser(role).get(page).content.decode()

    assert "Medical Director (not confirmed yet)" in shown("it", "/acos/A9101/contacts/")
    assert "Not confirmed yet" in shown("it", url)
    item = "has not confirmed yet what you stated of them as Medical Director"
    assert item in shown("exec", "/dashboard/")
    assert item not in shown("signer", "/dashboard/"), "it is for who stated it"
    confirm_statements(acting_person=cast.other, held=held)
    assert "not confirmed yet" not in shown("it", "/acos/A9101/contacts/")
    page = shown("it", url)
    assert "Not confirmed yet" not in page
    assert "; confirmed " in page
    assert item not in shown("exec", "/dashboard/")
