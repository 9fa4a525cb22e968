"""What describes the API to programs: OpenAPI 3.1."""

import re
from functools import cache
from typing import Any

from django.conf import settings

from acoms.access import policy_of
from acoms.api.middleware import PEOPLE, PROGRAMS
from acoms.api.policies import CallerPolicy
from acoms.api.problems import CONTENT_TYPE, SORTS
from api.v1.mounting import the_api

SAYS = (
    "What ACO-MS says of an ACO on its pages, for the ACO's own programs: the same data and the "
    "same rules. It is read-only. POST /auth/token gives an access token for a client ID and "
    "secret, which your ACO's Credential Delegate makes on the page API Credentials."
)
# What each operation may answer besides, by status, with the sort that stands for it.
ERRORS = {
    "400": "bad-request",
    "401": "not-authenticated",
    "403": "forbidden",
    "404": "not-found",
    "405": "method-not-allowed",
    "412": "precondition-failed",
    "422": "invalid-parameters",
    "429": "too-many-requests",
    "500": "server-error",
}
_LIMITS = {
    "RateLimit": "What is left of the limit, and the seconds until it is whole again.",
    "RateLimit-Policy": "The limit: so many requests in so many seconds.",
}
_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


@cache
def description() -> dict[str, Any]:
    """The whole of it, made once."""
    said = the_api().get_openapi_schema(path_prefix=PROGRAMS)
    paths = {
        path: {"get": _operation(path, methods["get"])}
        for path, methods in sorted(said["paths"].items())
    }
    schemas = said["components"]["schemas"]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "ACO-MS API",
            "version": said["info"]["version"],
            "description": SAYS,
            "license": {"name": "MIT", "identifier": "MIT"},
            "contact": {"name": "SSP Helpdesk", "email": settings.HELPDESK_EMAIL},
        },
        "servers": [{"url": settings.SITE_URL}],
        "externalDocs": {"url": f"{settings.SITE_URL}{PEOPLE}"},
        "tags": [{"name": name, "description": f"{name} of the ACO."} for name in _tags(paths)],
        "paths": paths,
        "components": {
            "schemas": {
                **{name: schema for name, schema in schemas.items() if not _is_asked(name)},
                "Problem": _PROBLEM,
            },
            "responses": {name: _response(name) for name in ERRORS.values()},
            "securitySchemes": {"token": _token(paths)},
        },
    }


def _is_asked(name: str) -> bool:
    """Whether it is a set of parameters, which stand with their operations."""
    return name.startswith("Asked")


def _tags(paths: dict[str, Any]) -> list[str]:
    return list(dict.fromkeys(methods["get"]["tags"][0] for methods in paths.values()))


def _operation(path: str, said: dict[str, Any]) -> dict[str, Any]:
    resource = _resource_of(said["operationId"])
    is_bytes = path.endswith("/content")
    answers = _content_answers("certified" not in path) if is_bytes else _answers(said)
    errors = {
        status: {"$ref": f"#/components/responses/{name}"}
        for status, name in ERRORS.items()
        if status not in ("404", "422") or said["parameters"] or "{" in path
    }
    return {
        **said,
        "parameters": [_parameter(one) for one in said["parameters"]],
        "responses": {**answers, **errors},
        "security": [{"token": [resource] if resource else []}],
    }


def _resource_of(operation_id: str) -> str:
    for router in the_api()._get_bound_routers():
        for path_view in router.path_operations.values():
            for operation in path_view.operations:
                if operation.operation_id == operation_id:
                    policy = policy_of(operation.view_func)
                    assert isinstance(policy, CallerPolicy)
                    return policy.resource
    raise KeyError(operation_id)


def _parameter(said: dict[str, Any]) -> dict[str, Any]:
    """One parameter; what is empty is left out, and an ACO ID is one."""
    if said["name"] == "aco_id":
        form = {"type": "string", "pattern": r"^(A\d{4,5}|V\d{3})$", "examples": ["A1234"]}
        return {**said, "schema": form, "description": "The ACO ID."}
    text = said.get("description") or _NAMED.get(said["name"], "")
    more = {"description": text} if text else {}
    return {**said, "schema": _never_null(said["schema"]), **more}


def _never_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter is there or is not: no address says null."""
    kinds = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    rest = {
        name: said for name, said in schema.items() if name not in ("anyOf", "title", "description")
    }
    if not kinds:
        return rest
    return {**rest, **(kinds[0] if len(kinds) == 1 else {"anyOf": kinds})}


_NAMED = {
    "public_id": "The id of a file.",
    "certified_id": "The id of a certified list.",
    "category": "A category of types.",
    "kind": "What is asked for.",
    "state": "How it stands.",
}


def _answers(said: dict[str, Any]) -> dict[str, Any]:
    headers = {**_headers("ETag", "Names this answer, for If-None-Match."), **_limit_headers()}
    return {
        "200": {
            "description": "The answer.",
            "headers": headers,
            "content": said["responses"][200]["content"],
        },
        "304": {"description": "What If-None-Match names has not changed."},
    }


def _content_answers(in_parts: bool) -> dict[str, Any]:
    """Of what is given byte for byte."""
    headers = {**_headers("ETag", "Names these bytes."), **_limit_headers()}
    whole = {"description": "The bytes.", "headers": headers, "content": _BYTES}
    if not in_parts:
        whole = {**whole, "content": {"application/json": {"schema": {"type": "object"}}}}
        return {"200": whole}
    return {
        "200": whole,
        "206": {**whole, "description": "The part that Range asks for."},
        "304": {"description": "What If-None-Match names has not changed."},
        "416": {
            "description": SORTS["no-such-range"].title,
            "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
        },
    }


def _headers(name: str, text: str) -> dict[str, Any]:
    return {name: {"description": text, "schema": {"type": "string"}}}


def _limit_headers() -> dict[str, Any]:
    return {k: v for name, text in _LIMITS.items() for k, v in _headers(name, text).items()}


_PROBLEM = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri", "description": "Names the sort, for good."},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What it is here, and what to do."},
        "errors": {
            "type": "array",
            "description": "Of invalid-parameters: each that is not valid.",
            "items": {
                "type": "object",
                "required": ["in", "name", "message"],
                "properties": {name: {"type": "string"} for name in ("in", "name", "message")},
            },
        },
    },
}


def _response(name: str) -> dict[str, Any]:
    sort = SORTS[name]
    more = {}
    if name == "too-many-requests":
        more = {"headers": _headers("Retry-After", "After how many seconds to come back.")}
    return {
        "description": sort.title,
        **more,
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _token(paths: dict[str, Any]) -> dict[str, Any]:
    scopes = {one for methods in paths.values() for one in methods["get"]["security"][0]["token"]}
    return {
        "type": "oauth2",
        "description": "Send it as Authorization: Bearer TOKEN. It is good for 20 minutes.",
        "flows": {
            "clientCredentials": {
                "tokenUrl": f"{settings.SITE_URL}/auth/token",
                "scopes": {
                    one: f"The resource {one} of the credentials." for one in sorted(scopes)
                },
            }
        },
    }


def in_one_word(schema: dict[str, Any]) -> str:
    """A type as the page says it: "text", "list of FileOut", "day or null"."""
    if "$ref" in schema:
        return str(schema["$ref"].rsplit("/", 1)[-1])
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(in_one_word(one) for one in schema["anyOf"]))
    if schema.get("type") == "array":
        return f"list of {in_one_word(schema['items'])}"
    name = schema.get("format") or schema.get("type", "anything")
    return re.sub("-", " ", _WORDS.get(name, str(name)))


_WORDS = {
    "string": "text",
    "integer": "number",
    "boolean": "true or false",
    "date": "day",
    "date-time": "moment",
    "uuid": "UUID",
    "binary": "bytes",
    "object": "JSON object",
}
