"""What one person with two accounts said in the library is said by the account that is kept."""

from accounts.merging import Plan, Room
from accounts.models import Person
from documents.library.models import Follower, Opinion


def _opinions(kept: Person, gone: Person) -> tuple[list[Opinion], int]:
    """Those that move, and how many stay because the kept account has said something itself."""
    own = set(Opinion.objects.filter(person=kept).values_list("version", flat=True))
    theirs = list(Opinion.objects.filter(person=gone))
    moving = [one for one in theirs if one.version_id not in own]
    return moving, len(theirs) - len(moving)


def _plan(kept: Person, gone: Person) -> Plan:
    plan = Plan()
    moving, _ = _opinions(kept, gone)
    if moving:
        plan.moves.append(f"Knowledge Library: {len(moving)} answers to “Was this helpful?”.")
    if Follower.objects.filter(person=gone).exists():
        plan.moves.append("Knowledge Library: being told of new articles.")
    return plan


def _move(acting_person: Person, kept: Person, gone: Person) -> None:
    for opinion in _opinions(kept, gone)[0]:
        opinion.person = kept
        opinion.save(update_fields=["person"])
    if Follower.objects.filter(person=gone).delete()[0]:
        Follower.objects.get_or_create(person=kept)


ROOM = Room(plan=_plan, move=_move)
