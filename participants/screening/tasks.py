"""Celery's door to screening."""

from celery import shared_task

from participants.screening.actions.runs import go_on, start_screening
from participants.screening.errors import ScreeningError


@shared_task
def go_on_screening() -> None:
    """Screen what waits for it. Beat runs it every minute, and what came in nudges it.

    It takes up a screening that was started, also one that a killed worker left behind.
    """
    go_on()


@shared_task
def screen_programme() -> None:
    """Screen the whole programme. Beat runs it every night."""
    try:
        start_screening(acting_person=None, source="Every night", by_a_worker=False)
    except ScreeningError:
        return  # another one is under way, and finds the same
    go_on()
