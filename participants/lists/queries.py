"""Reads of participant lists for their pages, each in a constant number of queries (rule C1)."""

import uuid
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import Coalesce, Greatest

from acoms.database.history import last_changed
from acoms.text.folding import Folded, named
from contacts.models import Aco
from participants.lists.models import Participant, ProviderSupplier, TinShown, whose_tin


def listed_participants(
    aco: Aco, on: date, *, search: str = "", hashes: Collection[uuid.UUID] = ()
) -> QuerySet[Participant, Any]:
    """The participants on an ACO's list on a day; one query.

    `search` is part of a name; `hashes` (`acoms.programme.tins`) are those of one TIN. Each has
    `providers_on`, how many providers/suppliers it has on that day, and `total`, how many
    participants there are on all pages. Not ordered.
    """
    found = Participant.objects.filter(aco=aco).on(on)
    if search:
        found = found.filter(
            named("legal_business_name", search) | named("doing_business_as", search)
        )
    if hashes:
        found = found.filter(tin_hash__in=list(hashes))
    providers = ProviderSupplier.objects.filter(participant=OuterRef("pk")).on(on).order_by()
    counted = providers.values("participant").annotate(count=Count("pk")).values("count")
    count = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    return found.annotate(
        providers_on=count,
        total=Window(Count("pk")),
        name_in_order=Folded("legal_business_name"),
        dba_in_order=Folded("doing_business_as"),
    )


def with_changed_at(
    participants: QuerySet[Participant, Any], since: datetime | None = None
) -> QuerySet[Participant, Any]:
    """Each with `changed_at`: when it or one of its providers/suppliers changed last; only those
    that changed at `since` or later."""
    changed_at = Greatest(
        last_changed(Participant, "pk"), last_changed(ProviderSupplier, "pk", of="participant")
    )
    found = participants.annotate(changed_at=changed_at)
    return found if since is None else found.filter(changed_at__gte=since)


def listed_providers(
    participants: QuerySet[Participant, Any] | Participant, on: date, *, search: str = ""
) -> QuerySet[ProviderSupplier, Any]:
    """The providers/suppliers of one participant or of several on a day; one query.

    `search` is the beginning of an NPI, a CCN or a PTAN, or part of a name or specialty. Each has
    `total`, how many there are on all pages. Not ordered.
    """
    if isinstance(participants, Participant):
        found = participants.providers.on(on)
    else:
        found = ProviderSupplier.objects.filter(participant__in=participants).on(on)
    if search:
        number = Q(npi__startswith=search) | Q(ccn__istartswith=search)
        number |= Q(ptan__istartswith=search)
        found = found.filter(number | Q(name__icontains=search) | Q(specialty__icontains=search))
    return found.annotate(total=Window(Count("pk")))


def showings_of(participant: Participant) -> QuerySet[TinShown]:
    """Who was shown a participant's TIN in full and when, the latest first; one query."""
    shown = TinShown.objects.filter(aco=participant.aco_id, of=whose_tin(participant))
    return shown.select_related("person").order_by("-shown_at", "-pk")


def tins_of(aco: Aco, on: date) -> set[uuid.UUID]:
    """The hashes (`acoms.programme.tins`) of the TINs on an ACO's list on a day; one query.

    A list with exactly one participant is a single-TIN ACO.
    """
    listed = Participant.objects.filter(aco=aco).on(on).values_list("tin_hash", flat=True)
    return {tin_hash for tin_hash in listed if tin_hash}
