"""What changes make necessary, as something that needs attention (rules C4, C6, C7)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils import timezone

from contacts.attention import Item
from contacts.models import Aco
from participants.changes.words import in_words, listed_briefly, notice_in_words, numbered
from participants.models import ChangeRequest, DataSharingFile
from participants.rules import ChangeKind, Notice

_A_YEAR = timedelta(days=366)


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


def request_files_to_revise(acos: Sequence[Aco]) -> Iterator[Item]:
    """One item for each ACO whose participants left since its request file for beneficiary data
    was last made, for those who may make it (rules C6, C7); one query."""
    made_since = DataSharingFile.objects.filter(
        aco=OuterRef("aco"),
        failure="",
        uploaded_at__gte=OuterRef("decided_at"),
        today__gte=OuterRef("effective_on"),
    )
    today = timezone.localdate()
    left = ChangeRequest.objects.filter(
        aco__in=[aco.pk for aco in acos],
        kind=ChangeKind.REMOVE_PARTICIPANT,
        approved=True,
        effective_on__range=(today - _A_YEAR, today),
        participant__effective_from__lt=F("effective_on"),
    ).exclude(Exists(made_since))
    names: defaultdict[int, list[str]] = defaultdict(list)
    rows = left.order_by("effective_on", "pk")
    for aco_pk, participant in rows.values_list("aco_id", "participant__legal_business_name"):
        names[aco_pk].append(participant)
    for aco in acos:
        if who := names.get(aco.pk):
            text = f"{listed_briefly(who)} left {aco}: revise the request file, with N for "
            text += "beneficiaries without a service from a current participant."
            yield Item(text=text, url=reverse("data_sharing", args=[aco.aco_id]))
