"""A list that is to be certified, or again, as something that needs attention (rule C2)."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils import timezone

from contacts.attention import Item
from contacts.models import Aco
from participants.certification.models import CertifiedList
from participants.certification.queries import first_day_of, year_to_certify
from participants.certification.rules import certified_in_time_until, last_day_to_reopen
from participants.lists.models import Participant


def lists_to_certify(acos: Sequence[Aco]) -> Iterator[Item]:
    """One item for each ACO with participants and no certified list, or one that CMS re-opened;
    three queries, and one for each day on which their years begin."""
    year = year_to_certify()
    if year is None or timezone.localdate() < year.certify_from:
        return
    ids = [aco.pk for aco in acos]
    certified = CertifiedList.objects.current().filter(performance_year=year, aco__in=ids)
    done = set(certified.values_list("aco_id", flat=True))
    again = certified.filter(reopening__isnull=False)
    reopened = set(again.values_list("aco_id", flat=True))
    today, first_days = timezone.localdate(), {aco.pk: first_day_of(aco, year) for aco in acos}
    has_list: set[int] = set()
    for day in set(first_days.values()):
        begin = [pk for pk in ids if first_days[pk] == day]
        listed = Participant.objects.filter(aco__in=begin).on(day)
        has_list.update(listed.order_by().values_list("aco_id", flat=True).distinct())
    for aco in acos:
        by, first = year.certify_by, first_days[aco.pk]
        until = last_day_to_reopen(by, first)
        if aco.pk in has_list - done:
            yield Item(
                text=f"Certify the participant list of {aco} for {year.year}.",
                url=reverse("certify_list", args=[aco.aco_id]),
                due=certified_in_time_until(by, first),
            )
        elif aco.pk in reopened and today <= until:
            yield Item(
                text=f"CMS re-opened the certification of {aco} for {year.year}: certify its list "
                "again.",
                url=reverse("certify_list", args=[aco.aco_id]),
                due=until,
            )
