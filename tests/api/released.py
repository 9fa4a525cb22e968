"""Whether the API of now still serves the clients of the last release::

    python -m tests.api.released            what breaks them; nothing if nothing does
    python -m tests.api.released --release  what is now is released, docs/api/openapi.json

A field or an operation may come, and a parameter that may be left out. Nothing goes, nothing
changes its type, and nothing that could be left out becomes required.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from openapi_spec_validator import OpenAPIV31SpecValidator

RELEASED = Path(__file__).parents[2] / "docs" / "api" / "openapi.json"
Schema = dict[str, Any]
# What says the type of a value; titles, descriptions and examples break nobody.
TYPES = ("type", "format", "$ref", "const")


def breaks(released: Schema, now: Schema) -> Iterator[str]:
    """What clients of `released` find broken, in words."""
    for path, methods in released["paths"].items():
        if path not in now["paths"]:
            yield f"{path} is gone"
            continue
        for method, operation in methods.items():
            if method not in now["paths"][path]:
                yield f"{method.upper()} {path} is gone"
                continue
            yield from _in_operation(path, operation, now["paths"][path][method])
    old, new = (one["components"]["schemas"] for one in (released, now))
    for name, schema in old.items():
        if name not in new:
            yield f"{name} is gone"
        else:
            yield from _in_answer(name, schema, new[name])


def _in_operation(path: str, old: Schema, new: Schema) -> Iterator[str]:
    before, after = (
        {(one["in"], one["name"]): one for one in said["parameters"]} for said in (old, new)
    )
    for key, parameter in before.items():
        if key not in after:
            yield f"{path}: the parameter {key[1]} is gone"
        else:
            yield from _in_parameter(f"{path}: {key[1]}", parameter, after[key])
    for key in after.keys() - before.keys():
        if after[key]["required"]:
            yield f"{path}: the parameter {key[1]} is required"
    for status in old["responses"].keys() - new["responses"].keys():
        yield f"{path}: the answer {status} is gone"
    for status in old["responses"].keys() & new["responses"].keys():
        was, is_ = (said["responses"][status].get("content", {}) for said in (old, new))
        for kind, content in was.items():
            if kind not in is_:
                yield f"{path}: {status} is no {kind} any more"
            else:
                yield from _in_answer(f"{path}: {status}", content["schema"], is_[kind]["schema"])
    if set(old["security"][0]["token"]) != set(new["security"][0]["token"]):
        yield f"{path}: another resource is needed"


def _in_parameter(where: str, old: Schema, new: Schema) -> Iterator[str]:
    if new["required"] and not old["required"]:
        yield f"{where} is required"
    lost = set(_kinds(old["schema"])) - set(_kinds(new["schema"]))
    if lost:
        yield f"{where} has another type"
    for limit, is_narrower in _LIMITS.items():
        before, after = (one["schema"].get(limit) for one in (old, new))
        if after is not None and (before is None or is_narrower(after, before)):
            yield f"{where} has another {limit}"
    before, after = (_values(one["schema"]) for one in (old, new))
    if after and (not before or before - after):
        yield f"{where} does not take every value any more"


_LIMITS: dict[str, Callable[[Any, Any], bool]] = {
    "maximum": lambda after, before: after < before,
    "maxLength": lambda after, before: after < before,
    "minimum": lambda after, before: after > before,
    "pattern": lambda after, before: after != before,
}


def _in_answer(where: str, old: Schema, new: Schema) -> Iterator[str]:
    """An answer may say more, and never less or otherwise."""
    more = set(_kinds(new)) - set(_kinds(old))
    if more:
        yield f"{where} has another type"
    fields = new.get("properties", {})
    for name, schema in old.get("properties", {}).items():
        if name not in fields:
            yield f"{where}: {name} is gone"
            continue
        yield from _in_answer(f"{where}: {name}", schema, fields[name])
        if name in old.get("required", ()) and name not in new.get("required", ()):
            yield f"{where}: {name} may be missing"
    if "items" in old and "items" in new:
        yield from _in_answer(f"{where}: items", old["items"], new["items"])
    if _values(old) and _values(new) - _values(old):
        yield f"{where} has values that nobody knew"


def _kinds(schema: Schema) -> Iterator[tuple[Any, ...]]:
    for one in schema.get("anyOf", [schema]):
        yield tuple(str(one.get(name)) for name in TYPES)


def _values(schema: Schema) -> set[str]:
    kinds = (*schema.get("anyOf", [schema]), schema.get("items", {}))
    return {str(value) for one in kinds for value in one.get("enum", ())}


def lacks(now: Schema) -> Iterator[str]:
    """What a description lacks: where it is no OpenAPI 3.1, and which words its readers miss."""
    for error in OpenAPIV31SpecValidator(now).iter_errors():
        yield f"{'/'.join(map(str, error.absolute_path))}: {error.message}"
    for path, methods in now["paths"].items():
        operation = methods["get"]
        for name in ("summary", "operationId", "tags", "security"):
            if not operation.get(name):
                yield f"{path} has no {name}"
        for parameter in operation["parameters"]:
            if not parameter.get("description"):
                yield f"{path}: {parameter['name']} has no description"
        if missing := {"401", "403", "429", "500"} - operation["responses"].keys():
            yield f"{path} does not say {', '.join(sorted(missing))}"


def main() -> int:
    import django

    django.setup()
    from api.v1.description import description

    now = json.loads(json.dumps(description()))
    if "--release" in sys.argv:
        RELEASED.write_text(json.dumps(now, indent=2, ensure_ascii=False) + "\n", "utf-8")
        return 0
    found = [*lacks(now), *breaks(json.loads(RELEASED.read_text("utf-8")), now)]
    print(*found, sep="\n", end="\n" if found else "")
    return bool(found)


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acoms.settings.test")
    sys.exit(main())
