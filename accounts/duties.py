"""Refusing CMS staff what their role does not include, with the roles that do (accounts.staff)."""

from accounts.models import Person
from accounts.staff import Duty, refusal, roles_with
from acoms.access import ALLOWED, Decision, Refused


def decide(person: Person, duty: Duty) -> Decision:
    """Whether `person` may do this as CMS staff; if not, why, and which roles could."""
    if person.may(duty):
        return ALLOWED
    who = tuple(role.label for role in roles_with(duty))
    return Decision(False, refusal(person.staff_role, duty), who)


def require(person: Person, duty: Duty) -> None:
    """Raise `Refused`, with the reason and who could, unless `person` may."""
    decision = decide(person, duty)
    if not decision:
        raise Refused(decision)


def decide_over(acting_person: Person, duty: Duty, person: Person) -> Decision:
    """The same for what is done to `person`: nobody's own account, and staff's only by those who
    make staff, or a second factor of CMS staff would be worth little."""
    if person.is_superuser and not acting_person.is_superuser:
        return Decision(False, "Only a superuser may do this for a superuser.")
    if person.pk == acting_person.pk:
        return Decision(False, "Nobody does this for themselves. Ask another CMS administrator.")
    if person.merged_into_id is not None:
        return Decision(False, "This account was merged into another one and stays as it is.")
    return decide(acting_person, duty) and (
        decide(acting_person, Duty.MAKE_STAFF) if person.is_staff else ALLOWED
    )


def require_over(acting_person: Person, duty: Duty, person: Person) -> None:
    decision = decide_over(acting_person, duty, person)
    if not decision:
        raise Refused(decision)
