"""What a view locks, it locks in a transaction that it begins itself.

Django refuses a lock outside of one, but a test's own transaction hides that: what answers 500 to a
browser would pass. So each request of the test client is held to it.
"""

from typing import Any

from django.db import connection
from django.db.transaction import TransactionManagementError
from django.test.client import ClientHandler

_answer = ClientHandler.__call__


def listen() -> None:
    ClientHandler.__call__ = _held_to_it  # type: ignore[assignment,method-assign]


def _held_to_it(handler: ClientHandler, environ: dict[str, Any]) -> Any:
    with connection.execute_wrapper(_refuse):
        return _answer(handler, environ)


def _refuse(execute: Any, sql: str, *args: Any) -> Any:
    blocks: list[Any] = connection.atomic_blocks
    if blocks and blocks[-1]._from_testcase and ("FOR UPDATE" in sql or "FOR NO KEY" in sql):
        raise TransactionManagementError(f"A lock in no transaction of the view's own: {sql}")
    return execute(sql, *args)
