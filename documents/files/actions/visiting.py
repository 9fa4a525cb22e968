"""When somebody last looked at an ACO's files: what is new to them."""

from datetime import datetime

from django.utils import timezone

from accounts.models import Person
from contacts.models import Aco
from documents.files.models import FileVisit
from documents.files.rules import Visit
from documents.files.types import Place


def note_visit(*, acting_person: Person, aco: Aco, place: Place) -> datetime | None:
    """Note that somebody looks at the page now; when their visit before this one ended.

    No part of the history: it is written at most once a minute, and only they see what it does.
    """
    now = timezone.now()
    row, is_new = FileVisit.objects.get_or_create(
        person=acting_person, aco=aco, place=place.value, defaults={"last": now}
    )
    if is_new:
        return None
    known = Visit(row.last, row.before)
    visit = known.again(now)
    if visit is not known:
        FileVisit.objects.filter(pk=row.pk).update(last=visit.last, before=visit.before)
    return visit.before
