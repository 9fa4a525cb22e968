"""Celery's door to files from HARP."""

from celery import shared_task

from qpp_roles.harp.actions import forget_unconfirmed_imports


@shared_task
def forget_harp_files() -> None:
    """Delete files that nobody confirmed in time. Beat runs it every hour."""
    forget_unconfirmed_imports()
