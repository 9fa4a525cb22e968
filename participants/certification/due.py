"""A list that is to be certified, or again, as something that needs attention (rule C2)."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils import timezone

from contacts.attention import Item, Task
from contacts.models import Aco
from contacts.permissions import Permission
from participants.certification.models import CertifiedList
from participants.certification.queries import first_day_of, year_to_certify
from participants.certification.rules import certified_in_time_until, last_day_to_reopen
from participants.lists.models import Participant
from signing.due import signers_of_open_events
from signing.kinds import KindCode

CERTIFY = Task(
    "certify",
    "Certify participant lists",
    "list to certify",
    "lists to certify",
    needs=Permission.SIGN_ACO_DOCUMENTS,
)


def lists_to_certify(acos: Sequence[Aco]) -> Iterator[Item]:
    """One item for each ACO with participants and no certified list, or one that CMS re-opened;
    a constant number of queries, and one for each day on which their years begin.

    Whoever signs it in an open Signing Event that is due no later has it there, and once."""
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
    in_event = signers_of_open_events(acos, KindCode.PARTICIPANT_LIST, year.year)
    for aco in acos:
        by, first = year.certify_by, first_days[aco.pk]
        until, in_time = last_day_to_reopen(by, first), certified_in_time_until(by, first)
        event_due, signers = in_event.get(aco.pk, (None, frozenset[int]()))
        if aco.pk in has_list - done:
            yield Item(
                task=CERTIFY,
                aco=aco,
                told_elsewhere=signers if event_due and event_due <= in_time else frozenset(),
                text=f"Certify the participant list of {aco} for {year.year}.",
                url=reverse("certify_list", args=[aco.aco_id]),
                due=in_time,
            )
        elif aco.pk in reopened and today <= until:
            yield Item(
                task=CERTIFY,
                aco=aco,
                told_elsewhere=signers if event_due and event_due <= until else frozenset(),
                text=f"CMS re-opened the certification of {aco} for {year.year}: certify its list "
                "again.",
                url=reverse("certify_list", args=[aco.aco_id]),
                due=until,
            )
