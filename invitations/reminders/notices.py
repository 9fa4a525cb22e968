"""What reminders say, on screen and by e-mail."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from acoms.programme.clock import in_words
from contacts.attention import Item
from contacts.models import Aco
from invitations.models import Invitation
from invitations.notices import invitation_contexts, inviter_url
from invitations.reminders.rules import reminder_day
from invitations.responsible import responsible_for
from notifications.actions import Telling, notify_all
from notifications.kinds import Kind, Outgoing, register
from notifications.quoting import NAME, in_marks, quoted


def _reminder_contexts(notifications: Sequence[Outgoing]) -> Mapping[int, dict[str, Any]]:
    """As the invitation's own mail, link and code derived only now; and only while its day is the
    one that is due, so that what an outage held up does not come all at once."""
    now = timezone.now()
    days = {n.pk: n.data["day"] for n in notifications}
    return {
        pk: context
        for pk, context in invitation_contexts(notifications).items()
        if reminder_day(context["invitation"].sent_at, now) == days[pk]
    }


def _still_unanswered(notifications: Sequence[Outgoing]) -> Mapping[int, dict[str, Any]]:
    """What each reminder to an inviter still says, without what has been answered, withdrawn or
    sent again meanwhile; one query."""
    now = timezone.now()
    invitations = Invitation.objects.select_related("aco").in_bulk(
        [pk for n in notifications for pk, _ in n.data["invitations"]]
    )
    contexts: dict[int, dict[str, Any]] = {}
    for notification in notifications:
        open_ones = [
            invitations[pk]
            for pk, generation in notification.data["invitations"]
            if invitations[pk].generation == generation
            and invitations[pk].is_answerable
            and reminder_day(invitations[pk].sent_at, now) == notification.data["day"]
        ]
        if open_ones:
            contexts[notification.pk] = {"said": _said(open_ones), "lines": _lines(open_ones)}
    return contexts


REMINDED = register(
    Kind(
        name="invitation_reminder",
        mail="invitations/email/reminder",
        mail_contexts=_reminder_contexts,
        speaks=True,
    )
)
UNANSWERED = register(
    Kind(
        name="invitation_unanswered",
        on_screen="{said}",
        mail="invitations/email/unanswered",
        mail_contexts=_still_unanswered,
        digestible=True,
        section="Invitations that nobody has answered",
    )
)
ATTENTION = register(
    Kind(
        name="attention_reminder",
        on_screen="{said}",
        mail="invitations/email/attention",
        digestible=True,
        section="What needs your attention",
    )
)


def remind_invited(invitations: Sequence[Invitation], day: int) -> None:
    """Mail each invited person their link and code again."""
    notify_all(
        REMINDED,
        [
            Telling(
                address=invitation.email,
                data={
                    "invitation": invitation.pk,
                    "generation": invitation.generation,
                    "day": day,
                },
            )
            for invitation in invitations
        ],
    )


def remind_inviters(invitations: Sequence[Invitation], day: int) -> None:
    """Tell those who stand for each invitation who has not answered: once for each ACO, however
    many there are."""
    people = responsible_for(invitations)
    groups: dict[tuple[Person, int], list[Invitation]] = defaultdict(list)
    for invitation in invitations:
        for person in people[invitation.pk]:
            groups[person, invitation.aco_id].append(invitation)
    notify_all(
        UNANSWERED,
        [
            Telling(
                person=person,
                data={
                    "invitations": [[each.pk, each.generation] for each in group],
                    "day": day,
                    "said": _said(group),
                    "quoted": quoted((NAME, group[0].full_name)) if len(group) == 1 else [],
                    "aco": str(group[0].aco),
                    "url": inviter_url(group[0]),
                },
            )
            for (person, _), group in groups.items()
        ],
    )


def _said(invitations: Sequence[Invitation]) -> str:
    first = min(invitations, key=lambda invitation: invitation.expires_at)
    ends = in_words(first.expires_at)
    if len(invitations) == 1:
        return (
            f"Your invitation to be {first.types_listed} of {first.aco} has no answer yet. It ends "
            f"{ends}."
        )
    return (
        f"{len(invitations)} people have not answered your invitations to {first.aco}. "
        f"The first one ends {ends}."
    )


def _lines(invitations: Sequence[Invitation]) -> list[dict[str, str]]:
    """One line for each."""
    return [
        {"text": f"{in_marks(each.full_name)} ({each.email}), {each.types_listed}"}
        for each in invitations
    ]


def remind_administrators(
    owed: Mapping[Person, Mapping[Aco, Sequence[Item]]], monday: datetime
) -> None:
    """One notification for each person, over all their ACOs."""
    notify_all(
        ATTENTION,
        [
            Telling(
                person=person,
                data={
                    "said": _owed_in_words(acos),
                    "lines": [_line(item) for items in acos.values() for item in items],
                    "url": reverse(settings.LOGIN_REDIRECT_URL),
                },
            )
            for person, acos in owed.items()
        ],
        at=monday,
    )


def _owed_in_words(acos: Mapping[Aco, Sequence[Item]]) -> str:
    number = sum(len(items) for items in acos.values())
    where = str(next(iter(acos))) if len(acos) == 1 else f"{len(acos)} of your ACOs"
    things = "One thing needs" if number == 1 else f"{number} things need"
    return f"{things} your attention in {where}. Your Dashboard has everything that you have to do."


def _line(item: Item) -> dict[str, str]:
    due = f" Due {item.due:%B} {item.due.day}, {item.due.year}." if item.due else ""
    return {"text": f"{item.text}{due}", "url": item.url}
