"""Messages from CMS, and files."""

from django.db.models import Q, Subquery, TextField
from django.db.models.functions import Cast

from activity import of_files, rules
from activity.rules import Kind
from activity.source import INSERTED, Source, Step, events_of, of_row


def _of_delivery(name: str) -> Subquery:
    """A value of the delivery below which a row was written."""
    return of_row("documents_correspondence.Delivery", "delivery_id", name)


def _of_file(name: str) -> Subquery:
    """A value of the file of an ACO that a row's version is of."""
    return of_row("documents_files.PublishedFile", "file_id", name)


def _of_taken(name: str) -> Subquery:
    """A value of the version of a file that somebody took."""
    return of_row("documents_files.FileVersion", "version_id", name)


def told() -> list[Source]:
    return [
        Source(
            events=events_of("documents_correspondence.Delivery"),
            also={"subject": of_row("documents_correspondence.Message", "message_id", "subject")},
            steps=(Step(Kind.MESSAGE_SENT, Q(sent_at__isnull=False), ("sent_at",)),),
            say=rules.say_message,
            search=("message__subject",),
        ),
        Source(
            events=events_of("documents_correspondence.Reply"),
            aco="delivery__aco_id",
            aco_row=_of_delivery("aco_id"),
            also={"subject": _of_delivery("message__subject")},
            concerned=("written_by_id",),
            steps=(
                Step(Kind.MESSAGE_ANSWERED, INSERTED),
                Step(Kind.ANSWER_SETTLED, Q(settled_at__isnull=False), ("settled_at",)),
            ),
            say=rules.say_reply,
            search=("body", "delivery__message__subject"),
        ),
        Source(
            events=events_of("documents_files.PublishedFile"),
            otherwise=Kind.FILE_CHANGED,
            say=of_files.say_file,
            search=("name",),
        ),
        Source(
            events=events_of("documents_files.FileVersion"),
            aco="file__aco_id",
            aco_row=_of_file("aco_id"),
            also={"file_name": _of_file("name")},
            concerned=("delivered_by_id",),
            steps=(
                Step(Kind.FILE_PUBLISHED, INSERTED),
                Step(Kind.FILE_DELETED, Q(deleted_at__isnull=False), ("deleted_at",)),
                Step(Kind.FILE_SCANNED, Q(scanned_at__isnull=False), ("scanned_at",)),
            ),
            otherwise=Kind.FILE_CHANGED,
            say=of_files.say_file_version,
        ),
        Source(
            events=events_of("documents_files.Download"),
            aco="version__file__aco_id",
            aco_row=_of_taken("file__aco_id"),
            also={
                "file_name": _of_taken("file__name"),  # As text: a number would be somebody's id.
                "file_number": Cast(_of_taken("number"), TextField()),
            },
            concerned=("person_id",),
            steps=(
                Step(Kind.FILE_DOWNLOADED, INSERTED),
                Step(Kind.DOWNLOAD_RESUMED, Q(requests__gt=1), ("requests",)),
            ),
            say=of_files.say_download,
        ),
        Source(
            events=events_of("documents_files.FileWish"),
            concerned=("person_id",),
            otherwise=Kind.FILE_WISH,
            say=of_files.say_file_wish,
        ),
    ]
