"""Telling those who asked of new files, and what they ask (rule G5)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import pghistory
from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from accounts.models import Person
from acoms.once.lease import lock_free
from contacts.access import held_now, require
from contacts.actions import lock_aco
from contacts.models import Aco, HeldType
from contacts.permissions import Permission, decide
from documents.files import notices
from documents.files.models import FileVersion, FileWish
from documents.files.rules import Wish, delivery_is_over


@transaction.atomic
def choose_wish(*, acting_person: Person, aco: Aco, how: Wish | None) -> None:
    """Somebody chooses how they are told of an ACO's new files; None for not at all.

    Raises Refused for whoever sees no files there, and once its agreement is over (J4).
    """
    lock_aco(aco)
    require(held_now(acting_person.pk, aco.pk), Permission.DATA_HUB_READ)
    with pghistory.context(action="choose to be told of files", acting_person=acting_person.pk):
        mine = FileWish.objects.filter(person=acting_person, aco=aco)
        if how is None:
            mine.delete()
        elif not mine.filter(how=how).exists():
            FileWish.objects.update_or_create(
                person=acting_person,
                aco=aco,
                defaults={"how": how.value, "since": timezone.now()},
            )


def tell_new(now: datetime | None = None) -> int:
    """Tell of what is shown since the last time, one message for each person and delivery.

    Returns how many files were told of. Bears any repetition.
    """
    moment = now or timezone.now()
    fresh = FileVersion.objects.shown().filter(told_at=None, file__aco__isnull=False).order_by()
    by_aco = fresh.values("file__aco").annotate(first=Min("shown_at"), last=Max("shown_at"))
    over = [
        row["file__aco"] for row in by_aco if delivery_is_over((row["first"], row["last"]), moment)
    ]
    acos = Aco.objects.filter(pk__in=over).order_by("pk")
    return sum(_tell(aco, moment) for aco in acos)


@transaction.atomic
def _tell(aco: Aco, now: datetime) -> int:
    fresh = FileVersion.objects.shown().filter(told_at=None, file__aco=aco)
    versions = lock_free(fresh.select_related("file").order_by("file__name", "number"))
    if versions:
        FileVersion.objects.filter(pk__in=[one.pk for one in versions]).update(told_at=now)
        wishes = FileWish.objects.filter(aco=aco, how=Wish.AT_ONCE.value).select_related("person")
        for person, theirs in readers(aco, [wish.person for wish in wishes], versions):
            notices.tell_files(aco, person, theirs, weekly=False)
    return len(versions)


def readers(
    aco: Aco, people: Sequence[Person], versions: Sequence[FileVersion]
) -> list[tuple[Person, list[FileVersion]]]:
    """Those of `people` who see the ACO's files now, each with those that they see; one query."""
    held: dict[int, set[str]] = defaultdict(set)
    rows = HeldType.objects.active().filter(aco=aco, contact__person__in=people)
    for person_id, code in rows.values_list("contact__person_id", "type"):
        held[person_id].add(code)
    found = []
    for person in people:
        codes = held[person.pk]
        seen = [one for one in versions if decide(codes, one.file.place.permission)]
        if seen and person.is_active:
            found.append((person, seen))
    return found
