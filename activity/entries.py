"""Events as a page shows them: sentences, with names instead of ids, and what changed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import ForeignKey, JSONField

from accounts.models import Person
from acoms.programme.clock import in_words
from acoms.text.names import as_sentence
from activity.queries import Event, Place
from activity.rules import SYSTEM, Facts, Kind
from activity.source import NEVER_SHOWN
from contacts.models import Aco
from qpp_roles.organizations.models import Organization

NOTHING = "(empty)"
_OWN = {"id", "aco_id", "organization_id", "created_at"}
_CONTACT = {"email", "phone"}


@dataclass(frozen=True, slots=True)
class Change:
    """A field that changed, in the programme's words."""

    field: str
    before: str
    after: str

    def __str__(self) -> str:
        """As somebody would say it: nothing is said of what was empty."""
        if self.before == NOTHING:
            return f"{self.field[:1].upper()}{self.field[1:]}: {self.after}"
        return f"{self.field[:1].upper()}{self.field[1:]}: {self.after} (before: {self.before})"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the activity."""

    place: Place
    at: datetime
    kind: Kind
    sentence: str
    actor: str
    aco: str
    aco_name: str
    organization: Organization | None
    reason: str
    page: str
    address: str
    request_id: str
    changes: tuple[Change, ...]
    is_new: bool


def entries(
    events: Sequence[Event], *, staff: bool = False, contact_data: bool = True
) -> list[Entry]:
    """What the page shows of `events`: two queries more, whatever their number.

    For `staff`, the ACO or organization of each is named (one query more) and so are the addresses
    that staff acted from;
    `contact_data` says whether the viewer may see e-mail addresses and phones.
    """
    people = _people(events)
    acos = _acos(events) if staff else {}
    organizations = _organizations(events) if staff else {}
    return [
        _Teller(event, people, contact_data, staff).entry(acos, organizations) for event in events
    ]


def _people(events: Iterable[Event]) -> dict[int, Person]:
    wanted = {person for event in events for person in _person_ids(event)}
    return {p.pk: p for p in Person.objects.filter(pk__in=wanted)} if wanted else {}


def _person_ids(event: Event) -> Iterator[int]:
    keys = [f.attname for f in event.source.fields if _is_person(f)] + list(event.source.also)
    for values in (event.now, event.before or {}):
        yield from (values[key] for key in keys if isinstance(values.get(key), int))
    if (actor := actor_of(event)) is not None:
        yield actor


def actor_of(event: Event) -> int | None:
    """Who acted; None for the system itself: a task, an import."""
    actor = event.context.get("acting_person") or event.context.get("user")
    return actor if isinstance(actor, int) else None


def _acos(events: Iterable[Event]) -> dict[int | None, Aco]:
    wanted = {event.aco for event in events if event.aco}
    return {aco.pk: aco for aco in Aco.objects.filter(pk__in=wanted)}


def _organizations(events: Iterable[Event]) -> dict[int | None, Organization]:
    wanted = {event.organization for event in events if event.organization}
    found = Organization.objects.filter(pk__in=wanted).only("kind", "name", "identifier")
    return {one.pk: one for one in found} if wanted else {}


def _is_person(of: Any) -> bool:
    return isinstance(of, ForeignKey) and of.related_model is Person


class _Teller:
    """Says one event to one viewer."""

    def __init__(
        self, event: Event, people: dict[int, Person], contact_data: bool, staff: bool
    ) -> None:
        self.event, self.people = event, people
        self.contact_data, self.staff = contact_data, staff

    def entry(
        self, acos: dict[int | None, Aco], organizations: dict[int | None, Organization]
    ) -> Entry:
        event, actor = self.event, actor_of(self.event)
        changes = tuple(self.changes())
        facts = Facts(
            kind=event.kind,
            actor_id=actor,
            now=event.now,
            changed=tuple(change.field for change in changes) if event.before else (),
            label=event.label,
            thing=event.source.thing,
            name_of=self.name_of,
        )
        aco = acos.get(event.aco)
        return Entry(
            place=event.place,
            at=event.place.at,
            kind=event.kind,
            sentence=as_sentence(event.source.say(facts)),
            actor=self.name_of(actor),
            aco=aco.aco_id if aco else "",
            aco_name=aco.name if aco else "",
            organization=organizations.get(event.organization),
            reason=str(event.context.get("reason", "")),
            page=str(event.context.get("url", "")),
            address=str(event.context.get("address", "")) if self.shows_address(actor) else "",
            request_id=str(event.context.get("request_id", "")),
            changes=changes,
            is_new=event.before is None,
        )

    def shows_address(self, actor: int | None) -> bool:
        """Where CMS staff sit is for CMS staff to know."""
        person = self.people.get(actor) if actor is not None else None
        return self.staff or not (person and person.is_staff)

    def name_of(self, person_id: int | None) -> str:
        if person_id is None:
            return SYSTEM
        person = self.people.get(person_id)
        if person is None:
            return "Someone"
        return f"{person.full_name} (CMS staff)" if person.is_staff else person.full_name

    def changes(self) -> Iterator[Change]:
        """The fields that differ from the row before, or what a new row was made with."""
        before = self.event.before or {}
        if self.event.label == "delete":
            return
        for field in self.event.source.fields:
            old, new = before.get(field.attname), self.event.now.get(field.attname)
            if old != new and (old or new) and self._is_told(field):
                yield Change(self._label(field), self._words(field, old), self._words(field, new))

    @staticmethod
    def _is_told(field: Any) -> bool:
        if field.attname in _OWN or field.name in NEVER_SHOWN or isinstance(field, JSONField):
            return False  # a JSON column is a table of its own, and has its own page
        return not isinstance(field, ForeignKey) or _is_person(field)

    @staticmethod
    def _label(field: Any) -> str:
        return str(field.verbose_name).replace("_", " ")

    def _words(self, field: Any, value: Any) -> str:
        if value in (None, "", []):
            return NOTHING
        if _is_person(field):
            return self.name_of(value)
        if not self.contact_data and any(word in field.name for word in _CONTACT):
            return "(not shown)"
        if isinstance(value, list):
            choices = dict(getattr(field, "base_field", field).flatchoices)
            return ", ".join(str(choices.get(item, item)) for item in value)
        if isinstance(value, bool):
            return "Yes" if value else "No"
        choices = dict(field.flatchoices)
        return str(choices[value]) if value in choices else _plain(field, value)


def _plain(field: Any, value: Any) -> str:
    """A value that came as JSON, in words."""
    typed = field.to_python(value) if isinstance(value, str) else value
    if isinstance(typed, datetime):
        return in_words(typed)
    return typed.strftime("%B %-d, %Y") if isinstance(typed, date) else str(typed)
