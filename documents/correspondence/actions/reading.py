"""That somebody has read a message (rule G2)."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from documents.correspondence.models import Copy, Delivery


@transaction.atomic
def note_reading(*, acting_person: Person, delivery: Delivery) -> bool:
    """Note that the person has read a message; whether it was the first time.

    As with a download, what is written is that it was given. Two at once write one row.
    """
    now = timezone.now()
    copy, fresh = Copy.objects.get_or_create(
        delivery=delivery, person=acting_person, defaults={"read_at": now, "seen_at": now}
    )
    if fresh:
        return True
    copies = Copy.objects.filter(pk=copy.pk)
    if copies.filter(read_at=None).update(read_at=now, seen_at=now):
        return True
    copies.filter(seen_at__lt=now).update(seen_at=now)
    return False
