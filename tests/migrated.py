"""The migrated database, kept from one run of tests to the next: to migrate takes most of a run
that is short.

It is kept as SQL in `build/`, under a name that says what it was made from. Whatever cannot be kept
or brought back is made as ever, by migrating.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

from acoms.database.ours import our_apps
from acoms.local.postgres import SUPERUSER, programs_for
from acoms.local.processes import CannotStart, run, service_user

_KEPT: Path = settings.BASE_DIR / "build" / "test-database"
_TEMPLATE = "test_acoms_template"


def bring_back(suffix: str) -> bool:
    """Have Django copy the kept database for this process's tests; False if there is none."""
    kept = _kept()
    if not kept.exists():
        return False
    template = f"{_TEMPLATE}{suffix}"
    with suppress(CannotStart):
        run([*_program("createdb"), template])
        run([*_program("psql"), "-qX", "-v", "ON_ERROR_STOP=1", "-f", kept, template])
        connection.settings_dict["TEST"].update(TEMPLATE=template, MIGRATE=False)
        return True
    return False


def keep() -> None:
    """Keep the database that was just migrated, instead of whatever was kept before."""
    kept = _kept()
    kept.parent.mkdir(parents=True, exist_ok=True)
    unfinished = kept.with_suffix(f".{os.getpid()}")
    name = connection.settings_dict["NAME"]
    with suppress(CannotStart):
        unfinished.write_text(run([*_program("pg_dump"), "--no-owner", name]))
        for old in _KEPT.glob("*.sql"):
            old.unlink(missing_ok=True)
        unfinished.rename(kept)
    unfinished.unlink(missing_ok=True)


def _kept() -> Path:
    """Named by every migration, ours and those of the packages, and by PostgreSQL's version."""
    made_from = hashlib.sha256((settings.BASE_DIR / "requirements" / "dev.txt").read_bytes())
    for app in our_apps():
        for migration in sorted(Path(app.path).glob("migrations/*.py")):
            made_from.update(migration.read_bytes())
    return _KEPT / f"{made_from.hexdigest()[:32]}.sql"


def _program(name: str) -> list[str | Path]:
    host = connection.settings_dict["HOST"]
    return [programs_for(service_user()) / name, "-h", host, "-U", SUPERUSER]
