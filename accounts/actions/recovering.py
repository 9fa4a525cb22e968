"""The way back in for CMS staff whom no other CMS staff can help: from the machine itself."""

import pghistory
from django.db import transaction
from django.utils.translation import gettext_noop

from accounts.actions.factors import take_factors_away
from accounts.actions.identity import prove_by_hand
from accounts.actions.people import send_password_reset, tell_of_security_change
from accounts.actions.sessions import end_sessions
from accounts.errors import NobodyToRecover, ReasonMissing
from accounts.models import Person

_TO_BE_PROVEN = gettext_noop(
    "Whoever runs ACO-MS opened your account and removed your second factor. At your next sign-in "
    "you prove your identity and set up an authenticator app."
)
_PROVEN = gettext_noop(
    "Whoever runs ACO-MS opened your account and removed your second factor. Your identity is "
    "recorded as proven. Set a new password with the mailed link, sign in in the same browser, and "
    "set up an authenticator app."
)


def recover_staff(*, person: Person, reason: str, proven: str = "") -> None:
    """Someone of CMS staff can sign in again: account open, factor removed, a reset link mailed.

    For whoever runs the machine, when there is no CMS administrator to ask. The person proves who
    they are at the next sign-in, unless `proven`, a reference, says that it was done by hand: then
    the sign-in after the mailed link asks no more. They are told by mail. Raises
    ReasonMissing or NobodyToRecover.
    """
    if not reason.strip():
        raise ReasonMissing
    with (
        transaction.atomic(),
        pghistory.context(
            action="recover staff", acting="recover_staff on the machine", reason=reason.strip()
        ),
    ):
        person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        if person.merged_into_id is not None:
            raise NobodyToRecover("This account was merged into another one and stays closed.")
        if not person.staff_role:
            raise NobodyToRecover(
                "This is nobody of CMS staff: a CMS administrator helps them, in the admin."
            )
        take_factors_away(person)
        person.is_active = True
        person.save(update_fields=["is_active"])
        if proven.strip():
            prove_by_hand(person, by="on the machine", reference=proven.strip())
        end_sessions(acting_person=person, person=person)
        tell_of_security_change(person=person, what=_PROVEN if proven.strip() else _TO_BE_PROVEN)
        send_password_reset(person=person)
