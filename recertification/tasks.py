"""Celery's door to the yearly review."""

from celery import shared_task

from recertification.reminding import remind_administrators


@shared_task
def remind() -> None:
    """Remind administrators of reviews that are not done. Beat runs it daily."""
    remind_administrators()
