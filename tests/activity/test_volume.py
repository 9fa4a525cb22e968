"""Years of history: one ACO's page reads its own rows by an index and nothing else."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from activity import actions, tables
from activity.queries import PAGE, Filters, Place, page, rows
from activity.rules import Kind
from activity.seals import Row
from activity.sources import sources
from activity.verification import verify_history
from contacts.actions import give_types
from contacts.models import ContactAttestation
from invitations.actions import Invitee, invite
from tests.activity.many import analyze, multiply
from tests.cast import Cast, make_contact

ROWS = 10_000
JO = Invitee(first_name="Jo", last_name="Chen", email="jo.chen@example.net")


def long_history(cast: Cast, count: int) -> list[str]:
    """A row of each kind for Lakeside, and many of other ACOs in each table."""
    invite(acting_person=cast.exec, aco=cast.lakeside, invitee=JO, codes=["other"])
    contact = make_contact(cast.lakeside, cast.exec, ["financial"])
    assert ContactAttestation.objects.filter(contact=contact).exists()
    names = [source.key for source in sources()[:5]]
    for name in names:
        multiply(name, count)
    analyze(*names)
    return names


@pytest.mark.django_db
def test_one_acos_page_reads_no_table_of_history_from_end_to_end(cast: Cast) -> None:
    names = long_history(cast, ROWS)
    days_ago = Place(timezone.now() - timedelta(days=3), 2, 5)
    for filters in (
        Filters(aco=100_007),
        Filters(aco=100_007, since=timezone.now() - timedelta(days=30)),
        Filters(aco=100_007, person=cast.exec.pk, email=cast.exec.email),
        Filters(aco=100_007, kind=Kind.TYPE_ENDED),
        Filters(aco=100_007, search="chen"),
    ):
        for before in (None, days_ago):
            for rank, source in enumerate(sources()[:5]):
                plan = rows(rank, source, filters, before)[: PAGE + 1].explain()
                read_whole = re.findall(r"Seq Scan on (\w+)", plan)
                assert not set(read_whole) & {*names, "pghistory_context"}, plan


@pytest.mark.django_db
def test_the_newest_of_all_acos_are_found_by_an_index(cast: Cast) -> None:
    names = long_history(cast, ROWS)
    for rank, source in enumerate(sources()[:5]):
        plan = rows(rank, source, Filters())[: PAGE + 1].explain()
        assert not set(re.findall(r"Seq Scan on (\w+)", plan)) & set(names), plan


@pytest.mark.django_db
def test_a_page_deep_in_the_past_costs_what_the_first_does(cast: Cast) -> None:
    """Its rows are found by their place; nothing before them is read."""
    long_history(cast, ROWS)
    filters = Filters(aco=100_007)
    first = page(filters, None)
    before, pages = first[-1].place, 1
    while older := page(filters, before):
        before, pages = older[-1].place, pages + 1
    assert pages >= 3
    source = sources()[1]
    plan = rows(1, source, filters, before)[: PAGE + 1].explain(analyze=True, buffers=True)
    touched = re.search(r"shared hit=(\d+)", plan)
    assert touched
    assert int(touched[1]) < 100, plan


@pytest.mark.django_db(transaction=True)
def test_sealing_and_checking_are_quick_and_hold_one_seal_at_a_time(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Far slower machines pass: this notices a cost that grows faster than the history."""
    give_types(
        acting_person=cast.exec,
        aco=cast.lakeside,
        person=cast.outsider,
        codes=["other"],
        given_by=None,
    )
    multiply("contacts_heldtypeevent", 100_000)
    analyze("contacts_heldtypeevent")
    most = 0
    read = tables.rows_between

    def watched(*args: Any) -> list[Row]:
        nonlocal most
        found = read(*args)
        most = max(most, len(found))
        return found

    monkeypatch.setattr(tables, "rows_between", watched)
    began = time.monotonic()
    assert actions.seal_history(settle=timedelta(0)) > 100_000
    sealed = time.monotonic()
    report = verify_history()
    checked = time.monotonic()
    assert report.problem is None
    assert report.entries > 100_000
    assert most <= actions.BATCH + 1
    assert sealed - began < 60
    assert checked - sealed < 60
    print(f"sealed in {sealed - began:.1f} s, checked in {checked - sealed:.1f} s")
