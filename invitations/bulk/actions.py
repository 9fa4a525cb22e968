"""Every write to lists of people to invite.

A list is confirmed once, by one conditional UPDATE. Each row is then sent in a transaction of its
own, in which the row is locked: whoever is killed in the middle of it has sent nothing, and
whoever comes next goes on with it (rule E6).
"""

import logging
from datetime import timedelta

import pghistory
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from accounts.models import Person
from acoms.access import Refused
from acoms.once.done import AlreadyDone
from acoms.once.lease import lock_free
from acoms.once.shown import CHANGED
from acoms.operations.nudging import nudge
from acoms.text.refusals import Refusal
from contacts.access import held_now, require
from contacts.models import Aco
from contacts.permissions import Permission
from invitations.actions import invite_anew
from invitations.bulk.checks import check_rows, fingerprint, form_of, refusals_of
from invitations.bulk.models import BulkInvitation, Row
from invitations.bulk.reading import Reading
from invitations.errors import InvitationError
from invitations.giving import own_addresses
from invitations.models import Invitation
from invitations.rules import refusal_of_second

SENDING = "invitations.bulk.tasks.send"
KEPT_UNCONFIRMED = timedelta(days=7)

log = logging.getLogger(__name__)


class BulkInvitationError(Refusal):
    """Why a list cannot be confirmed, in words for the person who asked."""


@transaction.atomic
def prepare_bulk_invitation(
    *, acting_person: Person, aco: Aco, source: str, reading: Reading
) -> BulkInvitation:
    """Keep a list as read, to be looked at. Nothing is sent. Raises Refused (rule A5)."""
    with pghistory.context(action="prepare bulk invitation", acting_person=acting_person.pk):
        require(held_now(acting_person.pk, aco.pk), Permission.CONTACTS_EDIT)
        bulk = BulkInvitation.objects.create(
            aco=aco, source=source[:200], remarks=reading.remarks, created_by=acting_person
        )
        Row.objects.bulk_create(
            Row(
                bulk=bulk,
                line=row.line,
                first_name=row.first_name,
                last_name=row.last_name,
                email=row.email,
                phone=row.phone,
                title=row.title,
                types=row.types,
                codes=list(row.codes),
                problem=row.problem,
            )
            for row in reading.rows
        )
    return bulk


@transaction.atomic
def confirm_bulk_invitation(
    *, acting_person: Person, bulk: BulkInvitation, shown: str, good_ones_only: bool
) -> bool:
    """Have the list sent in the name of the acting person; False if that has been said before.

    `shown` is the fingerprint of what the person was shown. With `good_ones_only` the rows that
    cannot be sent are put aside with their reasons; without it there must be none. Raises Refused,
    and BulkInvitationError where nothing can be sent, or something else than was shown.
    """
    with pghistory.context(action="confirm bulk invitation", acting_person=acting_person.pk):
        now = timezone.now()
        # This is the lock as well: a second submit waits here, and then finds it confirmed.
        unconfirmed = BulkInvitation.objects.filter(pk=bulk.pk, confirmed_at=None)
        if not unconfirmed.update(confirmed_at=now, confirmed_by=acting_person):
            return False
        held = held_now(acting_person.pk, bulk.aco_id)
        require(held, Permission.CONTACTS_EDIT)
        own = own_addresses(acting_person, bulk.aco)
        checked = check_rows(bulk.aco, list(bulk.rows.all()), held, own)
        if fingerprint(checked) != shown:
            raise BulkInvitationError(CHANGED)
        bad = [each for each in checked if not each.good]
        if len(bad) == len(checked):
            raise BulkInvitationError("None of the rows can be sent.")
        if bad and not good_ones_only:
            raise BulkInvitationError("Some rows cannot be sent, so none was.")
        for each in bad:
            each.row.done_at, each.row.result = now, each.reason
        Row.objects.bulk_update([each.row for each in bad], ["done_at", "result"])
        nudge(SENDING, bulk.pk)
    return True


def send_rows(bulk_id: int, most: int) -> bool:
    """Send up to `most` rows of a confirmed list; True if there may be more to do.

    Several may do this at once, and any may be killed at any moment.
    """
    for _ in range(most):
        if not _send_next_row(bulk_id):
            finish_if_done(bulk_id)
            return False
    return True


def finish_if_done(bulk_id: int) -> None:
    """Record that no row is left to do. Rows that somebody else is at are still to do."""
    with transaction.atomic(), pghistory.context(action="finish bulk invitation"):
        BulkInvitation.objects.unfinished().all_done().filter(pk=bulk_id).update(
            finished_at=timezone.now()
        )


def _send_next_row(bulk_id: int) -> bool:
    """Do the first row that nobody is at, in one transaction; False if there is none."""
    with transaction.atomic():
        to_do = Row.objects.select_related("bulk__aco", "bulk__confirmed_by").filter(
            bulk=bulk_id, bulk__confirmed_at__isnull=False, done_at=None
        )
        found = lock_free(to_do, 1)
        if not found:
            return False
        (row,) = found
        row.result = _send(row)
        row.done_at = timezone.now()
        row.save(update_fields=["done_at", "result", "invitation"])
    return True


def _send(row: Row) -> str:
    """Invite the row's person, in the name of whoever confirmed; returns why not, or ""."""
    try:
        with transaction.atomic(), pghistory.context(bulk_invitation=row.bulk_id):
            row.invitation = _invite(row)
    except (InvitationError, Refused) as refusal:
        return str(refusal)
    except (OperationalError, InterfaceError):  # the database is away: the row is still to do
        raise
    except Exception:  # one row that breaks something does not hold up the others
        log.exception("row %s of bulk invitation %s could not be sent", row.pk, row.bulk_id)
        return "This row could not be sent because of an error of ours. Invite this person alone."
    return ""


def _invite(row: Row) -> Invitation:
    inviter = row.bulk.confirmed_by
    assert inviter is not None
    if not inviter.is_active:
        raise InvitationError(f"{inviter.full_name}, who confirmed the list, may not sign in now.")
    form = form_of(row)
    if refusals := refusals_of(form):
        raise InvitationError(" ".join(refusals))
    try:
        return invite_anew(
            acting_person=inviter, aco=row.bulk.aco, invitee=form.invitee(), codes=row.codes
        )
    except AlreadyDone as already:  # of another list, whose row has it
        one: Invitation = already.result
        refusal = refusal_of_second(one.email, one.types, one.given_by.full_name)
        raise InvitationError(refusal) from already


def forget_unconfirmed() -> int:
    """Delete lists that nobody confirmed in a week: they name people who never were invited."""
    with transaction.atomic(), pghistory.context(action="forget bulk invitation"):
        old = BulkInvitation.objects.filter(
            confirmed_at=None, created_at__lt=timezone.now() - KEPT_UNCONFIRMED
        )
        found = list(old.select_for_update().values_list("pk", flat=True))
        BulkInvitation.objects.filter(pk__in=found).delete()
    return len(found)
