"""Types handed over and ended by several administrators at the same moment."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import Person
from acoms.access import Refused
from acoms.once.shown import fingerprint
from contacts.actions import change_contact, end_types, give_types
from contacts.actions.uniting import unite
from contacts.agreement import EndKind
from contacts.ending.actions import carry_out_ends, record_end
from contacts.errors import ContactError
from contacts.models import Aco, Contact, HeldType
from contacts.plans import plan_change
from contacts.previews import shown_of_change
from contacts.queries import other_holders
from contacts.succession import Left
from contacts.types import ADMIN_CODES
from invitations import actions
from invitations.actions import Invitee
from invitations.address_change.actions import invite_new_address
from invitations.errors import InvitationError
from tests.cast import Cast, make_contact, make_person
from tests.concurrency.at_once import at_once, errors, successes, waits_for

pytestmark = pytest.mark.django_db(transaction=True)


def contact_of(person: Person) -> Contact:
    return Contact.objects.get(person=person)


def active(cast: Cast, *codes: str) -> list[HeldType]:
    return list(HeldType.objects.active().filter(aco=cast.lakeside, type__in=codes))


@pytest.mark.rule("A4")
@pytest.mark.parametrize("code", ["aco_executive", "it_primary", "dua_requestor"])
def test_many_successors_of_one_single_type_at_once_leave_one_holder(cast: Cast, code: str) -> None:
    cast.exec, cast.it, cast.dua_requestor  # noqa: B018 - the holders before
    calls = []
    for n in range(6):
        person = make_person(f"successor_{n}")
        to = Invitee(first_name="S", last_name=str(n), email=person.email)
        invitation = actions.invite(
            acting_person=cast.signer, aco=cast.lakeside, invitee=to, codes=[code]
        )
        calls.append(partial(actions.activate, acting_person=person, invitation=invitation))
    outcomes = at_once(*calls)
    assert not errors(outcomes)
    assert len(active(cast, code)) == 1
    chain = HeldType.objects.filter(aco=cast.lakeside, type=code)
    assert chain.count() == 7, "each successor held it, and handed it over"
    assert chain.filter(end_reason__startswith="Handed over to ").count() == 6


@pytest.mark.rule("A4")
def test_the_database_alone_keeps_one_holder(cast: Cast) -> None:
    contacts = [
        Contact.objects.create(aco=cast.lakeside, person=make_person(f"p_{n}")) for n in range(8)
    ]
    outcomes = at_once(
        *(
            partial(HeldType.objects.create, contact=one, aco=cast.lakeside, type="dua_requestor")
            for one in contacts
        )
    )
    assert len(successes(outcomes)) == 1
    assert all("held_type_single_holder" in str(error) for error in errors(outcomes))


@pytest.mark.rule("A2", "E6")
def test_the_same_types_given_many_times_at_once_are_held_once(cast: Cast) -> None:
    person = make_person("jo_chen")
    give = partial(
        give_types,
        acting_person=person,
        aco=cast.lakeside,
        person=person,
        codes=["other", "compliance"],
        given_by=None,
    )
    assert not errors(at_once(*[give] * 8))
    assert Contact.objects.filter(person=person).count() == 1
    assert HeldType.objects.filter(contact__person=person).count() == 2


@pytest.mark.rule("A10", "E3")
def test_of_two_edits_of_one_contact_at_once_none_undoes_the_other(cast: Cast) -> None:
    contact = make_contact(cast.lakeside, make_person("jo_chen"), ["other"])
    cast.liaison  # noqa: B018
    plan = plan_change(
        actor_holds=["aco_executive"],
        held=["other"],
        wanted=["other"],
        others=other_holders(contact),
    )
    shown = fingerprint(shown_of_change(contact, ["other"], plan, Left([], [])))
    edits: list[dict[str, Any]] = [
        {"title": "Chief", "phone": ""},
        {"title": "", "phone": "212-555-0199"},
    ]
    outcomes = at_once(
        *(
            partial(
                change_contact,
                acting_person=by,
                contact=Contact.objects.get(pk=contact.pk),  # as each page has read it
                codes=["other"],
                shown=shown,
                **edit,
            )
            for by, edit in zip((cast.exec, cast.liaison), edits, strict=True)
        )
    )
    (refused,) = errors(outcomes)
    assert "Something has changed since this page was made" in str(refused)
    contact.refresh_from_db()
    assert {"title": contact.title, "phone": contact.phone} in edits


@pytest.mark.rule("A17")
def test_the_last_two_administrators_cannot_end_each_other_at_once(cast: Cast) -> None:
    exec_, liaison = contact_of(cast.exec), contact_of(cast.liaison)
    end = partial(end_types, reason="Left")
    outcomes = at_once(
        partial(end, acting_person=cast.exec, contact=liaison, codes=["cms_liaison"]),
        partial(end, acting_person=cast.liaison, contact=exec_, codes=["aco_executive"]),
    )
    assert len(errors(outcomes)) == 1
    assert len(active(cast, *ADMIN_CODES)) == 1


@pytest.mark.rule("A17")
def test_the_last_two_administrators_cannot_both_step_down_at_once(cast: Cast) -> None:
    outcomes = at_once(
        *(
            partial(
                end_types,
                acting_person=person,
                contact=contact_of(person),
                codes=[code],
                reason="x",
            )
            for person, code in ((cast.exec, "aco_executive"), (cast.liaison, "cms_liaison"))
        )
    )
    (refused,) = errors(outcomes)
    assert isinstance(refused, ContactError)
    assert "Invite another administrator first" in str(refused)
    assert len(active(cast, *ADMIN_CODES)) == 1


@pytest.mark.rule("A17")
def test_the_last_two_security_officials_are_not_ended_at_once(cast: Cast) -> None:
    officials = [cast.security_official, cast.holder_of("qpp_security_official")]
    outcomes = at_once(
        *(
            partial(
                end_types,
                acting_person=acting,
                contact=contact_of(official),
                codes=["qpp_security_official"],
                reason="Left",
            )
            for acting, official in zip((cast.exec, cast.liaison), officials, strict=True)
        )
    )
    (refused,) = errors(outcomes)
    assert "last QPP Security Official" in str(refused)
    assert len(active(cast, "qpp_security_official")) == 1


@pytest.mark.rule("A17", "A4")
def test_a_hand_over_and_the_end_of_the_other_administrator_leave_one(cast: Cast) -> None:
    successor = make_person("successor")
    to = Invitee(first_name="S", last_name="T", email=successor.email)
    invitation = actions.invite(
        acting_person=cast.exec, aco=cast.lakeside, invitee=to, codes=["aco_executive"]
    )
    outcomes = at_once(
        partial(actions.activate, acting_person=successor, invitation=invitation),
        partial(
            end_types,
            acting_person=cast.exec,
            contact=contact_of(cast.liaison),
            codes=["cms_liaison"],
            reason="Left",
        ),
    )
    assert errors(outcomes) in ([], [outcomes[1]]), "only the end may be refused"
    assert len(active(cast, "aco_executive")) == 1
    assert len(active(cast, *ADMIN_CODES)) >= 1


@pytest.mark.rule("A3", "A11")
def test_the_database_alone_holds_a_link_and_a_gift_apart(cast: Cast) -> None:
    """Either the two records become one person's, or one gets the other type: never both."""
    for n in range(4):
        old, new = (make_contact(cast.lakeside, make_person(f"p_{n}_{i}"), ()) for i in (0, 1))
        HeldType.objects.create(contact=old, aco=cast.lakeside, type="quality_secondary")
        give = partial(
            HeldType.objects.create, contact=new, aco=cast.lakeside, type="quality_primary"
        )
        (refused,) = errors(at_once(partial(unite, old, new), give))
        assert "held_type_" in str(refused)
        HeldType.objects.filter(type="quality_primary").delete()


@pytest.mark.rule("A3", "A11")
def test_a_change_of_address_and_an_edit_at_once_leave_two_people_in_a_family(cast: Cast) -> None:
    for n in range(4):
        one = make_person(f"one_{n}")
        old = make_contact(cast.lakeside, make_person(f"old_{n}"), ["marketing_secondary"])
        new = make_contact(cast.lakeside, one, ["other"])
        to = Invitee(first_name="O", last_name=str(n), email=one.email)
        invitation = invite_new_address(
            acting_person=cast.exec, contact=old, invitee=to, codes=["marketing_secondary"]
        )
        activate = partial(actions.activate, acting_person=one, invitation=invitation)
        edit = partial(
            change_contact,
            acting_person=cast.liaison,
            contact=new,
            codes=["other", "it_secondary", "marketing_primary"],
            title="",
            phone="",
        )
        (refused,) = errors(at_once(activate, edit))
        assert "must be two different people" in str(refused)
        assert len(active(cast, "marketing_primary", "marketing_secondary")) > n
        HeldType.objects.filter(type="marketing_primary").delete()


@pytest.mark.rule("J4")
def test_an_activation_that_races_the_end_of_the_agreement_leaves_nobody_active(cast: Cast) -> None:
    person = make_person("jo_chen")
    to = Invitee(first_name="Jo", last_name="Chen", email=person.email)
    invitation = actions.invite(
        acting_person=cast.exec, aco=cast.lakeside, invitee=to, codes=["compliance"]
    )
    end = partial(
        record_end,
        acting_person=cast.cms_staff,
        aco=Aco.objects.get(pk=cast.lakeside.pk),
        ends_on=timezone.localdate() - timedelta(days=1),
        kind=EndKind.TERMINATED,
        reason="Fraud",
    )
    activate = partial(actions.activate, acting_person=person, invitation=invitation)
    outcomes = at_once(end, activate, carry_out_ends, end)
    assert all(isinstance(error, Refused | InvitationError) for error in errors(outcomes))
    assert not HeldType.objects.active().filter(aco=cast.lakeside).exists()
    assert len({one.ended_at for one in HeldType.objects.filter(aco=cast.lakeside)}) == 1


@pytest.mark.rule("J4")
def test_the_database_alone_gives_no_type_in_an_aco_whose_end_is_being_carried_out(
    cast: Cast,
) -> None:
    contact = Contact.objects.create(aco=cast.lakeside, person=make_person("jo_chen"))
    end = partial(
        record_end,
        acting_person=cast.cms_staff,
        aco=cast.lakeside,
        ends_on=timezone.localdate() - timedelta(days=1),
        kind=EndKind.ENDED,
        reason="Not renewed",
    )
    write = partial(HeldType.objects.create, contact=contact, aco=cast.lakeside, type="other")
    assert waits_for(end, write)
    end()
    with pytest.raises(IntegrityError, match="held_type_of_aco_in_program"):
        write()
