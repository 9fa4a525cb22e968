"""gunicorn's configuration: `gunicorn -c python:acoms.operations.server acoms.wsgi`.

Two processes of four threads with kept database connections served the most pages here.
"""

import gc
import os
import sys
from typing import Any

from acoms.process.logs import logging_settings
from acoms.process.numbers import NotThatNumberError, port, whole_number

try:
    bind = f"0.0.0.0:{port(os.environ, 'PORT', 8000)}"
    workers = whole_number(os.environ, "WEB_CONCURRENCY", 2, least=1, most=256)
    threads = whole_number(os.environ, "WEB_THREADS", 4, least=1, most=256)
except NotThatNumberError as reason:
    sys.exit(str(reason))
preload_app = True  # one copy of the program for all processes
worker_class = "acoms.operations.arriving.Worker"  # threads, but none for slow clients
limit_request_line = 8190  # a website's question as the `next` of the sign-in, see its `rules`
graceful_timeout = 25
keepalive = 5
accesslog = None  # django-structlog logs requests, without the secrets of links
logconfig_dict = logging_settings(json=True)
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Spare each request the search for garbage among all that the application is made of, and each
    process a copy of it: what is searched is written to.

    Without this it takes a quarter of the time of a page of fifty rows.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
