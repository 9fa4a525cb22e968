"""Telling websites that a sign-in has ended (rules B3, E6).

An outbox like the one for mail: a batch is claimed by moving its next try into the future, sent,
and marked. What dies in between is tried again; a website that is told twice signs out once.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from acoms.once.lease import lock_free
from qpp_roles.openid.backchannel import PATIENCE, post
from qpp_roles.openid.models import LogoutNotice
from qpp_roles.openid.rules import GIVE_UP_AFTER, delay_before

BATCH = 20
LEASE = timedelta(seconds=BATCH * PATIENCE + 20)


def send_due_notices() -> int:
    """Tell websites of all ends that are due; how many were told."""
    told = 0
    while batch := _claim():
        told += sum(_tell(notice) for notice in batch)
        if len(batch) < BATCH:
            break
    return told


@transaction.atomic
def _claim() -> list[LogoutNotice]:
    now = timezone.now()
    due = LogoutNotice.objects.filter(sent_at=None, given_up_at=None, due_at__lte=now)
    ids = [notice.pk for notice in lock_free(due.order_by("due_at"), BATCH)]
    LogoutNotice.objects.filter(pk__in=ids).update(due_at=now + LEASE)
    return list(
        LogoutNotice.objects.filter(pk__in=ids).select_related(
            "sign_in__website", "sign_in__person"
        )
    )


def _tell(notice: LogoutNotice) -> bool:
    """One try; whether the website has taken it."""
    notice.attempts += 1
    notice.failure = post(notice.sign_in)
    now = timezone.now()
    if not notice.failure:
        notice.sent_at = now
    elif now - notice.created_at > GIVE_UP_AFTER:
        notice.given_up_at = now
    else:
        notice.due_at = now + delay_before(notice.attempts + 1)
    notice.save()
    return notice.sent_at is not None
