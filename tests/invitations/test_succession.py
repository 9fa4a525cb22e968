"""What becomes of the invitations of somebody who administers no more, and who withdraws (A5)."""

from datetime import timedelta

import pytest
import time_machine
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import merge_people
from accounts.models import Person
from acoms.access import Refused
from acoms.once.shown import fingerprint
from contacts.access import held_now
from contacts.actions import change_contact, end_types
from contacts.errors import ContactError
from contacts.models import Contact
from contacts.previews import shown_of_end
from contacts.succession import left_behind
from invitations import actions
from invitations.actions import Invitee
from invitations.actions.by_staff import withdraw_by_staff
from invitations.confirming.actions import confirm_invitation
from invitations.errors import InvitationError
from invitations.models import Invitation
from invitations.reminders.of_invitations import remind_of_invitations
from invitations.rules import State
from notifications.models import Notification
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.signing_in import sign_in

pytestmark = pytest.mark.rule("A5")

REASON = "Left the ACO"


def as_invitee(name: str) -> Invitee:
    return Invitee(first_name=name, last_name="Chen", email=f"{name.lower()}@example.net")


def invite(cast: Cast, by: Person, name: str, *codes: str) -> Invitation:
    return actions.invite(
        acting_person=by, aco=cast.lakeside, invitee=as_invitee(name), codes=codes or ["other"]
    )


@pytest.fixture
def left(cast: Cast) -> tuple[Invitation, Invitation]:
    """What a second signer has sent: one that any administrator gives, one that signers give."""
    by = cast.second_signer
    return invite(cast, by, "Ann"), invite(cast, by, "Bob", "credential_delegate")


def end(cast: Cast, by: Person, heir: Person | None = None) -> None:
    contact = Contact.objects.get(person=cast.second_signer)
    codes = ["authorized_to_sign_secondary"]
    end_types(acting_person=by, contact=contact, codes=codes, reason=REASON, heir=heir)


def states(*invitations: Invitation) -> list[State]:
    return [Invitation.objects.get(pk=one.pk).state for one in invitations]


def givers(*invitations: Invitation) -> list[Person]:
    return [Invitation.objects.get(pk=one.pk).given_by for one in invitations]


def heard(person: Person, *kinds: str) -> int:
    return Notification.objects.filter(person=person, kind__in=kinds).count()


Left = tuple[Invitation, Invitation]


def test_the_ender_withdraws_them(cast: Cast, left: Left) -> None:
    end(cast, cast.exec)
    assert states(*left) == [State.WITHDRAWN, State.WITHDRAWN]
    assert "no longer administers" in Invitation.objects.get(pk=left[0].pk).withdrawal_reason


def test_or_has_an_administrator_take_over_what_they_may_give(cast: Cast, left: Left) -> None:
    end(cast, cast.exec, heir=cast.liaison)
    assert states(*left) == [State.PENDING, State.WITHDRAWN]
    assert givers(left[0]) == [cast.liaison]
    told = Notification.objects.get(kind="invitations_taken_over", person=cast.liaison)
    assert "Yours now: ann@example.net" in told.text
    assert "Withdrawn, because you may not give it: bob@example.net" in told.text


def test_a_signer_takes_over_both(cast: Cast, left: Left) -> None:
    end(cast, cast.liaison, heir=cast.exec)
    assert givers(*left) == [cast.exec, cast.exec]
    jo = make_person("ann", email="ann@example.net")
    actions.activate(acting_person=jo, invitation=left[0])
    assert heard(cast.exec, "invitation_of_another") == 1
    assert heard(cast.second_signer, "invitation_of_another", "invitation_activated") == 0


def test_nobody_takes_over_who_does_not_administer(cast: Cast, left: Left) -> None:
    for heir in (cast.other, cast.second_signer, cast.outsider):
        with pytest.raises(ContactError, match="cannot take invitations over"):
            end(cast, cast.exec, heir=heir)
    assert states(*left) == [State.PENDING, State.PENDING]
    assert held_now(cast.second_signer.pk, cast.lakeside.pk)


def test_nobody_takes_over_powers_for_themselves(cast: Cast) -> None:
    invitation = actions.invite(
        acting_person=cast.second_signer,
        aco=cast.lakeside,
        invitee=Invitee(first_name="L", last_name="L", email=cast.liaison.email),
        codes=["dua_requestor"],
    )
    end(cast, cast.exec, heir=cast.liaison)
    assert states(invitation) == [State.WITHDRAWN]


def test_an_edit_that_leaves_less_leaves_what_that_may_not_give(cast: Cast, left: Left) -> None:
    contact = Contact.objects.get(person=cast.second_signer)
    assert [o.email for o in left_behind(contact, ["cms_liaison"]).offers] == ["bob@example.net"]
    change_contact(
        acting_person=cast.exec,
        contact=contact,
        codes=["cms_liaison"],
        title="",
        phone="",
        reason=REASON,
        heir=cast.exec,
    )
    assert givers(*left) == [cast.second_signer, cast.exec]


@pytest.mark.rule("A4")
@pytest.mark.parametrize("by_edit", [False, True])
def test_a_successor_takes_them_over(cast: Cast, by_edit: bool) -> None:
    cast.signer  # noqa: B018
    sent = [invite(cast, cast.applicant, name) for name in ("Ann", "Bob")]
    new = cast.other
    if by_edit:
        change_contact(
            acting_person=cast.signer,
            contact=Contact.objects.get(person=new),
            codes=["other", "application_primary"],
            title="",
            phone="",
        )
    else:
        theirs = actions.invite(
            acting_person=cast.signer,
            aco=cast.lakeside,
            invitee=Invitee(first_name="T", last_name="O", email=new.email),
            codes=["application_primary"],
        )
        actions.activate(acting_person=new, invitation=theirs)
    assert givers(*sent) == [new, new]
    assert states(*sent) == [State.PENDING, State.PENDING]


@pytest.mark.rule("A4", "A6")
def test_what_a_successor_may_not_give_is_withdrawn(cast: Cast) -> None:
    """The ACO Executive's place goes; who takes the application's place gives no delegate."""
    both = make_contact(cast.lakeside, make_person("sam"), ["application_primary"])
    make_contact(cast.lakeside, both.person, ["authorized_to_sign_secondary"])
    delegate = invite(cast, both.person, "Bob", "credential_delegate")
    other = invite(cast, both.person, "Ann")
    end_types(
        acting_person=cast.exec,
        contact=both,
        codes=["authorized_to_sign_secondary"],
        reason=REASON,
        heir=cast.liaison,
    )
    assert states(delegate, other) == [State.WITHDRAWN, State.PENDING]
    assert givers(other) == [both.person], "still an administrator"


def test_what_is_answered_goes_to_who_administers_now(cast: Cast, left: Left) -> None:
    """Also where something was left to somebody who is no administrator, as of before this rule."""
    cast.liaison, cast.exec  # noqa: B018
    Contact.objects.get(person=cast.second_signer).held_types.active().update(
        ended_at=timezone.now(), ended_by=cast.exec, end_reason=REASON
    )
    ann = make_person("ann", email="ann@example.net")
    bob = make_person("bob", email="bob@example.net")
    for person, invitation in ((ann, left[0]), (bob, left[1])):
        actions.decline(acting_person=person, invitation=invitation)
    assert heard(cast.exec, "invitation_of_another") == 2
    assert heard(cast.liaison, "invitation_of_another") == 1, "gives no delegate (A6)"
    assert heard(cast.second_signer, "invitation_of_another", "invitation_declined") == 0
    told = Notification.objects.filter(person=cast.liaison, kind="invitation_of_another").get()
    assert "Sent by: “The Second Signer”" in told.text


def test_reminders_go_to_who_took_over(cast: Cast, left: Left) -> None:
    end(cast, cast.exec, heir=cast.liaison)
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        remind_of_invitations()
    assert heard(cast.liaison, "invitation_unanswered") == 1
    assert heard(cast.second_signer, "invitation_unanswered") == 0


def test_the_preview_shows_them_and_asks(cast: Cast, left: Left) -> None:
    contact = Contact.objects.get(person=cast.second_signer)
    browser = cast.browser("exec")
    for name in ("yearly_review_end", "end_contact"):
        url = reverse(name, args=["A9101", contact.pk])
        page = browser.get(url).content.decode()
        assert "<li>ann@example.net as Other Contact</li><li>bob@example.net as Credential" in page
        answer = browser.post(url, {"reason": REASON}).content.decode()
        assert "Choose what becomes of these invitations" in answer
    assert states(*left) == [State.PENDING, State.PENDING]
    browser.post(url, {"reason": REASON, "heir": str(cast.exec.pk)})
    assert givers(*left) == [cast.exec, cast.exec]


def test_cms_staff_are_asked_too(cast: Cast, left: Left) -> None:
    cast.exec  # noqa: B018
    contact = Contact.objects.get(person=cast.second_signer)
    url = reverse("admin:contacts_contact_end_types", args=[contact.pk])
    code = "authorized_to_sign_secondary"
    data = {"types": [code], "reason": REASON, "confirm": "1"}
    data["shown"] = fingerprint(shown_of_end(contact, [code]))
    browser = cast.browser("cms_staff")
    assert "Choose what becomes of these" in browser.post(url, data).content.decode()
    browser.post(url, {**data, "heir": "withdraw"})
    assert states(*left) == [State.WITHDRAWN, State.WITHDRAWN]


def test_what_two_accounts_gave_each_other_ends_when_they_are_one(cast: Cast) -> None:
    cast.exec  # noqa: B018
    kept, gone = cast.liaison, cast.second_signer
    to_gone = actions.invite(
        acting_person=kept,
        aco=cast.lakeside,
        invitee=Invitee(first_name="A", last_name="B", email=gone.email),
        codes=["application_primary"],
    )
    waiting = invite(cast, kept, "Ann", "aco_executive")
    confirm_invitation(acting_person=gone, invitation=waiting)
    stays = invite(cast, gone, "Bob")
    merge_people(acting_person=cast.cms_staff, kept=kept, gone=gone, reason="One person")
    assert states(to_gone, waiting, stays) == [State.WITHDRAWN, State.WITHDRAWN, State.PENDING]
    assert givers(stays) == [kept]


def test_a_merge_moves_what_was_taken_over(cast: Cast, left: Left) -> None:
    end(cast, cast.exec, heir=cast.liaison)
    new = make_person("liaison_two")
    merge_people(acting_person=cast.cms_staff, kept=new, gone=cast.liaison, reason="One person")
    assert givers(left[0]) == [new]


def test_whoever_ends_a_holder_withdraws_the_invitation(cast: Cast, left: Left) -> None:
    actions.withdraw(acting_person=cast.liaison, invitation=left[1])
    assert states(left[1]) == [State.WITHDRAWN]
    for person, error in ((cast.other, Refused), (cast.outsider, InvitationError)):
        with pytest.raises(error):
            actions.withdraw(acting_person=person, invitation=left[0])


def test_cms_staff_withdraw_what_any_of_them_sent_with_a_reason(cast: Cast, left: Left) -> None:
    invitation = actions.invite_first_administrator(
        acting_person=cast.cms_staff,
        aco=make_aco("A9109", "New ACO"),
        invitee=as_invitee("Jo"),
        codes=["cms_liaison"],
    )
    for person in (cast.cms_viewer, cast.exec):
        with pytest.raises(Refused):
            withdraw_by_staff(acting_person=person, invitation=invitation, reason="x")
    with pytest.raises(InvitationError, match="Administrators of"):
        withdraw_by_staff(acting_person=cast.cms_analyst, invitation=left[0], reason="x")
    url = reverse("admin:invitations_invitation_withdraw", args=[invitation.pk])
    browser = cast.browser("cms_analyst")
    browser.post(url, {"reason": ""})
    assert states(invitation) == [State.PENDING]
    record = reverse("admin:invitations_invitation_change", args=[invitation.pk])
    assert url in browser.get(record).content.decode()
    browser.post(url, {"reason": "Wrong person"})
    found = Invitation.objects.filter(Q(withdrawal_reason="Wrong person")).get()
    assert (found.state, found.withdrawn_by) == (State.WITHDRAWN, cast.cms_analyst)
    assert url not in browser.get(record).content.decode()


def test_who_took_over_speaks_for_it(cast: Cast, left: Left) -> None:
    end(cast, cast.exec, heir=cast.liaison)
    page = cast.browser("exec").get(reverse("contacts", args=["A9101"])).content.decode()
    assert "taken over by The Liaison" in page
    page = cast.browser("exec").get(reverse("invitations", args=["A9101"])).content.decode()
    assert "The Second Signer, taken over by The Liaison" in page
    ann = sign_in(Client(), make_person("ann", email="ann@example.net"))
    page = ann.get(reverse("dashboard")).content.decode()
    assert "The Liaison invited you" in page
    assert "Second Signer" not in page
