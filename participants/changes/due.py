"""What changes make necessary, as something that needs attention (rules C4, C6, C7)."""

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils import timezone

from acoms.programme.dates import in_words
from contacts.attention import Item, Task
from contacts.models import Aco
from contacts.permissions import Permission
from participants.changes.queries import with_the_aco
from participants.changes.rules import Notice
from participants.changes.words import notice_in_words, numbered

SUBMIT = Task(
    "submit",
    "Submit change requests",
    "draft to submit",
    "drafts to submit",
    needs=Permission.SIGN_ACO_DOCUMENTS,
)
CORRECT = Task(
    "correct",
    "Correct change requests",
    "returned change request",
    "returned change requests",
    in_words=True,
)


def changes_to_submit(acos: Sequence[Aco]) -> Iterator[Item]:
    """One item for each ACO's drafts and one for what CMS returned to it; one query."""
    waiting, today = with_the_aco(acos), timezone.localdate()
    for aco in acos:
        here, url = waiting[aco.pk], reverse("aco_change_requests", args=[aco.aco_id])
        if here.drafts:
            first, number = Notice(here.drafts[0], today), len(here.drafts)
            what = numbered(number, "change request")
            left = notice_in_words(first, sent=False)
            which = f"the first: {left}" if number > 1 else left
            yield Item(
                task=SUBMIT,
                aco=aco,
                count=number,
                text=f"Submit {what} of {aco} ({which}).",
                url=url,
                due=first.due_on,
                days=tuple(Notice(day, today).due_on for day in here.drafts),
            )
        if here.returned:
            number = len(here.returned)
            what = numbered(number, "change request")
            due = min((each for each in here.returned if each and each >= today), default=None)
            by = f" Submit {'it' if number == 1 else 'them'} again by" if due else ""
            by = f"{by} {in_words(due)} to stay in the feedback cycle." if due else ""
            yield Item(
                task=CORRECT,
                aco=aco,
                count=number,
                text=f"CMS returned {what} of {aco} with issues.{by}",
                url=url,
                due=due,
            )
