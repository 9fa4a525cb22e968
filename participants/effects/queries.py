"""What the rules of effects need to know of an ACO."""

from contacts.models import Aco
from participants.effects.rules import Agreement
from participants.models import Adjustment, InterimElection, Participant


def agreement_of(aco: Aco) -> Agreement | None:
    """The ACO's agreement; None while its beginning is not known. One query."""
    began = aco.agreement_start_date or aco.initial_start_date
    if began is None:
        return None
    return Agreement(
        began_on=began,
        first_year=(aco.initial_start_date or began).year,
        interim_elected=InterimElection.objects.filter(aco=aco).exists(),
    )


def is_adjusted(participant: Participant, performance_year: int) -> bool:
    """Whether CMS follows the participant's change during that year (42 CFR 425.214(a))."""
    found = Adjustment.objects.filter(participant=participant, performance_year=performance_year)
    return bool(found.exists())
