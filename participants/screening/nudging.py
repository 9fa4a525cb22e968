"""Asking a worker to screen now instead of at beat's next round.

A thread of its own asks: a broker that is down takes seconds to be found out, and nobody's page
waits for that (rule E6).
"""

import logging
import threading

log = logging.getLogger(__name__)


def nudge_screening() -> None:
    """Have done what waits: a screening that was started, change requests that came in.

    Call it on commit. Never waits, never fails.
    """
    threading.Thread(target=_ask, name="nudge", daemon=True).start()


def _ask() -> None:
    from participants.tasks import go_on_screening

    try:
        go_on_screening.apply_async(retry=False, ignore_result=True)
    except Exception as error:  # whatever a broken broker raises, beat's next round makes good
        log.warning("screening could not be asked for: %s", error)
