"""Nobody comes to powers of their own giving by the order of the steps (rule A5)."""

import pytest
from django.urls import reverse

from accounts.actions import merge_people
from accounts.errors import AccountError
from accounts.models import Person
from acoms.access import Refused
from contacts.access import held_now
from contacts.actions import change_contact, end_types
from contacts.errors import ContactError
from contacts.models import Contact, HeldType
from invitations import actions
from invitations.acceptance.actions import accept, confirm_acceptance
from invitations.actions import Invitee
from invitations.address_change.actions import invite_new_address
from invitations.confirming.actions import confirm_invitation
from invitations.errors import InvitationError
from invitations.models import Invitation
from invitations.rules import State
from tests.cast import EVERY_FACT, Cast, make_contact, make_person

pytestmark = pytest.mark.rule("A5")

SECONDARY = "authorized_to_sign_secondary"
EXECUTIVE = "aco_executive"


def as_invitee(email: str) -> Invitee:
    return Invitee(first_name="Fred", last_name="Lee", email=email)


def invite(cast: Cast, by: Person, email: str, *codes: str) -> Invitation:
    return actions.invite(
        acting_person=by, aco=cast.lakeside, invitee=as_invitee(email), codes=codes
    )


def change_address(cast: Cast, by: Person, of: Person, to: Person, *codes: str) -> Invitation:
    return invite_new_address(
        acting_person=by,
        contact=Contact.objects.get(person=of, aco=cast.lakeside),
        invitee=as_invitee(to.email),
        codes=codes,
    )


def end(cast: Cast, by: Person, of: Person, *codes: str, heir: Person | None = None) -> None:
    contact = Contact.objects.get(person=of, aco=cast.lakeside)
    end_types(acting_person=by, contact=contact, codes=codes, reason="Left", heir=heir)


def held(cast: Cast, person: Person) -> set[str]:
    return set(held_now(person.pk, cast.lakeside.pk))


def again(by: Person, invitation: Invitation) -> Invitation:
    actions.send_again(acting_person=by, invitation=invitation)
    return Invitation.objects.get(pk=invitation.pk)


@pytest.fixture
def fred() -> Person:
    return make_person("fred", email="fred@example.net")


@pytest.fixture
def two(cast: Cast) -> Person:
    """The liaison's second account, of which nobody knows yet."""
    return make_person("liaison_two")


@pytest.fixture
def orphan(cast: Cast, fred: Person) -> Invitation:
    """A puppet of the liaison would replace the Executive; now the Signer is named its heir."""
    cast.exec  # noqa: B018
    puppet = make_contact(cast.lakeside, make_person("walt"), ["cms_liaison"]).person
    invitation = invite(cast, puppet, fred.email, EXECUTIVE)
    end(cast, cast.liaison, puppet, "cms_liaison", heir=cast.signer)
    return Invitation.objects.get(pk=invitation.pk)


def test_an_heir_who_has_done_nothing_confirms_nothing(
    cast: Cast, orphan: Invitation, fred: Person
) -> None:
    assert orphan.taken_over_by == cast.signer
    with pytest.raises(InvitationError, match="waits for a confirmation"):
        again(cast.liaison, orphan)
    with pytest.raises(InvitationError, match="it is waiting"):
        actions.activate(acting_person=fred, invitation=orphan)
    assert held(cast, cast.exec) == {EXECUTIVE}
    page = cast.browser("signer").get(reverse("confirm_invitation", args=["A9101", orphan.pk]))
    text = page.content.decode()
    assert "<dt>Invited by</dt><dd>Walt Person, taken over by The Signer</dd>" in text
    assert "<dt>In place of</dt><dd>The Exec, ACO Executive</dd>" in text
    assert (
        "Confirm who becomes" in cast.browser("signer").get(reverse("dashboard")).content.decode()
    )


@pytest.mark.parametrize("act", ["confirm", "send again"])
def test_but_the_heirs_own_act_is_a_signers(
    cast: Cast, orphan: Invitation, fred: Person, act: str
) -> None:
    if act == "confirm":
        confirm_invitation(acting_person=cast.signer, invitation=orphan)
    else:
        again(cast.signer, orphan)
    orphan.refresh_from_db()
    assert orphan.confirmed_by == cast.signer
    assert again(cast.liaison, orphan).state is State.PENDING, "it holds for the same holder"
    actions.activate(acting_person=fred, invitation=orphan)
    assert held(cast, fred) == {EXECUTIVE}


@pytest.mark.rule("A4")
def test_nor_does_a_successor_who_takes_over_by_activating(cast: Cast, fred: Person) -> None:
    cast.exec  # noqa: B018
    sent = invite(cast, cast.applicant, fred.email, EXECUTIVE)
    signer = make_contact(cast.lakeside, make_person("sig"), [SECONDARY]).person
    theirs = invite(cast, cast.liaison, signer.email, "application_primary")
    actions.activate(acting_person=signer, invitation=theirs)
    sent.refresh_from_db()
    assert sent.given_by == signer
    with pytest.raises(InvitationError, match="waits for a confirmation"):
        again(cast.liaison, sent)


def test_what_is_taken_over_after_it_was_sent_is_judged_by_who_gave_it(
    cast: Cast, fred: Person
) -> None:
    """It was sent into an empty place, which is filled by now."""
    sent = invite(cast, cast.applicant, fred.email, EXECUTIVE)
    cast.exec  # noqa: B018
    end(cast, cast.liaison, cast.applicant, "application_primary", heir=cast.signer)
    with pytest.raises(InvitationError, match="needs a confirmation first"):
        actions.activate(acting_person=fred, invitation=sent)


def test_what_a_signer_gave_and_somebody_else_sends_again_waits(cast: Cast, fred: Person) -> None:
    cast.exec  # noqa: B018
    sent = invite(cast, cast.signer, fred.email, EXECUTIVE)
    assert again(cast.signer, sent).state is State.PENDING
    assert again(cast.liaison, sent).state is State.WAITING
    assert again(cast.signer, sent).state is State.PENDING, "the giver's own act"
    again(cast.liaison, sent)
    confirm_invitation(acting_person=cast.exec, invitation=sent)
    sent.refresh_from_db()
    assert sent.confirmed_over is not None
    assert len(sent.confirmed_over) == 1, "who is replaced"


# Powers first, and the link afterwards.


@pytest.fixture
def given(cast: Cast, two: Person) -> Invitation:
    """The liaison has made their own second account a signer."""
    invitation = invite(cast, cast.liaison, two.email, SECONDARY)
    actions.activate(acting_person=two, invitation=invitation)
    return invitation


REFUSED = r"gave or confirmed that .* is Authorized to Sign \(secondary\)"


def test_who_gave_the_other_powers_is_not_linked_with_them(
    cast: Cast, given: Invitation, two: Person
) -> None:
    with pytest.raises(InvitationError, match=REFUSED):
        change_address(cast, cast.liaison, cast.liaison, two, "cms_liaison")
    with pytest.raises(InvitationError, match=REFUSED):
        change_address(cast, cast.signer, two, cast.liaison, SECONDARY)
    with pytest.raises(AccountError, match=REFUSED):
        merge_people(acting_person=cast.cms_staff, kept=cast.liaison, gone=two, reason="One")
    page = cast.browser("liaison").post(
        reverse("change_address", args=["A9101", Contact.objects.get(person=cast.liaison).pk]),
        {"email": two.email, "first_name": "L", "last_name": "M", "types": ["cms_liaison"]},
    )
    assert "End that type first, or ask another administrator" in page.content.decode()


@pytest.mark.parametrize("opened", [None, 1])
def test_nor_when_it_was_given_while_the_change_was_under_way(
    cast: Cast, two: Person, opened: int | None
) -> None:
    address = make_person("mail") if opened else two
    change = change_address(cast, cast.liaison, cast.liaison, address, "cms_liaison")
    make_contact(cast.lakeside, two, [SECONDARY])
    HeldType.objects.filter(contact__person=two).update(given_by=cast.liaison)
    with pytest.raises(InvitationError, match=REFUSED):
        actions.activate(acting_person=two, invitation=change, opened_generation=opened)
    assert held(cast, two) == {SECONDARY}


def test_once_somebody_else_gave_it_they_are_linked(
    cast: Cast, given: Invitation, two: Person
) -> None:
    end(cast, cast.signer, two, SECONDARY)
    anew = invite(cast, cast.signer, two.email, SECONDARY)
    actions.activate(acting_person=two, invitation=anew)
    change = change_address(cast, cast.liaison, cast.liaison, two, "cms_liaison")
    actions.activate(acting_person=two, invitation=change)
    assert held(cast, two) == {SECONDARY, "cms_liaison"}


def test_nor_who_confirmed_the_other(cast: Cast, two: Person, fred: Person) -> None:
    """Whoever confirmed is the successor's second account."""
    cast.exec  # noqa: B018
    invitation = invite(cast, cast.liaison, fred.email, EXECUTIVE)
    make_contact(cast.lakeside, two, [SECONDARY])
    confirm_invitation(acting_person=two, invitation=invitation)
    actions.activate(acting_person=fred, invitation=invitation)
    with pytest.raises(InvitationError, match=r"gave or confirmed that .* is ACO Executive"):
        change_address(cast, cast.liaison, two, fred, SECONDARY)
    with pytest.raises(AccountError, match="gave or confirmed"):
        merge_people(acting_person=cast.cms_staff, kept=fred, gone=two, reason="One person")


# The link is said and not yet true.


@pytest.fixture
def declared(cast: Cast, two: Person) -> Invitation:
    """The liaison has said that `two`, a signer, is their own new address."""
    cast.exec  # noqa: B018
    make_contact(cast.lakeside, two, [SECONDARY])
    return change_address(cast, cast.liaison, cast.liaison, two, "cms_liaison")


def test_a_declared_second_address_confirms_nothing(
    cast: Cast, declared: Invitation, two: Person, fred: Person
) -> None:
    invitation = invite(cast, cast.liaison, fred.email, EXECUTIVE)
    with pytest.raises(Refused):
        confirm_invitation(acting_person=two, invitation=invitation)
    with pytest.raises(InvitationError, match="waits for a confirmation"):
        again(two, invitation)
    actions.withdraw(acting_person=cast.exec, invitation=declared)
    confirm_invitation(acting_person=two, invitation=invitation)


def test_nor_is_it_given_powers_by_the_first(
    cast: Cast, declared: Invitation, two: Person, fred: Person
) -> None:
    with pytest.raises(ContactError, match="Nobody makes themselves"):
        change_contact(
            acting_person=cast.liaison,
            contact=Contact.objects.get(person=two),
            codes=[SECONDARY, "dua_requestor"],
            title="",
            phone="",
        )
    sent = invite(cast, cast.liaison, fred.email, "dua_requestor")
    with pytest.raises(InvitationError, match="Nobody makes themselves"):
        actions.activate(acting_person=two, invitation=sent, opened_generation=1)


def test_nor_does_it_decide_on_an_acceptance(cast: Cast, declared: Invitation, two: Person) -> None:
    names = {"proven_first_name": "Brett", "proven_last_name": "Novak"}
    Person.objects.filter(pk=cast.liaison.pk).update(**names)
    jo = Invitee(first_name="Jo", last_name="Chen", email=cast.liaison.email)
    invitation = actions.invite(
        acting_person=cast.exec, aco=cast.lakeside, invitee=jo, codes=["other"]
    )
    person = Person.objects.get(pk=cast.liaison.pk)
    assert not accept(acting_person=person, invitation=invitation)
    with pytest.raises(InvitationError, match="Someone else must confirm"):
        confirm_acceptance(acting_person=two, invitation=invitation)


@pytest.mark.parametrize("when", ["sent again", "activated"])
def test_a_confirmation_ends_with_the_link(
    cast: Cast, two: Person, fred: Person, when: str
) -> None:
    cast.exec  # noqa: B018
    make_contact(cast.lakeside, two, [SECONDARY])
    invitation = invite(cast, cast.liaison, fred.email, EXECUTIVE)
    confirm_invitation(acting_person=two, invitation=invitation)
    change = change_address(cast, cast.liaison, cast.liaison, two, "cms_liaison")
    actions.activate(acting_person=two, invitation=change)
    if when == "activated":
        with pytest.raises(InvitationError, match="needs a confirmation first"):
            actions.activate(acting_person=fred, invitation=invitation)
    else:
        assert again(cast.liaison, invitation).state is State.WAITING
    with pytest.raises(InvitationError):
        again(two, invitation)
    assert held(cast, cast.exec) == {EXECUTIVE}


def test_nobody_answers_with_a_second_account_what_they_confirmed(
    cast: Cast, two: Person, fred: Person
) -> None:
    """Who confirmed opens the link, which was sent to an address that is nobody's account."""
    cast.exec  # noqa: B018
    make_contact(cast.lakeside, two, [SECONDARY])
    invitation = invite(cast, cast.liaison, "nobody@example.net", EXECUTIVE)
    confirm_invitation(acting_person=two, invitation=invitation)
    with pytest.raises(InvitationError, match="needs a confirmation first"):
        actions.activate(acting_person=two, invitation=invitation, opened_generation=1)
    assert held(cast, two) == {SECONDARY}


def test_what_waits_stands_with_those_who_decide_it(cast: Cast) -> None:
    cast.exec, cast.liaison  # noqa: B018
    names = {"proven_first_name": "Brett", "proven_last_name": "Novak"}
    person = make_person("jo_chen", email="jo@example.net", **names)
    invitation = invite(cast, cast.exec, person.email, "credential_delegate")
    assert not accept(acting_person=person, invitation=invitation, facts=EVERY_FACT)
    url = reverse("confirm_acceptance", args=["A9101", invitation.pk])
    page = cast.browser("exec").get(url).content.decode()
    assert "(optional)" not in page
    assert url in cast.browser("exec").get(reverse("dashboard")).content.decode()
    assert url not in cast.browser("liaison").get(reverse("dashboard")).content.decode()
    asked = cast.browser("exec").post(url, {"refuse": "1", "reason": " "}).content.decode()
    assert "Enter a reason" in asked


@pytest.mark.rule("A11")
def test_who_holds_nothing_has_no_address_to_change(cast: Cast) -> None:
    contact = Contact.objects.get(person=cast.other)
    url = reverse("contact", args=["A9101", contact.pk])
    link = reverse("change_address", args=["A9101", contact.pk])
    browser = cast.browser("liaison")
    assert link in browser.get(url).content.decode()
    end(cast, cast.liaison, cast.other, "other")
    assert link not in browser.get(url).content.decode()
