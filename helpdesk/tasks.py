"""Celery's door to the Helpdesk."""

from celery import shared_task

from helpdesk.actions import forget_old


@shared_task
def forget_old_messages() -> None:
    """Delete what was said last two years ago. Beat runs it at night."""
    forget_old()
