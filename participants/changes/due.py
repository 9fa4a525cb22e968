"""Change requests that wait for the ACO, as something that needs attention (rule C4)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone

from contacts.attention import Item
from contacts.models import Aco
from participants.changes.words import notice_in_words, numbered
from participants.models import ChangeRequest
from participants.rules import Notice


def changes_to_submit(acos: Sequence[Aco]) -> Iterator[Item]:
    """One item for each ACO's drafts and one for what CMS returned to it; one query."""
    waiting = (
        ChangeRequest.objects.with_the_aco()
        .filter(aco__in=[aco.pk for aco in acos])
        .order_by("happened_on")
        .values_list("aco_id", "happened_on", "first_submitted_at")
    )
    drafts: defaultdict[int, list[date]] = defaultdict(list)
    returned: defaultdict[int, int] = defaultdict(int)
    for aco_pk, happened_on, submitted in waiting:
        if submitted is None:
            drafts[aco_pk].append(happened_on)
        else:
            returned[aco_pk] += 1
    today = timezone.localdate()
    for aco in acos:
        url = reverse("aco_change_requests", args=[aco.aco_id])
        if days := drafts.get(aco.pk):
            first = Notice(days[0], today)
            what = numbered(len(days), "change request")
            left = notice_in_words(first, sent=False)
            which = f"the first: {left}" if len(days) > 1 else left
            yield Item(text=f"Submit {what} of {aco} ({which}).", url=url, due=first.due_on)
        if number := returned.get(aco.pk):
            what = numbered(number, "change request")
            yield Item(text=f"CMS returned {what} of {aco} with issues.", url=url)
