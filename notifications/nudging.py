"""Asking a worker to send now instead of at beat's next relay.

The asking is done by a thread of its own: a broker that is down takes seconds to be found out, and
nobody's page waits for that (rule E6).
"""

import logging
import threading
import time

log = logging.getLogger(__name__)

PAUSE = 0.1  # seconds after a nudge in which all further ones become the next

_wanted = threading.Event()
_starting = threading.Lock()
_thread: threading.Thread | None = None


def nudge_relay() -> None:
    """Have the relay asked, soon. Never waits, never fails; several at once become one."""
    global _thread
    _wanted.set()
    with _starting:
        if _thread is None or not _thread.is_alive():  # the first time, and in a forked child
            _thread = threading.Thread(target=_nudge_when_wanted, name="nudge", daemon=True)
            _thread.start()


def _nudge_when_wanted() -> None:
    from notifications.tasks import relay_mail

    while _wanted.wait():
        _wanted.clear()
        try:
            relay_mail.apply_async(retry=False, ignore_result=True)
        except Exception as error:  # whatever a broken broker raises, beat's next relay makes good
            log.warning("the mail relay could not be nudged: %s", error)
        time.sleep(PAUSE)
