"""Prints what the product consists of, so that a change which is to change nothing can show it.

    .venv/bin/python -m acoms.local.throw_away .venv/bin/python scripts/manifest.py > FILE

Needs an empty database, which it migrates. Prints sections under `== …` lines, each of them sorted:
the schema, URLs with their policies, registries, permissions, tasks, history, commands, templates
and tests. Where something stands in the code is not said, nor the order of columns and
registrations: `diff` of two such files shows what came, went or has another name.
"""

import inspect
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(CHECKOUT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acoms.settings.test")

import django  # noqa: E402

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Permission as DjangoPermission  # noqa: E402
from django.core.management import call_command, get_commands  # noqa: E402
from django.db import connection  # noqa: E402
from django.urls import URLPattern, URLResolver, get_resolver  # noqa: E402
from pghistory.models import Event  # noqa: E402

from accounts.staff import DUTIES, duty_of  # noqa: E402
from acoms.access.policies import NAMESPACE_POLICIES  # noqa: E402
from acoms.celery import app as celery  # noqa: E402
from acoms.database.ours import our_apps  # noqa: E402
from acoms.local.postgres import SUPERUSER, programs_for  # noqa: E402
from acoms.local.processes import service_user  # noqa: E402
from contacts.permissions import Permission, decide  # noqa: E402
from contacts.types import ALL_CODES  # noqa: E402

_OBJECT = re.compile(r"^-- Name: (.+); Type: (.+); Schema: .*\n--\n", re.M)
_COLUMNS = re.compile(r"\(\n(.*)\n\)", re.S)
_DEEP = 5  # registered things hold things; deeper than this says nothing more


def schema() -> Iterator[str]:
    """What `pg_dump` says of each object, by kind and name."""
    dumped = subprocess.run(  # noqa: S603 - our own program
        [
            *(programs_for(service_user()) / "pg_dump", "--schema-only", "--no-owner"),
            *("-h", connection.settings_dict["HOST"], "-U", SUPERUSER),
            connection.settings_dict["NAME"],
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    said = re.sub(r"^\\(un)?restrict .*\n", "", dumped, flags=re.M)  # other words each time
    said = said.replace("--\n-- PostgreSQL database dump complete\n--\n", "")
    _, *objects = _OBJECT.split(said)
    for name, kind, text in zip(*[iter(objects)] * 3, strict=True):
        words = _COLUMNS.sub(_sorted_columns, text) if kind == "TABLE" else text
        yield f"{kind} {name}\n" + "\n".join(line for line in words.splitlines()[:-1] if line)


def _sorted_columns(found: "re.Match[str]") -> str:
    return "(\n" + "\n".join(sorted(line.rstrip(",") for line in found[1].splitlines())) + "\n)"


def urls() -> Iterator[str]:
    for route, namespaces, pattern in _patterns(get_resolver()):
        policy = getattr(pattern.callback, "access_policy", None)
        if policy is None and namespaces:
            policy = NAMESPACE_POLICIES.get(namespaces[0])
        name = ":".join([*namespaces, str(pattern.name)])
        yield f"/{route}  {name}  {pattern.callback.__name__}  {said(policy)}"


def _patterns(
    resolver: URLResolver, before: str = "", namespaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...], URLPattern]]:
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield route, namespaces, entry
        else:
            inside = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _patterns(entry, route, inside)


def registries() -> Iterator[str]:
    """What rooms have added to one another's lists: modules' own, in small letters."""
    for module in _our_modules():
        for name, value in vars(module).items():
            if re.match(r"_[a-z]", name) and isinstance(value, list | dict) and value:
                entries = value.items() if isinstance(value, dict) else value
                for entry in entries:
                    yield f"{module.__name__.rpartition('.')[2]}.{name}  {said(entry)}"


def _our_modules() -> list[ModuleType]:
    roots = {config.name.partition(".")[0] for config in our_apps()}
    return [
        module
        for name, module in sorted(sys.modules.items())
        if name.partition(".")[0] in roots and not hasattr(module, "Migration")
    ]


def said(value: Any, depth: int = 0) -> str:
    """The same words for the same thing in each run, wherever it stands in the code."""
    if depth > _DEEP:
        return "…"
    if isinstance(value, Enum):
        return str(type(value).__name__) + "." + value.name
    if isinstance(value, type):
        return value.__name__
    if callable(value) and hasattr(value, "__qualname__"):
        kept = inspect.getclosurevars(value).nonlocals if inspect.isfunction(value) else {}
        return str(value.__qualname__) + (_named(kept, depth) if kept else "")
    if isinstance(value, Mapping):
        return _named({str(key): inner for key, inner in value.items()}, depth)
    if isinstance(value, list | tuple):
        return "[" + ", ".join(said(inner, depth + 1) for inner in value) + "]"
    if isinstance(value, set | frozenset):
        return "{" + ", ".join(sorted(said(inner, depth + 1) for inner in value)) + "}"
    if is_dataclass(value):
        inside = {one.name: getattr(value, one.name) for one in fields(value)}
        return type(value).__name__ + _named(inside, depth)
    if "__repr__" not in {name for kind in type(value).__mro__[:-1] for name in vars(kind)}:
        return type(value).__name__ + _named(getattr(value, "__dict__", {}), depth)
    return repr(value)


def _named(values: Mapping[str, Any], depth: int) -> str:
    return "(" + ", ".join(f"{key}={said(values[key], depth + 1)}" for key in sorted(values)) + ")"


def rights() -> Iterator[str]:
    for permission in Permission:
        may = [code for code in ALL_CODES if decide([code], permission)]
        yield f"{permission.name}  {', '.join(sorted(may))}"


def staff() -> Iterator[str]:
    for role, duties in DUTIES.items():
        yield from (f"{role.label}  {duty.value}" for duty in duties)
    for one in DjangoPermission.objects.select_related("content_type"):
        name = f"{one.content_type.app_label}.{one.codename}"
        yield f"{name}  {one.name}  {said(duty_of(name))}"


def tasks() -> Iterator[str]:
    yield from (name for name in celery.tasks if not name.startswith("celery."))
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        yield f"{name}: {said(entry)}"


def tracked() -> Iterator[str]:
    for model in apps.get_models():
        if issubclass(model, Event) and model._meta.managed:
            kept = sorted(field.name for field in model._meta.get_fields())
            of: Any = model.pgh_tracked_model
            yield f"{of._meta.label}  {model._meta.label}  {', '.join(kept)}"


def commands() -> Iterator[str]:
    names = {config.name for config in our_apps()}
    return (command for command, app in get_commands().items() if app in names)


def templates() -> Iterator[str]:
    top = CHECKOUT / "templates"
    return (str(path.relative_to(top)) for path in top.rglob("*") if path.is_file())


def tests() -> Iterator[str]:
    collected = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-m", ""],
        cwd=CHECKOUT,
        env=os.environ | {"PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return (line for line in collected.splitlines() if "::" in line)


def section(title: str, lines: Iterable[str]) -> None:
    print(f"== {title}")
    print("\n".join(sorted(lines)), end="\n\n")


def main() -> None:
    call_command("migrate", verbosity=0)
    celery.loader.import_default_modules()
    section("schema", schema())
    section("urls: route, name, view, policy", urls())
    section("registries", registries())
    section("rights of contact types", rights())
    section("cms staff: duties of roles, permissions with their duties", staff())
    section("tasks and schedule", tasks())
    section("history: model, its history, columns", tracked())
    section("commands", commands())
    section("templates", templates())
    section("tests", tests())


if __name__ == "__main__":
    main()
