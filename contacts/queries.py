"""Reads of contacts that pages show, each in a constant number of queries."""

from collections.abc import Collection
from typing import Any, cast

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Min, OuterRef, QuerySet, Window

from contacts.models import Aco, Contact, HeldType


def active_contacts(aco: Aco) -> QuerySet[HeldType, dict[str, Any]]:
    """The ACO's contacts who hold a type now, by name: one query, only what a list shows.

    Each row has `contact_id`, the person's names, `codes` (active type codes), `since` (when the
    oldest of them began) and `total` (how many contacts there are on all pages). Rows and not
    models, which would take a third of the page's time.
    """
    rows = (
        HeldType.objects.active()
        .filter(aco=aco)
        .values(
            "contact_id",
            last_name=F("contact__person__last_name"),
            first_name=F("contact__person__first_name"),
        )
        .annotate(codes=ArrayAgg("type"), since=Min("since"), total=Window(Count("contact_id")))
        .order_by("last_name", "first_name", "contact_id")
    )
    return cast("QuerySet[HeldType, dict[str, Any]]", rows)


def with_filled_types(acos: QuerySet[Aco, Any]) -> QuerySet[Aco, Any]:
    """Each with `filled`: the codes of the types that anybody holds there now."""
    held = HeldType.objects.active().filter(aco=OuterRef("pk"))
    return acos.annotate(filled=ArraySubquery(held.order_by("type").distinct().values("type")))


def acos_of_person(person_id: int) -> QuerySet[Aco, Any]:
    """The ACOs of a person by name, each with `codes` held there and `filled` by anyone."""
    held = HeldType.objects.active().filter(aco=OuterRef("pk"), contact__person_id=person_id)
    return with_filled_types(
        Aco.objects.of_person(person_id).annotate(codes=ArraySubquery(held.values("type")))
    )


def other_holders(contact: Contact) -> dict[str, list[str]]:
    """The full names of the ACO's other contacts who hold each type now, by code; one query."""
    found: dict[str, list[str]] = {}
    held = HeldType.objects.active().filter(aco_id=contact.aco_id).exclude(contact=contact)
    for one in held.select_related("contact__person"):
        found.setdefault(one.type, []).append(one.contact.person.full_name)
    return found


def holders_of(aco: Aco, codes: Collection[str]) -> dict[str, list[str]]:
    """Who holds each of `codes` in the ACO now: full names by code, by name; one query."""
    found: dict[str, list[str]] = {}
    held = HeldType.objects.active().filter(aco=aco, type__in=codes)
    for one in held.select_related("contact__person").order_by(
        "contact__person__last_name", "contact__person__first_name"
    ):
        found.setdefault(one.type, []).append(one.contact.person.full_name)
    return found
