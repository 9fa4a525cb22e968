"""Certifying the list as a document of the Signing Event: one record, shown there (rule F2)."""

from collections.abc import Collection, Mapping

from django.db.models import Exists, OuterRef
from django.urls import reverse

from contacts.models import Aco
from participants.certification.models import CertifiedList
from signing.actions import announce_if_complete
from signing.elsewhere import Done, Elsewhere
from signing.kinds import KindCode
from signing.queries import open_events


def certified(acos: Collection[int], year: int) -> Mapping[int, Done]:
    """The lists certified for a year, by ACO. What CMS has re-opened is to be certified anew."""
    lists = CertifiedList.objects.current().filter(
        aco__in=acos, performance_year=year, reopening=None
    )
    return {
        one.aco_id: Done(
            one.certified_by.full_name,
            one.certified_at,
            reverse("certified_list", args=[one.aco.aco_id, year]),
        )
        for one in lists.select_related("certified_by", "aco")
    }


def is_certified(aco: str, year: str) -> Exists:
    """The same in SQL."""
    lists = CertifiedList.objects.current()
    return Exists(lists.filter(aco=OuterRef(aco), performance_year=OuterRef(year), reopening=None))


def announce(aco: Aco, year: int) -> None:
    """Say so where a certification was the last that an open event waited for (F7)."""
    own = open_events([aco.pk]).filter(
        event__performance_year=year, event__documents__kind=KindCode.PARTICIPANT_LIST.value
    )
    for one in own:
        announce_if_complete(one)


IN_EVENT = Elsewhere(done=certified, is_done=is_certified, page="certify_list")
