"""Ports and other numbers of the environment: each that cannot be gets one sentence."""

import runpy
import socket
from collections.abc import Iterator

import pytest

from acoms.local.checks import free_port
from acoms.local.processes import CannotStart
from acoms.local.sandbox import find_sandbox
from acoms.process.numbers import NotThatNumberError, port, whole_number
from tests.local.running import free_port as some_free_port
from tests.local.running import refused, remove, short_directory

NO_PORTS = [
    "0",
    "65536",
    "70000",
    "-1",
    "abc",
    "²",
    "٨٠٨٠",
    "8 000",
    "8_000",
    " ",
    "80.5",
    "9" * 5000,
]


@pytest.fixture
def busy() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield int(listener.getsockname()[1])


@pytest.mark.parametrize("text", NO_PORTS)
@pytest.mark.parametrize("name", ["PORT", "QPP_SANDBOX_PORT"])
def test_what_is_no_port_is_told_so(name: str, text: str) -> None:
    with pytest.raises(NotThatNumberError) as refusal:
        port({name: text}, name, 8000)
    assert str(refusal.value) == f"{name} is {text!r}; it must be a number from 1 to 65535."


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("65535", 65535), ("", 8000)])
def test_ports_at_the_edges(text: str, number: int) -> None:
    assert port({"PORT": text}, "PORT", 8000) == number


@pytest.mark.parametrize("name", ["PORT", "QPP_SANDBOX_PORT"])
def test_a_busy_port_is_named_with_its_variable(name: str, busy: int) -> None:
    with pytest.raises(CannotStart) as refusal:
        free_port({name: str(busy)}, name, 8000)
    assert str(refusal.value) == (
        f"Port {busy} is in use by another program. "
        f"Choose another, for instance: make run {name}=8123"
    )


@pytest.mark.parametrize("site_port", [65_535, 65_534])
def test_the_last_ports_leave_room_for_the_sandbox(site_port: int) -> None:
    sandbox = find_sandbox(site_port, {}, {})
    assert sandbox is not None
    with sandbox.listener as listener:
        assert 0 < listener.getsockname()[1] <= 65_535


def test_a_busy_neighbour_is_passed_over(busy: int) -> None:
    sandbox = find_sandbox(busy - 1, {}, {})
    assert sandbox is not None
    with sandbox.listener as listener:
        assert listener.getsockname()[1] != busy


def test_the_site_and_the_sandbox_cannot_share_a_port() -> None:
    both = some_free_port()
    with pytest.raises(CannotStart, match=f"PORT and QPP_SANDBOX_PORT are both {both}"):
        find_sandbox(both, {"QPP_SANDBOX_PORT": str(both)}, {})


def test_the_real_start_says_only_that_sentence(busy: int) -> None:
    elsewhere = short_directory()
    said = refused(elsewhere, some_free_port(), QPP_SANDBOX_PORT=str(busy))
    assert said.strip().splitlines() == [
        f"CommandError: Port {busy} is in use by another program. "
        "Choose another, for instance: make run QPP_SANDBOX_PORT=8123"
    ]
    remove(elsewhere)


@pytest.mark.parametrize("name", ["PORT", "WEB_CONCURRENCY", "WEB_THREADS"])
def test_gunicorn_is_not_started_on_what_is_no_number(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "²")
    with pytest.raises(SystemExit, match=f"{name} is '²'; it must be a number from 1 to"):
        runpy.run_module("acoms.operations.server")


def test_a_number_keeps_to_its_bounds() -> None:
    assert whole_number({"DAYS": "3"}, "DAYS", 7, least=3, most=3) == 3
    for text in ("2", "4"):
        with pytest.raises(NotThatNumberError, match="from 3 to 3"):
            whole_number({"DAYS": text}, "DAYS", 7, least=3, most=3)
