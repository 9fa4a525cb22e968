"""Several ACOs at once, by several people at the same moment (rule J5)."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import sleep
from typing import Any

import pytest
from django.db import transaction

from accounts.models import Person
from acoms.once.shown import fingerprint
from contacts.access import edited_by
from contacts.across.actions import end_across
from contacts.across.ends import ends_of, shown_of_ends
from contacts.actions import lock_aco
from contacts.models import Aco, HeldType
from invitations.across.actions import invite_across
from invitations.across.lines import lines_for, shown_of
from invitations.actions import Invitee, invite
from invitations.errors import InvitationError
from invitations.models import Invitation
from notifications.models import Notification
from tests.cast import Cast, make_contact, make_person
from tests.concurrency.at_once import at_once, errors, successes, waits_for
from tests.contacts.several import in_all, several

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule("J5")]

JO = Invitee(first_name="Jo", last_name="Chen", email="jo.chen@example.net")


def inviting(person: Person, acos: list[Aco]) -> Any:
    """A confirmation of what the person sees now, with the ACOs in any order."""
    keys = [aco.pk for aco in acos]
    edited = [one for one in edited_by(person.pk) if one.aco.pk in keys]
    shown = fingerprint(shown_of(JO, lines_for(person, edited, JO, ["other"])))
    return partial(
        invite_across, acting_person=person, acos=acos, invitee=JO, codes=["other"], shown=shown
    )


def ending(person: Person, lee: Person) -> Any:
    ends = ends_of(lee.pk, edited_by(person.pk))
    return partial(
        end_across,
        acting_person=person,
        contacts=[end.contact for end in ends],
        reason="Left us",
        heirs={},
        shown=fingerprint(shown_of_ends(ends)),
    )


def two_administrators(cast: Cast) -> tuple[list[Aco], Person]:
    acos = several(cast.exec, 4)
    dana = make_person("dana_rivera")
    for aco in acos:
        make_contact(aco, dana, ["cms_liaison"])
    return acos, dana


def test_of_two_who_invite_the_same_person_everywhere_one_does(cast: Cast) -> None:
    acos, dana = two_administrators(cast)
    for _ in range(3):
        Invitation.objects.all().delete()
        one, other = inviting(cast.exec, acos), inviting(dana, acos[::-1])
        outcomes = at_once(one, other)
        (refused,) = errors(outcomes)
        assert isinstance(refused, InvitationError)
        assert "Something has changed" in str(refused)
        invited = Invitation.objects.all()
        assert {each.aco for each in invited} == set(acos)
        assert len({each.invited_by for each in invited}) == 1, "all at once or nowhere"


def test_one_confirmation_pressed_many_times_sends_once(cast: Cast) -> None:
    acos, _ = two_administrators(cast)
    outcomes = at_once(*[inviting(cast.exec, acos)] * 4)
    assert len(successes(outcomes)) == 4
    assert Invitation.objects.count() == 4
    assert Notification.objects.filter(kind="invited").count() == 4


def test_it_waits_for_whoever_is_at_one_of_the_acos(cast: Cast) -> None:
    """Also at the last of them, so that nothing is decided before all are locked."""
    acos, _ = two_administrators(cast)
    lee = in_all(acos)[0].person
    for call in (inviting(cast.exec, acos), ending(cast.exec, lee)):
        for aco in (acos[0], acos[-1]):
            assert waits_for(partial(lock_aco, aco), call)
    assert not Invitation.objects.exists()


def test_what_was_done_while_it_waited_is_seen_before_anything_ends(cast: Cast) -> None:
    acos, _ = two_administrators(cast)
    lee = in_all(acos)[0].person
    call = ending(cast.exec, lee)

    def waiting() -> Any:
        (outcome,) = at_once(call)
        return outcome

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            lock_aco(acos[-1])
            make_contact(acos[-1], lee, ["compliance"])
            found = pool.submit(waiting)
            sleep(0.5)
        assert "Something has changed since this page was made (A9204)" in str(found.result())
    assert HeldType.objects.active().filter(contact__person=lee).count() == len(acos) + 1


def test_of_two_who_end_one_person_everywhere_one_does(cast: Cast) -> None:
    acos, dana = two_administrators(cast)
    lee = in_all(acos)[0].person
    outcomes = at_once(ending(cast.exec, lee), ending(dana, lee))
    assert len(errors(outcomes)) == 1
    ended = HeldType.objects.filter(contact__person=lee)
    assert len({one.ended_by for one in ended}) == 1
    assert None not in {one.ended_by for one in ended}


def test_two_administrators_who_end_one_another_leave_one_in_each_aco(cast: Cast) -> None:
    acos, dana = two_administrators(cast)
    outcomes = at_once(ending(cast.exec, dana), ending(dana, cast.exec))
    assert len(errors(outcomes)) == 1
    for aco in acos:
        assert HeldType.objects.active().filter(aco=aco).count() == 1


def test_one_aco_meanwhile_invites_by_itself(cast: Cast) -> None:
    """Either is first; the person has one open invitation to each ACO, and no lock is waited for in
    a circle."""
    acos, dana = two_administrators(cast)
    single: Any = partial(invite, acting_person=dana, invitee=JO, codes=["compliance"])
    at_once(inviting(cast.exec, acos), *(partial(single, aco=aco) for aco in acos))
    assert {one.aco for one in Invitation.objects.all()} == set(acos)
    assert Invitation.objects.count() == len(acos)
