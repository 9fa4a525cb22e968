"""What is the same of every answer of the API: errors, limits, pages, what has not changed."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from acoms.api import limits
from acoms.api.problems import SORTS
from tests.api.callers import Program
from tests.cast import Cast, make_contact, make_person

ACO = "/api/v1/acos/A9101"
CONTACTS = f"{ACO}/contacts"


def sort(answer: Any) -> str:
    """The sort of a problem, of which all is said."""
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    name = str(said["type"]).split("/")[-2]
    assert said["status"] == answer.status_code
    assert said["title"] == SORTS[name].title
    assert said["detail"]
    assert answer["Cache-Control"] == "no-store"
    return name


@pytest.mark.rule("H3")
def test_every_error_is_a_problem(program: Program) -> None:
    for path, name in {
        "/api/v1/nowhere": "not-found",
        f"{ACO}/nowhere/": "not-found",
        f"{CONTACTS}?limit=0": "invalid-parameters",
        f"{CONTACTS}?cursor=made-up": "invalid-cursor",
        f"{CONTACTS}?updated_after=yesterday": "invalid-parameters",
        f"{CONTACTS}?updatedAfter=2026-01-01": "invalid-parameters",
        f"{CONTACTS}?type=%FF": "bad-request",
        f"{ACO}/files?type=999": "invalid-parameters",
        f"{ACO}/files?category=Nothing": "invalid-parameters",
        f"{ACO}/files/not-a-uuid": "not-found",
    }.items():
        assert sort(program.get(path)) == name, path
    refused = program.ask("POST", CONTACTS)
    assert sort(refused) == "method-not-allowed"
    assert set(refused["Allow"].split(", ")) == {"GET", "HEAD"}
    too_long = program.client.post(CONTACTS, b"x" * 3_000_000, content_type="application/json")
    assert sort(too_long) == "too-large"


def test_an_invalid_parameter_is_named_and_not_repeated(program: Program) -> None:
    said = program.get(f"{CONTACTS}?limit=1234567&updated_after=123-45-6789").json()
    assert {(one["in"], one["name"]) for one in said["errors"]} == {
        ("query", "limit"),
        ("query", "updated_after"),
    }
    assert "123-45-6789" not in str(said)


@pytest.mark.parametrize(
    ("asked", "name", "says"),
    [
        ("contacts?limit=abc", "limit", "limit is a whole number."),
        ("contacts?limit=0", "limit", "limit is at least 1."),
        ("contacts?type=nope", "type", "type is one of aco_executive, "),
        (
            "contacts?updated_after=yesterday",
            "updated_after",
            "updated_after is not valid: write a",
        ),
        ("participants?on=x", "on", "on is not valid: write a day"),
        ("contacts?updatedAfter=x", "updatedAfter", "updatedAfter is no parameter here. Known are"),
        ("contacts?123-45-6789=x", "", "What you sent is no parameter here."),
        ("files?type=nope", "type", "type is "),
    ],
)
def test_what_is_wrong_with_a_parameter_is_said_in_our_words(
    program: Program, asked: str, name: str, says: str
) -> None:
    said = program.get(f"{ACO}/{asked}").json()
    assert said["errors"][0]["name"] == name
    assert said["detail"].startswith(says)
    assert len(said["detail"]) < 250
    assert not any(word in said["detail"] for word in ("Value error", "Input should", "<", "123"))


def test_the_description_takes_no_post() -> None:
    answer = Client(enforce_csrf_checks=True).post("/api/v1/openapi.json")
    assert sort(answer) == "method-not-allowed"


def test_what_breaks_is_a_problem_and_says_nothing_of_itself(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: Any) -> None:
        raise RuntimeError("what nobody may see")

    monkeypatch.setattr("contacts.api.missing_required", broken)
    program.client.raise_request_exception = False
    answer = program.get(ACO)
    assert sort(answer) == "server-error"
    assert b"nobody may see" not in answer.content


@pytest.mark.rule("H3")
def test_without_a_token_nothing_opens(cast: Cast, program: Program) -> None:
    answer = Client().get(ACO)
    assert sort(answer) == "not-authenticated"
    assert answer["WWW-Authenticate"] == 'Bearer realm="ACO-MS"'
    program.token = "another"
    assert "invalid_token" in program.get(ACO)["WWW-Authenticate"]
    # Who is signed in at the pages is nobody here.
    browser = cast.browser("exec")
    answer = browser.get(ACO)
    assert answer.status_code == 401
    assert not answer.cookies


@pytest.mark.rule("H3")
def test_an_answer_that_has_not_changed_is_not_sent_again(cast: Cast, program: Program) -> None:
    first = program.get(CONTACTS)
    assert "Authorization" in first["Vary"]
    again = program.get(CONTACTS, If_None_Match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    make_contact(cast.lakeside, make_person("new_contact"), ["other"])
    assert program.get(CONTACTS, If_None_Match=first["ETag"]).status_code == 200
    assert sort(program.get(CONTACTS, If_Match=first["ETag"])) == "precondition-failed"
    assert (
        program.get(CONTACTS, If_Unmodified_Since="Sat, 29 Oct 1994 19:43:31 GMT").status_code
        == 200
    )
    head = program.ask("HEAD", CONTACTS)
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.rule("H3")
def test_a_limit_says_what_is_left_and_when_to_come_back(program: Program, settings: Any) -> None:
    settings.API_REQUESTS_A_MINUTE = 2
    first = program.get(ACO)
    assert first["RateLimit-Policy"] == '"requests";q=2;w=60'
    assert first["RateLimit"].startswith('"requests";r=1;t=')
    assert program.get(f"{CONTACTS}?limit=0")["RateLimit"].startswith('"requests";r=0;')
    refused = program.get(ACO)
    assert sort(refused) == "too-many-requests"
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert "Retry-After" not in first


def test_a_window_ends_and_without_a_cache_nobody_is_refused(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from uuid import uuid4

    settings.API_REQUESTS_A_MINUTE = 1
    mine, yours = uuid4(), uuid4()
    now = 60.0 * 1000
    assert [limits.count(mine, now).is_over for _ in range(2)] == [False, True]
    assert not limits.count(yours, now).is_over
    assert limits.count(mine, now + 59).seconds == 1
    assert not limits.count(mine, now + 60).is_over

    def gone(*args: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(cache, "add", gone)
    assert not limits.count(mine, now).is_over


@pytest.mark.rule("H3")
def test_a_cursor_is_of_one_list_with_its_filters(cast: Cast, program: Program) -> None:
    _ = cast.exec, cast.liaison
    following = program.get(f"{CONTACTS}?limit=1").json()["next"]
    assert program.get(following).status_code == 200
    cursor = following.partition("cursor=")[2]
    for path in (
        f"{CONTACTS}?type=other&cursor={cursor}",
        f"{ACO}/files?cursor={cursor}",
        f"{CONTACTS}?cursor={cursor[:-1]}",
        f"{CONTACTS}?cursor=",
    ):
        assert sort(program.get(path)) == "invalid-cursor", path
    assert program.get(f"{CONTACTS}?limit=2&cursor={cursor}").status_code == 200


@pytest.mark.rule("E1", "H3")
def test_every_operation_asks_for_a_token() -> None:
    from api.v1.mounting import operation_urls

    arguments = {"aco_id": "A9101", "public_id": "00000000-0000-4000-8000-000000000000"}
    for url in operation_urls():
        wanted = {name: arguments.get(name, "1") for name in url.pattern.converters}
        assert sort(Client().get(reverse(str(url.name), kwargs=wanted))) == "not-authenticated"
