"""The description of the API, taken apart for the page that people read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from api.v1.description import description, in_one_word


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter, or a field of an answer."""

    name: str
    kind: str
    says: str
    allowed: str = ""


@dataclass(frozen=True, slots=True)
class OperationRead:
    """An operation as the page shows it."""

    id: str
    path: str
    title: str
    says: str
    resource: str
    parameters: list[Field]
    answers: str
    has_schema: bool  # which the page shows too


@dataclass(frozen=True, slots=True)
class SchemaRead:
    """What an answer consists of."""

    name: str
    says: str
    fields: list[Field]


def operations() -> Iterator[tuple[str, list[OperationRead]]]:
    """The operations, under their subjects."""
    found: dict[str, list[OperationRead]] = {}
    for path, methods in description()["paths"].items():
        said = methods["get"]
        found.setdefault(said["tags"][0], []).append(_operation(path, said))
    yield from found.items()


def _operation(path: str, said: dict[str, Any]) -> OperationRead:
    (content,) = said["responses"]["200"]["content"].values()
    return OperationRead(
        id=said["operationId"],
        path=path,
        title=said["summary"],
        says=said.get("description", ""),
        resource=next(iter(said["security"][0]["token"]), "any"),
        parameters=[
            Field(
                one["name"], in_one_word(one["schema"]), one.get("description", ""), _allowed(one)
            )
            for one in said["parameters"]
        ],
        answers=in_one_word(content["schema"]),
        has_schema="$ref" in content["schema"],
    )


def _allowed(parameter: dict[str, Any]) -> str:
    """The values that a parameter takes, where they are few."""
    schema = parameter["schema"]
    for one in (schema, schema.get("items", {}), *schema.get("anyOf", ())):
        if values := _resolved(one).get("enum"):
            return ", ".join(map(str, values))
    return ""


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = description()["components"]["schemas"][in_one_word(schema)]
    return found


def schemas() -> list[SchemaRead]:
    """What answers consist of, by name; the sets of words among them have no fields."""
    return [
        SchemaRead(
            name,
            schema.get("description", ""),
            [
                Field(field, in_one_word(one), one.get("description", ""))
                for field, one in schema.get("properties", {}).items()
            ],
        )
        for name, schema in sorted(description()["components"]["schemas"].items())
        if "properties" in schema
    ]
