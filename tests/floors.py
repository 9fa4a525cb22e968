"""Which room and subject a template belongs to, and whether it reaches into a higher one.

    python -m tests.floors

resolves each `{% url %}`, `{% include %}`, `{% extends %}` and `{% load %}` of the templates whose
name is written out, and each name of a URL that Python gives to a function, such as `reverse`. It
names those that lead to a room above their own, or to a higher subject of the same room. Which is
higher is read from the layers in `pyproject.toml`. From below the way to a page of a higher room is
one that this has opened (`acoms.site.navigation.open_way`), or a setting.
"""

import ast
import inspect
import os
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.written import dotted

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
# Folders that libraries name, by whose they are here; what is in no room's folder is the ground's.
LIBRARIES = {
    "account": "accounts",
    "idp": "qpp_roles.openid",
}
TAG = re.compile(
    r"""\{%-?\s*(url|include|extends|load)\s+(?:"([^"]+)"|'([^']+)'|([\w. ]+?))\s*[%\s]"""
)


@dataclass(frozen=True, slots=True)
class Reach:
    """Something that reaches upwards: in which file, how it is written, and where it leads."""

    file: str
    written: str
    to: str

    def __str__(self) -> str:
        return f"{self.file}: {self.written} leads to {self.to}"


@cache
def linted() -> dict[str, Any]:
    """What pyproject.toml says to import-linter."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    found: dict[str, Any] = project["tool"]["importlinter"]
    return found


def contracts(kind: str = "layers") -> list[dict[str, Any]]:
    """Its contracts of one kind."""
    return [contract for contract in linted()["contracts"] if contract["type"] == kind]


def rooms() -> list[str]:
    """The packages of the top level, the highest first."""
    (found,) = (contract["layers"] for contract in contracts() if "containers" not in contract)
    return list(found)


@cache
def subjects() -> Mapping[str, Mapping[str, int]]:
    """For each room that is split, the height of each part."""
    found: dict[str, dict[str, int]] = {}
    for contract in contracts():
        for room in contract.get("containers", ()):
            layers = enumerate(reversed(contract["layers"]))
            found[room] = {
                name.strip(" ()"): height
                for height, layer in layers
                for name in re.split(r"[|:]", layer)
            }
    return found


def is_above(module: str, other: str) -> bool:
    """Whether a module stands in a higher room than another, or a higher subject of the same."""
    (room, *part), (other_room, *other_part) = module.split("."), other.split(".")
    floors = rooms()
    if room not in floors:
        return False  # a library
    if room != other_room:
        return floors.index(room) < floors.index(other_room)
    heights = subjects().get(room, {}) if room != "acoms" else {}
    if part and other_part and part[0] in heights and other_part[0] in heights:
        return heights[part[0]] > heights[other_part[0]]
    return False


def owner(template: str) -> str:
    """The package to which a template belongs, by its folder."""
    first, *folders = template.split("/")[:-1] or [""]
    if first == "admin" and folders:
        from django.apps import apps

        return str(apps.get_app_config(folders[0]).name) if folders[0] != "parts" else "acoms"
    if first in LIBRARIES:
        return LIBRARIES[first]
    if first not in rooms():
        return "acoms"
    subject = folders[:1] if folders and folders[0] in subjects().get(first, {}) else []
    return ".".join((first, *subject))


def url_names() -> dict[str, str]:
    """The module of the view behind each URL name; of an admin page, its app."""
    from django.contrib import admin
    from django.urls import URLPattern, get_resolver

    found: dict[str, str] = {}

    def walk(resolver: Any, namespace: str) -> None:
        for each in resolver.url_patterns:
            if not isinstance(each, URLPattern):
                walk(each, f"{namespace}{each.namespace}:" if each.namespace else namespace)
            elif each.name:
                view: Any = inspect.unwrap(each.callback)
                module = getattr(view, "view_class", view).__module__
                found[namespace + each.name] = module

    walk(get_resolver(), "")
    for model in admin.site._registry:
        start = f"admin:{model._meta.app_label}_{model._meta.model_name}_"
        for name in found:
            if name.startswith(start):
                found[name] = model._meta.app_config.name
    return found


def reaches(template: str, text: str, names: Mapping[str, str]) -> Iterator[Reach]:
    """Where one template, by its path and text, reaches upwards."""
    from django.template import engines

    libraries = engines["django"].engine.libraries  # type: ignore[attr-defined]
    here = owner(template)
    for tag, double, single, bare in TAG.findall(text):
        if tag == "load":
            leads = [(name, libraries[name]) for name in bare.split() if name in libraries]
        elif not (name := double or single):
            continue  # a variable
        else:
            leads = [(name, names.get(name, "") if tag == "url" else owner(name))]
        for name, to in leads:
            if is_above(to, here):
                yield Reach(template, f"{{% {tag} {name} %}}", to)


def reaches_of_code(file: str, text: str, names: Mapping[str, str]) -> Iterator[Reach]:
    """Where a module of Python, by its path and text, calls a URL of a higher room by its name."""
    here = app_of(dotted(Path(file)))
    calls = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call))
    for call in calls:
        for given in (*call.args, *(keyword.value for keyword in call.keywords)):
            name = given.value if isinstance(given, ast.Constant) else None
            if isinstance(name, str) and is_above(to := app_of(names.get(name, "")), here):
                yield Reach(file, f"{ast.unparse(call.func)}({name!r})", to)


def app_of(module: str) -> str:
    """The app that a module stands in; the module itself where it stands in none."""
    from django.apps import apps

    config = apps.get_containing_app_config(module)
    return str(config.name) if config else module


def found() -> Iterator[Reach]:
    """All that reaches upwards."""
    names = url_names()
    for path in sorted(path for path in TEMPLATES.rglob("*") if path.is_file()):
        yield from reaches(str(path.relative_to(TEMPLATES)), path.read_text("utf-8"), names)
    for path in sorted(path for room in rooms() for path in ROOT.glob(f"{room}/**/*.py")):
        yield from reaches_of_code(str(path.relative_to(ROOT)), path.read_text("utf-8"), names)


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acoms.settings.test")
    django.setup()
    for reach in (upwards := list(found())):
        print(reach)
    return 1 if upwards else 0


if __name__ == "__main__":
    sys.exit(main())
