"""Finding contacts, reaching them, and going from what is missing to an invitation."""

import re

import pytest
from django.utils import timezone

from contacts.models import HeldType
from tests.cast import Cast

CONTACTS = "/acos/A9101/contacts/"


def page(cast: Cast, role: str, url: str = CONTACTS, **asked: str) -> str:
    return cast.browser(role).get(url, asked).content.decode()


@pytest.mark.parametrize("typed", ["signer, the", "The Signer", "the_signer@", "SIGN the"])
def test_a_name_is_found_as_people_write_it(cast: Cast, typed: str) -> None:
    cast.signer, cast.it  # noqa: B018 - come to be
    found = page(cast, "exec", q=typed)
    assert "Signer, The" in found
    assert "It, The" not in found


def test_the_list_has_ways_to_reach_people(cast: Cast) -> None:
    cast.lakeside.contacts.filter(person=cast.signer).update(phone="410-555-0100")
    found = page(cast, "it")
    assert 'href="mailto:the_signer@example.org"' in found
    assert 'href="tel:+14105550100">410-555-0100</a>' in found


def test_former_contacts_are_found(cast: Cast) -> None:
    HeldType.objects.filter(contact__person=cast.it).update(
        ended_at=timezone.now(), ended_by=cast.exec, end_reason="Left"
    )
    assert "It, The" not in page(cast, "exec")
    former = page(cast, "exec", former="1")
    assert "It, The" in former
    assert "Former contacts: they hold no contact type now" in former
    assert "Ended</a>" in former
    assert 'data-label="Ended"' in former
    assert "Exec, The" not in former


def test_the_last_sign_in_is_shown_to_administrators(cast: Cast) -> None:
    contact = cast.lakeside.contacts.get(person=cast.signer)
    assert "Last sign-in" in page(cast, "exec", f"{CONTACTS}{contact.pk}/")
    assert "Last sign-in" not in page(cast, "it", f"{CONTACTS}{contact.pk}/")


def test_websites_are_links_if_they_lead_somewhere(cast: Cast) -> None:
    cast.lakeside.website = "https://lakeside.example.org"
    cast.lakeside.save()
    assert 'href="https://lakeside.example.org"' in page(cast, "exec", "/acos/A9101/")
    cast.lakeside.website = "javascript:alert(1)"
    cast.lakeside.save()
    assert 'href="javascript' not in page(cast, "exec", "/acos/A9101/")


@pytest.mark.parametrize("url", [CONTACTS, "/acos/A9101/invitations/", "/dashboard/to-do/"])
def test_a_page_past_the_end_says_so(cast: Cast, url: str) -> None:
    found = page(cast, "exec", url, page="9")
    assert "Page 9 is past the end of this list." in found
    assert "past the end" not in page(cast, "exec", url)
    assert "match your search" not in found


@pytest.mark.rule("A16")
def test_missing_types_come_first_and_lead_to_an_invitation(cast: Cast) -> None:
    found = page(cast, "exec")
    assert f'href="{CONTACTS}add/?types=dua_requestor">DUA Requestor</a>' in found
    assert "?types=dua_requestor" not in page(cast, "it")
    form = page(cast, "exec", f"{CONTACTS}add/", types="credential_delegate")
    groups = re.findall(r"<details ?(open)?>\s*<summary>([^<(]+) \(", form)
    assert groups[0] == ("open", "Required and missing")
    assert {name: is_open for is_open, name in groups}["Other"] == "open", "one is chosen"
    assert [is_open for is_open, _ in groups].count("open") == 2
    assert form.count('name="types"') == 22


def test_all_that_is_wrong_is_said_at_once(cast: Cast) -> None:
    types = ["it_primary", "it_secondary"]
    sent = {"first_name": "Jo", "last_name": "Chen", "email": "jo", "types": types}
    answer = cast.browser("exec").post(f"{CONTACTS}add/", sent)
    assert set(answer.context["form"].errors) == {"email", "types"}
