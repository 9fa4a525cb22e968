"""What is wrong with parameters, in our words: what each may be, and never what was sent."""

import re
from collections.abc import Collection
from typing import Any

from acoms.api.problems import PAGES

_NAMED = 5  # choices
_SEE = f"See {PAGES.removesuffix('problems/')}"
# By pydantic's sort of error; what is in braces it says besides.
_SAYS = {
    "missing": "is missing",
    "int_parsing": "is a whole number",
    "bool_parsing": "is true or false",
    "greater_than_equal": "is at least {ge}",
    "less_than_equal": "is at most {le}",
    "string_too_long": "has at most {max_length} characters",
    "value_error": "is not valid: {error}",
}


def invalid(error: dict[str, Any]) -> dict[str, str]:
    """What an error of pydantic's means."""
    where, *names = (part for part in error["loc"] if isinstance(part, str))
    said = error.get("ctx", {})
    if choices := re.findall("'([^']*)'", str(said.get("expected", ""))):
        more = f", or another one. {_SEE}" if len(choices) > _NAMED else ""
        text = f"is one of {', '.join(choices[:_NAMED])}{more}"
    else:
        text = _SAYS.get(error["type"], f"is not valid. {_SEE}").format(**said)
    return _error(where, names[-1] if names else "", text)


def unknown(names: Collection[str], known: Collection[str]) -> list[dict[str, str]]:
    """Of parameters that there are not. A name that is no word may be anything, and is not said."""
    text = f"is no parameter here. Known are {', '.join(sorted(known))}"
    if not known:
        text = "is no parameter here: there are none"
    words = sorted(name if re.fullmatch("[A-Za-z_]{1,30}", name) else "" for name in names)
    return [_error("query", name, text) for name in words]


def _error(where: str, name: str, text: str) -> dict[str, str]:
    return {"in": where, "name": name, "message": f"{name or 'What you sent'} {text}."}
