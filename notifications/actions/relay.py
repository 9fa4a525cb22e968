"""Sending what the outbox holds: claim, send over one connection, mark, commit (rule E6).

A batch is claimed, sent and marked in one transaction. A worker that dies in between leaves its
rows unmarked and unlocked, so another sends them: a mail may come twice, at most one batch of
them and under the same Message-ID, but none is lost.
"""

import logging
import smtplib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, transaction
from django.db.models import prefetch_related_objects
from django.template.loader import get_template
from django.utils import timezone, translation

from acoms.once.lease import lock_free
from notifications.actions.gathering import close_sittings
from notifications.models import Notification

log = logging.getLogger(__name__)

BATCH = 50
GIVE_UP_AFTER = 12  # attempts: a little over a day with the delays below
OUTAGE_DELAY = timedelta(seconds=30)


def delay_before(attempt: int) -> timedelta:
    """How long to wait before try number `attempt` (2, 3, …): a minute, doubling up to 8 hours."""
    return min(timedelta(minutes=2 ** (attempt - 2)), timedelta(hours=8))


def relay_due_mail() -> int:
    """Send everything that is due, in batches; returns how many went out.

    What has waited for others of its sitting is put together first.
    """
    close_sittings()
    connection: BaseEmailBackend = get_connection()
    total = 0
    try:
        while True:
            claimed, sent, server_is_up = _relay_batch(connection)
            total += sent
            if claimed < BATCH or not server_is_up:
                return total
    finally:
        connection.close()


@transaction.atomic
def _relay_batch(connection: BaseEmailBackend) -> tuple[int, int, bool]:
    """Claim and send one batch: how many were claimed, how many sent, is the server up."""
    now = timezone.now()
    batch = lock_free(Notification.objects.due(now), BATCH)
    if not batch:
        return 0, 0, True
    try:
        connection.open()
    except OSError as error:  # SMTPException is one too: refused, unreachable, bad sign-in
        _postpone(batch, now + OUTAGE_DELAY, "The mail server does not answer. We go on trying.")
        log.warning("mail server unreachable: %s", error)
        return len(batch), 0, False

    sent: list[Notification] = []
    server_is_up = True
    # All are made before any is sent: what goes wrong here must not double what has gone out.
    for notification, message in list(_rendered(batch)):
        if message is None:
            _give_up(notification, "Out of date before it could be sent.")
            continue
        try:
            connection.send_messages([message])
        except (smtplib.SMTPServerDisconnected, ConnectionError, TimeoutError) as error:
            log.warning("mail server went away: %s", error)
            # It may be this very mail that makes the server leave: the others go before it.
            _not_delivered(notification, error)
            server_is_up = False
            break
        except (smtplib.SMTPException, OSError, ValueError) as error:
            _not_delivered(notification, error)
        else:
            sent.append(notification)
    Notification.objects.filter(pk__in=[n.pk for n in sent]).update(
        sent_at=timezone.now(), failure=""
    )
    return len(batch), len(sent), server_is_up


def _rendered(
    batch: Iterable[Notification],
) -> Iterable[tuple[Notification, EmailMultiAlternatives | None]]:
    """Each notification with its mail, or None where its kind says it is out of date.

    One that cannot be made is left out and waits for its next try, and holds nobody else up.
    """
    for _, group in groupby(sorted(batch, key=lambda n: (n.kind, n.pk)), key=lambda n: n.kind):
        notifications = list(group)
        try:
            contexts, templates = _parts(notifications)
        except DatabaseError:
            raise
        except Exception as error:
            for notification in notifications:
                _cannot_be_made(notification, error)
            continue
        for notification in notifications:
            context = contexts.get(notification.pk)
            try:
                with translation.override(_language_of(notification)):
                    message = (
                        None if context is None else _message(notification, templates, context)
                    )
            except Exception as error:
                _cannot_be_made(notification, error)
            else:
                yield notification, message


def _parts(notifications: list[Notification]) -> tuple[Mapping[int, dict[str, Any]], list[Any]]:
    """What the mails of one kind are made of: each one's context, and the kind's templates."""
    kind = notifications[0].details
    if kind.speaks:
        prefetch_related_objects(notifications, "person")
    fetch = kind.mail_contexts
    contexts = fetch(notifications) if fetch else {n.pk: {} for n in notifications}
    templates = [get_template(f"{kind.mail}.{part}") for part in ("subject.txt", "txt", "html")]
    return contexts, templates


def _language_of(notification: Notification) -> str:
    """The language of its mail: the reader's, where the kind speaks it."""
    if not notification.details.speaks:
        return settings.LANGUAGE_CODE
    of_person = notification.person.language if notification.person else ""
    return of_person or notification.data.get("language") or settings.LANGUAGE_CODE


def _message(
    notification: Notification, templates: list[Any], context: dict[str, Any]
) -> EmailMultiAlternatives:
    whole = {
        **notification.data,
        "site_url": settings.SITE_URL,
        "helplines": [notification.details.helpline],
        **context,
    }
    with translation.override(_language_of(notification)):
        subject, text, html = (str(template.render(whole)) for template in templates)
    message = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=text,
        to=[notification.address],
        headers={"Message-ID": notification.message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(html, "text/html")
    return message


def _postpone(batch: list[Notification], until: datetime, failure: str) -> None:
    Notification.objects.filter(pk__in=[n.pk for n in batch]).update(
        due_at=until, failure=failure[:300]
    )


def _give_up(notification: Notification, failure: str) -> None:
    Notification.objects.filter(pk=notification.pk).update(
        failed_at=timezone.now(), failure=failure[:300]
    )


def _not_delivered(notification: Notification, error: Exception) -> None:
    """The server refused this one mail: for good (5xx), or for now (try again later)."""
    permanent, words = read_refusal(error)
    if permanent:
        _give_up(notification, words)
    else:
        _try_later(notification, words)


def _cannot_be_made(notification: Notification, error: Exception) -> None:
    """Ours to mend; the log says what is wrong, and the next version of the site may send it."""
    log.error("mail %s of kind %s cannot be made: %r", notification.pk, notification.kind, error)
    _try_later(notification, "The mail could not be made. We have been told.")


def _try_later(notification: Notification, words: str) -> None:
    attempts = notification.attempts + 1
    if attempts >= GIVE_UP_AFTER:
        _give_up(notification, words)
    else:
        Notification.objects.filter(pk=notification.pk).update(
            attempts=attempts,
            due_at=timezone.now() + delay_before(attempts + 1),
            failure=words[:300],
        )


def read_refusal(error: Exception) -> tuple[bool, str]:
    """Whether a mail can never be delivered as it is, and the server's words for why."""
    said: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, said = error.smtp_code, error.smtp_error
    else:
        return isinstance(error, ValueError), str(error)
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    # A refused sender is ours to mend, not the recipient's address being wrong: keep trying.
    permanent = code >= 500 and not isinstance(error, smtplib.SMTPSenderRefused)
    return permanent, f"{words} ({code})"
