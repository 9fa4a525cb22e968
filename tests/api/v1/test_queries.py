"""Lists of the API take as many queries for a hundred rows as for one."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from participants.certification.models import CertifiedList
from participants.changes.models import ChangeRequest
from participants.years.models import PerformanceYear
from tests.api.callers import Program
from tests.cast import Cast, make_participant
from tests.participants.certification.certifying import kept
from tests.participants.changes.asked import draft
from tests.signing.events import open_for

pytestmark = pytest.mark.rule("H3")


def queries_of(program: Program, path: str, rows: int) -> int:
    """How many queries the list takes, which has so many rows."""
    with CaptureQueriesContext(connection) as asked:
        assert len(program.get(path).json()["items"]) == rows
    return len(asked)


def assert_as_many(program: Program, name: str, more: Callable[[], Any], rows: int) -> None:
    """For one row and for `rows`, when `more` has made the others."""
    path = f"/api/v1/acos/A9101/{name}?limit=200"
    program.get(path)
    before = queries_of(program, path, 1)
    more()
    assert queries_of(program, path, rows) == before


def test_change_requests(cast: Cast, program: Program) -> None:
    one = draft(cast.lakeside, cast.exec)
    facts = {f.attname: getattr(one, f.attname) for f in one._meta.concrete_fields}
    del facts["id"]

    def more() -> None:
        ChangeRequest.objects.bulk_create(
            ChangeRequest(**{**facts, "tin_hash": uuid4()}) for _ in range(99)
        )

    assert_as_many(program, "change-requests", more, 100)


def test_certified_lists(cast: Cast, program: Program) -> None:
    make_participant(cast.lakeside)
    year = PerformanceYear.objects.create(
        year=2027, certify_from=date(2026, 11, 1), certify_by=date(2026, 12, 1)
    )
    before: list[CertifiedList | None] = [None]

    def certify() -> None:
        one = CertifiedList.objects.create(
            aco=cast.lakeside,
            performance_year=year,
            certified_by=cast.signer,
            statement="It is true.",
            participants=0,
            providers=0,
            content="{}",
            sha256="0" * 64,
            replaces=before[0],
            **{**kept(), "contact_type": "authorized_to_sign_primary"},
        )
        before[0] = one

    certify()

    def more() -> None:
        for _ in range(99):
            certify()

    assert_as_many(program, "certified-lists", more, 100)


def test_signing_events(cast: Cast, program: Program) -> None:
    open_for(cast.lakeside, cast.cms_staff)

    def more() -> None:
        for _ in range(9):
            open_for(cast.lakeside, cast.cms_staff)

    assert_as_many(program, "signing", more, 10)
