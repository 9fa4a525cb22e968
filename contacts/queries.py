"""Reads of contacts that pages show, each in a constant number of queries."""

from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Min, OuterRef, Q, QuerySet, Window

from contacts.models import Aco, Contact, HeldType

_ACTIVE = Q(held_types__ended_at=None, held_types__isnull=False)


def active_contacts(aco: Aco) -> QuerySet[Contact, Any]:
    """The ACO's contacts who hold a type now, by name, one query with their person.

    Each has `codes` (active type codes), `since` (when the oldest of them began) and `total` (how
    many contacts there are on all pages).
    """
    return (
        Contact.objects.filter(_ACTIVE, aco=aco)
        .annotate(codes=ArrayAgg("held_types__type"), since=Min("held_types__since"))
        .annotate(total=Window(Count("pk")))
        .select_related("person")
        .order_by("person__last_name", "person__first_name", "pk")
    )


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


def single_holders(aco: Aco) -> dict[str, str]:
    """Who holds each type that one person holds at a time: code to full name (rule A4)."""
    holders = HeldType.objects.active().single().filter(aco=aco).select_related("contact__person")
    return {holder.type: holder.contact.person.full_name for holder in holders}
