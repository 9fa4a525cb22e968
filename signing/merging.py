"""What was signed stays with the account that signed it, when two accounts are merged (F5)."""

from accounts.merging import Plan, Room
from accounts.models import Person
from signing.models import Signature


def _plan(kept: Person, gone: Person) -> Plan:
    number = Signature.objects.filter(person=gone).count()
    if not number:
        return Plan()
    what = "1 signature stays" if number == 1 else f"{number} signatures stay"
    return Plan([f"{what} under {gone.user_id}: signed documents name who signed them."])


def _move(acting_person: Person, kept: Person, gone: Person) -> None:
    """Nothing moves: the record says who signed, and so does the PDF."""


ROOM = Room(plan=_plan, move=_move)
