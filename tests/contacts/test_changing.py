"""Editing a contact, with what it would do shown first (A10), and the facts types ask for (A18)."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from acoms.access import Refused
from contacts.actions import change_contact, end_types
from contacts.errors import ContactError
from contacts.facts import Facts, attestations_for
from contacts.models import Contact, ContactAttestation, HeldType
from contacts.plans import Plan, plan_change
from contacts.types import ALL_CODES, CONTACT_TYPES
from invitations import actions as invitation_actions
from invitations.actions import Invitee
from notifications.models import Notification
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.signing_in import sign_in


def held(contact: Contact) -> set[str]:
    return set(contact.held_types.active().values_list("type", flat=True))


def change_url(contact: Contact) -> str:
    return reverse("change_contact", args=[contact.aco.aco_id, contact.pk])


def plan(
    wanted: set[str],
    held: set[str] = frozenset(),  # type: ignore[assignment]
    others: dict[str, list[str]] | None = None,
    actor: str = "aco_executive",
) -> Plan:
    return plan_change(actor_holds=[actor], held=held, wanted=wanted, others=others or {})


@pytest.mark.rule("A10", "A16", "A4")
def test_a_plan_says_what_is_gained_lost_handed_over_and_left_empty() -> None:
    made = plan(
        {"cms_liaison", "it_primary"}, {"compliance"}, {"it_primary": ["Lee Park"], "other": ["X"]}
    )
    assert [row.code for row in made.gained] == ["cms_liaison", "it_primary"]
    assert [row.code for row in made.lost] == ["compliance"]
    assert [(row.code, name) for row, name in made.hand_overs] == [("it_primary", "Lee Park")]
    assert made.left_without == ["Lee Park"]
    stays = {"it_primary": ["Lee Park"], "other": ["Lee Park"]}
    assert plan({"it_primary"}, set(), stays).left_without == []
    assert [row.code for row in made.left_empty] == ["compliance"]
    assert "add, change or end this ACO's contacts" in [one.value for one in made.can_now]
    assert not made.refusal
    assert not made.ends_access


@pytest.mark.rule("A10")
@pytest.mark.parametrize("code", ALL_CODES)
def test_what_one_type_gives_its_ending_takes(code: str) -> None:
    others = {"aco_executive": ["A"], "qpp_security_official": ["B"]}
    given = plan({code}, set(), others)
    taken = plan(set(), {code}, others)
    assert given.can_now == taken.no_longer
    assert taken.ends_access
    assert not taken.refusal


@pytest.mark.rule("A3", "A6", "A17")
def test_a_plan_that_breaks_a_rule_says_which() -> None:
    assert "two different people" in plan({"it_primary", "it_secondary"}).refusal
    assert (
        "can add Credential Delegate" in plan({"credential_delegate"}, actor="cms_liaison").refusal
    )
    last = plan({"other"}, {"aco_executive"})
    assert "last contact with administrative" in last.refusal
    assert last.overridable
    assert not plan({"cms_liaison"}, {"aco_executive"}).refusal


@pytest.mark.rule("A10")
def test_types_given_in_one_browser_work_in_another_on_the_next_click(cast: Cast) -> None:
    it = Contact.objects.get(person=cast.it)
    theirs = cast.browser("it")
    add = reverse("add_contact", args=["A9101"])
    assert theirs.get(add).status_code == 403
    data = {"title": "Head of IT", "phone": "555-0123", "types": ["it_primary", "cms_liaison"]}
    administrator = cast.browser("exec")
    preview = administrator.post(change_url(it), data).content.decode()
    assert "Becomes" in preview
    assert "CMS Liaison" in preview
    assert held(it) == {"it_primary"}
    administrator.post(change_url(it), {**data, "confirmed": "1"})
    assert held(it) == {"it_primary", "cms_liaison"}
    it.refresh_from_db()
    assert (it.title, it.phone) == ("Head of IT", "555-0123")
    assert theirs.get(add).status_code == 200
    told = Notification.objects.on_screen_for(cast.it.pk).get()
    assert told.text == ("The Exec made you CMS Liaison of Lakeside Care Partners ACO (A9101).")


@pytest.mark.rule("A10", "A19")
def test_types_that_end_need_a_reason_and_are_gone_on_the_next_click(cast: Cast) -> None:
    cast.exec  # noqa: B018
    liaison = Contact.objects.get(person=cast.liaison)
    theirs = cast.browser("liaison")
    administrator = cast.browser("exec")
    data = {"types": ["other"], "confirmed": "1"}
    silent = administrator.post(change_url(liaison), data)
    assert "Enter a reason" in silent.content.decode()
    assert held(liaison) == {"cms_liaison"}
    administrator.post(change_url(liaison), {**data, "reason": "New job"})
    assert held(liaison) == {"other"}
    assert theirs.get(reverse("add_contact", args=["A9101"])).status_code == 403


@pytest.mark.rule("A10")
def test_details_alone_are_saved_without_a_preview(cast: Cast) -> None:
    it = Contact.objects.get(person=cast.it)
    answer = cast.browser("exec").post(
        change_url(it), {"title": "Chief", "phone": "", "types": ["it_primary"]}
    )
    assert answer.status_code == 302
    it.refresh_from_db()
    assert it.title == "Chief"


@pytest.mark.rule("A5")
def test_only_administrators_change_contacts(cast: Cast) -> None:
    it = Contact.objects.get(person=cast.it)
    for actor, error in ((cast.other, Refused), (cast.outsider, ContactError)):
        with pytest.raises(error):
            change_contact(acting_person=actor, contact=it, codes=["other"], title="", phone="")


@pytest.mark.rule("A3", "E2")
def test_an_edit_cannot_make_one_person_primary_and_secondary(cast: Cast) -> None:
    it = Contact.objects.get(person=cast.it)
    with pytest.raises(ContactError, match="two different people"):
        change_contact(
            acting_person=cast.exec,
            contact=it,
            codes=["it_primary", "it_secondary"],
            title="",
            phone="",
        )


@pytest.mark.rule("A4")
def test_an_edit_takes_a_single_type_over_in_one_step(cast: Cast) -> None:
    it, other = Contact.objects.get(person=cast.it), Contact.objects.get(person=cast.other)
    change_contact(
        acting_person=cast.exec, contact=other, codes=["other", "it_primary"], title="", phone=""
    )
    assert held(it) == set()
    assert held(other) == {"other", "it_primary"}
    assert "Handed over to The Other" in Notification.objects.on_screen_for(cast.it.pk).get().text


@pytest.mark.rule("A18")
@pytest.mark.parametrize("code", ["medical_director", "financial", "public"])
def test_types_that_ask_for_facts_are_not_given_without(cast: Cast, code: str) -> None:
    other = Contact.objects.get(person=cast.other)
    change: dict[str, Any] = {
        "acting_person": cast.exec,
        "contact": other,
        "codes": ["other", code],
        "title": "",
        "phone": "",
    }
    with pytest.raises(ContactError, match=r"needs every statement|Enter a phone number"):
        change_contact(**change)
    assert held(other) == {"other"}
    facts = Facts(
        attested=frozenset(one.code for one in attestations_for(ALL_CODES)),
        public_email="ask@example.org",
    )
    change_contact(**change, facts=facts)
    assert held(other) == {"other", code}
    kept = {one.attestation: one for one in other.attestations.all()}
    assert set(kept) == {one.code for one in CONTACT_TYPES[code].attestations}
    assert all(one.attested_by == cast.exec for one in kept.values())
    given = HeldType.objects.active().get(contact=other, type=code)
    assert given.public_email == ("ask@example.org" if code == "public" else "")


@pytest.mark.rule("A18")
def test_the_invited_person_is_asked_before_activating(cast: Cast) -> None:
    jo = make_person("jo_chen", email="jo.chen@example.net")
    invitation = invitation_actions.invite(
        acting_person=cast.exec,
        aco=cast.lakeside,
        invitee=Invitee(first_name="Jo", last_name="Chen", email=jo.email),
        codes=["medical_director", "public"],
    )
    browser = sign_in(Client(), jo)
    url = reverse("activate_invitation", args=[invitation.pk])
    asked = browser.post(url).content.decode()
    assert "Before you activate" in asked
    assert "board-certified physician" in asked
    nothing = browser.post(url, {"facts": "1"}).content.decode()
    assert nothing.count("Confirm this, or decline to be Medical Director") == 6, (
        "each, and in the summary"
    )
    assert "Enter a phone number or an e-mail address" in nothing, "all that is missing at once"
    half = {"facts": "1", "board_certified": "on", "licensed": "on", "present": "on"}
    for phone in ("", "555-0177", "none"):
        shown = browser.post(url, {**half, "public_phone": phone}).content.decode()
        assert "public_phone_error" in shown
    assert not HeldType.objects.filter(contact__person=jo).exists()
    browser.post(url, {**half, "public_phone": "(410) 555 0177"})
    contact = Contact.objects.get(person=jo)
    assert held(contact) == {"medical_director", "public"}
    assert HeldType.objects.get(type="public").public_phone == "410-555-0177"
    assert not ContactAttestation.objects.unconfirmed().exists(), "they said it of themselves"
    assert contact.attestations.count() == 3


@pytest.mark.rule("A19")
def test_who_is_left_without_any_access_is_signed_out_at_once(cast: Cast) -> None:
    theirs = cast.browser("it")
    assert theirs.get(reverse("dashboard")).status_code == 200
    end_types(
        acting_person=cast.exec,
        contact=Contact.objects.get(person=cast.it),
        codes=["it_primary"],
        reason="Left",
    )
    answer = theirs.get(reverse("dashboard"))
    assert answer.status_code == 302
    assert "sign-in" in answer.headers["Location"]


@pytest.mark.rule("A19")
def test_who_is_still_a_contact_elsewhere_stays_signed_in(cast: Cast) -> None:
    make_contact(make_aco("A9102", "Elsewhere"), cast.it, ["other"])
    theirs = cast.browser("it")
    end_types(
        acting_person=cast.exec,
        contact=Contact.objects.get(person=cast.it, aco=cast.lakeside),
        codes=["it_primary"],
        reason="Left",
    )
    assert theirs.get(reverse("dashboard")).status_code == 200
    assert theirs.get(reverse("contacts", args=["A9101"])).status_code == 404


@pytest.mark.rule("A19")
def test_an_ended_contact_can_be_invited_and_activate_again(cast: Cast) -> None:
    contact = Contact.objects.get(person=cast.it)
    end_types(acting_person=cast.exec, contact=contact, codes=["it_primary"], reason="Left")
    invitation = invitation_actions.invite(
        acting_person=cast.exec,
        aco=cast.lakeside,
        invitee=Invitee(first_name="The", last_name="It", email=cast.it.email),
        codes=["it_primary"],
    )
    again = invitation_actions.activate(acting_person=cast.it, invitation=invitation)
    assert again == contact
    assert contact.held_types.count() == 2


@pytest.mark.rule("A17")
def test_cms_staff_may_override_with_a_reason_and_nobody_else(cast: Cast) -> None:
    contact = Contact.objects.get(person=cast.security_official)
    end: dict[str, Any] = {
        "contact": contact,
        "codes": ["qpp_security_official"],
        "reason": "Court order",
    }
    with pytest.raises(ContactError, match="last QPP Security Official"):
        end_types(acting_person=cast.exec, overriding=True, **end)
    end_types(acting_person=cast.cms_staff, overriding=True, **end)
    assert held(contact) == set()


def test_the_form_comes_back_with_what_was_chosen(cast: Cast) -> None:
    it = Contact.objects.get(person=cast.it)
    data = {"title": "New", "phone": "", "types": ["compliance"], "back": "1"}
    page = cast.browser("exec").post(change_url(it), data).content.decode()
    assert 'value="New"' in page
    assert re.search(r'value="compliance"[^>]* checked', page)
    assert held(it) == {"it_primary"}


@pytest.mark.rule("A2")
def test_one_person_with_many_types_is_allowed_and_more_people_are_recommended(cast: Cast) -> None:
    many = ["other", "compliance", "cms_liaison", "dua_custodian"]
    person = make_person("busy_bee")
    contact = make_contact(cast.lakeside, person, many[:3])
    browser, url = cast.browser("exec"), reverse("contact", args=["A9101", contact.pk])
    recommends = "CMS recommends naming several people"
    assert recommends not in browser.get(url).content.decode()
    preview = browser.post(change_url(contact), {"types": many}).content.decode()
    assert recommends in preview
    browser.post(change_url(contact), {"types": many, "confirmed": "1"})
    assert held(contact) == set(many)
    assert recommends in browser.get(url).content.decode()


@pytest.mark.rule("E1")
def test_a_contact_page_shows_other_acos_only_where_the_viewer_sees_contacts(cast: Cast) -> None:
    contact = Contact.objects.get(person=cast.it)
    shared, hidden, qpp_only = (make_aco(f"A91{n}0", f"Other ACO {n}") for n in (1, 2, 3))
    for aco in (shared, hidden, qpp_only):
        make_contact(aco, cast.it, ["compliance"])
    make_contact(shared, cast.exec, ["other"])
    make_contact(qpp_only, cast.exec, ["qpp_staff_user"])
    page = cast.browser("exec").get(reverse("contact", args=["A9101", contact.pk]))
    text = page.content.decode()
    assert "Other ACO 1" in text
    assert "Compliance Contact" in text
    assert "Other ACO 2" not in text
    assert "Other ACO 3" not in text


@pytest.mark.rule("A18", "E2")
def test_the_publics_address_is_no_look_alike(cast: Cast) -> None:
    contact = Contact.objects.get(person=cast.other)
    data = {
        "types": ["other", "public"],
        "confirmed": "1",
        "public_email": "аsk@example.org",  # noqa: RUF001 - a Cyrillic letter
    }
    page = cast.browser("exec").post(change_url(contact), data).content.decode()
    assert held(contact) == {"other"}
    assert "public_email_error" in page
