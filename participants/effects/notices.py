"""What an ACO is told of adjustments for unusual circumstances (rule C9, 42 CFR 425.214(a))."""

from accounts.models import Person
from documents.correspondence.actions.writing import write
from documents.correspondence.kinds import MessageKind
from participants.effects.models.adjustments import Adjustment


def write_of_adjustment(by: Person, adjustment: Adjustment) -> None:
    """That a year follows a participant's change at once, and why."""
    year = adjustment.performance_year
    said = (
        f"CMS recorded an adjustment of {year} for {adjustment.participant}, for unusual "
        "circumstances: the year follows its joining or leaving at once."
    )
    subject = f"An adjustment of {year} for unusual circumstances"
    _write(by, adjustment, subject, said, adjustment.reason)


def write_of_withdrawal(by: Person, adjustment: Adjustment) -> None:
    """That the year's certified list counts again, and why."""
    year = adjustment.performance_year
    said = (
        f"CMS withdrew its adjustment of {year} for {adjustment.participant}: the list certified "
        "at the start of the year counts again."
    )
    subject = f"The adjustment of {year} for unusual circumstances is withdrawn"
    _write(by, adjustment, subject, said, adjustment.withdrawal_reason)


def _write(by: Person, adjustment: Adjustment, subject: str, said: str, reason: str) -> None:
    write(
        acting_person=by,
        aco=adjustment.participant.aco,
        kind=MessageKind.ADJUSTMENT,
        subject=subject,
        body=f"{said}\n\nReason given: {reason}",
    )
