"""Celery's door to accounts."""

from celery import shared_task
from django.core.management import call_command


@shared_task
def forget_ended_sessions() -> None:
    """Delete sessions whose time is over. Beat runs it once a day."""
    call_command("clearsessions")
