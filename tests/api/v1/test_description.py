"""What describes the API: true, whole, and the same for clients of the last release."""

import copy
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis import given as given_
from schemathesis.specs.openapi.checks import positive_data_acceptance

from acoms.api.moments import FIRST_YEAR, LAST_YEAR
from acoms.api.problems import SORTS
from api.v1.description import description
from api.v1.examples import CURL, PYTHON
from tests.api.callers import Program
from tests.api.credentials.keeping import made
from tests.api.released import RELEASED, breaks, lacks
from tests.cast import Cast, make_participant
from tests.documents.files.published import publish_file

CHECKOUT = Path(__file__).parents[3]


def said() -> dict[str, Any]:
    return copy.deepcopy(description())


@pytest.mark.rule("H3")
def test_the_description_is_open_and_says_every_operation() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    told = json.loads(answer.content)
    assert told == description()
    assert told["openapi"].startswith("3.1")
    assert {method for methods in told["paths"].values() for method in methods} == {"get"}
    assert list(lacks(told)) == []


def test_what_a_description_lacks_is_noticed() -> None:
    now = said()
    operation = now["paths"]["/api/v1/acos"]["get"]
    operation["summary"] = ""
    del operation["responses"]["429"]
    del operation["parameters"][0]["description"]
    now["info"].pop("title")
    found = "\n".join(lacks(now))
    for one in (
        "has no summary",
        "does not say 429",
        "has no description",
        '"title" is',
    ):
        assert one in found


def test_every_reference_leads_somewhere_and_nothing_is_left_over() -> None:
    told = said()
    components = told.pop("components")
    text = json.dumps({**told, **components})
    named = set(re.findall(r'"#/components/(\w+/[\w-]+)"', text))
    there = {f"{kind}/{name}" for kind in ("schemas", "responses") for name in components[kind]}
    assert named == there


@pytest.mark.rule("H3")
def test_the_pages_say_all_of_it(db: None) -> None:
    page = Client().get("/api/v1/docs/").content.decode()
    for path in description()["paths"]:
        assert f"GET {path}" in page
    for name in description()["components"]["schemas"]:
        assert f'id="schema-{name}"' in page or "enum" in str(
            description()["components"]["schemas"][name]
        )
    for said_of_tokens in ("POST /auth/token", "grant_type=client_credentials", "invalid_client"):
        assert said_of_tokens in page
    links = set(re.findall('href="#([^"]+)"', page.partition("<main")[2]))
    assert links <= set(re.findall('id="([^"]+)"', page))
    for methods in description()["paths"].values():
        assert methods["get"]["operationId"] in links
    assert "schema-Contacts" in links
    everything = Client().get("/api/v1/docs/problems/").content.decode()
    for sort in SORTS.values():
        assert sort.page in everything
        assert Client().get(sort.page).status_code == 200
    assert Client().get("/api/v1/docs/problems/made-up/").status_code == 404
    assert "600 requests in 60 seconds" in Client().get("/api/v1/docs/limits/").content.decode()


@pytest.mark.rule("H3")
def test_clients_of_the_last_release_are_served() -> None:
    assert list(breaks(json.loads(RELEASED.read_text("utf-8")), said())) == []


def test_what_breaks_a_client_is_noticed() -> None:
    contacts = "/api/v1/acos/{aco_id}/contacts"

    def without_path(now: Any) -> None:
        del now["paths"][contacts]

    def without_parameter(now: Any) -> None:
        now["paths"][contacts]["get"]["parameters"].pop()

    def required(now: Any) -> None:
        new = {"in": "query", "name": "new", "required": True, "schema": {"type": "string"}}
        now["paths"][contacts]["get"]["parameters"].append(new)

    def narrower(now: Any) -> None:
        now["paths"][contacts]["get"]["parameters"][1]["schema"]["maximum"] = 10

    def without_field(now: Any) -> None:
        del now["components"]["schemas"]["ContactOut"]["properties"]["email"]

    def another_type(now: Any) -> None:
        now["components"]["schemas"]["ContactOut"]["properties"]["id"]["type"] = "string"

    def may_be_null(now: Any) -> None:
        email = now["components"]["schemas"]["ContactOut"]["properties"]
        email["email"] = {"anyOf": [{"type": "string"}, {"type": "null"}]}

    def another_resource(now: Any) -> None:
        now["paths"][contacts]["get"]["security"] = [{"token": ["data_hub"]}]

    for change in (
        without_path,
        without_parameter,
        required,
        narrower,
        without_field,
        another_type,
        may_be_null,
        another_resource,
    ):
        now = said()
        change(now)
        assert list(breaks(said(), now)), change.__name__


def test_what_breaks_nobody_is_let_by() -> None:
    now = said()
    operation = now["paths"]["/api/v1/acos"]["get"]
    operation["parameters"].append(
        {"in": "query", "name": "new", "required": False, "schema": {"type": "string"}}
    )
    operation["summary"] = "Other words"
    now["components"]["schemas"]["AcoOut"]["properties"]["new"] = {"type": "string"}
    now["paths"]["/api/v1/new"] = now["paths"]["/api/v1/acos"]
    assert list(breaks(said(), now)) == []


@pytest.mark.rule("H3")
def test_the_examples_run(cast: Cast, live_server: Any) -> None:
    """Of a program with nothing but the client ID and the secret that its delegate was shown."""
    _ = cast.exec
    site = live_server.url
    one = made(cast.delegate, cast.lakeside, resources=["contacts", "data_hub"])
    known = {"KEY": str(one.client_id.client_id), "SECRET": one.secret, "PATH": "/usr/bin:/bin"}
    request = CURL.format(site=site).replace("A1234", "A9101")
    ran = subprocess.run(
        ["bash", "-c", request + '\necho "$TOKEN"'],
        env=known,
        capture_output=True,
        text=True,
        check=True,
    )
    answer, token = ran.stdout.rsplit("}", 1)
    assert json.loads(answer + "}")["items"] == []
    script = PYTHON.format(site=site).replace("A1234", "A9101")
    ran = subprocess.run(
        [sys.executable, "-c", script],
        env={"TOKEN": token.strip()},
        capture_output=True,
        text=True,
        check=True,
    )
    assert cast.exec.last_name in ran.stdout


def refused_for_what_no_form_says(case: Any, answer: Any) -> bool:
    """Whether all may be valid but a cursor that we did not make, or a day before or after the
    program's years."""
    years = f"the year is from {FIRST_YEAR} to {LAST_YEAR}"
    return "cursor" in (case.query or {}) or years in answer.text


def fuzz(cast: Cast, program: Program, site: str, examples: int) -> None:
    """Schemathesis asks every operation as the description allows it, and as it does not."""
    make_participant(cast.lakeside, providers=["1234567893"])
    publish_file(cast.lakeside)
    schema: Any = schemathesis.openapi.from_dict(said())
    headers = {"Authorization": f"Bearer {program.token}"}
    for result in schema.get_all_operations():
        operation = result.ok()

        @settings(
            max_examples=examples,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
        )
        @given_(case=operation.as_strategy())
        def ask(case: Any) -> None:
            if "aco_id" in case.path_parameters:
                case.path_parameters["aco_id"] = "A9101"
            answer = case.call(base_url=site, headers=headers)
            no_form = refused_for_what_no_form_says(case, answer)
            excluded = [positive_data_acceptance] if no_form else []
            case.validate_response(answer, excluded_checks=excluded)

        ask()


@pytest.mark.rule("H3")
def test_what_is_asked_at_random_is_answered_as_described(
    cast: Cast, program: Program, live_server: Any, settings: Any
) -> None:
    settings.API_REQUESTS_A_MINUTE = 100_000
    fuzz(cast, program, live_server.url, 8)


@pytest.mark.long
def test_the_same_at_length(cast: Cast, program: Program, live_server: Any, settings: Any) -> None:
    settings.API_REQUESTS_A_MINUTE = 1_000_000
    fuzz(cast, program, live_server.url, 500)
