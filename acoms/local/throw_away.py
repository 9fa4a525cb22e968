"""A PostgreSQL and a Valkey that last as long as a command: for tests, checks and benchmarks.

`python -m acoms.local.throw_away COMMAND...` runs the command with both in its environment.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from acoms.local.postgres import start_postgres
from acoms.local.processes import CannotStart
from acoms.local.valkey import start_valkey


@contextlib.contextmanager
def servers() -> Iterator[None]:
    """PostgreSQL and Valkey for the length of the block, in DATABASE_URL and REDIS_URL.

    One that is set already is used instead. They live in a directory of their own and on no
    network port, so that any number of runs go side by side.
    """
    with contextlib.ExitStack() as ending:
        directory = Path(tempfile.mkdtemp(prefix="acoms-", dir="/tmp"))
        ending.callback(shutil.rmtree, directory, ignore_errors=True)
        directory.chmod(0o711)  # as root, another user runs PostgreSQL in it
        if not os.environ.get("DATABASE_URL"):
            postgres = start_postgres(directory / "pg", throw_away=True)
            ending.callback(postgres.stop)
            os.environ["DATABASE_URL"] = postgres.url
            ending.callback(os.environ.pop, "DATABASE_URL", None)
        if not os.environ.get("REDIS_URL"):
            valkey = start_valkey(directory / "valkey", throw_away=True)
            ending.callback(valkey.stop)
            os.environ["REDIS_URL"] = valkey.url
            ending.callback(os.environ.pop, "REDIS_URL", None)
        yield


def main() -> int:
    try:
        with servers():
            return subprocess.run(sys.argv[1:], check=False).returncode  # noqa: S603
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
