"""Makes the first migration of each app anew: `make baseline`, until the first release.

Deletes what `makemigrations` has written and has it write one `0001_initial` for each app. Files
named `NNNN_sql.py` stay as they are: what models cannot state, written by hand, with its reverse.
On an error everything is as it was.
"""

import os
import re
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acoms.settings.test")

import django  # noqa: E402

django.setup()

from django.core.management import CommandError, call_command  # noqa: E402

from acoms.database.ours import our_apps  # noqa: E402

_BY_HAND = re.compile(r"\d{4}_sql\.py")
_LOSES = re.compile(r"migrations\.(RunSQL|RunPython|SeparateDatabaseAndState)\b")


class Refused(Exception):
    """Why there is no new baseline."""


def main() -> int:
    before = {path: path.read_text() for path in _migrations()}
    kept = {path: text for path, text in before.items() if _BY_HAND.fullmatch(path.name)}
    put_back = before
    try:
        _refuse(before)
        for path in before:
            path.unlink()
        for label in _from_the_ground_up():  # all at once, Django would split some of them
            call_command("makemigrations", label, name="initial", include_header=False, verbosity=0)
        _format(_migrations())
        put_back = kept
    except (Refused, CommandError, CycleError) as reason:
        print(reason, file=sys.stderr)
        return 1
    finally:
        if put_back is before:
            for path in _migrations():
                path.unlink()
        for path, text in put_back.items():
            path.write_text(text)
    return 0


def _format(made: list[Path]) -> None:
    ruff = [sys.executable, "-m", "ruff", "--quiet"]
    subprocess.run([*ruff, "check", "--select", "I", "--fix", *made], check=True)  # noqa: S603
    subprocess.run([*ruff, "format", *made], check=True)  # noqa: S603


def _from_the_ground_up() -> list[str]:
    """The apps with models, each after those that its models refer to; CycleError for a ring."""
    below: dict[str, set[str]] = {}
    for config in our_apps():
        for model in config.get_models(include_auto_created=True):
            fields = (field for field in model._meta.get_fields() if field.concrete)
            others = [*(field.related_model for field in fields), *model.__mro__]
            labels = {getattr(other, "_meta", model._meta).app_label for other in others}
            below.setdefault(config.label, set()).update(labels - {config.label})
    return [label for label in TopologicalSorter(below).static_order() if label in below]


def _migrations() -> list[Path]:
    folders = (Path(config.path) / "migrations" for config in our_apps())
    return sorted(path for folder in folders for path in folder.glob("[0-9]*.py"))


def _refuse(before: dict[Path, str]) -> None:
    tags = subprocess.run(
        ["git", "tag", "--list", "v*"],  # noqa: S607
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    if tags:
        raise Refused(
            f"{tags[0]} is released: whoever runs it has its migrations. Add one with "
            "`manage.py makemigrations -n WHAT_CHANGES`."
        )
    for path, text in before.items():
        if _LOSES.search(text) and not _BY_HAND.fullmatch(path.name):
            raise Refused(f"{path} does what models cannot state: move that into an NNNN_sql.py.")


if __name__ == "__main__":
    sys.exit(main())
