"""Celery's door to lists of people to invite."""

from celery import shared_task

from acoms.operations.nudging import nudge
from invitations.bulk.actions import SENDING, forget_unconfirmed, send_rows
from invitations.bulk.queries import stalled

AT_A_TIME = 25  # rows; then the worker looks at what else is to be done, such as their mail


@shared_task
def send(bulk_id: int) -> None:
    """Send a part of a list, and ask for the next part."""
    if send_rows(bulk_id, AT_A_TIME):
        nudge(SENDING, bulk_id)


@shared_task
def send_unfinished() -> None:
    """Go on with lists at which nobody is. Beat runs it every minute.

    It finds what a killed worker or a broker that was away left behind.
    """
    for bulk_id in stalled():
        send(bulk_id)


@shared_task
def forget() -> None:
    """Delete lists that nobody confirmed. Beat runs it every hour."""
    forget_unconfirmed()
