"""Celery's door to registration."""

from celery import shared_task

from accounts.registration.actions import forget_registrations


@shared_task
def forget_unanswered_registrations() -> None:
    """Delete requests for an account that nobody went on with. Beat runs it once a day."""
    forget_registrations()
