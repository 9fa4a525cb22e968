"""Celery's door to requests for a role."""

from celery import shared_task

from qpp_roles.roles.actions.reminding import remind_of_requests


@shared_task
def remind() -> None:
    """Remind Security Officials of requests that wait. Beat runs it every ten minutes."""
    remind_of_requests()
