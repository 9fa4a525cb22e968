"""What CMS staff do in numbers, from the command line (rules A15, F1, F7)."""

import csv
import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from contacts.models import HeldType
from signing.models import AcoEvent
from tests.cast import Cast, make_aco
from tests.signing.events import all_signers, opened, sign, written


def said(*command: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command(*command, stdout=out, **options)
    return out.getvalue()


@pytest.mark.rule("A15", "F1")
def test_opening_says_who_lacks_whom(cast: Cast) -> None:
    all_signers(cast)
    event = written(cast, acos=[cast.lakeside, make_aco("A7001", "Bare ACO")])
    staff = cast.cms_staff.user_id
    dry = said("open_signing_event", str(event.pk), "--as", staff, "--dry-run")
    assert "Bare ACO (A7001) lacks ACO Executive, Authorized to Sign (primary)" in dry
    assert "1 of 2 ACOs would wait" in dry
    assert not AcoEvent.objects.filter(event__released_at__isnull=False).exists()
    done = said("open_signing_event", str(event.pk), "--as", staff)
    assert "1 of 2 ACOs wait for somebody who signs" in done
    assert AcoEvent.objects.get(opened_at__isnull=False).aco == cast.lakeside


def test_opening_is_refused_as_in_the_admin(cast: Cast) -> None:
    event = written(cast)
    for number, who, why in (
        (event.pk, "nobody", "Nobody here"),
        (999_999, cast.cms_staff.user_id, "no Signing Event"),
        (event.pk, cast.exec.user_id, "."),
    ):
        with pytest.raises(CommandError, match=why):
            said("open_signing_event", str(number), "--as", who)
    assert not AcoEvent.objects.filter(event__released_at__isnull=False).exists()


@pytest.mark.rule("F7")
def test_the_status_of_each_aco_is_a_row(cast: Cast, django_assert_max_num_queries: Any) -> None:
    own = opened(cast, {"compliance": 1, "dua": 1})
    sign(cast.exec, own)
    HeldType.objects.filter(type="dua_requestor").update(ended_at=own.opened_at, end_reason="Left.")
    other = written(cast, {"dua": 1}, acos=[make_aco(f"A70{n:02}", f"ACO {n}") for n in range(5)])
    with django_assert_max_num_queries(3):
        rows = list(csv.DictReader(io.StringIO(said("signing_status"))))
    assert len(rows) == 6
    (row,) = [row for row in rows if row["ACO ID"] == own.aco.aco_id]
    assert (row["State"], row["Documents signed"], row["Documents"]) == ("Open", "1", "2")
    assert row["Lacks"] == "DUA Requestor"
    only = list(csv.DictReader(io.StringIO(said("signing_status", event=other.pk))))
    assert {row["State"] for row in only} == {"Not open yet"}
    assert len(only) == 5
