"""An ACO's agreement ends: recorded by CMS staff, taken back, and carried out at its day (J4)."""

import logging
from collections.abc import Iterable
from datetime import date

import pghistory
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from accounts.duties import require
from accounts.ending import access_ended
from accounts.models import Person
from accounts.staff import Duty
from acoms.once.done import AlreadyDone, bears_repeating
from acoms.once.shown import refusal_of_change
from contacts.actions.acos import lock_aco_even_ended
from contacts.agreement import EndKind, refusal_of_day
from contacts.ending import notices
from contacts.ending.registry import end_in_rooms_above, parts_of_end, parts_recorded, what_ends
from contacts.errors import ContactError
from contacts.models import Aco, HeldType
from contacts.queries import administrators_of

REASON_NEEDED = "Enter a reason. The ACO's administrators read it."

log = logging.getLogger(__name__)


@bears_repeating
@transaction.atomic
def record_end(
    *,
    acting_person: Person,
    aco: Aco,
    ends_on: date,
    kind: EndKind,
    reason: str,
    shown: str | None = None,
) -> Aco:
    """CMS staff record that an agreement ends: `ends_on` is its last day, in Eastern Time. Its
    administrators are told; if that day is over, it is carried out at once.

    `shown` is the fingerprint of what would end (`parts_of_end`). Raises Refused for what the
    acting person's role does not include, and ContactError.
    """
    require(acting_person, Duty.END_AGREEMENTS)
    reason = reason.strip()[:500]
    with pghistory.context(
        action="record end of agreement", acting_person=acting_person.pk, reason=reason
    ):
        aco = _locked(aco)
        own = (acting_person.pk, ends_on, kind, reason)
        if own == (aco.end_recorded_by_id, aco.ends_on, aco.end_kind, aco.end_reason):
            raise AlreadyDone(aco)
        if aco.ends_on is not None:
            raise ContactError(f"{said(aco)} Take that back first, if it is another day.")
        if refusal := refusal_of_day(ends_on, timezone.localdate()):
            raise ContactError(refusal, "ends_on")
        if not reason:
            raise ContactError(REASON_NEEDED, "reason")
        if changed := refusal_of_change(shown, lambda: parts_of_end(aco, ends_on, kind, reason)):
            raise ContactError(changed)
        aco.ends_on, aco.end_kind, aco.end_reason = ends_on, kind, reason
        aco.end_recorded_by, aco.end_recorded_at = acting_person, timezone.now()
        aco.save(update_fields=RECORDED)
        if aco.has_ended:
            _carry_out(aco)
        else:
            notices.tell_recorded(aco, administrators_of(aco))
    return aco


RECORDED = ("ends_on", "end_kind", "end_reason", "end_recorded_by", "end_recorded_at")


@transaction.atomic
def take_back_end(*, acting_person: Person, aco: Aco, reason: str, shown: str | None = None) -> Aco:
    """CMS staff take back an end until its day is over; the administrators are told. Said twice it
    is done once.

    `shown` is the fingerprint of the end that was shown (`parts_recorded`). Raises Refused, and
    ContactError once it is.
    """
    require(acting_person, Duty.END_AGREEMENTS)
    reason = reason.strip()[:500]
    with pghistory.context(
        action="take back end of agreement", acting_person=acting_person.pk, reason=reason
    ):
        aco = _locked(aco)
        if aco.ends_on is None:
            return aco
        if aco.has_ended:
            raise ContactError(
                f"{said(aco)} That day is over, and the end stays. A new agreement is a new ACO."
            )
        if changed := refusal_of_change(shown, parts_recorded(aco)):
            raise ContactError(changed)
        if not reason:
            raise ContactError(REASON_NEEDED, "reason")
        notices.tell_taken_back(aco, administrators_of(aco), reason)
        aco.ends_on = aco.end_recorded_by = aco.end_recorded_at = None
        aco.end_kind = aco.end_reason = ""
        aco.save(update_fields=RECORDED)
    return aco


def carry_out_ends(today: date | None = None) -> int:
    """Carry out each end whose day is over, in a transaction of its own; how many.

    Bears any repetition: what a killed worker or an outage left is found the next time (E6).
    """
    due = Aco.objects.ended(today).filter(end_carried_out_at=None).order_by("ends_on", "pk")
    return sum(_carry_out_alone(aco) for aco in due)


def _carry_out_alone(aco: Aco) -> int:
    try:
        with transaction.atomic():
            aco = _locked(aco)
            if aco.end_carried_out_at is not None or not aco.has_ended:
                return 0
            _carry_out(aco)
    except (OperationalError, InterfaceError):  # the database is away: it is still to do
        raise
    except Exception:  # one ACO that breaks something does not hold up the others
        log.exception("the end of the agreement of %s could not be carried out", aco)
        return 0
    return 1


def _carry_out(aco: Aco) -> None:
    """End everything that ends with the agreement of a locked ACO, and tell everyone whom it had
    as contacts. All of it ends in one moment, by which `HeldType.at_the_end` finds it."""
    by, reason = aco.end_recorded_by, f"{said(aco)} {aco.end_reason}"[:500]
    assert by is not None
    with pghistory.context(action="carry out end of agreement", acting_person=by.pk):
        ended = what_ends(aco)
        end_in_rooms_above(by, aco, reason)
        held = list(HeldType.objects.active().filter(aco=aco).select_related("contact__person"))
        moment = timezone.now()
        HeldType.objects.filter(pk__in=[one.pk for one in held]).update(
            ended_at=moment, ended_by=by, end_reason=reason
        )
        aco.end_carried_out_at = moment
        aco.save(update_fields=["end_carried_out_at"])
        notices.tell_ended(aco, held, ended)
        _end_access(by, aco, held)


def _end_access(by: Person, aco: Aco, held: Iterable[HeldType]) -> None:
    """Whoever listens for ends hears of each person's, and sessions without access end (A19)."""
    people: dict[Person, list[str]] = {}
    for one in held:
        people.setdefault(one.contact.person, []).append(one.type)
    for person, codes in people.items():
        access_ended(acting_person=by, person=person, place=aco, codes=codes)


def _locked(aco: Aco) -> Aco:
    """The ACO as it is now, under its lock."""
    lock_aco_even_ended(aco)
    return Aco.objects.select_related("end_recorded_by").get(pk=aco.pk)


def said(aco: Aco) -> str:
    """What is recorded, in a sentence."""
    assert aco.ends_on is not None
    return notices.said_of(aco)
