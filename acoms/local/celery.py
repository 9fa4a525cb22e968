"""The Celery application under `run_local`: its processes end with their supervisor."""

import os
import warnings
from typing import Any

from celery.signals import worker_process_init

from acoms.celery import app
from acoms.local.processes import die_with_parent

__all__ = ["app"]

_worker = os.getpid()  # read before the pool's processes are forked

# Root is as good as anyone for demo data on one's own machine.
warnings.filterwarnings("ignore", message="You're running the worker with superuser privileges")


@worker_process_init.connect(weak=False)
def _end_with_the_worker(**_: Any) -> None:
    if os.getpid() != _worker:  # the solo pool works in the worker itself
        die_with_parent(_worker)
