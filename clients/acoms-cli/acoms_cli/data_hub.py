"""What the Data Hub has: types of files, and the files of an ACO."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timezone
from typing import Any
from urllib.parse import quote, urlencode

from acoms_cli.errors import Broken, CliError
from acoms_cli.web import Site

_SHA256 = re.compile(r"[0-9a-f]{64}")
_SHORT = re.compile(r"\(([^()]+)\)")


@dataclass(frozen=True)
class FileType:
    """A type of files with its code, such as the Assignment Report, 116."""

    code: int
    name: str
    category: str


@dataclass(frozen=True)
class RemoteFile:
    """A file as the Data Hub lists it: its latest version."""

    id: str
    aco: str
    name: str
    type: int
    type_name: str
    category: str
    year: int | None
    size: int
    sha256: str
    version: int
    created_at: str
    updated_at: str
    content: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Wanted:
    """Which files somebody asks for. The dates are those of the API: inclusive, or a moment."""

    acos: tuple[str, ...] = ()  # none: all that the credentials open
    year: int | None = None
    category: str = ""
    types: tuple[int, ...] = ()
    created_after: str = ""
    created_before: str = ""
    updated_after: str = ""
    updated_before: str = ""

    def query(self) -> str:
        """The same for the API."""
        pairs: list[tuple[str, Any]] = [
            ("year", self.year),
            ("category", self.category),
            *(("type", code) for code in self.types),
            ("created_after", self.created_after),
            ("created_before", self.created_before),
            ("updated_after", self.updated_after),
            ("updated_before", self.updated_before),
        ]
        return urlencode([(name, value) for name, value in pairs if value])

    def has(self, file: RemoteFile) -> bool:
        """Whether a file is of the year, category and types asked for, whatever was answered."""
        return (
            (not self.types or file.type in self.types)
            and (not self.category or file.category == self.category)
            and (self.year is None or file.year == self.year)
        )


def file_types(site: Site) -> list[FileType]:
    """All types, in the order of ACO-MS's table."""
    with _understood():
        return [
            FileType(int(item["code"]), str(item["name"]), str(item["category"]))
            for item in _items(site, "api/v1/data-hub/types")
        ]


def files(site: Site, wanted: Wanted) -> list[RemoteFile]:
    """The files that are asked for, in ACO-MS's order."""
    if wanted.category:
        wanted = replace(wanted, category=_category(site, wanted.category))
    acos = wanted.acos or tuple(_all_acos(site))
    return [file for aco in acos for file in _files_of(site, aco, wanted) if wanted.has(file)]


def _files_of(site: Site, aco: str, wanted: Wanted) -> Iterator[RemoteFile]:
    query = wanted.query()
    path = f"api/v1/acos/{quote(aco, safe='')}/files"
    with _understood():
        for item in _items(site, f"{path}?{query}" if query else path):
            yield _file(aco, item)


def _file(aco: str, item: dict[str, Any]) -> RemoteFile:
    """One file of an answer. Raises KeyError, TypeError, ValueError."""
    year = item.get("year")
    if not _SHA256.fullmatch(item["sha256"]) or int(item["size"]) < 0:
        raise ValueError("a checksum or size that is none")
    return RemoteFile(
        id=str(item["id"]),
        aco=aco,
        name=str(item["name"]),
        type=int(item["type"]),
        type_name=str(item["type_name"]),
        category=str(item["category"]),
        year=None if year is None else int(year),
        size=int(item["size"]),
        sha256=item["sha256"],
        version=int(item["version"]),
        created_at=str(item["created_at"]),
        updated_at=str(item["updated_at"]),
        content=str(item["content"]),
    )


def _all_acos(site: Site) -> list[str]:
    with _understood():
        return [str(item["aco_id"]) for item in _items(site, "api/v1/acos")]


def _items(site: Site, path: str) -> Iterator[dict[str, Any]]:
    """The items of all pages of a list."""
    seen = set()
    while path and path not in seen:
        seen.add(path)
        page = site.get(path)
        yield from page["items"]
        path = page["next"] or ""


def _category(site: Site, said: str) -> str:
    """The category that somebody means: its name, or what it is called for short, as CCLF."""
    known = list(dict.fromkeys(each.category for each in file_types(site)))
    for name in known:
        if said.strip().casefold() in (word.casefold() for word in (name, *_SHORT.findall(name))):
            return name
    raise CliError(f"There is no category {said!r}. There are: {'; '.join(known)}.")


class _understood:  # noqa: N801 - reads as what it is
    """Answers of another form than ours become one error."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, KeyError | TypeError | ValueError | AttributeError):
            raise Broken(
                "ACO-MS answered in a form that this acoms-cli does not understand "
                f"({type(error).__name__}: {error}). Look for a newer acoms-cli."
            ) from None


def moment(text: str) -> str:
    """A moment as listings print it: in UTC, with milliseconds."""
    try:
        at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise Broken(f"ACO-MS named {text!r} as a moment, which it is not.") from None
    at = at.astimezone(timezone.utc)
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03}Z"
