"""Pressed again: what has been sent is not sent anew by a second press of the same button.

Whatever can be sent again counts how often it was sent, and when last. A page with the button
carries that number (`shown`). Two presses of one page, at once or an hour apart, send once, and so
do presses of pages that are opened one after the other within a minute.
"""

from datetime import datetime, timedelta

RESTS = timedelta(minutes=1)


def was_just_sent(last: datetime, now: datetime) -> bool:
    """Whether what was sent at `last` rests still: asked for again, it is not sent again yet."""
    return now - last < RESTS


def is_pressed_again(times: int, last: datetime, now: datetime, shown: str | None = None) -> bool:
    """Whether a wish to send again is one that was met already.

    It was sent `times` times, the last time at `last`; `shown` is the number that the page carried.
    The first sending is no sending again.
    """
    if shown is not None and shown != str(times):
        return True
    return times > 1 and was_just_sent(last, now)
