"""What changes make necessary, as something that needs attention (rules C4, C6, C7)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone

from acoms.programme.dates import in_words
from contacts.attention import Item
from contacts.models import Aco
from participants.changes.models import ChangeRequest
from participants.changes.rules import Notice
from participants.changes.words import notice_in_words, numbered


def changes_to_submit(acos: Sequence[Aco]) -> Iterator[Item]:
    """One item for each ACO's drafts and one for what CMS returned to it; one query."""
    waiting = (
        ChangeRequest.objects.with_the_aco()
        .filter(aco__in=[aco.pk for aco in acos])
        .order_by("happened_on")
        .values_list("aco_id", "happened_on", "first_submitted_at", "cycle__feedback_on")
    )
    drafts: defaultdict[int, list[date]] = defaultdict(list)
    returned: defaultdict[int, list[date | None]] = defaultdict(list)
    for aco_pk, happened_on, submitted, feedback_on in waiting:
        if submitted is None:
            drafts[aco_pk].append(happened_on)
        else:
            returned[aco_pk].append(feedback_on)
    today = timezone.localdate()
    for aco in acos:
        url = reverse("aco_change_requests", args=[aco.aco_id])
        if days := drafts.get(aco.pk):
            first = Notice(days[0], today)
            what = numbered(len(days), "change request")
            left = notice_in_words(first, sent=False)
            which = f"the first: {left}" if len(days) > 1 else left
            yield Item(text=f"Submit {what} of {aco} ({which}).", url=url, due=first.due_on)
        if back := returned.get(aco.pk):
            what = numbered(len(back), "change request")
            due = min((each for each in back if each and each >= today), default=None)
            by = f" Submit {'it' if len(back) == 1 else 'them'} again by" if due else ""
            by = f"{by} {in_words(due)} to stay in the feedback cycle." if due else ""
            yield Item(text=f"CMS returned {what} of {aco} with issues.{by}", url=url, due=due)
