"""Signing Events."""

from django.db.models import Q, Subquery

from activity import rules
from activity.rules import Kind
from activity.source import INSERTED, Source, Step, events_of, of_row


def _of_version(name: str) -> Subquery:
    """A value of the version of a document that a row is about."""
    return of_row("signing.DocumentVersion", "version_id", name)


def told() -> list[Source]:
    return [
        Source(
            events=events_of("signing.AcoEvent"),
            also={"event_title": of_row("signing.SigningEvent", "event_id", "title")},
            steps=(Step(Kind.EVENT_OPENED, Q(opened_at__isnull=False), ("opened_at",)),),
            say=rules.say_aco_event,
            told_once=Q(event__released_at__isnull=False),
        ),
        Source(
            events=events_of("signing.Signature"),
            aco="aco_event__aco_id",
            aco_row=of_row("signing.AcoEvent", "aco_event_id", "aco_id"),
            also={
                "document_title": _of_version("document__title"),
                "version_number": _of_version("number"),
            },
            concerned=("person_id",),
            steps=(Step(Kind.DOCUMENT_SIGNED, INSERTED),),
            otherwise=Kind.DOCUMENT_SIGNED,
            say=rules.say_signature,
        ),
        Source(
            events=events_of("signing.Concern"),
            aco="aco_event__aco_id",
            aco_row=of_row("signing.AcoEvent", "aco_event_id", "aco_id"),
            also={"document_title": _of_version("document__title")},
            concerned=("said_by_id", "answered_by_id"),
            steps=(
                Step(Kind.CONCERN_SAID, INSERTED),
                Step(Kind.CONCERN_ANSWERED, Q(answered_at__isnull=False), ("answered_at",)),
            ),
            otherwise=Kind.CONCERN_SAID,
            say=rules.say_concern,
            search=("text", "answer"),
        ),
    ]
