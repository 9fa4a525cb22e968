"""Said twice, done once: whoever has done a thing hears that it is done, and no error (E3).

A double press, a second tab or the way back repeat what somebody has done. The action finds out
under its lock that it was they who did it, to the same end. What others did stays a refusal that
says so.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

Action = TypeVar("Action", bound=Callable[..., Any])


class AlreadyDone(Exception):
    """Whoever acts has done it already; `result` is what the action gives back."""

    def __init__(self, result: Any = None) -> None:
        super().__init__()
        self.result = result


def reason_kept(reason: str) -> str:
    """What a refusal tells whoever did this before and now says another reason than is kept."""
    return f"The reason that you gave is kept: {reason}" if reason else "You gave no reason."


def bears_repeating(action: Action) -> Action:
    """Let an action raise AlreadyDone; above its transaction."""

    @wraps(action)
    def done(*args: Any, **kwargs: Any) -> Any:
        try:
            return action(*args, **kwargs)
        except AlreadyDone as already:
            return already.result

    return cast("Action", done)
