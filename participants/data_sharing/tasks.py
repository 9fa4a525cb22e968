"""Celery's door to files about beneficiaries."""

from celery import shared_task

from participants.data_sharing.actions import answer_waiting, delete_old_files
from participants.data_sharing.storage import FILES


@shared_task
def answer_service_dates() -> None:
    """Make revised request files of what was uploaded. Beat runs it, and an upload nudges it."""
    answer_waiting()


@shared_task
def delete_beneficiary_data() -> None:
    """Take away files about beneficiaries whose days are over, or without a row. Beat, daily."""
    delete_old_files()
    FILES.forget_orphans()
