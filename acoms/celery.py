"""The Celery application: `celery -A acoms worker`, `celery -A acoms beat`."""

import logging.config
import os
from typing import Any

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acoms.settings.local")

app = Celery("acoms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect(weak=False)
def _log_as_the_site_does(**_: Any) -> None:
    """One format and one redaction for every process (rule E5)."""
    from django.conf import settings

    logging.config.dictConfig(settings.LOGGING)


@app.on_after_configure.connect
def _say_that_we_live(**_: Any) -> None:
    import acoms.operations.heartbeats  # noqa: F401 - connects the worker's signals
