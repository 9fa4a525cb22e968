"""The Data Hub, as programs read it."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import pytest

from documents.files.models import Download, FileVersion, PublishedFile
from documents.files.types import TYPES, Place
from tests.api.callers import Program, Programs
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.documents.files.published import BENCHMARK, CCLF, bytes_of, publish_file

FILES = "/api/v1/acos/A9101/files"


def names(program: Program, query: str = "") -> list[str]:
    return [one["name"] for one in program.items(f"{FILES}{query}")]


@pytest.mark.rule("H3")
def test_a_file_is_said_with_all_that_the_command_line_needs(cast: Cast, program: Program) -> None:
    content = b"x" * 1000
    made = publish_file(cast.lakeside, "P.A9101.ACO.ZCY26.D260211.T1435560.zip", content, type=CCLF)
    (one,) = program.get(FILES).json()["items"]
    file = PublishedFile.objects.get()
    assert one == {
        "id": str(file.public_id),
        "name": file.name,
        "type": 113,
        "type_name": "Claim and Claim Line Feeds (CCLF)",
        "category": "Claim and Claim Line Feed (CCLF) Files",
        "year": file.performance_year,
        "size": 1000,
        "sha256": hashlib.sha256(content).hexdigest(),
        "version": 1,
        "about_beneficiaries": True,
        "created_at": file.published_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "updated_at": made.delivered_at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "content": f"{FILES}/{file.public_id}/content",
    }


def test_the_types_stand_in_the_order_of_the_table(program: Program) -> None:
    said = program.get("/api/v1/data-hub/types").json()
    assert said["items"][0] == {
        "code": 113,
        "name": "Claim and Claim Line Feeds (CCLF)",
        "category": "Claim and Claim Line Feed (CCLF) Files",
    }
    codes = [str(one["code"]) for one in said["items"]]
    assert codes == [code for code, row in TYPES.items() if row.place is Place.DATA_HUB]
    assert said["next"] is None


@pytest.mark.rule("H3")
def test_files_are_found_by_type_category_and_days(cast: Cast, program: Program) -> None:
    publish_file(cast.lakeside, "claims.zip", type=CCLF)
    publish_file(cast.lakeside, "benchmark.txt", type=BENCHMARK)
    publish_file(cast.lakeside, "report.pdf", place=Place.REPORTING)
    publish_file(make_aco("A9102", "Elsewhere"), "theirs.txt")
    # 11 p.m. of February 11 in Eastern Time, which is the 12th in UTC.
    night = datetime(2026, 2, 12, 4, tzinfo=UTC)
    PublishedFile.objects.filter(name="claims.zip").update(published_at=night)
    assert names(program) == ["claims.zip", "benchmark.txt"]
    assert names(program, "?type=113") == ["claims.zip"]
    assert names(program, "?type=113&type=115") == ["claims.zip", "benchmark.txt"]
    assert names(program, "?category=Reports") == ["benchmark.txt"]
    assert names(program, "?created_before=2026-02-11") == ["claims.zip"]
    assert names(program, "?created_after=2026-02-11&created_before=2026-02-12") == ["claims.zip"]
    assert names(program, "?created_after=2026-02-12") == ["benchmark.txt"]
    assert names(program, "?created_after=2026-02-12T04:00:00Z") == ["claims.zip", "benchmark.txt"]
    assert names(program, "?created_before=2026-02-11T23:00:00") == ["claims.zip"]
    assert names(program, "?created_before=2026-02-12T03:59:59Z") == []
    assert names(program, "?updated_after=2099-01-01") == []
    assert names(program, "?updated_before=2099-01-01") == ["claims.zip", "benchmark.txt"]


@pytest.mark.rule("H3", "G4")
def test_the_bytes_come_whole_and_in_parts_and_are_on_record(cast: Cast, program: Program) -> None:
    version = publish_file(cast.lakeside, "claims.zip", b"0123456789", type=CCLF)
    at = program.get(FILES).json()["items"][0]["content"]
    whole = program.get(at)
    assert bytes_of(whole) == b"0123456789"
    assert whole["ETag"] == f'"{version.sha256}"'
    assert whole["Accept-Ranges"] == "bytes"
    assert whole["Content-Disposition"] == 'attachment; filename="claims.zip"'
    part = program.get(at, Range="bytes=4-", If_Range=whole["ETag"])
    assert (part.status_code, bytes_of(part)) == (206, b"456789")
    assert part["Content-Range"] == "bytes 4-9/10"
    assert program.get(at, Range="bytes=4-", If_Range='"another"').status_code == 200
    for known in (whole["ETag"], f"W/{whole['ETag']}", "*"):
        assert program.get(at, If_None_Match=known).status_code == 304
    assert program.get(at, If_Match='"another"').json()["type"].endswith("/precondition-failed/")
    assert program.ask("HEAD", at)["Content-Length"] == "10"
    behind = program.get(at, Range="bytes=10-")
    assert (behind.status_code, behind["Content-Range"]) == (416, "bytes */10")
    assert behind.json()["type"].endswith("/no-such-range/")
    taken = Download.objects.order_by("pk")
    assert [(one.person, one.address, one.requests) for one in taken] == [
        (cast.delegate, "203.0.113.7", 2),
        (cast.delegate, "203.0.113.7", 1),  # another whole one
    ]


@pytest.mark.rule("H3", "G4")
def test_each_version_is_kept_and_can_be_taken(cast: Cast, program: Program) -> None:
    publish_file(cast.lakeside, "a.txt", b"first")
    publish_file(cast.lakeside, "a.txt", b"second")
    (one,) = program.items(FILES)
    assert one["version"] == 2
    details = program.get(f"{FILES}/{one['id']}").json()
    assert [(v["version"], v["size"]) for v in details["versions"]] == [(2, 6), (1, 5)]
    assert bytes_of(program.get(details["versions"][1]["content"])) == b"first"
    assert program.get(f"{one['content']}?version=3").status_code == 404
    assert program.get(f"{one['content']}?version=0").status_code == 422


@pytest.mark.rule("H3")
def test_another_acos_file_is_not_there(cast: Cast, program: Program, programs: Programs) -> None:
    elsewhere = make_aco("A9102", "Elsewhere")
    theirs = publish_file(elsewhere, "theirs.txt").file.public_id
    report = publish_file(cast.lakeside, "report.pdf", place=Place.REPORTING).file.public_id
    for path in (
        "/api/v1/acos/A9102/files",
        f"/api/v1/acos/A9102/files/{theirs}/content",
        f"{FILES}/{theirs}",
        f"{FILES}/{theirs}/content",
        f"{FILES}/{report}/content",
    ):
        assert program.get(path).status_code == 404, path
    # Credentials say which ACOs, whatever else the delegate may be elsewhere.
    make_contact(elsewhere, cast.delegate, ["credential_delegate"])
    assert program.get("/api/v1/acos/A9102/files").status_code == 404
    assert not Download.objects.exists()


@pytest.mark.rule("H3", "G5")
def test_what_the_delegate_may_not_open_their_program_may_not(
    cast: Cast, programs: Programs
) -> None:
    """As the pages ask, also where the credentials' own rule should have ended them before."""
    publish_file(cast.lakeside, "claims.zip", type=CCLF)
    program = programs.of(cast.qpp_staff, [cast.lakeside])
    at = program.get(FILES).json()["items"][0]["content"]
    assert program.get(at).status_code == 403
    assert not Download.objects.exists()


def test_a_file_that_cannot_be_read_says_so(cast: Cast, program: Program) -> None:
    version = publish_file(cast.lakeside, "a.txt")
    from documents.files.storage import FILES as STORE

    STORE.delete(version.stored_as)
    answer = program.get(program.items(FILES)[0]["content"])
    assert answer.status_code == 500
    assert answer.json()["type"].endswith("/unreadable-file/")


@pytest.mark.rule("H3")
def test_pages_hold_while_files_come_and_go(cast: Cast, program: Program) -> None:
    for number in range(5):
        publish_file(cast.lakeside, f"file-{number}.txt")
    first = program.get(f"{FILES}?limit=2").json()
    assert [one["name"] for one in first["items"]] == ["file-0.txt", "file-1.txt"]
    assert first["count"] == 5
    publish_file(cast.lakeside, "file-5.txt")
    publish_file(cast.lakeside, "file-0.txt", b"again")
    rest = program.items(first["next"])
    assert [one["name"] for one in rest] == [f"file-{number}.txt" for number in range(2, 6)]


@pytest.mark.rule("H3")
@pytest.mark.parametrize("path", [f"{FILES}?limit=200", f"{FILES}?limit=200&year=2026"])
def test_as_many_queries_for_a_hundred_files_as_for_one(
    cast: Cast, program: Program, path: str, django_assert_num_queries: Any
) -> None:
    publish_file(cast.lakeside, "a.Y26.txt")
    program.get(path)
    with django_assert_num_queries(2):
        program.get(path)
    file = PublishedFile.objects.get()
    more = PublishedFile.objects.bulk_create(
        PublishedFile(aco=cast.lakeside, name=f"{n}.txt", type=file.type, performance_year=2026)
        for n in range(199)
    )
    FileVersion.objects.bulk_create(
        FileVersion(file=one, number=1, size=1, sha256="0" * 64, scan="no scanner") for one in more
    )
    with django_assert_num_queries(2):
        assert len(program.get(path).json()["items"]) >= 199


def test_a_stranger_of_the_programs_person_is_nobody(cast: Cast, programs: Programs) -> None:
    program = programs.of(make_person("gone_delegate"), [cast.lakeside])
    assert program.get(FILES).status_code == 404
