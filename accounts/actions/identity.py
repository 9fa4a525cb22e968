"""Remote identity proofing and its manual way round (rule A9)."""

import secrets

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.actions.people import tell_of_security_change
from accounts.actions.sign_ins import lock_sign_in
from accounts.duties import require_over
from accounts.errors import QuestionsUsedUp, ReasonMissing
from accounts.models import AuthenticatorApp, Person, ProofingAttempt
from accounts.proofing.bureau import Bureau, BureauUnavailable
from accounts.queries import is_in_use, proofing_limit
from accounts.rules import is_owners_name
from accounts.signing_in import At, SignIn
from accounts.staff import Duty
from acoms.crypto.codes import crockford, grouped
from acoms.text.names import Name

Outcome = ProofingAttempt.Outcome

# Without the name, which is a stranger's.
_OTHER_NAME_PROVEN = gettext_noop(
    "Somebody who has your password proved an identity on your account, under another name than "
    "yours. It was not accepted, and nothing has changed. If it was not you, set a new password "
    "now. If your name has changed, ask the Helpdesk for manual proofing."
)


def begin_proofing(*, acting_person: Person) -> ProofingAttempt:
    """Count one attempt, before the bureau is asked. Raises TooManyProofingAttempts.

    The person's row is locked, so that attempts at once are counted one after the other.
    """
    with transaction.atomic(), pghistory.context(user=acting_person.pk):
        Person.objects.select_for_update().get(pk=acting_person.pk)
        if (limit := proofing_limit(acting_person)) is not None:
            raise limit
        return ProofingAttempt.objects.create(person=acting_person, reference=_new_reference())


def record_outage(*, attempt: ProofingAttempt) -> None:
    """The bureau did not answer: the attempt does not count."""
    _end(attempt, Outcome.UNAVAILABLE)


def record_no_file(*, attempt: ProofingAttempt) -> None:
    """The bureau knows nobody by these details: it cannot ask questions about them."""
    _end(attempt, Outcome.NO_FILE)


def answer_questions(
    *,
    acting_person: Person,
    sign_in: SignIn,
    attempt_id: int,
    bureau: Bureau,
    bureau_reference: str,
    answers: list[int],
    name: Name,
) -> ProofingAttempt:
    """Give the answers to the bureau, once, and record only whether they were enough, and the
    `name` that they prove: it is compared with those that others typed.

    What they prove is proven for this sign-in alone, which must have begun the attempt. On an
    account that is in use only its owner's name proves anything. Raises
    QuestionsUsedUp for a second time or too late, BureauUnavailable, and SignInEnded if something
    ended the sign-in while the bureau thought: then nothing is proven.
    """
    if attempt_id not in sign_in.attempts:
        raise QuestionsUsedUp
    with pghistory.context(user=acting_person.pk):
        attempt = _take(acting_person, attempt_id)
        try:
            passed = bureau.answer(bureau_reference, answers).passed
        except BureauUnavailable:
            record_outage(attempt=attempt)
            raise
        _end(attempt, Outcome.PASSED if passed else Outcome.FAILED)
        if passed:
            _record_proof(acting_person, sign_in, attempt, name)
    return attempt


@transaction.atomic
def _record_proof(
    acting_person: Person, sign_in: SignIn, attempt: ProofingAttempt, name: Name
) -> None:
    person = lock_sign_in(acting_person, sign_in, At.IDENTITY)
    if is_in_use(person) and not is_owners_name(name, person.name, person.proven_name):
        _end(attempt, Outcome.OTHER_NAME)
        tell_of_security_change(person=person, what=_OTHER_NAME_PROVEN)
        return
    person.proofed_at = timezone.now()
    person.proofed_by = f"Remote identity proofing, reference {attempt.reference}"
    person.proven_elsewhere = False
    person.proven_first_name, person.proven_last_name = name.first, name.last
    person.save(
        update_fields=[
            "proofed_at",
            "proofed_by",
            "proven_elsewhere",
            "proven_first_name",
            "proven_last_name",
        ]
    )


def record_manual_proofing(
    *, acting_person: Person, person: Person, reference: str, reason: str
) -> None:
    """CMS staff record that the Helpdesk has proven someone's identity another way.

    Whoever has no second factor yet is mailed what to do: the proof counts for the sign-in that
    follows the mailed link for a new password, or somebody who has only the old one could use it.
    Raises ReasonMissing, and Refused for what the acting person's role does not include.
    """
    if not reason.strip() or not reference.strip():
        raise ReasonMissing
    with (
        transaction.atomic(),
        pghistory.context(
            action="record manual proofing",
            acting_person=acting_person.pk,
            reason=reason.strip(),
        ),
    ):
        person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        require_over(acting_person, Duty.RECORD_PROOFING, person)
        prove_by_hand(person, by=acting_person.full_name, reference=reference.strip())
        if person.proven_elsewhere:
            tell_of_security_change(
                person=person,
                what=gettext_noop(
                    "The Helpdesk has proven your identity. To go on, choose “Forgot your "
                    "password?” on the sign-in page, set a new one by e-mail, and sign in in the "
                    "same browser."
                ),
            )


def prove_by_hand(person: Person, *, by: str, reference: str) -> None:
    """The identity counts as proven, by whom and where that is written down.

    Without a second factor, for the sign-in that follows the mailed link for a new password.
    """
    person.proofed_at = timezone.now()
    person.proven_elsewhere = not AuthenticatorApp.objects.filter(user=person).exists()
    text = f"By hand, {by}, reference {reference}"
    person.proofed_by = text[: Person._meta.get_field("proofed_by").max_length]
    # Whoever did so has compared the names; one that was proven before says nothing any more.
    person.proven_first_name = person.proven_last_name = ""
    person.save(
        update_fields=[
            "proofed_at",
            "proofed_by",
            "proven_elsewhere",
            "proven_first_name",
            "proven_last_name",
        ]
    )


def _take(person: Person, attempt_id: int) -> ProofingAttempt:
    """The attempt, whose questions are used up by this call."""
    mine = person.proofing_attempts.filter(pk=attempt_id)
    taken = mine.answerable().update(answered_at=timezone.now())
    if not taken:
        raise QuestionsUsedUp
    return mine.get()


def _end(attempt: ProofingAttempt, outcome: ProofingAttempt.Outcome) -> None:
    attempt.outcome = outcome
    with pghistory.context(user=attempt.person_id):
        attempt.save(update_fields=["outcome"])


def _new_reference() -> str:
    """What the person reads out to the Helpdesk: RP-XXXX-XXXX."""
    return "RP-" + grouped(crockford(secrets.token_bytes(8), 8))
