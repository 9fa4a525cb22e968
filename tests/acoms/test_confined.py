"""A function in a process of its own is held to its limits, and the next call finds it again."""

import time

import pytest

from acoms.process.confined import Confined, Exceeded


def does(what: str) -> str:
    """What a reader of a file may come to do."""
    match what:
        case "memory":
            return str(len(b"x" * 600_000_000))
        case "time":
            while True:
                pass
        case "sleep":
            time.sleep(60)
        case "refuse":
            raise ValueError("no such thing")
        case "die":
            raise SystemExit
    return f"did {what}"


def test_a_call_answers_refuses_and_is_stopped_and_the_next_one_answers() -> None:
    confined = Confined(f"{__name__}.does", seconds=1, megabytes=500)
    assert confined("nothing") == "did nothing"
    with pytest.raises(ValueError, match="no such thing"):
        confined("refuse")
    for what in ("memory", "time", "sleep", "die"):
        with pytest.raises(Exceeded):
            confined(what)
        assert confined("it") == "did it"


def test_an_answer_without_its_end_is_no_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    """So it is where the copy is stopped while it writes."""
    confined = Confined(f"{__name__}.does", seconds=5, megabytes=500)
    monkeypatch.setattr(confined, "_ask", lambda _: b'{"value": "did no')
    with pytest.raises(Exceeded):
        confined("nothing")


def test_a_process_that_was_ended_is_started_again() -> None:
    confined = Confined(f"{__name__}.does", seconds=5, megabytes=500)
    assert confined("nothing") == "did nothing"
    assert confined._server is not None
    confined._server.kill()
    confined._server.wait()
    assert confined("nothing") == "did nothing"
