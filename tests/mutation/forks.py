"""Trials in processes of their own, a few at a time."""

import os
import resource
import signal
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

AT_ONCE = os.cpu_count() or 1
_MEMORY = 2 << 30  # bytes: a loop that never ends may gather something

Subject = TypeVar("Subject")


class Trial(NamedTuple, Generic[Subject]):
    """What `passes` says of a subject. Who has said nothing after so many seconds has failed."""

    subject: Subject
    passes: Callable[[], bool]
    seconds: int


def results(trials: Iterable[Trial[Subject]]) -> Iterator[tuple[Subject, bool]]:
    """What came of each trial, in the order in which they end."""
    running: dict[int, Subject] = {}
    for trial in trials:
        if len(running) == AT_ONCE:
            yield _next(running)
        running[_begin(trial)] = trial.subject
    while running:
        yield _next(running)


def _begin(trial: Trial[Subject]) -> int:
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        signal.alarm(trial.seconds)
        resource.setrlimit(resource.RLIMIT_DATA, (_MEMORY, _MEMORY))
        code = 0 if trial.passes() else 1
    finally:
        os._exit(code)


def _next(running: dict[int, Subject]) -> tuple[Subject, bool]:
    child, status = os.wait()
    return running.pop(child), status == 0
