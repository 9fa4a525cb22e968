"""Taking articles and files out of the library, and putting them back (rule G3)."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from django.utils import timezone

from accounts.models import Person
from acoms.once.done import AlreadyDone, reason_kept
from acoms.once.shown import refusal_of_change
from acoms.text.lines import tidied
from documents.library.errors import LibraryError
from documents.library.models import Article, LibraryFile

Row = TypeVar("Row", Article, LibraryFile)
Showing = Callable[[Row], Mapping[str, object]]  # what a page that asks shows of a row
_COLUMNS = ["withdrawn_at", "withdrawn_by", "withdrawal_reason"]


def withdraw(
    row: Row, noun: str, person: Person, reason: str, shown: str | None, showing: Showing[Row]
) -> Row:
    """Withdraw a row that the caller has locked, inside the caller's transaction.

    `noun` is what it is in a sentence. Raises AlreadyDone and LibraryError.
    """
    reason = tidied(reason)[:500]
    if row.withdrawn_at is not None:
        if (row.withdrawn_by_id, row.withdrawal_reason) == (person.pk, reason):
            raise AlreadyDone(row)
        raise LibraryError(
            f"This {noun} is withdrawn already. {reason_kept(row.withdrawal_reason)}"
            if row.withdrawn_by_id == person.pk
            else f"Somebody else has withdrawn this {noun} already."
        )
    if not reason:
        raise LibraryError("Enter a reason. CMS staff will read it.", field="reason")
    _refuse_change(row, shown, showing)
    row.withdrawn_at, row.withdrawn_by, row.withdrawal_reason = timezone.now(), person, reason
    row.save(update_fields=_COLUMNS)
    return row


def bring_back(row: Row, shown: str | None, showing: Showing[Row]) -> Row:
    """Put back a row that the caller has locked; one that is there stays. Raises LibraryError."""
    if row.withdrawn_at is not None:
        _refuse_change(row, shown, showing)
        row.withdrawn_at, row.withdrawn_by, row.withdrawal_reason = None, None, ""
        row.save(update_fields=_COLUMNS)
    return row


def _refuse_change(row: Row, shown: str | None, showing: Showing[Row]) -> None:
    if changed := refusal_of_change(shown, showing(row)):
        raise LibraryError(changed)
