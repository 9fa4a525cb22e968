"""Doing things at the same moment, each in a thread with a database connection of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, BrokenBarrierError
from typing import Any

from django.db import OperationalError, ProgrammingError, connection, transaction

_LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's own code

Outcome = Any  # what a call returned, or the exception that it raised
# What no call may raise, whoever else is at it: a mistake of ours, a lost wait, a deadlock.
NO_OUTCOME = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BrokenBarrierError,
    LookupError,
    NameError,
    OperationalError,
    ProgrammingError,
    TypeError,
)


def at_once(*calls: Callable[[], Any]) -> list[Outcome]:
    """What became of each call; all begin together, once all are connected.

    A refusal is an outcome; what `NO_OUTCOME` names is raised, so that it is never overlooked.
    """
    together = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Outcome:
        try:
            connection.ensure_connection()
            together.wait(timeout=120)
            return call()
        except NO_OUTCOME:
            raise
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def errors(outcomes: Sequence[Outcome]) -> list[Exception]:
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]


def successes(outcomes: Sequence[Outcome]) -> list[Any]:
    return [outcome for outcome in outcomes if not isinstance(outcome, Exception)]


def waits_for(lock: Callable[[], Any], call: Callable[[], Any]) -> bool:
    """Whether a call waits while somebody else has taken a lock; it gives up soon, undone.

    What two at once come to is seldom seen where the lock is left out: this is.
    """

    def run() -> bool:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '100ms'")
            call()
        except OperationalError as error:
            return getattr(error.__cause__, "pgcode", "") == _LOCK_NOT_AVAILABLE
        finally:
            connection.close()
        return False

    with transaction.atomic(), ThreadPoolExecutor(1) as pool:
        lock()
        return pool.submit(run).result()
