"""What an ACO is told of adjustments for unusual circumstances (rule C9, 42 CFR 425.214(a))."""

from django.urls import reverse

from notifications.actions import Telling, notify_all
from notifications.kinds import Kind, register
from participants.changes.queries import EDITORS, SIGNERS, people_with
from participants.effects.models.adjustments import Adjustment

ADJUSTED = register(
    Kind(name="adjustment_recorded", on_screen="{said}", mail="participants/effects/email/adjusted")
)
WITHDRAWN = register(
    Kind(
        name="adjustment_withdrawn", on_screen="{said}", mail="participants/effects/email/adjusted"
    )
)


def tell_adjusted(adjustment: Adjustment) -> None:
    """That a year follows a participant's change at once, and why."""
    year = adjustment.performance_year
    said = (
        f"CMS recorded an adjustment of {year} for {adjustment.participant}, for unusual "
        "circumstances: the year follows its joining or leaving at once."
    )
    _tell(ADJUSTED, adjustment, said, f"An adjustment of {year}", adjustment.reason)


def tell_adjustment_withdrawn(adjustment: Adjustment) -> None:
    """That the year's certified list counts again, and why."""
    year = adjustment.performance_year
    said = (
        f"CMS withdrew its adjustment of {year} for {adjustment.participant}: the list certified "
        "at the start of the year counts again."
    )
    title = f"The adjustment of {year} is withdrawn"
    _tell(WITHDRAWN, adjustment, said, title, adjustment.withdrawal_reason)


def _tell(kind: Kind, adjustment: Adjustment, said: str, title: str, reason: str) -> None:
    participant = adjustment.participant
    aco = participant.aco
    data = {
        "said": said,
        "title": title,
        "reason": reason,
        "aco": str(aco),
        "url": reverse("participant", args=[aco.aco_id, participant.pk]),
    }
    people = people_with(aco, {*EDITORS, *SIGNERS})
    notify_all(kind, [Telling(person=person, data=data) for person in people])
