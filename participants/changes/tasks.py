"""Celery's door to change requests."""

from celery import shared_task

from participants.changes.actions.files import forget_unconfirmed_files
from participants.changes.reminding import remind_of_unsubmitted
from participants.changes.storage import DOCUMENTS


@shared_task
def remind_of_changes() -> None:
    """Remind administrators of changes that are not submitted. Beat runs it daily."""
    remind_of_unsubmitted()


@shared_task
def forget_files() -> None:
    """Delete what nobody came to keep: unconfirmed files, files without a row. Beat, daily."""
    forget_unconfirmed_files()
    DOCUMENTS.forget_orphans()
