"""Celery's door to messages."""

from celery import shared_task

from acoms.operations.nudging import nudge
from documents.correspondence.actions.sending import SENDING, send_deliveries, start_due
from documents.correspondence.storage import ATTACHMENTS

AT_A_TIME = 25  # ACOs; then the worker looks at what else is to be done, such as their mail


@shared_task
def send_messages() -> None:
    """Send a part of each message whose time has come, and ask for the next part. Beat runs it
    every minute: that finds what a killed worker or a broker that was away left behind."""
    more = [send_deliveries(message, AT_A_TIME) for message in start_due()]
    if any(more):
        nudge(SENDING)


@shared_task
def forget_orphans() -> None:
    """Delete files that no message has. Beat runs it every night."""
    ATTACHMENTS.forget_orphans()
