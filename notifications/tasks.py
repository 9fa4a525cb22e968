"""Celery's door to the outbox."""

from celery import shared_task

from notifications.relay import relay_due_mail


@shared_task
def relay_mail() -> None:
    """Send the mail that is due. Beat runs it every few seconds; a commit nudges it."""
    relay_due_mail()
