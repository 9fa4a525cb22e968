"""How far a download is: said on a terminal, and nowhere else."""

import io

import pytest
from acoms_cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.rule("H4")
def test_a_terminal_sees_one_line_that_goes_away() -> None:
    terminal = Terminal()
    progress = Progress(4096, terminal)
    progress.add(1024)
    progress.end()
    said = terminal.getvalue()
    assert " 25%  1 KB / 4 KB" in said
    assert "\n" not in said
    assert said.endswith("\r\x1b[K")


@pytest.mark.rule("H4")
def test_a_pipe_sees_nothing() -> None:
    pipe = io.StringIO()
    progress = Progress(4096, pipe)
    progress.skip(1024)
    progress.add(3072)
    progress.end()
    assert pipe.getvalue() == ""


def test_what_need_not_come_is_not_counted() -> None:
    terminal = Terminal()
    progress = Progress(4096, terminal)
    progress.skip(3072)
    progress.add(1024)
    assert "100%" in terminal.getvalue()
