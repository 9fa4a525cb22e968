"""How an ACO's people are told that CMS wrote to them (rules A14, G1)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse

from contacts.models import Aco
from documents.correspondence.models import Delivery, Reply
from documents.correspondence.queries import Receiver
from documents.correspondence.rules import is_mailed, paragraphs
from notifications.actions import Telling, notify_all
from notifications.kinds import Kind, Outgoing, register
from notifications.models import Notification
from notifications.quoting import BY, quoted


def _of_messages(mails: Sequence[Outgoing]) -> Mapping[int, dict[str, Any]]:
    """The text of each mail's message, and how many files go with it; two queries."""
    asked = {mail.data["delivery"] for mail in mails}
    rows = Delivery.objects.filter(pk__in=asked).select_related("message")
    found = {row.pk: row for row in rows.prefetch_related("message__attachments")}
    texts = {
        pk: {
            "heading": row.message.subject,
            "paragraphs": row.message.paragraphs,
            "files": len(row.message.attachments.all()),
            "may_answer": row.message.may_answer,
        }
        for pk, row in found.items()
    }
    return {m.pk: texts[m.data["delivery"]] for m in mails if m.data["delivery"] in texts}


def _of_replies(mails: Sequence[Outgoing]) -> Mapping[int, dict[str, Any]]:
    """What CMS answered; one query."""
    asked = {mail.data["reply"] for mail in mails}
    found = {row.pk: row for row in Reply.objects.filter(pk__in=asked)}
    return {
        m.pk: {"paragraphs": found[m.data["reply"]].paragraphs}
        for m in mails
        if m.data["reply"] in found
    }


SECTION = "Messages from CMS"
_QUOTED = 500  # as much of an answer as a mail repeats
MESSAGE = register(
    Kind(
        name="correspondence",
        on_screen="{said}",
        mail="documents/correspondence/email/message",
        mail_contexts=_of_messages,
    )
)
CAN_WAIT = register(
    Kind(
        name="correspondence_that_can_wait",
        on_screen="{said}",
        mail="documents/correspondence/email/message",
        mail_contexts=_of_messages,
        digestible=True,
        section=SECTION,
    )
)
# For those who receive it, where the e-mail is for others (rule A14).
ON_SCREEN = register(Kind(name="correspondence_on_screen", on_screen="{said}"))
ANSWERED = register(
    Kind(
        name="correspondence_answered",
        on_screen="{said}",
        mail="documents/correspondence/email/answered",
        mail_contexts=_of_replies,
    )
)


def tell_message(
    delivery: Delivery, people: Sequence[Receiver]
) -> list[tuple[Receiver, Notification, bool]]:
    """Everyone who receives it learns of a message, and those it is mailed to also by e-mail: each
    with what they are told, and whether by e-mail."""
    message = delivery.message
    data = {
        "said": f"{message.kind_row.label} from CMS to {delivery.aco}: {message.subject}",
        "aco": str(delivery.aco),
        "what": message.kind_row.label,
        "delivery": delivery.pk,
        "url": url_of(delivery),
    }
    mailed = [one for one in people if is_mailed(one.codes, message.named_types)]
    others = [one for one in people if not is_mailed(one.codes, message.named_types)]
    kind = CAN_WAIT if message.kind_row.can_wait else MESSAGE
    told = [
        *zip(mailed, _notify(kind, mailed, data), strict=True),
        *zip(others, _notify(ON_SCREEN, others, data), strict=True),
    ]
    return [(one, notification, one in mailed) for one, notification in told]


def tell_answered(reply: Reply, asked: Reply | None, people: Sequence[Receiver]) -> None:
    """The ACO's readers learn what CMS answered; by e-mail those who got the message so, and
    whoever wrote (`asked`)."""
    delivery = reply.delivery
    message, writer = delivery.message, asked.written_by_id if asked else None
    typed = quoted(
        ("What the ACO wrote", asked.body[:_QUOTED] if asked else ""),
        (BY, asked.written_by.full_name if asked else ""),
    )
    data = {
        "said": f"CMS answered {delivery.aco}: {message.subject}",
        "aco": str(delivery.aco),
        "heading": message.subject,
        "quoted": typed,
        "reply": reply.pk,
        "url": url_of(delivery),
    }
    mailed = [
        one for one in people if one.pk == writer or is_mailed(one.codes, message.named_types)
    ]
    _notify(ANSWERED, mailed, data)
    _notify(ON_SCREEN, [one for one in people if one not in mailed], data)


def url_of(delivery: Delivery) -> str:
    return reverse("correspondence_message", args=[delivery.aco.aco_id, delivery.pk])


def preview_data(aco: Aco, message: Any) -> dict[str, Any]:
    """What the mail of a message that is not sent yet is made from."""
    return {
        "aco": str(aco),
        "what": message.kind_row.label,
        "heading": message.subject,
        "paragraphs": paragraphs(message.body),
        "may_answer": message.may_answer,
        "url": reverse("aco_correspondence", args=[aco.aco_id]),
    }


def _notify(kind: Kind, people: Iterable[Receiver], data: dict[str, Any]) -> list[Notification]:
    tellings = [Telling(person=one, data=data) for one in people]
    return notify_all(kind, tellings) if tellings else []
