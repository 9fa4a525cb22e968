"""CMS staff end types in an ACO's place, with a recorded reason (rules A17, A19)."""

from typing import Any

import pytest
from django.test import Client

from acoms.access import Refused
from contacts.actions import end_types, give_types, override_end_types
from contacts.errors import ContactError
from contacts.models import Contact, HeldType
from notifications.models import Notification
from tests.cast import Cast

LAST = "last contact with administrative privileges"


def url_of(contact: Contact) -> str:
    return f"/admin/contacts/contact/{contact.pk}/end-types/"


def post(browser: Client, contact: Contact, **typed: Any) -> Any:
    return browser.post(url_of(contact), {"types": ["aco_executive"], "reason": "Fraud", **typed})


def confirm(browser: Client, contact: Contact, **typed: Any) -> Any:
    shown = post(browser, contact, preview="1").context["shows"]
    return post(browser, contact, **{"confirm": "1", "shown": shown, **typed})


@pytest.fixture
def contact(cast: Cast) -> Contact:
    return Contact.objects.get(person=cast.exec)


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.browser("cms_staff")


def still_held(contact: Contact) -> bool:
    return bool(contact.held_types.active().exists())


@pytest.mark.rule("A17")
def test_the_page_shows_what_the_aco_is_left_without_before_anything_ends(
    staff: Client, contact: Contact
) -> None:
    page = post(staff, contact, preview="1").content.decode()
    assert LAST in page
    assert "The ACO is left without: ACO Executive." in page
    assert "loses all access to the ACO right away" in page
    assert still_held(contact)


@pytest.mark.rule("A17")
@pytest.mark.parametrize(
    "typed",
    [{"reason": " "}, {"types": []}, {"types": ["other"]}, {"shown": ""}, {"shown": "0" * 16}],
)
def test_nothing_ends_without_a_reason_a_type_and_a_look_at_what_it_does(
    staff: Client, contact: Contact, typed: dict[str, Any]
) -> None:
    answer = confirm(staff, contact, **typed)
    assert answer.status_code == 200
    assert still_held(contact)


@pytest.mark.rule("A17", "A19")
def test_the_last_administrator_is_ended_and_everyone_is_told(
    cast: Cast, staff: Client, contact: Contact
) -> None:
    answer = confirm(staff, contact)
    assert answer.status_code == 302
    held = HeldType.objects.get(contact=contact)
    assert held.ended_at is not None
    assert (held.ended_by, held.end_reason) == (cast.cms_staff, "Fraud")
    said = held.events.last().pgh_context.metadata  # type: ignore[attr-defined]
    assert said["override"] is True
    assert said["action"].startswith("override")
    assert (said["acting_person"], said["reason"]) == (cast.cms_staff.pk, "Fraud")
    assert Notification.objects.filter(person=cast.exec, kind="types_ended").exists()


@pytest.mark.rule("A17")
def test_the_acos_other_administrators_are_told_with_the_reason(
    cast: Cast, staff: Client, contact: Contact
) -> None:
    cast.liaison, cast.it  # noqa: B018 - made by naming them
    confirm(staff, contact)
    told = Notification.objects.filter(kind="types_overridden")
    assert [n.person for n in told] == [cast.liaison]
    assert "Fraud" in told[0].text
    assert "The Exec is no longer ACO Executive" in told[0].text


@pytest.mark.rule("A17")
def test_overriding_is_for_the_role_that_has_it_whatever_calls(
    cast: Cast, contact: Contact
) -> None:
    for person in (cast.cms_analyst, cast.cms_viewer, cast.exec):
        with pytest.raises(Refused, match="Only a CMS administrator"):
            override_end_types(
                acting_person=person, contact=contact, codes=["aco_executive"], reason="x"
            )
        with pytest.raises(ContactError):
            end_types(
                acting_person=person,
                contact=contact,
                codes=["aco_executive"],
                reason="x",
                overriding=True,
            )
    assert still_held(contact)


@pytest.mark.rule("A17", "A19")
def test_only_what_is_ended_by_oneself_for_the_same_reason_is_taken_for_a_second_press(
    cast: Cast, staff: Client, contact: Contact
) -> None:
    cast.liaison  # noqa: B018 - made by naming them
    give: dict[str, Any] = {"aco": cast.lakeside, "person": cast.exec, "given_by": None}
    give_types(acting_person=cast.liaison, codes=["other"], **give)
    assert confirm(staff, contact).status_code == 302
    told = Notification.objects.count()
    sent = {"confirm": "1", "shown": "", "types": ["aco_executive"]}
    assert post(staff, contact, **sent).status_code == 302, "a second press"
    assert Notification.objects.count() == told
    answer = post(staff, contact, **{**sent, "reason": "Retired"})
    assert "Something has changed since this page was made" in answer.content.decode()
    give_types(acting_person=cast.liaison, codes=["aco_executive"], **give)
    assert post(staff, contact, **sent).status_code == 200, "it is held again"
    assert contact.held_types.active().count() == 2


@pytest.mark.rule("A17")
def test_the_list_of_held_types_leads_to_the_page(
    cast: Cast, staff: Client, contact: Contact
) -> None:
    cast.liaison  # noqa: B018 - made by naming them
    mine, all_ = [HeldType.objects.get(contact=contact).pk], list(HeldType.objects.all())
    form = {"action": "end_in_the_acos_place"}
    answer = staff.post("/admin/contacts/heldtype/", {**form, "_selected_action": mine})
    assert answer["Location"] == f"{url_of(contact)}?types=aco_executive"
    assert "checked" in staff.get(answer["Location"]).content.decode()
    both = {**form, "_selected_action": [held.pk for held in all_]}
    page = staff.post("/admin/contacts/heldtype/", both, follow=True).content.decode()
    assert "Choose types that one contact holds now." in page
