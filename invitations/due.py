"""Invitations that nobody has answered, as something to do before they end (rule A7)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone

from acoms.programme.dates import in_words
from contacts.attention import Item, Task
from contacts.models import Aco
from invitations.models import Invitation, in_state

ENDS = Task("invitations", "Follow up on invitations", "pending invitation")


def invitations_that_end(acos: Sequence[Aco]) -> Iterator[Item]:
    """One item for each ACO with pending invitations, due when the first ends; one query."""
    pending = Invitation.objects.filter(in_state("pending", timezone.now()), aco__in=acos)
    ends: defaultdict[int, list[date]] = defaultdict(list)
    for aco_pk, at in pending.order_by("expires_at").values_list("aco_id", "expires_at"):
        ends[aco_pk].append(timezone.localdate(at))
    for aco in acos:
        if days := ends.get(aco.pk):
            what = ENDS.counted(len(days))
            ending = "ends" if len(days) == 1 else "the first ends"
            yield Item(
                task=ENDS,
                aco=aco,
                count=len(days),
                text=f"{aco} has {what}; {ending} {in_words(days[0])}.",
                url=f"{reverse('invitations', args=[aco.aco_id])}?state=pending",
                due=days[0],
                days=tuple(days),
            )
