"""Reads of contacts that pages show, each in a constant number of queries."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, cast

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Count,
    Exists,
    F,
    Max,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    Window,
)
from django.db.models.functions import Concat, Greatest
from django.db.models.lookups import GreaterThanOrEqual

from accounts.models import Person
from acoms.database.history import last_changed, last_changed_in
from acoms.text.folding import Folded, named
from contacts.models import Aco, Contact, ContactAttestation, HeldType
from contacts.permissions import Permission, types_with
from contacts.rules import SECURITY_OFFICIAL
from contacts.types import ADMIN_CODES, REQUIRED_CODES


def active_contacts(
    aco: Aco | int,
    *,
    search: str = "",
    code: str = "",
    administrators: bool = False,
    details: bool = False,
    former: bool = False,
) -> QuerySet[HeldType, dict[str, Any]]:
    """The contacts who hold a type in an ACO, or the ACO of a key, now: one query, and only what
    a list shows.

    `search` are parts of a name or an e-mail address, in any order, also "Ortiz, Sam"; `code` a
    contact type that they hold; `administrators` keeps those with admin privileges; `former` asks
    for those instead who held types, and hold none now. Each row has `contact_id`, the person's
    names, `codes` (active type codes), `since` (when the oldest of them began), `total` (how many
    contacts there are on all pages) and `unconfirmed` (the codes for which something was stated of
    them that they have not confirmed, A18, or None); with `details` also `email`, `phone` and
    `title`, and of former contacts `ended`, when the last of their types did. Rows and not models,
    which would take a third of the page's time. Not ordered.
    """
    held = HeldType.objects.active().filter(aco=aco)
    if former:
        held = HeldType.objects.filter(aco=aco).exclude(contact__in=held.values("contact"))
    contacts = held
    if code:
        contacts = contacts.filter(contact__in=held.filter(type=code).values("contact"))
    if administrators:
        contacts = contacts.filter(contact__in=held.filter(type__in=ADMIN_CODES).values("contact"))
    if search:
        name = Concat("contact__person__first_name", Value(" "), "contact__person__last_name")
        contacts = contacts.annotate(name=name)
        for word in search.replace(",", " ").split():
            here = Q(name__icontains=word) | Q(contact__person__email__icontains=word)
            contacts = contacts.filter(here)
    columns = {
        "last_name": F("contact__person__last_name"),
        "first_name": F("contact__person__first_name"),
    }
    if details:
        columns |= {
            "email": F("contact__person__email"),
            "phone": F("contact__phone"),
            "title": F("contact__title"),
        }
    unconfirmed = ContactAttestation.objects.unanswered().filter(held_type=OuterRef("pk"))
    rows = contacts.values("contact_id", **columns).annotate(
        codes=ArrayAgg("type"),
        since=Min("since"),
        total=Window(Count("contact_id")),
        unconfirmed=ArrayAgg("type", filter=Exists(unconfirmed)),
    )
    if former:
        rows = rows.annotate(ended=Max("ended_at"))
    return cast("QuerySet[HeldType, dict[str, Any]]", rows)


def with_changed_at(
    contacts: QuerySet[HeldType, dict[str, Any]], since: datetime | None = None
) -> QuerySet[HeldType, dict[str, Any]]:
    """Each of `active_contacts` with `changed_at`: when the contact's details, types, name or
    address changed last; only those that changed at `since` or later."""
    held = HeldType.objects.filter(contact=OuterRef("contact_id")).order_by().values("contact")
    last = held.annotate(last=Max(Greatest("since", "ended_at"))).values("last")
    changed_at = Greatest(
        last_changed(Contact, "contact_id"),
        last_changed_in(Person, "contact__person_id", ("first_name", "last_name", "email")),
        Subquery(last),
    )
    found = contacts.annotate(changed_at=changed_at)
    return found if since is None else found.filter(GreaterThanOrEqual(F("changed_at"), since))


def with_filled_types(acos: QuerySet[Aco, Any]) -> QuerySet[Aco, Any]:
    """Each with `filled`: the codes of the types that anybody holds there now."""
    held = HeldType.objects.active().filter(aco=OuterRef("pk"))
    return acos.annotate(filled=ArraySubquery(held.order_by("type").distinct().values("type")))


# What an ACO may lack, of `with_filled_types`, by the words of the admin's filter (rule A16).
LACKS = {
    "missing": ~Q(filled__contains=list(REQUIRED_CODES)),
    "no_administrator": ~Q(filled__overlap=list(ADMIN_CODES)),
    "no_security_official": ~Q(filled__contains=[SECURITY_OFFICIAL]),
}


def acos_that_lack(what: str) -> QuerySet[Aco, Any]:
    """The ACOs that lack one of LACKS now."""
    return with_filled_types(Aco.objects.in_program()).filter(LACKS[what])


def acos_of_person(person_id: int, search: str = "") -> QuerySet[Aco, Any]:
    """The ACOs of a person by name, each with `codes` held there and `filled` by anyone.

    `search` is part of an ACO's name or of its ID.
    """
    held = HeldType.objects.active().filter(aco=OuterRef("pk"), contact__person_id=person_id)
    acos = Aco.objects.filter(Exists(held))
    if search:
        acos = acos.filter(named("name", search) | Q(aco_id__icontains=search))
    return with_filled_types(acos.annotate(codes=ArraySubquery(held.values("type"))))


SEVERAL = 2


def edits_several(person_id: int, among: Iterable[Aco] | None = None) -> bool:
    """Whether a person edits the contacts of more than one ACO, or of more than one `among` some;
    one query, which reads no more than that."""
    may = HeldType.objects.active().filter(
        contact__person=person_id, type__in=types_with(Permission.CONTACTS_EDIT)
    )
    acos = Aco.objects.in_program().filter(pk__in=may.values("aco"))
    if among is not None:
        acos = acos.filter(pk__in=[aco.pk for aco in among])
    return acos[:SEVERAL].count() == SEVERAL


def ended_acos_of_person(person_id: int) -> QuerySet[Aco, Any]:
    """The ACOs whose agreement has ended and that a person still reads, each with the `codes` that
    they held at the end (J4); by name."""
    held = HeldType.objects.at_the_end().filter(aco=OuterRef("pk"), contact__person_id=person_id)
    return Aco.objects.filter(Exists(held)).annotate(codes=ArraySubquery(held.values("type")))


def holds_a_type(person_id: int) -> bool:
    """Whether a person is an active contact of any ACO."""
    return bool(HeldType.objects.active().filter(contact__person=person_id).exists())


def people_with_a_type(person_ids: Collection[int]) -> set[int]:
    """Who of many people is an active contact of any ACO."""
    held = HeldType.objects.active().filter(contact__person__in=person_ids)
    return set(held.values_list("contact__person", flat=True))


def other_holders(contact: Contact) -> dict[str, list[str]]:
    """The full names of the ACO's other contacts who hold each type now, by code; one query."""
    found: dict[str, list[str]] = {}
    held = HeldType.objects.active().filter(aco_id=contact.aco_id).exclude(contact=contact)
    for one in held.select_related("contact__person"):
        found.setdefault(one.type, []).append(one.contact.person.full_name)
    return found


def holders_of(aco: Aco, codes: Collection[str]) -> dict[str, list[str]]:
    """Who holds each of `codes` in the ACO now: full names by code, by name; one query."""
    return holders_in([aco.pk], codes)[aco.pk]


def holders_in(acos: Iterable[int], codes: Collection[str]) -> dict[int, dict[str, list[str]]]:
    """`holders_of` for each of many ACOs, by its id; one query."""
    found: dict[int, dict[str, list[str]]] = {aco: {} for aco in acos}
    held = HeldType.objects.active().filter(aco__in=found, type__in=codes)
    for one in held.select_related("contact__person").order_by(
        Folded("contact__person__last_name"), Folded("contact__person__first_name")
    ):
        found[one.aco_id].setdefault(one.type, []).append(one.contact.person.full_name)
    return found


def people_in(acos: Iterable[int], codes: Collection[str]) -> dict[int, dict[int, Person]]:
    """Who holds one of `codes` in each ACO, by its id: people by theirs; one query."""
    found: dict[int, dict[int, Person]] = {aco: {} for aco in acos}
    held = HeldType.objects.active().filter(aco__in=found, type__in=codes)
    for one in held.select_related("contact__person"):
        found[one.aco_id][one.contact.person_id] = one.contact.person
    return found


def held_elsewhere(contact: Contact, viewer_id: int) -> dict[Contact, list[str]]:
    """What the contact's person holds in other ACOs whose contacts the viewer sees; one query."""
    seen = HeldType.objects.active().filter(
        contact__person_id=viewer_id, type__in=types_with(Permission.CONTACTS_READ)
    )
    held = (
        HeldType.objects.active()
        .filter(contact__person_id=contact.person_id, aco__in=seen.values("aco"))
        .exclude(aco=contact.aco_id)
        .select_related("contact__aco")
        .order_by(Folded("aco__name"), "aco_id")
    )
    found: dict[Contact, list[str]] = {}
    for one in held:
        found.setdefault(one.contact, []).append(one.type)
    return found


def administrators_by_aco(acos: Iterable[Aco]) -> dict[int, list[Person]]:
    """The people with admin privileges in each of `acos`, by its id; one query."""
    found = people_in([aco.pk for aco in acos], ADMIN_CODES)
    return {aco: list(people.values()) for aco, people in found.items()}


def administrators_of(aco: Aco) -> list[Person]:
    """The people with admin privileges in an ACO now; one query."""
    return administrators_by_aco([aco])[aco.pk]


def held_last(contact: Contact) -> list[str]:
    """The codes of the types of a contact that ended last, all in the same step; one query."""
    ended = list(
        contact.held_types.exclude(ended_at=None).order_by("-ended_at").values("type", "ended_at")
    )
    return [row["type"] for row in ended if row["ended_at"] == ended[0]["ended_at"]]


def has_ended(person: Person, contact: Contact, codes: Collection[str], reason: str) -> bool:
    """Whether it was `person` who last ended each of `codes`, which the contact holds no more, for
    this very reason."""
    held = HeldType.objects.filter(contact=contact, type__in=codes)
    last = held.order_by("type", "-since", "-pk").distinct("type")
    said = person.pk, reason.strip()[:500]
    found = {one.type for one in last if (one.ended_by_id, one.end_reason) == said}
    return bool(codes) and found == set(codes)
