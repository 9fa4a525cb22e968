"""Celery's door to accounts."""

from celery import shared_task
from django.core.management import call_command

from accounts.registration.actions import forget_registrations


@shared_task
def forget_ended_sessions() -> None:
    """Delete sessions whose time is over. Beat runs it once a day."""
    call_command("clearsessions")


@shared_task
def forget_unanswered_registrations() -> None:
    """Delete requests for an account that nobody went on with. Beat runs it once a day."""
    forget_registrations()
