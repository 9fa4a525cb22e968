"""Reads of lists of people to invite, each in a constant number of queries."""

from datetime import timedelta

from django.db.models import Max
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from contacts.models import Aco
from invitations.bulk.models import BulkInvitation, Row

QUIET = timedelta(seconds=30)  # as long a list rests before somebody else goes on with it
EARLIER = 10


def stalled() -> list[int]:
    """The ids of confirmed, unfinished lists of which no row was done lately."""
    last_done = Coalesce(Max("rows__done_at"), "confirmed_at")
    return list(
        BulkInvitation.objects.unfinished()
        .annotate(moved=Greatest(last_done, "confirmed_at"))
        .filter(moved__lt=timezone.now() - QUIET)
        .order_by("confirmed_at")
        .values_list("pk", flat=True)
    )


def earlier_lists(aco: Aco) -> list[BulkInvitation]:
    """The ACO's latest lists with their counts and whoever read them in; one query."""
    return list(
        BulkInvitation.objects.filter(aco=aco).with_counts().select_related("created_by")[:EARLIER]
    )


def rows_with_results(bulk: BulkInvitation) -> list[Row]:
    """All rows with what became of their invitations and mails; one query."""
    return list(bulk.rows.select_related("invitation__mail"))
