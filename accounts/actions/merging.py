"""Merging two accounts of one person."""

import pghistory
from django.db import transaction

from accounts.actions.sessions import end_sessions
from accounts.duties import require
from accounts.errors import MergeRefused, ReasonMissing
from accounts.merging import plan_merge, refusal_to_merge, rooms
from accounts.models import AuthenticatorApp, Person, RecoveryCodes
from accounts.notices import ACCOUNTS_MERGED
from accounts.staff import Duty
from acoms.database.history import last_done, last_reason
from acoms.once.done import reason_kept
from acoms.once.shown import refusal_of_change
from notifications.actions import notify


@transaction.atomic
def merge_people(
    *, acting_person: Person, kept: Person, gone: Person, reason: str, shown: str | None = None
) -> None:
    """Everything of `gone` becomes `kept`'s, and `gone` signs in no more; all of it or nothing.

    The account stays for the record, with its address, which nobody else can take. Doing it again
    for the same reason changes nothing. `shown` is the fingerprint of the plan that the acting
    person was shown. Raises Refused, ReasonMissing, or MergeRefused with what to do first.
    """
    if not (reason := reason.strip()):
        raise ReasonMissing
    action = "merge people"
    with pghistory.context(
        action=action, acting_person=acting_person.pk, reason=reason, kept=kept.pk, gone=gone.pk
    ):
        require(acting_person, Duty.MERGE)
        kept, gone = _locked(kept, gone)
        merged = gone.merged_into_id == kept.pk
        if merged and last_done(gone) == (action, acting_person.pk):
            if (said := last_reason(gone)) == reason:
                return
            raise MergeRefused(f"You merged these accounts already. {reason_kept(said)}", "reason")
        if refusal := refusal_to_merge(acting_person, kept, gone):
            raise MergeRefused(refusal)
        plan = plan_merge(kept, gone)
        if changed := refusal_of_change(shown, plan.parts):
            raise MergeRefused(changed)
        if plan.conflicts:
            raise MergeRefused(" ".join(plan.conflicts))
        for room in rooms():
            room.move(acting_person, kept, gone)
        _close(acting_person, kept, gone)
        _tell(kept, gone)


def _locked(kept: Person, gone: Person) -> tuple[Person, Person]:
    """Both as they are now, locked in the order of their ids, after what comes before people."""
    before = [room.lock(kept, gone) for room in rooms()]
    people = Person.objects.select_for_update(no_key=True).order_by("pk")
    found = {person.pk: person for person in people.filter(pk__in=[kept.pk, gone.pk])}
    if before != [room.lock(found[kept.pk], found[gone.pk]) for room in rooms()]:
        raise MergeRefused("One of the accounts was changed at this very moment. Try again.")
    return found[kept.pk], found[gone.pk]


def _close(acting_person: Person, kept: Person, gone: Person) -> None:
    AuthenticatorApp.objects.filter(user=gone).delete()
    RecoveryCodes.objects.filter(user=gone).delete()
    gone.is_active = False
    gone.merged_into = kept
    gone.set_unusable_password()
    gone.save(update_fields=["is_active", "merged_into", "password"])
    # What was merged into it goes on as the same account as it does: one step leads to it.
    Person.objects.filter(merged_into=gone).update(merged_into=kept)
    end_sessions(acting_person=acting_person, person=gone)


def _tell(kept: Person, gone: Person) -> None:
    """Both addresses are told, in case it is not one person's."""
    data = {"kept": kept.user_id, "gone": gone.user_id}
    notify(ACCOUNTS_MERGED, person=kept, data=data)
    notify(ACCOUNTS_MERGED, address=gone.email, data=data | {"language": gone.language})
