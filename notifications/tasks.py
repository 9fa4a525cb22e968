"""Celery's door to the outbox."""

from celery import shared_task

from notifications.actions.digests import run_weekly
from notifications.actions.relay import relay_due_mail


@shared_task
def relay_mail() -> None:
    """Send the mail that is due. Beat runs it every few seconds; a commit nudges it."""
    relay_due_mail()


@shared_task
def send_weekly() -> None:
    """Write the weekly mail, once its Monday has come. Beat asks every ten minutes."""
    run_weekly()
