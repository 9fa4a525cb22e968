"""A list that is to be certified, or again, as something that needs attention (rule C2)."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils import timezone

from contacts.attention import Item
from contacts.models import Aco
from participants.certification.queries import year_to_certify
from participants.certification.rules import last_day_to_reopen
from participants.models import CertifiedList, Participant


def lists_to_certify(acos: Sequence[Aco]) -> Iterator[Item]:
    """One item for each ACO with participants and no certified list, or one that CMS re-opened;
    four queries."""
    year = year_to_certify()
    if year is None or timezone.localdate() < year.certify_from:
        return
    ids = [aco.pk for aco in acos]
    certified = CertifiedList.objects.current().filter(performance_year=year, aco__in=ids)
    done = set(certified.values_list("aco_id", flat=True))
    reopened: set[int] = set()
    until = last_day_to_reopen(year.year, year.certify_by)
    if timezone.localdate() <= until:
        again = certified.filter(reopening__isnull=False)
        reopened = set(again.values_list("aco_id", flat=True))
    listed = Participant.objects.filter(aco__in=ids).on(year.starts_on)
    has_list = set(listed.order_by().values_list("aco_id", flat=True).distinct())
    for aco in acos:
        if aco.pk in has_list - done:
            yield Item(
                text=f"Certify the participant list of {aco} for {year.year}.",
                url=reverse("certify_list", args=[aco.aco_id]),
                due=year.certify_by,
            )
        elif aco.pk in reopened:
            yield Item(
                text=f"CMS re-opened the certification of {aco} for {year.year}: certify its list "
                "again.",
                url=reverse("certify_list", args=[aco.aco_id]),
                due=until,
            )
