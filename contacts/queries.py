"""Reads of contacts that pages show, each in a constant number of queries."""

from typing import Any, cast

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, Min, OuterRef, QuerySet, Window

from contacts.models import Aco, HeldType


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


def single_holders(aco: Aco) -> dict[str, str]:
    """Who holds each type that one person holds at a time: code to full name (rule A4)."""
    holders = HeldType.objects.active().single().filter(aco=aco).select_related("contact__person")
    return {holder.type: holder.contact.person.full_name for holder in holders}
