"""Asking a worker for a task now instead of at beat's next round.

The asking is done by a thread of its own: a broker that is down takes seconds to be found out, and
nobody's page waits for that (rule E6).
"""

import logging
import threading
import time

from django.db import transaction
from django.utils.module_loading import import_string

log = logging.getLogger(__name__)

PAUSE = 0.1  # seconds after a nudge in which all further ones for the same become the next

Wanted = tuple[str, tuple[int, ...]]  # a task and what it is given

_wanted: set[Wanted] = set()
_something = threading.Event()
_starting = threading.Lock()
_thread: threading.Thread | None = None


def nudge(task: str, *args: int) -> None:
    """Have a task done soon after the commit, named by its path ("invitations.tasks.remind").

    Never waits, never fails; several at once become one. What a broker that is down does not hear
    of is done at beat's next round.
    """
    transaction.on_commit(lambda: _want((task, args)), robust=True)


def _want(wanted: Wanted) -> None:
    global _thread
    _wanted.add(wanted)
    _something.set()
    with _starting:
        if _thread is None or not _thread.is_alive():  # the first time, and in a forked child
            _thread = threading.Thread(target=_ask_when_wanted, name="nudge", daemon=True)
            _thread.start()


def _ask_when_wanted() -> None:
    while _something.wait():
        _something.clear()
        while _wanted:
            task, args = _wanted.pop()
            ask(task, *args)
        time.sleep(PAUSE)


def ask(task: str, *args: int) -> None:
    """Ask the broker for a task, and wait until it has heard it or cannot be reached."""
    asked = import_string(task)
    try:
        asked.apply_async(args, retry=False, ignore_result=True)
    except Exception as error:  # whatever a broken broker raises, beat's next round makes good
        log.warning("%s could not be asked for: %s", task, error)
