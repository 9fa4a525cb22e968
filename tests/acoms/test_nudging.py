"""Asking a worker never costs a page anything (rule E6)."""

from typing import Any

import pytest

from acoms.nudging import ask


@pytest.mark.rule("E6")
def test_a_broker_that_is_away_is_logged_and_nothing_more(caplog: Any) -> None:
    class Away:
        def apply_async(self, args: Any, **options: Any) -> None:
            assert args == (7,)
            raise ConnectionError("nobody there")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("bulk_invitations.tasks.send", Away())
        ask("bulk_invitations.tasks.send", 7)
    assert "bulk_invitations.tasks.send could not be asked for: nobody there" in caplog.text


def test_a_task_that_is_not_there_is_a_mistake_of_ours() -> None:
    with pytest.raises(ImportError):
        ask("bulk_invitations.tasks.sent")
