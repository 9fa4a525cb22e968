"""What an ACO's administrators and signers are told of its change requests (rules C3, C4)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from accounts.models import Person
from acoms.programme.dates import in_words
from acoms.site.navigation import url_of_way
from contacts.models import Aco
from notifications.actions import Telling, notify_all
from notifications.kinds import Kind, register
from notifications.quoting import BY, in_marks, quoted
from participants.changes.days import effective_day
from participants.changes.departures import leavings_of
from participants.changes.leaving import Leaving
from participants.changes.models import ChangeRequest
from participants.changes.queries import (
    DATA_HANDLERS,
    EDITORS,
    SIGNERS,
    data_handlers,
    people_with,
)
from participants.changes.rules import ChangeKind, Notice
from participants.changes.words import notice_in_words, numbered
from participants.lists.models import Participant

SECTION = "Change requests"
SUBMITTED = register(
    Kind(
        name="changes_submitted",
        on_screen="{said}",
        mail="participants/changes/email/submitted",
        digestible=True,
        section=SECTION,
    )
)
WITHDRAWN = register(
    Kind(
        name="change_withdrawn",
        on_screen="{said}",
        mail="participants/changes/email/withdrawn",
        digestible=True,
        section=SECTION,
    )
)
# Nor can what has to stop (rule C6).
LEFT = register(
    Kind(name="participant_left", on_screen="{said}", mail="participants/changes/email/left")
)
# A reminder cannot wait for Monday: the 30 days may be over by then.
NOT_SUBMITTED = register(
    Kind(
        name="changes_not_submitted",
        on_screen="{said}",
        mail="participants/changes/email/not_submitted",
    )
)


def tell_submitted(aco: Aco, by: Person, changes: Sequence[ChangeRequest]) -> None:
    """Who submitted what, to the administrators and signers of the ACO."""
    what = "A change request" if len(changes) == 1 else f"{len(changes)} change requests"
    said = f"{what} of {aco} went to CMS."
    about = changes[0].subject if len(changes) == 1 else ""
    typed = quoted(("About", about), (BY, by.full_name))
    lines = [_submitted_line(change) for change in changes]
    leavings = leavings_of(changes)
    left = [each for each in changes if each.pk in leavings and leavings[each.pk].stops]
    if not left:
        _tell(SUBMITTED, aco, changes, said, lines, quoted=typed)
        return
    told = _of_leaving(aco, left, leavings)
    _tell(SUBMITTED, aco, changes, said, lines, quoted=typed, **told)
    _tell_handlers(aco, left, told)


def _of_leaving(
    aco: Aco, left: Sequence[ChangeRequest], leavings: Mapping[int, Leaving]
) -> dict[str, Any]:
    """What stops and what goes on once participants have left, how long each still counts, and
    whose the request file is."""
    each = [leavings[change.pk] for change in left]
    counts = [leavings[change.pk].counts for change in left]
    if len(left) > 1:
        counts = [f"{change.subject}: {text}" for change, text in zip(left, counts, strict=True)]
    return {
        "stops": list(dict.fromkeys(text for one in each for text in one.stops)),
        "goes_on": list(dict.fromkeys(text for one in each for text in one.goes_on)),
        "counts": counts[:50],
        "handlers": data_handlers(aco),
        "effects_url": effects_url(left[0]),
    }


def effects_url(change: ChangeRequest) -> str:
    """The page that says what the joining or leaving of a change's participant affects; one query
    for a TIN that has joined."""
    day = change.effective_on or effective_day(change)
    leaves = change.kind_row is ChangeKind.REMOVE_PARTICIPANT
    if leaves:
        who: object = change.participant_id
    elif change.state.is_open:
        who = f"request-{change.pk}"
    else:
        joined = Participant.objects.filter(aco=change.aco_id, tin_hash=change.tin_hash)
        who = joined.filter(effective_from=day).values_list("pk", flat=True).first() or ""
    asked = {"change": "leaves" if leaves else "joins", "day": day, "participant": who}
    return f"{url_of_way('change:effects', change.aco.aco_id)}?{urlencode(asked)}"


def _tell_handlers(aco: Aco, left: Sequence[ChangeRequest], told: dict[str, Any]) -> None:
    """Those who make the request file, where they are not told as administrators or signers."""
    others = {person.pk for person in people_with(aco, {*EDITORS, *SIGNERS})}
    lines = [
        {"text": f"{in_marks(change.subject)}, from {in_words(change.effective_on)} on"}
        for change in left
        if change.effective_on is not None
    ]
    who = "A participant" if len(left) == 1 else f"{len(left)} participants"
    data = {
        "said": f"{who} left {aco}: the request file for beneficiary data has to be revised.",
        "aco": str(aco),
        "lines": lines[:50],
        "url": url_of_way("change:request_file", aco.aco_id),
        **told,
    }
    handlers = [each for each in people_with(aco, DATA_HANDLERS) if each.pk not in others]
    notify_all(LEFT, [Telling(person=person, data=data) for person in handlers])


def tell_withdrawn(aco: Aco, by: Person, change: ChangeRequest) -> None:
    """That a request is taken back which CMS had already."""
    said = f"A change request of {aco} was withdrawn."
    typed = quoted(("About", str(change)), (BY, by.full_name))
    _tell(WITHDRAWN, aco, [change], said, [], quoted=typed)


def remind(aco: Aco, due: Sequence[tuple[ChangeRequest, Notice]]) -> None:
    """Which drafts are near the end of their 30 days, or past it; one message for all of them."""
    late = sum(notice.is_late for _, notice in due)
    what = numbered(len(due), "draft is", "drafts are")
    first = min(notice.due_on for _, notice in due)
    said = f"In {aco} {what} near or past the 30 days in which you must tell CMS: "
    said += f"{late} late already." if late else f"the first by {in_words(first)}."
    lines = [
        f"{_named(change)}: {notice_in_words(notice, sent=False)}, due {in_words(notice.due_on)}"
        for change, notice in due
    ]
    _tell(NOT_SUBMITTED, aco, [change for change, _ in due], said, lines, late=bool(late))


def _named(change: ChangeRequest) -> str:
    """In a list: the kind is ours, the business is what the ACO typed."""
    return f"{change.kind_row.label}: {in_marks(change.subject)}"


def _submitted_line(change: ChangeRequest) -> str:
    if change.effective_on is not None:
        return f"{_named(change)}. In effect from {in_words(change.effective_on)}."
    return f"{_named(change)}. CMS screens it and decides."


def _tell(
    kind: Kind,
    aco: Aco,
    changes: Sequence[ChangeRequest],
    said: str,
    lines: Iterable[str],
    **more: Any,
) -> None:
    data = {
        "said": said,
        "aco": str(aco),
        "lines": [{"text": line} for line in lines][:50],
        "url": _url(aco, changes),
        **more,
    }
    people = people_with(aco, {*EDITORS, *SIGNERS})
    notify_all(kind, [Telling(person=person, data=data) for person in people])


def _url(aco: Aco, changes: Sequence[ChangeRequest]) -> str:
    if len(changes) == 1:
        return reverse("change_request", args=[aco.aco_id, changes[0].pk])
    return reverse("aco_change_requests", args=[aco.aco_id])
