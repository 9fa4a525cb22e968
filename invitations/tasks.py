"""Celery's door to invitations."""

from celery import shared_task

from invitations.actions import record_expired
from invitations.confirming.reminding import ask_staff_where_nobody_confirms
from invitations.reminders.of_invitations import remind_of_invitations


@shared_task
def sweep_expired() -> None:
    """Record what has ended unanswered. Beat runs it every minute."""
    record_expired()


@shared_task
def remind() -> None:
    """Remind of invitations before they end, and CMS staff of those that no signer can confirm any
    more. Beat asks every ten minutes."""
    remind_of_invitations()
    ask_staff_where_nobody_confirms()
