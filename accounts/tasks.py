"""Celery's door to accounts."""

from celery import shared_task

from accounts.actions import sessions


@shared_task
def forget_ended_sessions() -> None:
    """Delete sessions whose time is over. Beat runs it once a day."""
    sessions.forget_ended_sessions()
