"""How the public reaches a Public Contact: corrected, read, and gone with the type (rule A18)."""

import pytest
from django.urls import reverse

from accounts.actions import merge_people
from accounts.models import Person
from acoms.access import Refused
from contacts.actions import change_contact, correct_public_line, end_types
from contacts.errors import ContactError
from contacts.facts import Facts
from contacts.models import Contact, HeldType
from notifications.models import Notification
from tests.cast import EVERY_FACT, Cast, make_contact, make_person

pytestmark = pytest.mark.rule("A18")
NEW = Facts(public_email=" Ask@Example.org ")


@pytest.fixture
def public(cast: Cast) -> Contact:
    """The Other Contact, who is Public Contact too."""
    return make_contact(cast.lakeside, cast.other, ["public"])


def line(contact: Contact) -> tuple[str, str]:
    held = contact.held_types.active().get(type="public")
    return held.public_phone, held.public_email


def correct(by: Person, contact: Contact, facts: Facts = NEW) -> None:
    correct_public_line(acting_person=by, contact=contact, facts=facts)


@pytest.mark.rule("A5")
def test_an_administrator_and_the_person_correct_it_and_nobody_else(
    cast: Cast, public: Contact
) -> None:
    correct(cast.exec, public)
    assert line(public) == ("", "ask@example.org"), "in its one spelling"
    text = Notification.objects.on_screen_for(cast.other.pk)[0].text
    assert "The Exec corrected how the public reaches you" in text
    correct(cast.other, public, EVERY_FACT)
    assert line(public) == ("410-555-0100", "")
    assert Notification.objects.on_screen_for(cast.other.pk).count() == 1, "no news to oneself"
    second = make_person("una_public")
    make_contact(cast.lakeside, second, ["public"])
    for person in (cast.it, cast.delegate, cast.qpp_staff, cast.outsider, second):
        with pytest.raises(Refused):
            correct(person, public)
    assert line(public) == ("410-555-0100", "")


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (Facts(), "Enter a phone number or an e-mail"),
        (Facts(public_phone="  ", public_email=" "), "Enter a phone number or an e-mail"),
        (Facts(public_phone="call me"), "Enter a phone number"),
        (Facts(public_phone="410-555-0100", public_email="none"), "e-mail address"),
        (Facts(public_email="аsk@example.org"), "plain letters"),  # noqa: RUF001 - Cyrillic
    ],
)
def test_what_cannot_be_read_is_refused_wherever_it_is_said(
    cast: Cast, public: Contact, facts: Facts, why: str
) -> None:
    with pytest.raises(ContactError, match=why):
        correct(cast.exec, public, facts)
    with pytest.raises(ContactError, match=why):
        change_contact(
            acting_person=cast.exec,
            contact=Contact.objects.get(person=cast.it),
            codes=["it_primary", "public"],
            title="",
            phone="",
            facts=facts,
        )


def test_it_goes_with_the_type_and_stays_in_its_record(cast: Cast, public: Contact) -> None:
    correct(cast.exec, public)
    end_types(acting_person=cast.exec, contact=public, codes=["public"], reason="No more")
    ended = HeldType.objects.get(type="public")
    assert (ended.ended_at is None, ended.public_email) == (False, "ask@example.org")
    url = reverse("contact", args=["A9101", public.pk])
    assert "ask@example.org" not in cast.browser("it").get(url).content.decode()
    with pytest.raises(ContactError, match="is no Public Contact now"):
        correct(cast.exec, public)
    make_contact(cast.lakeside, cast.other, ["public"])
    assert line(public) == ("410-555-0100", ""), "asked for anew"


@pytest.mark.rule("A3")
def test_it_moves_with_the_type_when_two_accounts_are_merged(cast: Cast, public: Contact) -> None:
    correct(cast.exec, public)
    kept = make_person("ona_other")
    make_contact(cast.lakeside, kept, ["financial"])
    merge_people(acting_person=cast.cms_staff, kept=kept, gone=cast.other, reason="One person")
    assert line(Contact.objects.get(person=kept)) == ("", "ask@example.org")


def test_the_page_corrects_it_and_says_what_is_wrong(cast: Cast, public: Contact) -> None:
    data = reverse("contact", args=["A9101", public.pk])
    url = reverse("public_line", args=["A9101", public.pk])
    for role in ("exec", "other"):
        browser = cast.browser(role)
        assert url in browser.get(data).content.decode()
        assert "410-555-0100" in browser.get(url).content.decode()
        wrong = browser.post(url, {"public_phone": "", "public_email": ""}).content.decode()
        assert "Enter a phone number or an e-mail address for the public." in wrong
        assert "public_phone_error" in browser.post(url, {"public_phone": "12"}).content.decode()
        assert browser.post(url, {"public_phone": "(410) 555-0100 x7"})["Location"] == data
        assert line(public) == ("410-555-0100 ext. 7", "")
        correct(cast.exec, public, EVERY_FACT)
    assert url not in cast.browser("it").get(data).content.decode()
    assert cast.browser("it").get(url).status_code == 403
    assert cast.browser("outsider").get(url).status_code == 404
    theirs = reverse("public_line", args=["A9101", Contact.objects.get(person=cast.it).pk])
    assert cast.browser("other").get(theirs).status_code == 403, "only one's own"
