"""The API: the Data Hub (rules G3 to G5, H3)."""

from datetime import datetime
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

import pghistory
from django.http import HttpResponseBase
from django.urls import reverse
from ninja import Query, Schema
from pydantic import AfterValidator, Field

from accounts.models import Person
from acoms.api.doors import Doors
from acoms.api.moments import Moment, between
from acoms.api.paging import AskedPage, Page, one_page
from acoms.api.policies import ApiRequest, CallerPolicy
from acoms.api.problems import FORBIDDEN, NOT_FOUND, UNREADABLE_FILE, Problem
from contacts.calling import AcoApiRequest, AcoCallers
from documents.files.actions.downloading import give_out
from documents.files.errors import FilesError
from documents.files.models import FileVersion
from documents.files.queries import asked_for, delivered_between, files_of
from documents.files.types import TYPES, Place, types_in
from documents.files.views.downloading import served

RESOURCE = "data_hub"
HERE = Place.DATA_HUB
# In the order of the table, in which people know them.
LISTED = [row for row in TYPES.values() if row.place is HERE]
CODES = [int(row.code) for row in LISTED]
CATEGORIES = tuple(dict.fromkeys(row.category for row in LISTED))
doors = Doors("Data Hub")
callers = AcoCallers(RESOURCE, HERE.permission)


def _known(codes: list[int]) -> list[int]:
    if unknown := [code for code in codes if code not in CODES]:
        raise ValueError(f"{unknown[0]} is no type of the Data Hub: see /api/v1/data-hub/types")
    return codes


class FileTypeOut(Schema):
    """A type of files."""

    code: int
    name: str
    category: str


class FileTypes(Schema):
    """All types of files."""

    items: list[FileTypeOut]
    next: str | None = Field(description="Always null: the list has one page.")


class FileOut(Schema):
    """A file of the Data Hub, in its current version."""

    id: UUID
    name: str
    type: int
    type_name: str
    category: str
    year: int | None = Field(description="The performance year.")
    size: int = Field(description="Bytes.")
    sha256: str
    version: int = Field(description="A file that is delivered again has a new version.")
    about_beneficiaries: bool
    created_at: datetime = Field(description="When the first version was published.")
    updated_at: datetime = Field(description="From when this version is shown.")
    content: str = Field(description="The address of its bytes.")


class VersionOut(Schema):
    """One delivery of a file."""

    version: int
    size: int
    sha256: str
    updated_at: datetime
    content: str


class FileDetails(FileOut):
    versions: list[VersionOut] = Field(description="All that are kept, the last first.")


class Files(Page[FileOut]):
    """Files, in the order in which ACO-MS came to know them."""


class AskedFiles(AskedPage):
    year: int | None = Field(None, ge=2012, le=2100, description="The performance year.")
    category: Literal[CATEGORIES] | None = None  # type: ignore[valid-type]
    type: Annotated[list[int], AfterValidator(_known)] = Field(
        default=[],
        description="Codes of types; may stand several times.",
        json_schema_extra={"items": {"type": "integer", "enum": list[Any](CODES)}},
    )
    created_after: Moment | None = Field(
        None, description="First published on this day (Eastern Time) or later."
    )
    created_before: Moment | None = Field(
        None, description="First published on this day (Eastern Time) or earlier."
    )
    updated_after: Moment | None = Field(
        None, description="Whose version is shown since this day (Eastern Time) or later."
    )
    updated_before: Moment | None = Field(
        None, description="Whose version is shown since this day (Eastern Time) or earlier."
    )


class AskedContent(Schema):
    version: int | None = Field(
        None, ge=1, le=32_767, description="An earlier version than the last."
    )


@doors.get("/data-hub/types", CallerPolicy(RESOURCE))
def list_file_types(request: ApiRequest) -> FileTypes:
    """The types of files that the Data Hub has, with their codes."""
    items = [
        FileTypeOut(code=int(row.code), name=row.name, category=row.category) for row in LISTED
    ]
    return FileTypes(items=items, next=None)


@doors.get("/acos/{aco_id}/files", callers)
def list_files(request: AcoApiRequest, aco_id: str, asked: Query[AskedFiles]) -> Files:
    """The files of an ACO's Data Hub, each in its current version."""
    found = asked_for(
        files_of(request.aco_access.aco, HERE),
        HERE,
        year=str(asked.year or ""),
        category=asked.category or "",
    )
    if asked.type:
        found = found.filter(file__type__in=[str(code) for code in asked.type])
    found = delivered_between(
        found,
        created=between(asked.created_after, asked.created_before),
        updated=between(asked.updated_after, asked.updated_before),
    )
    rows, next_, count = one_page(request, found, asked, key="file_id")
    items = [FileOut(**_facts(aco_id, version)) for version in rows]
    return Files(items=items, next=next_, count=count)


@doors.get("/acos/{aco_id}/files/{uuid:public_id}", callers)
def get_file(request: AcoApiRequest, aco_id: str, public_id: UUID) -> FileDetails:
    """One file, with all of its versions."""
    versions = _versions(request, public_id)
    earlier = [
        VersionOut(
            version=one.number,
            size=one.size,
            sha256=one.sha256,
            updated_at=one.shown_at,
            content=f"{_content(aco_id, one)}?version={one.number}",
        )
        for one in versions
    ]
    return FileDetails(**_facts(aco_id, versions[0]), versions=earlier)


@doors.get_bytes("/acos/{aco_id}/files/{uuid:public_id}/content", callers)
def get_file_content(
    request: AcoApiRequest, aco_id: str, public_id: UUID, asked: Query[AskedContent]
) -> HttpResponseBase:
    """The bytes of a file, whole or the part that Range asks for.

    ETag is the SHA-256 of the whole file. Each download is on record, as those of the pages are;
    what is resumed within a day is the same one."""
    wanted = _version(_versions(request, public_id), asked.version)
    for permission in wanted.file.kind.needs:
        if not (decision := request.aco_access.decide(permission)):
            raise Problem(FORBIDDEN, decision.reason)
    person = Person.objects.get(pk=request.delegate_id)
    give = partial(served, request, wanted, give_out, acting_person=person)
    with pghistory.context(credentials=str(request.caller.credentials_id)):
        try:
            return give(address=request.caller.address)
        except FilesError as error:
            raise Problem(UNREADABLE_FILE, str(error)) from error


def _versions(request: AcoApiRequest, public_id: UUID) -> list[FileVersion]:
    """All versions that are shown of a file of the ACO's Data Hub, the last first."""
    of_file = FileVersion.objects.shown().filter(
        file__public_id=public_id,
        file__aco=request.aco_access.aco,
        file__type__in=[row.code for row in types_in(HERE)],
    )
    versions = list(of_file.select_related("file").order_by("-number"))
    if not versions:
        raise Problem(NOT_FOUND)
    return versions


def _version(versions: list[FileVersion], number: int | None) -> FileVersion:
    if number is None:
        return versions[0]
    found = next((one for one in versions if one.number == number), None)
    if found is None:
        raise Problem(NOT_FOUND, "The file has no such version.")
    return found


def _facts(aco_id: str, version: FileVersion) -> dict[str, Any]:
    file = version.file
    return {
        "id": file.public_id,
        "name": file.name,
        "type": int(file.type),
        "type_name": file.kind.name,
        "category": file.kind.category,
        "year": file.performance_year,
        "size": version.size,
        "sha256": version.sha256,
        "version": version.number,
        "about_beneficiaries": file.kind.about_beneficiaries,
        "created_at": file.published_at,
        "updated_at": version.shown_at,
        "content": _content(aco_id, version),
    }


def _content(aco_id: str, version: FileVersion) -> str:
    return reverse("api_get_file_content", args=[aco_id, version.file.public_id])
