"""Asking a worker never costs a page anything (rule E6)."""

import threading
import time
from typing import Any

import pytest

from acoms.operations import nudging
from acoms.operations.nudging import ask


@pytest.mark.rule("E6")
def test_a_broker_that_is_away_is_logged_and_nothing_more(caplog: Any) -> None:
    class Away:
        def apply_async(self, args: Any, **options: Any) -> None:
            assert args == (7,)
            raise ConnectionError("nobody there")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("invitations.bulk.tasks.send", Away())
        ask("invitations.bulk.tasks.send", 7)
    assert "invitations.bulk.tasks.send could not be asked for: nobody there" in caplog.text


def test_a_task_that_is_not_there_is_a_mistake_of_ours() -> None:
    with pytest.raises(ImportError):
        ask("invitations.bulk.tasks.sent")


@pytest.mark.rule("E6")
def test_nobody_waits_for_the_asking_and_several_at_once_become_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, *tuple[int, ...]]] = []
    going_on = threading.Event()

    def slow(task: str, *args: int) -> None:
        if task == "a.task":  # and nothing that a test before this one asked for
            asked.append((task, *args))
            going_on.wait(10)

    monkeypatch.setattr(nudging, "ask", slow)
    began = time.monotonic()
    for args in [(1,), (2,), (2,), (3,), (2,)]:
        nudging._want(("a.task", args))
        while not asked:  # the first is asked for when the others come
            time.sleep(0.01)
    assert time.monotonic() - began < 5
    going_on.set()
    while len(asked) < 3:
        time.sleep(0.01)
    time.sleep(3 * nudging.PAUSE)
    assert asked[0] == ("a.task", 1)
    assert sorted(asked[1:]) == [("a.task", 2), ("a.task", 3)]
