"""Limits of accounts, contacts, invitations and mail, with how to break each."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import connection

from accounts.models import AuthenticatorApp, Person, RecoveryCodes
from accounts.registration.models import Registration
from acoms.once.models import Claim
from activity.models import Seal
from contacts.models import Aco, Contact, ContactAttestation, HeldType
from contacts.types import FAMILIES
from dashboard.models import CalendarFeed
from helpdesk.models import Message as HelpdeskMessage
from helpdesk.models import Ticket
from invitations.bulk.models import BulkInvitation, Row
from invitations.models import Invitation
from notifications.models import Notification
from tests.database.breaking.ways import (
    BEFORE,
    Table,
    Way,
    changed,
    twice,
    wrong,
)
from tests.database.rows import DAY, NOW, a, fresh

ENDED: dict[str, Any] = {
    "ends_on": DAY,
    "end_kind": "ended",
    "end_reason": "Not renewed",
    "end_recorded_by": a(Person),
    "end_recorded_at": NOW,
}


def in_pairs(members: tuple[str, ...]) -> Way:
    """One contact with two types of a family."""

    def write() -> None:
        held = fresh(HeldType, type=members[0])
        fresh(HeldType, contact=held.contact, aco=held.aco, type=members[1])

    return write


def _type_of_another_aco() -> None:
    fresh(HeldType, aco=a(Aco))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _ended_with_a_holder() -> None:
    held = fresh(HeldType)
    Aco.objects.filter(pk=held.aco_id).update(
        **{**ENDED, "end_recorded_by": fresh(Person), "end_carried_out_at": NOW}
    )


def _type_in_an_ended_aco() -> None:
    contact = fresh(Contact, aco=fresh(Aco, **ENDED, end_carried_out_at=NOW))
    fresh(HeldType, contact=contact, aco=contact.aco)


def _powers_to_oneself() -> None:
    contact = fresh(Contact)
    given = {"contact": contact, "aco": contact.aco, "given_by": contact.person}
    fresh(HeldType, type="cms_liaison", **given)


def _powers_to_oneself_elsewhere() -> None:
    """By an earlier address, which does not hold the type, or has not held it for long."""
    earlier = fresh(Contact)
    later = fresh(Contact, aco=earlier.aco, one_person=earlier.one_person)
    fresh(
        HeldType,
        contact=earlier,
        aco=earlier.aco,
        type="cms_liaison",
        since=BEFORE - timedelta(days=1),
        ended_at=BEFORE,
        end_reason="Left.",
    )
    fresh(HeldType, contact=later, aco=later.aco, type="cms_liaison", given_by=earlier.person)


def _powers_by_the_account_that_was_merged() -> None:
    kept = fresh(Contact)
    gone = fresh(Person, is_active=False, merged_into=kept.person)
    fresh(HeldType, contact=kept, aco=kept.aco, type="cms_liaison", given_by=gone)


def _confirmed_by_the_giver() -> None:
    giver = fresh(Person)
    fresh(
        Invitation,
        invited_by=giver,
        confirmed_by=giver,
        confirmation_asked_at=NOW,
        confirmed_at=NOW,
        confirmed_over=[],
    )


def _statement_about_another(**values: Any) -> Way:
    """A statement that is not about the contact and the type of its held type."""

    def write() -> None:
        fresh(ContactAttestation, **values)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    return write


def _decided_by_who_accepted() -> None:
    person = fresh(Person)
    accepted = {"accepted_at": NOW, "not_confirmed_at": NOW}
    fresh(Invitation, answered_by=person, decided_by=person, **accepted)


def _two_of_one_aco() -> tuple[Contact, Contact]:
    first = fresh(Contact)
    return first, fresh(Contact, aco=first.aco)


def _merged_and_still_two() -> None:
    kept, gone = _two_of_one_aco()
    Person.objects.filter(pk=gone.person_id).update(merged_into=kept.person, is_active=False)


def _parted_after_a_merge() -> None:
    kept, gone = _two_of_one_aco()
    Contact.objects.filter(pk=gone.pk).update(one_person=kept.one_person)
    Person.objects.filter(pk=gone.person_id).update(merged_into=kept.person, is_active=False)
    Contact.objects.filter(pk=gone.pk).update(one_person=uuid.uuid4())


def _contact_of_a_merged_account() -> None:
    kept = fresh(Contact)
    gone = fresh(Person, merged_into=kept.person, is_active=False)
    fresh(Contact, aco=kept.aco, person=gone)


ACCEPTED: dict[str, Any] = {"accepted_at": NOW, "answered_by": a(Person)}
TYPES_KNOWN = ["treasurer"]

PEOPLE: Table = {
    # dashboard
    "calendar_feed_revoked_after_it_was_made": wrong(CalendarFeed, made_at=NOW, revoked_at=BEFORE),
    # helpdesk
    "ticket_of_a_person_or_an_address": (
        wrong(Ticket, email=""),
        wrong(Ticket, email="Ann@example.org"),
        wrong(Ticket, person=a(Person)),
        wrong(Ticket, person=a(Person), email="", name="Ann"),
    ),
    "ticket_name_on_one_line": wrong(Ticket, name="Ann\n"),
    "ticket_where_is_known": wrong(Ticket, where="nowhere"),
    "ticket_closed_by_someone": (
        wrong(Ticket, closed_at=NOW),
        wrong(Ticket, closed_by=a(Person)),
    ),
    "helpdesk_message_says_something": wrong(HelpdeskMessage, body=""),
    "helpdesk_answer_by_someone": wrong(HelpdeskMessage, from_cms=True),
    # accounts
    "one_authenticator": twice(AuthenticatorApp, "user"),
    "authenticator_is_confirmed": wrong(AuthenticatorApp, confirmed=False),
    "person_email_in_one_spelling": (
        wrong(Person, email="Ann@example.org"),
        wrong(Person, email="ann@exämple.org"),
        wrong(Person, email="ann@localhost"),
    ),
    "person_name_on_one_line": (
        wrong(Person, last_name=""),
        wrong(Person, first_name="Ann\n"),
        wrong(Person, last_name="www.example"),
        wrong(Person, last_name="\u202enna"),
    ),
    "person_user_id_in_one_case": wrong(Person, user_id="Ann.Lee"),
    "person_user_id_no_address_of_another": (
        wrong(Person, user_id="ann.lee@example.org", email="other@example.org"),
        wrong(Person, user_id="@ann.lee"),
    ),
    "person_language_is_ours": wrong(Person, language="fr"),
    "person_staff_role_known": wrong(Person, staff_role="king", is_staff=True),
    "person_is_staff_by_role": (
        wrong(Person, is_staff=True),
        wrong(Person, staff_role="viewer"),
    ),
    "person_superuser_is_staff": wrong(Person, is_superuser=True),
    "person_proven_elsewhere_is_proven": wrong(Person, proven_elsewhere=True),
    "person_merged_is_closed": wrong(Person, merged_into=a(Person), is_active=True),
    "recovery_codes_used_exist": (
        wrong(RecoveryCodes, used=[10]),
        wrong(RecoveryCodes, used=[-1]),
    ),
    "registration_email_in_one_spelling": wrong(Registration, email="Ann@example.org"),
    "registration_ends_after_sending": wrong(Registration, expires_at=NOW),
    # acoms
    "claimed_once": twice(Claim, "reminder", "about", "step"),
    # activity
    "seal_of_a_range": (wrong(Seal, number=0), wrong(Seal, after_id=2, upto_id=1)),
    # invitations.bulk
    "bulk_invitation_confirmed_by_someone": (
        wrong(BulkInvitation, confirmed_at=NOW),
        wrong(BulkInvitation, confirmed_by=a(Person)),
    ),
    "bulk_invitation_finished_after_confirmed": (
        wrong(BulkInvitation, confirmed_at=NOW, confirmed_by=a(Person), finished_at=BEFORE),
        wrong(BulkInvitation, finished_at=NOW),
    ),
    "bulk_row_sent_or_why_not": (
        wrong(Row, done_at=NOW),
        wrong(Row, result="Not sent."),
        wrong(Row, invitation=a(Invitation)),
        wrong(Row, done_at=NOW, result="Not sent.", invitation=a(Invitation)),
    ),
    "bulk_row_types_known": wrong(Row, codes=TYPES_KNOWN),
    "invitations_bulk_row_invitation_id_key": twice(
        Row, "invitation", invitation=a(Invitation), done_at=NOW
    ),
    "bulk_row_once": twice(Row, "bulk", "line"),
    # contacts
    "aco_id_form": (
        wrong(Aco, aco_id="A123"),
        wrong(Aco, aco_id="B1234"),
        wrong(Aco, aco_id="V12"),
        wrong(Aco, aco_id="a1234"),
    ),
    "aco_basic_level_on_basic_track": wrong(Aco, basic_level="A", track="ENHANCED"),
    "aco_end_recorded_whole": (
        wrong(Aco, ends_on=DAY),
        wrong(Aco, **{**ENDED, "end_reason": ""}),
        wrong(Aco, **{**ENDED, "end_kind": "over"}),
        wrong(Aco, **{**ENDED, "end_recorded_by": None}),
        wrong(Aco, **{**ENDED, "end_recorded_at": None}),
        wrong(Aco, end_carried_out_at=NOW),
    ),
    "aco_end_leaves_no_holder": _ended_with_a_holder,
    "aco_end_stays": changed(
        Aco, row={**ENDED, "end_carried_out_at": NOW}, end_carried_out_at=BEFORE
    ),
    "contact_with_its_aco": twice(Contact, "pk", "aco"),
    "contact_one_person_in_one_aco": twice(Contact, "one_person"),
    "contact_merged_are_one_person": (_parted_after_a_merge, _contact_of_a_merged_account),
    "person_merged_are_one_person": _merged_and_still_two,
    "contact_details_on_one_line": (
        wrong(Contact, title="Dr\nDr"),
        wrong(Contact, phone="555\n0100"),
    ),
    "contact_once_per_aco": twice(Contact, "aco", "person"),
    "attestation_of_a_contact_type": wrong(ContactAttestation, type="treasurer"),
    "attestation_of_its_held_type": (
        _statement_about_another(contact=a(Contact)),
        _statement_about_another(type="financial"),
        _statement_about_another(held_type=a(HeldType)),
    ),
    "attestation_confirmed_or_refused": wrong(
        ContactAttestation, attested_at=BEFORE, confirmed_at=NOW, refused_at=NOW
    ),
    "attestation_answered_after_it_was_made": (
        wrong(ContactAttestation, attested_at=NOW, confirmed_at=BEFORE),
        wrong(ContactAttestation, attested_at=NOW, refused_at=BEFORE),
    ),
    "attestation_once_for_a_held_type": twice(
        ContactAttestation, "held_type", "contact", "attestation"
    ),
    "held_type_public_line": (
        wrong(HeldType, type="public"),
        wrong(HeldType, public_phone="410-555-0100"),
        wrong(HeldType, public_email="ann@example.org"),
    ),
    "held_type_public_email_in_one_spelling": wrong(
        HeldType, type="public", public_email="Ann@example.org"
    ),
    "held_type_public_phone_on_one_line": wrong(HeldType, type="public", public_phone="410\n555"),
    "held_type_with_its_contact": twice(HeldType, "pk", "contact", "aco"),
    "held_type_is_a_contact_type": wrong(HeldType, type="treasurer"),
    "held_type_ends_after_it_began": wrong(
        HeldType, since=NOW, ended_at=BEFORE, end_reason="Left."
    ),
    "held_type_end_has_a_reason": (
        wrong(HeldType, since=BEFORE, ended_at=NOW),
        wrong(HeldType, end_reason="Left."),
    ),
    "held_type_once": twice(HeldType, "contact", "aco"),
    "held_type_family_two_people": tuple(in_pairs(pair) for pair in FAMILIES.values()),
    "held_type_single_holder": twice(HeldType, "aco", type="aco_executive"),
    "held_type_of_aco_in_program": _type_in_an_ended_aco,
    "held_type_not_self_given": (
        _powers_to_oneself,
        _powers_to_oneself_elsewhere,
        _powers_by_the_account_that_was_merged,
    ),
    "held_type_same_person": changed(HeldType, one_person=uuid.uuid4()),
    "held_type_same_aco": _type_of_another_aco,
    # invitations
    "invitation_email_in_one_spelling": wrong(Invitation, email="Ann@example.org"),
    "invitation_declined_types_known": (
        wrong(Invitation, declined_types=["boss"]),
        wrong(Invitation, types=["other"], declined_types=["other"]),
    ),
    "invitation_types_known": (
        wrong(Invitation, types=TYPES_KNOWN),
        wrong(Invitation, types=[]),
    ),
    **{
        f"invitation_{family}_two_people": wrong(Invitation, types=list(members))
        for family, members in FAMILIES.items()
    },
    "invitation_name_on_one_line": (
        wrong(Invitation, last_name=""),
        wrong(Invitation, first_name="see example.org"),
    ),
    "invitation_details_on_one_line": (
        wrong(Invitation, title="http://x"),
        wrong(Invitation, phone="555\n0100"),
    ),
    "invitation_one_answer": (
        wrong(Invitation, activated_at=NOW, declined_at=NOW, answered_by=a(Person)),
        wrong(Invitation, activated_at=NOW, withdrawn_at=NOW, answered_by=a(Person)),
        wrong(Invitation, declined_at=NOW, withdrawn_at=NOW, answered_by=a(Person)),
    ),
    "invitation_answered_by_someone": (
        wrong(Invitation, activated_at=NOW),
        wrong(Invitation, declined_at=NOW),
        wrong(Invitation, answered_by=a(Person)),
    ),
    "invitation_confirmed_by_someone": (
        wrong(Invitation, confirmed_at=NOW),
        wrong(Invitation, confirmed_by=a(Person)),
        wrong(Invitation, confirmed_over=[]),
        wrong(Invitation, confirmed_at=NOW, confirmed_by=a(Person), confirmed_over=[]),
    ),
    "invitation_confirmed_by_another": _confirmed_by_the_giver,
    "invitation_sent_once_confirmed": wrong(Invitation, confirmation_asked_at=BEFORE),
    "invitation_answered_once_confirmed": (
        wrong(Invitation, confirmation_asked_at=NOW, activated_at=NOW, answered_by=a(Person)),
        wrong(Invitation, confirmation_asked_at=NOW, declined_at=NOW, answered_by=a(Person)),
    ),
    "invitation_unsent_while_unconfirmed": wrong(Invitation, generation=0),
    "invitation_refused_instead_of_confirmed": (
        wrong(Invitation, refused=True, withdrawn_at=NOW),
        wrong(Invitation, refused=True, confirmation_asked_at=NOW),
    ),
    "invitation_decided_by_another": (
        wrong(Invitation, not_confirmed_at=NOW),
        wrong(Invitation, decided_by=a(Person)),
        wrong(Invitation, **ACCEPTED, activated_at=NOW),
        wrong(Invitation, **ACCEPTED, decided_by=a(Person)),
        _decided_by_who_accepted,
    ),
    "invitation_not_confirmed_and_nothing_else": wrong(
        Invitation, **ACCEPTED, decided_by=a(Person), not_confirmed_at=NOW, withdrawn_at=NOW
    ),
    "invitation_accepted_or_declined": wrong(Invitation, **ACCEPTED, declined_at=NOW),
    "invitation_ends_after_sending": wrong(Invitation, expires_at=NOW),
    "invitation_one_open": twice(Invitation, "aco", "email"),
    "invitation_one_new_address": twice(Invitation, "replaces", replaces=a(Contact)),
    # notifications
    "notification_reaches_someone": (
        wrong(Notification, on_screen=False),
        wrong(Notification, person=None),
        wrong(Notification, person=None, on_screen=False, by_email=True),
    ),
    "notification_carried_is_mailed_once": wrong(
        Notification, digest=a(Notification), by_email=True, address="ann@example.org"
    ),
    "notification_held_is_mailed_once": (
        wrong(Notification, held=True, by_email=True, address="ann@example.org"),
        wrong(Notification, held=True, digest=a(Notification)),
    ),
    "notification_sent_or_failed": wrong(Notification, sent_at=NOW, failed_at=NOW),
}
