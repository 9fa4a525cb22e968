"""Participants, change requests and what CMS says of them."""

from django.apps import apps
from django.db.models import OuterRef, Q, Subquery

from activity import rules
from activity.rules import Kind
from activity.source import INSERTED, Source, Step, events_of


def _name_of_participant() -> Subquery:
    """The legal business name of the participant that a row names."""
    participants = apps.get_model("participants_lists.Participant").objects
    found = participants.filter(pk=OuterRef("participant_id"))
    return Subquery(found.values("legal_business_name"))


def told() -> list[Source]:
    return [
        Source(
            events=events_of("participants_lists.Participant"),
            steps=(
                Step(Kind.PARTICIPANT_JOINED, INSERTED),
                Step(
                    Kind.PARTICIPANT_LEFT,
                    Q(effective_until__isnull=False),
                    ("effective_until",),
                ),
            ),
            otherwise=Kind.PARTICIPANT_CHANGED,
            say=rules.say_participant,
            search=("legal_business_name", "doing_business_as"),
        ),
        Source(
            events=events_of("participants_changes.ChangeRequest"),
            also={"participant_name": _name_of_participant()},
            concerned=("created_by_id", "submitted_by_id", "decided_by_id"),
            steps=(
                Step(Kind.CHANGE_DRAFTED, INSERTED),
                Step(Kind.CHANGE_WITHDRAWN, Q(withdrawn_at__isnull=False), ("withdrawn_at",)),
                Step(Kind.CHANGE_SUBMITTED, Q(submitted_at__isnull=False), ("submitted_at",)),
                Step(Kind.CHANGE_APPROVED, Q(approved=True), ("decided_at",)),
                Step(Kind.CHANGE_DENIED, Q(approved=False), ("decided_at",)),
                Step(Kind.CHANGE_RETURNED, Q(returned_at__isnull=False), ("returned_at",)),
                Step(Kind.CHANGE_SCREENED, Q(screened_at__isnull=False), ("screened_at",)),
            ),
            otherwise=Kind.CHANGE_CHANGED,
            say=rules.say_change_request,
            search=("legal_business_name", "note", "decision_reason", "return_reason"),
        ),
        Source(
            events=events_of("participants_changes.ChangeFile"),
            concerned=("created_by_id", "confirmed_by_id"),
            steps=(Step(Kind.CHANGE_FILE_READ, INSERTED),),
            say=rules.say_change_file,
            search=("source",),
        ),
        Source(
            events=events_of("participants_deciding.FeedbackLetter"),
            concerned=("sent_by_id",),
            steps=(Step(Kind.FEEDBACK_SENT, INSERTED),),
            say=rules.say_feedback_letter,
        ),
        Source(
            events=events_of("participants_certification.CertifiedList"),
            concerned=("certified_by_id",),
            steps=(Step(Kind.LIST_CERTIFIED, INSERTED),),
            say=rules.say_certified_list,
        ),
        Source(
            events=events_of("participants_effects.BenchmarkNotice"),
            concerned=("published_by_id",),
            steps=(Step(Kind.BENCHMARK_NOTICE, INSERTED),),
            say=rules.say_benchmark_notice,
            search=("note",),
        ),
        Source(
            events=events_of("participants_data_sharing.DataSharingFile"),
            concerned=("uploaded_by_id",),
            steps=(
                Step(Kind.DATA_FILE_READ, INSERTED),
                Step(Kind.DATA_FILE_DELETED, Q(deleted_at__isnull=False), ("deleted_at",)),
            ),
            say=rules.say_data_sharing_file,
            search=("source",),
        ),
    ]
