"""Celery's door to participants and their changes."""

from celery import shared_task

from participants.actions.beneficiary_data import answer_waiting, delete_old_files
from participants.actions.files import forget_unconfirmed_files
from participants.actions.screening import go_on, start_screening
from participants.beneficiary_data.storage import FILES
from participants.certification.reminding import remind_of_certification
from participants.changes.reminding import remind_of_unsubmitted
from participants.changes.storage import DOCUMENTS
from participants.errors import ScreeningError


@shared_task
def remind_of_changes() -> None:
    """Remind administrators of changes that are not submitted. Beat runs it daily."""
    remind_of_unsubmitted()


@shared_task
def forget_files() -> None:
    """Delete what nobody came to keep: unconfirmed files, files without a row. Beat, daily."""
    forget_unconfirmed_files()
    DOCUMENTS.forget_orphans()


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


@shared_task
def remind_to_certify() -> None:
    """Remind of lists that are not certified. Beat runs it several times a day."""
    remind_of_certification()


@shared_task
def answer_service_dates() -> None:
    """Make revised request files of what was uploaded. Beat runs it, and an upload nudges it."""
    answer_waiting()


@shared_task
def delete_beneficiary_data() -> None:
    """Take away files about beneficiaries whose days are over, or without a row. Beat, daily."""
    delete_old_files()
    FILES.forget_orphans()
