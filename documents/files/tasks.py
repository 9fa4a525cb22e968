"""Celery's door to files of ACOs."""

from celery import shared_task

from documents.files.actions.delivering import configured_folder, deliver_folder
from documents.files.actions.retention import delete_old
from documents.files.actions.scanning import scan_waiting
from documents.files.actions.several import forget_waiting
from documents.files.actions.telling import tell_new
from documents.files.storage import FILES


@shared_task
def deliver_files() -> None:
    """Publish what a delivery job has written. Beat runs it each minute."""
    if folder := configured_folder():
        deliver_folder(folder)


@shared_task
def scan_files() -> None:
    """Scan what waits for it. Publishing nudges it; beat finds what a killed worker left (E6)."""
    scan_waiting()


@shared_task
def tell_of_files() -> None:
    """Tell those who asked of new files, once their delivery is over. Beat runs it each minute."""
    tell_new()


@shared_task
def delete_old_files() -> None:
    """Delete what is shown no more, and what nobody confirmed or has a row. Beat, daily."""
    delete_old()
    forget_waiting()
    FILES.forget_orphans()
