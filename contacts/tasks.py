"""Celery's door to contacts."""

from celery import shared_task

from contacts.ending.actions import carry_out_ends
from contacts.ending.reminding import remind_of_ends


@shared_task
def end_agreements() -> None:
    """Carry out the ends of agreements whose day has come, and remind of those that are near. Beat
    runs it every five minutes; what an outage left is found the next time."""
    carry_out_ends()
    remind_of_ends()
