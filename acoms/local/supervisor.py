"""Starts child processes, shows what they say, starts dead ones again, ends them all."""

import contextlib
import os
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Protocol

from acoms.local.processes import CannotStart, kill_group, start

LONGEST_PAUSE = 30.0  # seconds before a child that keeps dying is started again
STEADY = 30.0  # seconds after which a child counts as running well
PATIENCE = 0.9  # seconds a program has to end by itself


class Ended(BaseException):
    """A signal asked us to end. Not an Exception, so that nothing swallows it."""


class Running(Protocol):
    """A server that can be stopped."""

    @property
    def process(self) -> "subprocess.Popen[bytes]": ...

    @property
    def url(self) -> str: ...

    @property
    def stop_signal(self) -> int: ...

    def stop(self) -> None: ...


class Program:
    """A child: how it is started, and how that went."""

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        environment: dict[str, str],
        death_signal: int = signal.SIGTERM,
        sockets: Sequence[socket.socket] = (),
    ) -> None:
        self.name = name
        self.command = command
        self.environment = environment
        self.death_signal = death_signal
        self.sockets = sockets  # handed to the child, and kept open for the next one
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self.deaths = 0
        self.start_again_at: float | None = None

    def start(self) -> "subprocess.Popen[bytes]":
        self.started_at = time.monotonic()
        self.start_again_at = None
        self.process = start(
            self.command,
            stdout=subprocess.PIPE,
            death_signal=self.death_signal,
            env=self.environment,
            pass_fds=[each.fileno() for each in self.sockets],
        )
        return self.process

    def plan_restart(self) -> float:
        """Count a death; the pause before the next start doubles while it keeps dying."""
        now = time.monotonic()
        self.deaths = 1 if now - self.started_at > STEADY else self.deaths + 1
        pause = min(2.0 ** (self.deaths - 1), LONGEST_PAUSE)
        self.start_again_at = now + pause
        return pause


class Supervisor:
    """Owns every child of `run_local`. Single-threaded: the kernel binds a child to the thread
    that started it."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.programs: list[Program] = []
        self.servers: list[tuple[str, Running, Callable[[], Running]]] = []
        self.pipes = selectors.DefaultSelector()
        self.unfinished_lines: dict[int, bytes] = {}

    def obey_signals(self) -> None:
        """SIGINT, SIGTERM and SIGHUP raise `Ended`, once."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._end)

    def _end(self, number: int, frame: FrameType | None) -> None:
        for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(each, signal.SIG_IGN)
        raise Ended

    def serve(self, name: str, start_server: Callable[[], Running]) -> Running:
        """Start a database server; it is started again if it dies."""
        server = start_server()
        self.servers.append((name, server, start_server))
        return server

    def add(self, program: Program) -> None:
        """Start a program and keep it running."""
        self.programs.append(program)
        self._start(program)

    def run_once(self, program: Program) -> None:
        """Run a program to its end, showing what it says."""
        self._start(program)
        assert program.process is not None
        while program.process.poll() is None:
            self.show_output(0.05)
        self.show_output(0)
        if program.process.returncode:
            raise CannotStart(f"The {program.name} step failed; its own words are above.")

    def _start(self, program: Program) -> None:
        output = program.start().stdout
        assert output is not None
        os.set_blocking(output.fileno(), False)
        self.pipes.register(output, selectors.EVENT_READ, program.name)

    def watch(self, seconds: float) -> None:
        """One turn: show output for a while, then see who died and who is due again."""
        self.show_output(seconds)
        for program in self.programs:
            if program.start_again_at is not None:
                if time.monotonic() >= program.start_again_at:
                    self._start(program)
            elif program.process is not None and program.process.poll() is not None:
                how = _how_it_ended(program.process.returncode)
                kill_group(program.process)  # what a killed gunicorn may have left
                pause = program.plan_restart()
                self.say(f"{program.name} {how}; it starts again in {pause:.0f} s")
        for number, (name, server, start_server) in enumerate(self.servers):
            if server.process.poll() is not None:
                self.say(f"{name} {_how_it_ended(server.process.returncode)}; it starts again")
                try:
                    self.servers[number] = (name, start_server(), start_server)
                except CannotStart as reason:
                    self.say(str(reason))
                    time.sleep(1)

    def show_output(self, seconds: float) -> None:
        """Pass on, line by line, what children write."""
        if not self.pipes.get_map():
            time.sleep(seconds)
        for key, _ in self.pipes.select(seconds):
            data = os.read(key.fd, 65536)
            if not data:
                self.pipes.unregister(key.fileobj)
                key.fileobj.close()  # type: ignore[union-attr]
            *lines, rest = (self.unfinished_lines.pop(key.fd, b"") + data).split(b"\n")
            if rest and data:
                self.unfinished_lines[key.fd] = rest
            for line in lines + ([rest] if rest and not data else []):
                write_line(f"{key.data:<8}| {line.decode(errors='replace')}")

    def end(self) -> None:
        """End everything: first what uses the servers, then the servers."""
        running = [p.process for p in self.programs if p.process and p.process.poll() is None]
        for process in running:
            process.terminate()
        latest = time.monotonic() + PATIENCE
        while time.monotonic() < latest and any(p.poll() is None for p in running):
            self.show_output(0.02)
        for process in running:
            kill_group(process)
            process.wait()
        for _, server, _ in self.servers:  # both at once, then wait for each
            server.process.send_signal(server.stop_signal)
        for _, server, _ in self.servers:
            server.stop()


def write_line(text: str) -> None:
    """To standard output, which may have been closed (`make run | head`)."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()


def _how_it_ended(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended with exit code {code}"
