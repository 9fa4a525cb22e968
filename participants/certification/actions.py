"""Certifying a list, and giving out what was certified (rule C2)."""

import hashlib
import uuid
from collections.abc import Iterator

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts import duties
from accounts.actions import refusal_of_code
from accounts.models import Person
from accounts.staff import Duty
from acoms.once.done import reason_kept
from acoms.once.shown import refusal_of_change
from acoms.programme.clock import in_words as moment_in_words
from acoms.programme.dates import in_words
from contacts.access import held_now, held_to_read, require
from contacts.actions import lock_aco
from contacts.models import Aco
from contacts.permissions import Permission
from participants.certification import in_event, notices
from participants.certification.checking import (
    certification_of,
    what_is_wrong,
    what_is_wrong_with_pdf,
)
from participants.certification.errors import CertificationError
from participants.certification.models import CertificationReopening, CertifiedList
from participants.certification.paper import KIND, signed_pdf
from participants.certification.queries import (
    first_day_of,
    shown_to_reopen,
    since_certified,
    standing_of,
)
from participants.certification.rules import State, statement
from participants.certification.storage import SIGNED
from participants.lists.models import TinShown, taken_by
from participants.lists.snapshot import Snapshot, canonical_json, sha256, take
from participants.years.models import PerformanceYear
from signing.actions import name_of
from signing.rules import signing_type
from signing.seal.certificate import NoCertificate


def list_to_certify(aco: Aco, year: PerformanceYear) -> tuple[Snapshot, str]:
    """The list as it will stand on the first day of the year, and the hash of its text."""
    snapshot = take(aco, first_day_of(aco, year))
    return snapshot, sha256(canonical_json(snapshot))


def certify_list(
    *, acting_person: Person, aco: Aco, year: PerformanceYear, seen: str, name: str, code: str
) -> CertifiedList:
    """An authorized signer certifies the list of a performance year, which then stays as it is.

    `seen` is the hash of the list that the signer looked at; the full name is typed, and a code of
    the second factor given, as for each document of a Signing Event (F3). Once CMS has re-opened
    what was certified, the list replaces that, which is kept. Raises Refused, CertificationError
    when it is not the time, when it is done already, when there is nothing to certify, or when the
    list has changed meanwhile, SigningError for the name, and AccountError for the code.
    """
    stored_as = uuid.uuid4()
    try:
        with (
            transaction.atomic(),
            pghistory.context(action="certify list", acting_person=acting_person.pk),
        ):
            lock_aco(aco)
            certified, snapshot = _to_sign(acting_person, aco, year, seen)
            certified.name = name_of(acting_person, name)
            refused = refusal_of_code(acting_person, code)
            if refused is None:
                _sign(certified, snapshot, stored_as)
                notices.tell_certified(certified)
                in_event.announce(aco, year.year)
                return certified
    except BaseException:
        SIGNED.delete(stored_as)
        raise
    raise refused  # what was counted of the wrong code is kept


def _to_sign(
    signer: Person, aco: Aco, year: PerformanceYear, seen: str
) -> tuple[CertifiedList, Snapshot]:
    """What would be certified now, and its list. Raises what stands in the way, under the lock."""
    held = held_now(signer.pk, aco.pk)
    require(held, Permission.SIGN_ACO_DOCUMENTS)
    standing = standing_of(aco, year)
    if standing.state is State.NOT_OPEN:
        raise CertificationError(f"Lists for {year.year} cannot be certified yet.")
    if standing.state is State.CERTIFIED:
        assert standing.certified is not None
        who, when = standing.certified.certified_by.full_name, standing.certified.certified_at
        raise CertificationError(
            f"{who} certified the list for {year.year} already, on {moment_in_words(when)}."
        )
    snapshot, found = list_to_certify(aco, year)
    if not snapshot.participants:
        raise CertificationError("The list is empty: there is nothing to certify.")
    if found != seen:
        raise CertificationError(
            "The list has changed since you opened this page. Look at it once more, then "
            "certify it."
        )
    counts = len(snapshot.participants), snapshot.provider_count
    certified = CertifiedList(
        aco=aco,
        performance_year=year,
        certified_at=timezone.now(),
        certified_by=signer,
        contact_type=signing_type(held, KIND),
        statement=statement(str(aco), year.year, *counts),
        participants=counts[0],
        providers=counts[1],
        replaces=standing.certified,
    )
    return certified, snapshot


def _sign(certified: CertifiedList, snapshot: Snapshot, stored_as: uuid.UUID) -> None:
    """Freeze the list, and sign a PDF that names its hash."""
    certified.content = canonical_json(snapshot, certification_of(certified))
    certified.sha256 = sha256(certified.content)
    signed = signed_pdf(certified, snapshot)
    certified.signed_as, certified.signed_size = stored_as, len(signed)
    certified.signed_sha256 = hashlib.sha256(signed).hexdigest()
    SIGNED.save(stored_as, [signed])
    certified.save(force_insert=True)


@transaction.atomic
def reopen_certification(
    *, acting_person: Person, certified: CertifiedList, reason: str, shown: str | None = None
) -> CertificationReopening:
    """CMS staff let an ACO certify its list of a year again. What was certified stays, and counts
    until the ACO certifies another list.

    `shown` is the fingerprint of what the person was shown (`shown_to_reopen`). What they have
    re-opened so already is no error while the ACO may still certify again. Raises Refused, and
    CertificationError without a reason, or when it cannot be re-opened.
    """
    duties.require(acting_person, Duty.RECORD_ADJUSTMENTS)
    reason = reason.strip()
    if not reason:
        raise CertificationError("Enter a reason. The ACO will read it.")
    context = {"acting_person": acting_person.pk, "reason": reason}
    with pghistory.context(action="re-open certification", **context):
        lock_aco(certified.aco)
        standing = standing_of(certified.aco, certified.performance_year)
        before = CertificationReopening.objects.filter(certified=certified).first()
        if before is not None:
            own = before.reopened_by == acting_person
            stands = standing.certified == certified and standing.is_reopened
            if own and stands and before.reason == reason:
                return before
            who, when = before.reopened_by.full_name, moment_in_words(before.reopened_at)
            raise CertificationError(
                f"This list was re-opened already, by {who} on {when}."
                + (f" {reason_kept(before.reason)}" if own else "")
            )
        if standing.certified != certified:
            raise CertificationError("This list does not count any more.")
        if shown is not None and (
            changed := refusal_of_change(
                shown, shown_to_reopen(certified, since_certified(certified))
            )
        ):
            raise CertificationError(changed)
        if not standing.may_be_reopened:
            raise CertificationError(
                f"Lists for {certified.performance_year_id} could be re-opened until "
                f"{in_words(standing.last_day_to_reopen)}."
            )
        reopening = CertificationReopening.objects.create(
            aco=certified.aco, certified=certified, reason=reason, reopened_by=acting_person
        )
        notices.tell_reopened(reopening, standing.last_day_to_reopen)
    return reopening


@transaction.atomic
def give_out_certified(
    *,
    acting_person: Person,
    certified: CertifiedList,
    as_staff: bool = False,
    credentials: str = "",
) -> str:
    """The text of a certified list. It has the TINs in full, so that this is recorded (E5), with
    the name of the API `credentials` if a program takes it.

    Raises Refused for whoever may not see them.
    """
    if as_staff:
        duties.require(acting_person, Duty.SEE_TINS)
    else:
        require(held_to_read(acting_person.pk, certified.aco_id), Permission.TINS_READ)
    TinShown.objects.create(
        person=acting_person,
        aco_id=certified.aco_id,
        of=taken_by(
            f"All {certified.participants:,} TINs of the list certified for "
            f"{certified.performance_year_id}",
            credentials,
        ),
        in_bulk=True,
    )
    return str(certified.content)


def altered_lists() -> Iterator[tuple[CertifiedList, str]]:
    """The certified lists that are not what was certified, the earliest first, with what is wrong
    (rules C2, F4).

    Raises NoCertificate, where there is nothing to trust, once everything else is checked.
    """
    lists = CertifiedList.objects.select_related("aco", "certified_by", "replaces")
    no_certificate: NoCertificate | None = None
    for certified in lists.order_by("certified_at", "pk").iterator(chunk_size=50):
        try:
            wrong = what_is_wrong(certified) or what_is_wrong_with_pdf(certified)
        except NoCertificate as error:
            no_certificate = error
        else:
            if wrong:
                yield certified, wrong
    if no_certificate:
        raise no_certificate
