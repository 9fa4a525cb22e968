"""Celery's door to certification."""

from celery import shared_task

from participants.certification.reminding import remind_of_certification
from participants.certification.storage import SIGNED


@shared_task
def remind_to_certify() -> None:
    """Remind of lists that are not certified. Beat runs it several times a day."""
    remind_of_certification()


@shared_task
def forget_unkept_files() -> None:
    """Delete files that a killed process left behind."""
    SIGNED.forget_orphans()
