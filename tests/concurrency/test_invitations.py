"""Invitations sent, opened and answered by many at the same moment."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from contacts.models import Contact, HeldType
from invitations import actions
from invitations.acceptance.actions import accept, confirm_acceptance
from invitations.actions import Invitee
from invitations.errors import InvitationError
from invitations.models import Invitation
from invitations.rules import TRIES, State
from invitations.secrets import code_for, token_for
from notifications.models import Notification
from tests.cast import EVERY_FACT, Cast, make_person
from tests.concurrency.at_once import at_once, errors, successes
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

MANY = 8
JO = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")
HEAD_OF_FAMILIES = [
    ("it_primary", "it_secondary"),
    ("quality_primary", "quality_secondary"),
    ("authorized_to_sign_primary", "authorized_to_sign_secondary"),
]


def invite(cast: Cast, *codes: str, to: str = JO.email, by: str = "exec") -> Invitation:
    invitee = Invitee(first_name="Jo", last_name="Chen", email=to)
    return actions.invite(
        acting_person=getattr(cast, by), aco=cast.lakeside, invitee=invitee, codes=codes
    )


def activate(person: Person, invitation: Invitation, generation: int = 1) -> Callable[[], Contact]:
    """A call that activates it, with a copy of its own as another process would have."""
    copy = Invitation.objects.get(pk=invitation.pk)
    return partial(
        actions.activate, acting_person=person, invitation=copy, opened_generation=generation
    )


@pytest.mark.rule("E6", "E7")
def test_many_activations_of_one_invitation_make_one_contact(cast: Cast) -> None:
    invitation = invite(cast, "compliance", "other")
    jo = make_person("jo_chen", email=JO.email)
    outcomes = at_once(*(activate(jo, invitation) for _ in range(MANY)))
    assert not errors(outcomes), "each of them is the same person's, and done"
    assert Contact.objects.filter(person=jo).count() == 1
    assert sorted(HeldType.objects.filter(contact__person=jo).values_list("type", flat=True)) == [
        "compliance",
        "other",
    ]
    assert Notification.objects.filter(kind="invitation_activated").count() == 1


@pytest.mark.rule("E7")
def test_one_invitation_activated_by_many_people_goes_to_one(cast: Cast) -> None:
    invitation = invite(cast, "other")
    people = [make_person(f"person_{n}") for n in range(MANY)]
    outcomes = at_once(*(activate(person, invitation) for person in people))
    assert len(successes(outcomes)) == 1
    assert HeldType.objects.filter(type="other").count() == 1


@pytest.mark.rule("E6", "E7")
def test_activate_clicked_many_times_reads_as_one_success(cast: Cast) -> None:
    invitation = invite(cast, "other")
    jo = make_person("jo_chen", email=JO.email)
    browsers = [sign_in(Client(), jo) for _ in range(MANY)]
    url = reverse("activate_invitation", args=[invitation.pk])
    answers = at_once(*(partial(browser.post, url) for browser in browsers))
    assert not errors(answers)
    assert {answer["Location"] for answer in answers} == {reverse("my_acos")}


@pytest.mark.rule("A3", "E2")
@pytest.mark.parametrize(("primary", "secondary"), HEAD_OF_FAMILIES)
def test_primary_and_secondary_activated_at_once_by_one_person_become_one(
    cast: Cast, primary: str, secondary: str
) -> None:
    # Two administrators, two addresses: nothing but the activation can see that it is one person.
    one = invite(cast, primary, to="jo@example.net", by="exec")
    other = invite(cast, secondary, to="j.chen@example.org", by="liaison")
    jo = make_person("jo_chen", email="jo@example.net")
    outcomes = at_once(activate(jo, one), activate(jo, other))
    (refused,) = errors(outcomes)
    assert isinstance(refused, InvitationError)
    assert "must be two different people" in str(refused)
    assert HeldType.objects.active().filter(contact__person=jo).count() == 1


@pytest.mark.rule("A3")
@pytest.mark.parametrize(("primary", "secondary"), HEAD_OF_FAMILIES)
def test_the_database_alone_holds_primary_and_secondary_apart(
    cast: Cast, primary: str, secondary: str
) -> None:
    contact = Contact.objects.create(aco=cast.lakeside, person=make_person("jo_chen"))
    outcomes = at_once(
        *(
            partial(HeldType.objects.create, contact=contact, aco=cast.lakeside, type=code)
            for code in (primary, secondary) * 4
        )
    )
    assert len(successes(outcomes)) == 1
    assert all("held_type_" in str(error) for error in errors(outcomes))


@pytest.mark.rule("A3", "E2")
def test_many_invitations_to_one_address_make_one_and_clear_refusals(cast: Cast) -> None:
    browsers = [cast.browser(role) for role in ("exec", "liaison", "signer", "applicant")]
    spellings = ["jo@example.net", "Jo@Example.net", "JO@EXAMPLE.NET"]
    forms = [
        {
            "first_name": "Jo",
            "last_name": "Chen",
            "email": spellings[n % 3],
            "types": [("quality_primary", "quality_secondary")[n % 2]],
        }
        for n in range(10)
    ]
    url = reverse("add_contact", args=["A9101"])
    # A client is one browser tab at a time, so each form gets its own with the same session.
    tabs = [Client() for _ in forms]
    for n, tab in enumerate(tabs):
        tab.cookies = browsers[n % 4].cookies
    answers = at_once(
        *(partial(tab.post, url, form) for tab, form in zip(tabs, forms, strict=True))
    )
    assert not errors(answers)
    (inviter,) = Invitation.objects.values_list("invited_by__user_id", flat=True)
    roles = ("exec", "liaison", "signer", "applicant")
    for n, answer in enumerate(answers):
        if getattr(cast, roles[n % 4]).user_id == inviter:  # whose tabs all say that it is sent
            assert answer.status_code == 302
        else:
            assert "has an open invitation already" in answer.content.decode()
    assert Invitation.objects.count() == 1
    assert Notification.objects.count() == 1


@pytest.mark.rule("E5")
def test_many_wrong_codes_at_once_get_five_tries_in_all(cast: Cast) -> None:
    invitation = invite(cast, "other")
    guess = partial(actions.try_code, invitation_id=invitation.pk, generation=1)
    outcomes = at_once(*(partial(guess, typed="AAAA-AAAA") for _ in range(16)))
    assert outcomes == [False] * 16
    invitation.refresh_from_db()
    assert invitation.wrong_codes == TRIES
    assert invitation.state is State.LOCKED
    assert guess(typed=code_for(invitation.pk, 1)) is False


@pytest.mark.rule("E5")
def test_wrong_codes_on_the_page_at_once_are_all_answered_and_lock_it(cast: Cast) -> None:
    invitation = invite(cast, "other")
    url = reverse("open_invitation", args=[token_for(invitation.pk, 1)])
    answers = at_once(*(partial(Client().post, url, {"code": "AAAA-AAAA"}) for _ in range(16)))
    assert not errors(answers)
    assert {answer.status_code for answer in answers} <= {200, 410}
    right = Client().post(url, {"code": code_for(invitation.pk, 1)})
    assert right.status_code == 410
    assert "This link is locked" in right.content.decode()


@pytest.mark.rule("A7", "E6")
def test_the_sweep_and_an_answer_at_the_last_moment_agree(cast: Cast) -> None:
    for n in range(4):
        invitation = invite(cast, "other", to=f"jo{n}@example.net")
        jo = make_person(f"jo_{n}", email=f"jo{n}@example.net")
        # A sweep whose clock is just past the end, and a person whose clock is just before it.
        sweep = partial(actions.record_expired, invitation.expires_at + timedelta(seconds=1))
        swept, answer = at_once(sweep, activate(jo, invitation))
        invitation.refresh_from_db()
        told = Notification.objects.filter(
            kind="invitation_expired", data__invitee="Jo Chen", created_at__gte=invitation.sent_at
        ).count()
        active = HeldType.objects.active().filter(contact__person=jo).count()
        # Activated, and then whatever the sweep does it does not call it expired.
        assert not isinstance(answer, Exception)
        assert active == 1
        assert invitation.state is State.ACTIVATED
        assert (swept, told) in {(0, 0), (1, 1)}
        assert (invitation.expiry_recorded_at is not None) == bool(swept)
        Notification.objects.all().update(created_at=timezone.now() - timedelta(days=1))


@pytest.mark.rule("A7", "E6")
def test_many_sweeps_at_once_tell_the_inviter_once(cast: Cast) -> None:
    for n in range(20):
        invite(cast, "other", to=f"jo{n}@example.net")
    ended = timezone.now() + timedelta(days=15)
    outcomes = at_once(*(partial(actions.record_expired, ended) for _ in range(4)))
    assert not errors(outcomes)
    assert sum(outcomes) == 20
    assert Notification.objects.filter(kind="invitation_expired").count() == 20


@pytest.mark.rule("A7", "E6")
def test_the_sweep_and_a_new_invitation_tell_the_inviter_once(cast: Cast) -> None:
    for n in range(4):
        old = invite(cast, "other", to=f"jo{n}@example.net")
        past = timezone.now() - timedelta(days=16)
        Invitation.objects.filter(pk=old.pk).update(
            sent_at=past, expires_at=past + timedelta(days=15)
        )
        again = partial(invite, cast, "other", to=f"jo{n}@example.net")
        assert not errors(at_once(actions.record_expired, again, actions.record_expired))
        assert Notification.objects.filter(kind="invitation_expired").count() == n + 1


@pytest.mark.rule("A7", "E7")
def test_sending_again_and_answering_at_once_leave_one_of_the_two(cast: Cast) -> None:
    for n in range(4):
        invitation = invite(cast, "other", to=f"old{n}@example.net")
        stranger = make_person(f"jo_{n}")  # holds link and code of the first sending only
        again = partial(actions.send_again, acting_person=cast.exec, invitation=invitation)
        sent, answer = at_once(again, activate(stranger, invitation))
        invitation.refresh_from_db()
        held = HeldType.objects.active().filter(contact__person=stranger).exists()
        assert isinstance(sent, Exception) != isinstance(answer, Exception)
        assert held == (not isinstance(answer, Exception))
        assert invitation.generation == (1 if held else 2)


@pytest.mark.rule("A8")
def test_activating_and_declining_at_once_is_one_answer(cast: Cast) -> None:
    for n in range(4):
        invitation = invite(cast, "other", to=f"jo{n}@example.net")
        jo = make_person(f"jo_{n}", email=f"jo{n}@example.net")
        no = partial(actions.decline, acting_person=jo, invitation=invitation)
        assert len(errors(at_once(activate(jo, invitation), no))) == 1
        invitation.refresh_from_db()
        assert (invitation.activated_at is None) != (invitation.declined_at is None)


@pytest.mark.rule("A5", "E7")
def test_withdrawing_and_activating_at_once_is_one_of_the_two(cast: Cast) -> None:
    for n in range(4):
        invitation = invite(cast, "other", to=f"jo{n}@example.net")
        jo = make_person(f"jo_{n}", email=invitation.email)
        take_back = partial(actions.withdraw, acting_person=cast.liaison, invitation=invitation)
        answer, withdrawn = at_once(activate(jo, invitation), take_back)
        invitation.refresh_from_db()
        held = HeldType.objects.active().filter(contact__person=jo).count()
        told = Notification.objects.filter(
            kind="invitation_activated", data__aco=str(cast.lakeside)
        )
        written = invitation.events.filter(pgh_label="update").count()  # type: ignore[attr-defined]
        assert written == 1, "one of them wrote, and once"
        if isinstance(answer, Exception):
            assert str(answer) == ("This invitation can no longer be answered: it is withdrawn.")
            assert (invitation.state, held, told.count()) == (State.WITHDRAWN, 0, 0)
            assert invitation.withdrawn_by == cast.liaison
            assert not Contact.objects.filter(person=jo).exists()
        else:
            assert str(withdrawn) == "This invitation has ended already."
            assert (invitation.state, held, told.count()) == (State.ACTIVATED, 1, 1)
        told.delete()


@pytest.mark.rule("A9", "E7")
def test_an_acceptance_confirmed_by_several_at_once_is_confirmed_by_one(cast: Cast) -> None:
    deciders = [cast.exec, cast.liaison, cast.signer]
    invitation = invite(cast, "compliance", "medical_director")
    proven = {"proven_first_name": "Brett", "proven_last_name": "Novak"}
    jo = make_person("jo_chen", email=JO.email, **proven)
    assert not accept(acting_person=jo, invitation=invitation, facts=EVERY_FACT)
    Notification.objects.all().delete()
    outcomes = at_once(
        *(
            partial(confirm_acceptance, acting_person=person, invitation=invitation)
            for person in [*deciders, cast.exec]
        )
    )
    contact, *again = successes(outcomes)
    assert set(again) <= {contact}, "the one who decided has two tabs"
    assert {str(error) for error in errors(outcomes)} == {
        "This no longer waits for confirmation: it is activated."
    }
    held = contact.held_types.active().values_list("type", flat=True)
    assert sorted(held) == ["compliance", "medical_director"]
    attested = contact.attestations.count()
    assert attested == len({one.attestation for one in contact.attestations.all()})
    told = Notification.objects.values_list("kind", "person__user_id")
    assert sorted(told) == [
        ("acceptance_confirmed", "jo_chen"),
        ("invitation_activated", "the_exec"),
    ]
    invitation.refresh_from_db()
    assert invitation.decided_by in deciders
