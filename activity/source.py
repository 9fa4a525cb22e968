"""One table of the history: whose it is, what kinds of rows it has, and how they are said."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import (
    Case,
    Exists,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from pghistory.models import Event

from acoms.crypto.fields import EncryptedTextField
from activity import rules
from activity.rules import Facts, Kind
from contacts.types import CONTACT_TYPES

EVENT_FIELDS = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context")
NEVER_SHOWN = {"password", "key", "token", "secret", "code"}  # no table has them; be sure
_IN_CIPHER = {"tin_hash"}  # finds a TIN, and says nothing to a reader


def is_readable(field: Any) -> bool:
    """Whether a field's value in the history is one for people: nothing encrypted, no TIN (E5)."""
    return not isinstance(field, EncryptedTextField) and field.name not in _IN_CIPHER


@dataclass(frozen=True, slots=True)
class Step:
    """A kind of change: a row that meets `when` while the row before differed in `where`."""

    kind: Kind
    when: Q
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One history table.

    `aco` leads to the ACO's row id (`aco_row`, where that is not a column), and `organization` to
    an organization's; either is "" where there is none. `also` are further
    values of a row, and `concerned` are lookups for the id of the person whom a row is about. The
    first step that fits gives a row its kind, else `otherwise`. `search` are lookups for free
    text, and `type_field` is one for a list of contact types. ACOs are told of a row once
    `told_once` is true; CMS staff read it before. `part_of` names the row of another table in
    whose history a row is told, too.
    """

    events: type[Event]
    aco: str = "aco_id"
    aco_row: Any = None
    organization: str = ""
    also: Mapping[str, Any] = field(default_factory=dict)
    concerned: tuple[str, ...] = ()
    concerned_email: str = ""
    steps: tuple[Step, ...] = ()
    otherwise: Kind = Kind.OTHER
    say: Callable[[Facts], str] = rules.say_anything
    search: tuple[str, ...] = ()
    type_field: str = ""
    told_once: Q = field(default_factory=Q)
    part_of: str = ""

    @property
    def tracked(self) -> Any:
        return self.events.pgh_tracked_model

    @property
    def key(self) -> str:
        return str(self.events._meta.db_table)

    @property
    def thing(self) -> str:
        return str(self.tracked._meta.verbose_name)

    @property
    def fields(self) -> list[Any]:
        """What a row tells of the thing itself."""
        own = (f for f in self.events._meta.concrete_fields if f.name not in EVENT_FIELDS)
        return [f for f in own if is_readable(f)]

    def kind(self) -> Case:
        """SQL for the kind of a row: worked out in one place, for the page and for the filter."""
        whens = [
            When(step.when & ~Exists(self._same_before(step)) if step.where else step.when, then=k)
            for step in self.steps
            for k in [Value(step.kind.code)]
        ]
        return Case(*whens, default=Value(self.otherwise.code))

    def _same_before(self, step: Step) -> QuerySet[Any]:
        """Earlier rows of the same thing with the same values in `where`: nothing changed there."""
        same = {name: OuterRef(name) for name in step.where}
        return self.before().filter(**same)

    def before(self) -> QuerySet[Any]:
        """The rows of the same thing before one, the last first."""
        events: Any = self.events
        rows: QuerySet[Any] = events.objects.filter(
            pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")
        ).order_by("-pgh_id")
        return rows

    @property
    def kinds(self) -> set[Kind]:
        return {step.kind for step in self.steps} | {self.otherwise}

    def found_by(self, text: str) -> Q:
        """Rows in which `text` stands, or that are of a contact type whose name has it."""
        found = Q(*(Q(**{f"{name}__icontains": text}) for name in self.search), _connector=Q.OR)
        for word in ("first_name", "last_name"):
            for path in self.concerned:
                person = path.removesuffix("_id")
                found |= Q(**{f"{person}__{word}__icontains": text})
        codes = [c for c, row in CONTACT_TYPES.items() if text.lower() in row.label.lower()]
        if self.type_field and codes:
            found |= Q(**{self.type_field: codes})
        return found

    def about(self, person_id: int, email: str) -> Q:
        """Rows that concern a person."""
        found = Q(*(Q(**{path: person_id}) for path in self.concerned), _connector=Q.OR)
        return found | Q(**{self.concerned_email: email}) if self.concerned_email else found

    @property
    def has_people(self) -> bool:
        return bool(self.concerned or self.concerned_email)


INSERTED = Q(pgh_label="insert")


def events_of(name: str) -> Any:
    """The history table of a model, by its label."""
    return apps.get_model(name).pgh_event_model


def of_row(model: str, key: str, name: str) -> Subquery:
    """A value of the row of another table that a row names by `key`. No join: only rows that are
    shown pay for it."""
    rows = apps.get_model(model)._default_manager
    return Subquery(rows.filter(pk=OuterRef(key)).values(name))
