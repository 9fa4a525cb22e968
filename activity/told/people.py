"""Invitations, contacts and their yearly review."""

from django.db.models import OuterRef, Q, Subquery

from activity import rules
from activity.rules import Kind
from activity.source import INSERTED, Source, Step, events_of
from contacts.models import Contact


def _of_contact(name: str) -> Subquery:
    """A value of the contact whom a row is about. No join: only rows that are shown pay for it."""
    return Subquery(Contact.objects.filter(pk=OuterRef("contact_id")).values(name))


def told() -> list[Source]:
    return [
        Source(
            events=events_of("invitations.Invitation"),
            concerned=("invited_by_id", "answered_by_id", "decided_by_id"),
            concerned_email="email",
            steps=(
                Step(Kind.INVITED, INSERTED),
                Step(
                    Kind.ACCEPTANCE_CONFIRMED,
                    Q(activated_at__isnull=False, decided_by__isnull=False),
                    ("activated_at",),
                ),
                Step(Kind.NOT_CONFIRMED, Q(not_confirmed_at__isnull=False), ("not_confirmed_at",)),
                Step(Kind.ACTIVATED, Q(activated_at__isnull=False), ("activated_at",)),
                Step(Kind.DECLINED, Q(declined_at__isnull=False), ("declined_at",)),
                Step(Kind.REFUSED, Q(refused=True), ("refused",)),
                Step(Kind.WITHDRAWN, Q(withdrawn_at__isnull=False), ("withdrawn_at",)),
                Step(Kind.EXPIRED, Q(expiry_recorded_at__isnull=False), ("expiry_recorded_at",)),
                Step(Kind.CONFIRMED, Q(confirmed_at__isnull=False), ("confirmed_at",)),
                Step(
                    Kind.CONFIRMATION_ASKED,
                    Q(confirmation_asked_at__isnull=False),
                    ("confirmation_asked_at",),
                ),
                Step(Kind.TAKEN_OVER, Q(taken_over_by__isnull=False), ("taken_over_by",)),
                Step(Kind.SENT_AGAIN, Q(generation__gt=1), ("generation",)),
                Step(Kind.ACCEPTED, Q(accepted_at__isnull=False), ("accepted_at",)),
            ),
            otherwise=Kind.INVITATION_CHANGED,
            say=rules.say_invitation,
            search=("email", "first_name", "last_name"),
            type_field="types__overlap",
        ),
        Source(
            events=events_of("contacts.HeldType"),
            also={"person_id": _of_contact("person_id")},
            concerned=("contact__person_id",),
            steps=(
                Step(Kind.TYPE_GIVEN, INSERTED),
                Step(
                    Kind.HANDED_OVER,
                    Q(ended_at__isnull=False, end_reason__startswith=rules.HANDED_OVER),
                    ("ended_at",),
                ),
                Step(Kind.TYPE_ENDED, Q(ended_at__isnull=False), ("ended_at",)),
            ),
            otherwise=Kind.CONTACT_CHANGED,
            say=rules.say_held_type,
            search=("end_reason",),
            type_field="type__in",
        ),
        Source(
            events=events_of("contacts.ContactAttestation"),
            aco="contact__aco_id",
            aco_row=_of_contact("aco_id"),
            also={"person_id": _of_contact("person_id")},
            concerned=("contact__person_id",),
            steps=(
                Step(Kind.ATTESTED, INSERTED),
                Step(Kind.STATEMENT_CONFIRMED, Q(confirmed_at__isnull=False), ("confirmed_at",)),
                Step(Kind.STATEMENT_REFUSED, Q(refused_at__isnull=False), ("refused_at",)),
            ),
            otherwise=Kind.CONTACT_CHANGED,
            say=rules.say_attestation,
            search=("statement",),
            type_field="type__in",
        ),
        Source(
            events=events_of("contacts.Contact"),
            concerned=("person_id",),
            steps=(Step(Kind.CONTACT_ADDED, INSERTED),),
            otherwise=Kind.CONTACT_CHANGED,
            say=rules.say_contact,
            search=("title", "phone"),
        ),
        Source(
            events=events_of("contacts.Aco"),
            aco="pgh_obj_id",
            steps=(Step(Kind.ACO_ADDED, INSERTED),),
            otherwise=Kind.ACO_CHANGED,
            say=rules.say_aco,
            search=("name",),
        ),
        Source(
            events=events_of("invitations_bulk.BulkInvitation"),
            concerned=("created_by_id", "confirmed_by_id"),
            steps=(
                Step(Kind.LIST_READ, INSERTED),
                Step(Kind.LIST_CONFIRMED, Q(confirmed_at__isnull=False), ("confirmed_at",)),
                Step(Kind.LIST_SENT, Q(finished_at__isnull=False), ("finished_at",)),
            ),
            say=rules.say_list,
            search=("source",),
        ),
        Source(
            events=events_of("recertification.Recertification"),
            concerned=("completed_by_id",),
            steps=(
                Step(Kind.REVIEW_BEGUN, INSERTED),
                Step(Kind.REVIEW_COMPLETED, Q(completed_at__isnull=False), ("completed_at",)),
            ),
            say=rules.say_review,
        ),
        Source(
            events=events_of("recertification.Answer"),
            aco="contact__aco_id",
            aco_row=_of_contact("aco_id"),
            also={"person_id": _of_contact("person_id")},
            concerned=("contact__person_id",),
            steps=(Step(Kind.REVIEW_ANSWERED, INSERTED),),
            otherwise=Kind.REVIEW_ANSWERED,
            say=rules.say_answer,
            search=("name", "reason"),
        ),
    ]
