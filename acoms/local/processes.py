"""Child processes that cannot outlive their parent, whatever ends it."""

import contextlib
import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class CannotStart(Exception):
    """A service cannot run here; the text tells a person why and what to do."""


def die_with_parent(parent: int, death_signal: int = signal.SIGKILL) -> None:
    """Ask the kernel for `death_signal` when the parent is gone, even by kill -9."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # it died before the kernel was asked
            os._exit(1)


def binding(death_signal: int) -> Callable[[], None]:
    """A `preexec_fn` for `die_with_parent`; runs after the change of user, which would undo it."""
    parent = os.getpid()
    return lambda: die_with_parent(parent, death_signal)


def start(
    command: Sequence[str | Path],
    *,
    user: int | None = None,
    death_signal: int = signal.SIGTERM,
    stdin: int | IO[Any] = subprocess.DEVNULL,
    stdout: int | IO[Any] | None = None,
    env: dict[str, str] | None = None,
    cwd: Path | None = None,
    pass_fds: Sequence[int] = (),
) -> "subprocess.Popen[bytes]":
    """Start a child bound to this process, in its own session: Ctrl-C reaches only us.

    Call it from the main thread: the kernel watches the thread, not the process.
    """
    return subprocess.Popen(  # noqa: S603 - the commands are our own
        [str(part) for part in command],
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.STDOUT if stdout is not None else None,
        env=env,
        cwd=cwd,
        pass_fds=pass_fds,
        start_new_session=True,
        preexec_fn=binding(death_signal),
        **_as_user(user),
    )


def run(command: Sequence[str | Path], *, user: int | None = None, cwd: Path | None = None) -> str:
    """Run a short command to its end; its last words are the error if it fails."""
    done: subprocess.CompletedProcess[str] = subprocess.run(  # noqa: S603 - the commands are our own
        [str(part) for part in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        cwd=cwd,
        **_as_user(user),
    )
    if done.returncode:
        raise CannotStart(f"{Path(command[0]).name} failed: {done.stdout.strip()[-800:]}")
    return done.stdout


def _as_user(user: int | None) -> dict[str, Any]:
    return {} if user is None else {"user": user, "group": group_of(user), "extra_groups": []}


def group_of(user: int) -> int:
    return pwd.getpwuid(user).pw_gid


def wait_until(
    ready: Callable[[], bool], process: "subprocess.Popen[bytes]", seconds: float
) -> bool:
    """Whether `ready()` came true while the process lived, within `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        if ready():
            return True
        time.sleep(0.01)
    return False


def stop(
    process: "subprocess.Popen[bytes]", stop_signal: int = signal.SIGTERM, seconds: float = 3
) -> None:
    """End a child: politely, and after `seconds` by force, with whatever it started."""
    if process.poll() is None:
        process.send_signal(stop_signal)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            kill_group(process)
            process.wait()


def kill_group(process: "subprocess.Popen[bytes]") -> None:
    """End by force a child of `start` and all processes of its session."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def service_user() -> int | None:
    """Whom servers run as: root hands them to `nobody`, everyone else keeps them."""
    if os.geteuid() != 0:
        try:
            pwd.getpwuid(os.geteuid())
        except KeyError:
            raise CannotStart(
                f"User id {os.geteuid()} has no entry in the password database, and PostgreSQL "
                "does not start without one. Add the user, or set DATABASE_URL and REDIS_URL to "
                "servers of your own."
            ) from None
        return None
    try:
        return pwd.getpwnam("nobody").pw_uid
    except KeyError:
        raise CannotStart(
            "PostgreSQL does not run as root, and there is no user `nobody` to run it as. "
            "Start this as a normal user, or set DATABASE_URL and REDIS_URL to servers of your own."
        ) from None


def can_reach(directory: Path, user: int) -> bool:
    """Whether `user` can enter `directory` (a 0700 directory above it is enough to forbid it)."""
    entered = subprocess.run(  # noqa: S603
        ["/bin/sh", "-c", 'cd "$0"', str(directory)],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        cwd="/",
        **_as_user(user),
    )
    return entered.returncode == 0


def own_directory(path: Path, user: int | None) -> Path:
    """A directory that only `user` (else ourselves) can enter."""
    path.mkdir(mode=0o700, exist_ok=True)
    if user is not None:
        os.chown(path, user, group_of(user))
        if not can_reach(path, user):
            raise CannotStart(
                f"{path} cannot be entered by {pwd.getpwuid(user).pw_name}, who runs the "
                "servers for root: a directory above it is private. Set ACOMS_HOME to another "
                "place, such as /var/lib/acoms."
            )
    return path
