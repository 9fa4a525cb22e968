"""Celery's door to the search."""

import structlog
from celery import shared_task

from search.actions import rebuild

_log = structlog.get_logger(__name__)


@shared_task
def check_entries() -> None:
    """Compare all entries with the rows that they are about. Beat runs it at night; what it mends,
    a row that was written past the triggers, is said in the log."""
    if mended := rebuild():
        _log.warning("search entries were mended", entries=mended)
