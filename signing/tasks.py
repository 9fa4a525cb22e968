"""Celery's doors to the Signing Event."""

from celery import shared_task

from signing.actions import open_ready
from signing.reminding import remind_of_signing
from signing.storage import RENEWED, SIGNED


@shared_task
def open_events() -> None:
    """Open events for ACOs that have all who sign by now. Beat runs it every minute."""
    open_ready()


@shared_task
def remind_to_sign() -> None:
    """Remind of documents that are not signed. Beat runs it several times a day."""
    remind_of_signing()


@shared_task
def forget_unkept_files() -> None:
    """Delete files that a killed process left behind."""
    SIGNED.forget_orphans()
    RENEWED.forget_orphans()
