"""Asking a worker to send a list now instead of at beat's next round.

A thread of its own asks: a broker that is down takes seconds to be found out, and nobody's page
waits for that (rule E6).
"""

import logging
import threading

log = logging.getLogger(__name__)


def nudge_sending(bulk_id: int) -> None:
    """Have the list sent, soon. Never waits, never fails."""
    threading.Thread(target=ask_for_sending, args=(bulk_id,), name="nudge", daemon=True).start()


def ask_for_sending(bulk_id: int) -> None:
    from bulk_invitations.tasks import send

    try:
        send.apply_async((bulk_id,), retry=False, ignore_result=True)
    except Exception as error:  # whatever a broken broker raises, beat's next round makes good
        log.warning("the sending of a bulk invitation could not be asked for: %s", error)
