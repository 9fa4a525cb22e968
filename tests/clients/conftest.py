"""A Data Hub that runs, a folder with credentials for it, and waiting that takes no time."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from acoms_cli.main import main

from tests.clients.hub import KEY, SECRET, Hub, running_hub

Cli = Callable[..., int]


@pytest.fixture
def hub() -> Iterator[Hub]:
    with running_hub() as found:
        yield found


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that the client would have waited."""
    seconds: list[float] = []
    monkeypatch.setattr("acoms_cli.web.sleep", seconds.append)
    return seconds


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program is called, in a home without credentials."""
    found = tmp_path / "work"
    found.mkdir()
    monkeypatch.chdir(found)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("XDG_CONFIG_HOME", "ACOMS_CLI_ENV", "http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    return found


@pytest.fixture
def cli(hub: Hub, folder: Path, waited: list[float]) -> Cli:
    """The program with credentials for the Data Hub."""
    (folder / "config.txt").write_text(f"key={KEY}\nsecret={SECRET}\nenv={hub.url}\n")
    return lambda *arguments: main(list(arguments))
