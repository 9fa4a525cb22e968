"""Celery's door to credentials."""

from celery import shared_task

from api.credentials.reminding import remind_of_ends


@shared_task
def remind_of_credentials() -> None:
    """Remind of credentials that end soon. Beat runs it every hour."""
    remind_of_ends()
