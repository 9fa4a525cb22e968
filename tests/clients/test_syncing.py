"""`sync`: each version once, wherever the file went afterwards."""

import fcntl
import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.clients.conftest import Cli
from tests.clients.hub import Hub, Stored

Output = pytest.CaptureFixture[str]
SYNC = ("sync", "--aco", "A1234", "--output", "in")


@pytest.fixture
def two(hub: Hub) -> Hub:
    hub.files = [Stored("a.zip", b"a"), Stored("b.zip", b"b", type=116)]
    return hub


@pytest.mark.rule("H4")
def test_it_fetches_only_what_is_new(cli: Cli, two: Hub, folder: Path, capsys: Output) -> None:
    assert cli(*SYNC) == 0
    (folder / "in" / "a.zip").unlink()  # the pipeline has taken it
    two.files.append(Stored("c.zip", b"c"))
    capsys.readouterr()
    assert cli(*SYNC) == 0
    assert " 1 of 1 - c.zip " in capsys.readouterr().out
    assert {path.name for path in (folder / "in").glob("*.zip")} == {"b.zip", "c.zip"}
    assert len(two.contents()) == 3


@pytest.mark.rule("H4")
def test_a_new_version_is_fetched_again(cli: Cli, two: Hub, folder: Path) -> None:
    cli(*SYNC)
    two.files[0] = replace(two.files[0], body=b"corrected", version=2)
    assert cli(*SYNC) == 0
    assert (folder / "in" / "a.zip").read_bytes() == b"corrected"
    state = json.loads((folder / "in" / ".acoms-sync.json").read_text())
    assert state["files"]["0000-0"]["version"] == 2


@pytest.mark.rule("H4")
def test_what_failed_is_tried_next_time(cli: Cli, two: Hub, folder: Path) -> None:
    two.files[0] = replace(two.files[0], announced="0" * 64)
    assert cli(*SYNC) == 1
    two.files[0] = replace(two.files[0], announced="")
    assert cli(*SYNC) == 0
    assert len(list((folder / "in").glob("*.zip"))) == 2


def test_what_is_only_looked_at_is_not_remembered(
    cli: Cli, two: Hub, folder: Path, capsys: Output
) -> None:
    assert cli(*SYNC, "--dry-run", "--json", "--file", "116") == 0
    assert json.loads(capsys.readouterr().out)["count"] == 1
    assert cli(*SYNC, "--state", "state.json", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)["files"]) == 2
    assert len(json.loads((folder / "state.json").read_text())["files"]) == 2


def test_two_do_not_sync_one_folder_at_once(cli: Cli, folder: Path, capsys: Output) -> None:
    (folder / "in").mkdir()
    with (folder / "in" / ".acoms-sync.json.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert cli(*SYNC) == 1
    assert "Another sync of in is at work" in capsys.readouterr().err


def test_a_memory_that_cannot_be_read_is_not_overwritten(
    cli: Cli, two: Hub, folder: Path, capsys: Output
) -> None:
    (folder / "in").mkdir()
    (folder / "in" / ".acoms-sync.json").write_text("{broken")
    assert cli(*SYNC) == 1
    assert "Move it away" in capsys.readouterr().err
    assert (folder / "in" / ".acoms-sync.json").read_text() == "{broken"
