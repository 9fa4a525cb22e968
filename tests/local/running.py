"""Starting the real `run_local` for a test."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import psutil

CHECKOUT = Path(__file__).resolve().parent.parent.parent
# What a test run sets for itself; run_local is to find its own.
NOT_INHERITED = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "ACOMS_KEYS", "SITE_URL")


def short_directory() -> Path:
    """pytest's own would be too long for a socket, and closed to the user who runs PostgreSQL."""
    directory = Path(tempfile.mkdtemp(prefix="acoms-home-", dir="/tmp"))
    directory.chmod(0o711)
    return directory


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def still_running(processes: list[psutil.Process], seconds: float) -> list[psutil.Process]:
    """Those that have not ended within so long; what init has not taken note of yet has ended."""
    left = []
    for one in psutil.wait_procs(processes, timeout=seconds)[1]:
        with contextlib.suppress(psutil.NoSuchProcess):
            if one.status() != psutil.STATUS_ZOMBIE:
                left.append(one)
    return left


class Running:
    """One `manage.py run_local`, and what it says."""

    def __init__(self, home: Path, port: int, **environment: str) -> None:
        self.port = port
        self.log = home.with_name(f"{home.name}-{time.time_ns()}.log")
        kept = {k: v for k, v in os.environ.items() if k not in NOT_INHERITED}
        kept |= {"DJANGO_SETTINGS_MODULE": "acoms.settings.local", "ACOMS_HOME": str(home)}
        self.started, self.ready_after = time.monotonic(), 0.0
        self.process = subprocess.Popen(
            [sys.executable, str(CHECKOUT / "manage.py"), "run_local"],
            stdin=subprocess.DEVNULL,
            stdout=self.log.open("wb"),
            stderr=subprocess.STDOUT,
            env=kept | {"PORT": str(port)} | environment,
        )

    @property
    def said(self) -> str:
        return self.log.read_text(errors="replace")

    def wait_until_said(self, text: str, seconds: float = 300) -> None:
        end = time.monotonic() + seconds
        while text not in self.said:
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            time.sleep(0.05)

    def wait_until_ready(self) -> None:
        self.wait_until_said("ACO-MS is ready")
        self.ready_after = time.monotonic() - self.started

    def status(self, path: str = "/healthz/") -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return int(answer.status)

    def processes(self) -> list[psutil.Process]:
        """Everything that it started."""
        return list(psutil.Process(self.process.pid).children(recursive=True))

    def end(self, with_signal: signal.Signals = signal.SIGTERM) -> float:
        """Send the signal; the seconds until it ended."""
        before = time.monotonic()
        self.process.send_signal(with_signal)
        self.process.wait(120)
        return time.monotonic() - before

    def clean_up(self) -> None:
        if self.process.poll() is None:
            self.end(signal.SIGKILL)
        self.log.unlink()


def refused(home: Path, port: int, **environment: str) -> str:
    """The sentence with which it refuses to start."""
    running = Running(home, port, **environment)
    try:
        assert running.process.wait(180) == 1, running.said
        assert "Traceback" not in running.said
        return running.said
    finally:
        running.clean_up()


def remove(directory: Path) -> None:
    shutil.rmtree(directory, ignore_errors=True)
