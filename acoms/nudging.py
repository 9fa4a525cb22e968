"""Asking a worker for a task now instead of at beat's next round.

The mail relay, which is asked after almost every action, has a nudge of its own:
`notifications.nudging`.
"""

import logging
import threading

from django.utils.module_loading import import_string

log = logging.getLogger(__name__)


def nudge(task: str, *args: int) -> None:
    """Have a task done soon, named by its path ("participants.tasks.go_on_screening").

    Call it on commit. Never waits, never fails: a broker that is down takes seconds to be found
    out, so a thread of its own asks, and nobody's page waits for that (rule E6).
    """
    threading.Thread(target=ask, args=(task, *args), name="nudge", daemon=True).start()


def ask(task: str, *args: int) -> None:
    """The same from where one may wait, as a task may for its own next part."""
    asked = import_string(task)
    try:
        asked.apply_async(args, retry=False, ignore_result=True)
    except Exception as error:  # whatever a broken broker raises, beat's next round makes good
        log.warning("%s could not be asked for: %s", task, error)
