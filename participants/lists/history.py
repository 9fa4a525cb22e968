"""What happened to a participant and its providers/suppliers, read from the history (rule E3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, Count, F, Max, TextField, Value, When
from django.db.models.functions import Concat
from pghistory.models import Event

from accounts.models import Person
from acoms.crypto.fields import EncryptedTextField
from participants.lists.models import Participant

MOST = 50  # groups of providers; a list that was loaded at once is one group
NAMED = 5  # of a group
SYSTEM = "ACO-MS"
_NAMED = Case(
    When(name="", then=F("npi")),
    default=Concat("name", Value(" ("), "npi", Value(")")),
    output_field=TextField(),
)
_NOT_TOLD = {"id", "aco", "same_name", "pgh_id", "pgh_created_at", "pgh_label", "pgh_obj"}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened: when, by whom, what, and why if a reason was given."""

    at: datetime
    actor: str
    what: str
    reason: str


def history_of(participant: Participant) -> list[Told]:
    """The latest first; three queries."""
    own = list(
        _events("participants_lists.Participant")
        .filter(pgh_obj_id=participant.pk)
        .select_related("pgh_context")
        .order_by("pgh_id")
    )
    of_providers = list(
        _events("participants_lists.ProviderSupplier")
        .filter(participant_id=participant.pk)
        .values("pgh_context_id", "pgh_label", context=F("pgh_context__metadata"))
        .annotate(
            many=Count("pgh_id"),
            at=Max("pgh_created_at"),
            named=ArrayAgg(_NAMED, order_by="npi"),
        )
        .order_by("-at")[:MOST]
    )
    contexts = [_context(event) for event in own] + [row["context"] or {} for row in of_providers]
    names = _names(contexts)
    told = [*_own(own, names), *_providers(of_providers, names)]
    return sorted(told, key=lambda one: one.at, reverse=True)


def _events(label: str) -> Any:
    events: Any = apps.get_model(label).pgh_event_model
    return events.objects


def _context(event: Any) -> dict[str, Any]:
    return event.pgh_context.metadata if event.pgh_context else {}


def _actor(context: dict[str, Any]) -> int | None:
    actor = context.get("acting_person") or context.get("user")
    return actor if isinstance(actor, int) else None


def _names(contexts: Iterable[dict[str, Any]]) -> dict[int | None, str]:
    wanted = {actor for context in contexts if (actor := _actor(context)) is not None}
    people = Person.objects.filter(pk__in=wanted) if wanted else []
    return {
        person.pk: f"{person.full_name} (CMS staff)" if person.is_staff else person.full_name
        for person in people
    }


def _own(events: list[Any], names: dict[int | None, str]) -> Iterator[Told]:
    before = None
    for event in events:
        context = _context(event)
        yield Told(
            event.pgh_created_at,
            names.get(_actor(context), SYSTEM),
            "Put on the list." if before is None else _changed(before, event),
            str(context.get("reason", "")),
        )
        before = event


def _changed(before: Event, after: Event) -> str:
    """What is different, with the values, but for those that are encrypted."""
    said = []
    for field in after._meta.concrete_fields:
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if field.name in _NOT_TOLD or field.name.startswith("pgh_") or old == new:
            continue
        label = str(field.verbose_name)
        label = f"{label[:1].upper()}{label[1:]}"
        if field.name == "effective_until" and old is None:
            said.append(f"Not on the list any more from {_words(new)} on")
        elif field.name == "tin_hash":
            said.append("TIN changed" if old else "TIN given")
        elif not isinstance(field, EncryptedTextField):
            said.append(f"{label}: {_words(old)} → {_words(new)}")
    return "; ".join(said) or "Saved without a change."


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value in (None, ""):
        return "(empty)"
    return f"{value:%B} {value.day}, {value.year}" if hasattr(value, "day") else str(value)


def _providers(rows: list[dict[str, Any]], names: dict[int | None, str]) -> Iterator[Told]:
    for row in rows:
        verb = {"insert": "added", "delete": "removed"}.get(row["pgh_label"], "changed or ended")
        context = row["context"] or {}
        many = row["many"]
        noun = "provider/supplier" if many == 1 else "providers/suppliers"
        whom = list(dict.fromkeys(row["named"]))
        more = f" and {len(whom) - NAMED:,} more" if len(whom) > NAMED else ""
        yield Told(
            row["at"],
            names.get(_actor(context), SYSTEM),
            f"{many:,} {noun} {verb}: {', '.join(whom[:NAMED])}{more}.",
            str(context.get("reason", "")),
        )
