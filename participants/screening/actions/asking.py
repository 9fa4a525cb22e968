"""Asking PECOS about whomever it has not answered about lately, a batch at a time (rule C5).

An outage costs what it costs and no more: a batch that gets no answer is counted and left, and
after a few of them in a row nothing more is asked. Each answer is kept as it comes.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from acoms.programme.identifiers import masked_tin
from acoms.programme.tins import hash_tin
from participants.changes.models import WITH_CMS, ChangeProvider, ChangeRequest
from participants.changes.rules import ChangeKind
from participants.lists.models import Participant, ProviderSupplier
from participants.screening.enrolment import (
    EnrolmentSource,
    EnrolmentUnavailable,
    Identifier,
    Said,
    the_source,
)
from participants.screening.models.findings import EnrolmentAnswer

FRESH_FOR = timedelta(days=7)  # that long an answer stands for a listed participant or provider
TRIES = 2
PAUSE_SECONDS = 0.5
LONGEST_NAME = 200
GIVE_UP_AFTER = 3  # batches in a row without an answer
SAMPLE = 50


@dataclass(slots=True)
class Asked:
    """How far the asking is; `unanswered` is how many got no answer, and `sample` some of them."""

    done: int = 0
    total: int = 0
    unanswered: int = 0
    sample: list[str] = field(default_factory=list)

    def left_out(self, identifiers: Iterable[Identifier]) -> None:
        for kind, number in identifiers:
            self.unanswered += 1
            if len(self.sample) < SAMPLE:
                self.sample.append(
                    f"TIN {masked_tin(number)}" if kind == "tin" else f"NPI {number}"
                )


def ask_about_unknown(
    changes: Sequence[int] | None, since: datetime, report: Callable[[Asked], None]
) -> Asked:
    """Ask about all TINs and NPIs to be screened without an answer since then; `report` each batch.

    `changes` are keys of change requests, or None for the whole programme.
    """
    tins, npis = _tins(changes, since), _npis(changes, since)
    asked = Asked(total=len(tins) + npis.count())
    if not asked.total:
        return asked
    source, in_a_row = the_source(), 0
    identifiers = chain(
        (Identifier("tin", tin) for tin in tins),
        (Identifier("npi", npi) for npi in npis.iterator(chunk_size=10_000)),
    )
    for batch in _batches(identifiers, source.most_at_once):
        answers = _look_up(source, batch) if in_a_row < GIVE_UP_AFTER else {}
        in_a_row = 0 if answers else in_a_row + 1
        _keep(answers)
        asked.left_out(identifier for identifier in batch if identifier not in answers)
        asked.done += len(batch)
        report(asked)
    return asked


def _look_up(source: EnrolmentSource, batch: Sequence[Identifier]) -> dict[Identifier, Said]:
    for left in reversed(range(TRIES)):
        try:
            return dict(source.look_up(batch))
        except EnrolmentUnavailable:
            if left:
                time.sleep(PAUSE_SECONDS)
    return {}


def _batches(identifiers: Iterator[Identifier], size: int) -> Iterator[list[Identifier]]:
    while batch := list(islice(identifiers, size)):
        yield batch


def _keep(answers: dict[Identifier, Said]) -> None:
    """Write answers down in one statement for each kind of identifier."""
    now = timezone.now()
    for kind, column, convert in (("tin", "tin_hash", _hash), ("npi", "npi", str)):
        said = {convert(one.number): answer for one, answer in answers.items() if one.kind == kind}
        if not said:
            continue
        statuses = [answer.status.value for answer in said.values()]
        names = [answer.legal_business_name[:LONGEST_NAME] for answer in said.values()]
        with connection.cursor() as cursor:
            cursor.execute(_KEEP[column], (now, list(said), statuses, names))


def _hash(tin: str) -> str:
    return str(hash_tin(tin))


_KEEP = {
    column: f"""
        INSERT INTO {EnrolmentAnswer._meta.db_table} AS kept
            ({column}, status, legal_business_name, checked_at)
        SELECT said.number, said.status, said.name, %s
        FROM unnest(%s::{kind}[], %s::text[], %s::text[]) AS said (number, status, name)
        ON CONFLICT ({column}) DO UPDATE
        SET status = excluded.status, legal_business_name = excluded.legal_business_name,
            checked_at = excluded.checked_at"""  # noqa: S608 - our words
    for column, kind in (("tin_hash", "uuid"), ("npi", "text"))
}


def _unanswered(field: str, since: datetime) -> Any:
    answers = EnrolmentAnswer.objects.filter(**{field: OuterRef(field)}, checked_at__gte=since)
    return ~Exists(answers)


def _in_hand(changes: Sequence[int] | None) -> QuerySet[ChangeRequest]:
    in_hand = ChangeRequest.objects.filter(WITH_CMS)
    return in_hand if changes is None else in_hand.filter(pk__in=changes)


def _still_or_later() -> Q:
    return Q(effective_until=None) | Q(effective_until__gt=timezone.localdate())


def _tins(changes: Sequence[int] | None, since: datetime) -> set[str]:
    """The TINs, decrypted: an outside source knows no hashes of ours."""
    unknown = _unanswered("tin_hash", since)
    found = dict(
        _in_hand(changes).filter(unknown, tin_hash__isnull=False).values_list("tin_hash", "tin")
    )
    if changes is None:
        listed = Participant.objects.filter(unknown, _still_or_later(), tin_hash__isnull=False)
        found |= dict(
            listed.order_by("tin_hash").distinct("tin_hash").values_list("tin_hash", "tin")
        )
    return set(found.values())


def _npis(changes: Sequence[int] | None, since: datetime) -> QuerySet[Any, str]:
    unknown = _unanswered("npi", since)
    asked_for = (
        ChangeProvider.objects.filter(unknown, change__in=_in_hand(changes))
        .exclude(change__kind=ChangeKind.REMOVE_PROVIDERS)
        .order_by()
        .values_list("npi", flat=True)
    )
    if changes is not None:
        return asked_for.distinct()
    still = _still_or_later()
    listed = ProviderSupplier.objects.filter(
        unknown,
        still,
        participant__in=Participant.objects.filter(still),
    )
    return asked_for.union(listed.order_by().values_list("npi", flat=True))
