"""Entries are what their rows are, whatever writes the rows (rule J2, decision 97)."""

import re
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Person
from contacts.models import Aco
from documents.correspondence.models import Delivery, Message
from documents.files.models import PublishedFile
from documents.library.models import LibraryFile, Version
from helpdesk.models import Ticket
from participants.changes.models import ChangeRequest
from participants.lists.models import Participant, ProviderSupplier
from search.actions import rebuild
from search.keeping import select
from search.models import Entry
from search.registry import all_sources
from search.tasks import check_entries
from signing.models import EventDocument
from tests.cast import Cast
from tests.database.rows import fresh

pytestmark = [pytest.mark.rule("J2"), pytest.mark.django_db]
ROWS = [
    Aco,
    Person,
    Participant,
    ProviderSupplier,
    ChangeRequest,
    PublishedFile,
    Message,
    Delivery,
    Version,
    LibraryFile,
    EventDocument,
    Ticket,
]
NAMES: dict[Any, str] = {
    Aco: "name",
    Person: "last_name",
    Participant: "legal_business_name",
    ProviderSupplier: "name",
    Message: "subject",
}


def searched(kind: str, key: int) -> str:
    return Entry.objects.get(kind=kind, key=key).searched


def test_each_source_has_rows_in_the_walk_below() -> None:
    assert {source.model for source in all_sources()} == set(ROWS)


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.tuples(st.sampled_from(ROWS), st.text("abÉ&'- ", min_size=1, max_size=8)), max_size=12
    )
)
def test_a_rebuild_changes_nothing_after_a_walk(db: None, steps: list[tuple[Any, str]]) -> None:
    """Rows are made, renamed and deleted, past all actions."""
    for model, name in steps:
        row = fresh(model)
        if column := NAMES.get(model):
            model.objects.filter(pk=row.pk).update(**{column: " ".join(["x", *name.split()])})
        if model is ProviderSupplier and len(name) % 2:
            row.delete()
    assert rebuild() == 0


def test_a_rebuild_writes_what_is_missing_or_wrong_and_deletes_what_is_nobodys(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cast.exec.pk
    before = set(Entry.objects.values_list("kind", "key", "aco", "searched"))
    Entry.objects.filter(kind="aco").delete()
    Entry.objects.filter(kind="contact", key=cast.exec.pk).update(searched="wrong")
    Entry.objects.create(kind="aco", key=987654, searched="nobody")
    Entry.objects.create(kind="no such kind", key=1, searched="nobody")
    call_command("rebuild_search")
    assert capsys.readouterr().out == "4 entries of the search were written or deleted.\n"
    assert set(Entry.objects.values_list("kind", "key", "aco", "searched")) == before


def test_at_night_nothing_is_wrong_and_what_is_mended_is_said(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    check_entries()
    assert "mended" not in caplog.text
    Entry.objects.filter(kind="aco").delete()
    check_entries()
    assert "mended" in caplog.text
    assert Entry.objects.filter(kind="aco").count() == 1


@pytest.mark.parametrize("source", all_sources(), ids=lambda one: one.kind)
def test_a_source_reads_the_columns_that_it_says(source: object) -> None:
    """A column that is read and not said would leave an entry as it was."""
    written = select(source, "own")  # type: ignore[arg-type]
    columns = {field.column for field in source.model._meta.concrete_fields}  # type: ignore[attr-defined]
    read = set(re.findall(r"\bown\.(\w+)", written)) & columns - {"id"}
    assert read == set(source.reads)  # type: ignore[attr-defined]
