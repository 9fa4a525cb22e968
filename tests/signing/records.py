"""What the admin shows of Signing Events: how it is made."""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.utils import timezone

from signing.models import AcoEvent, Concern, DocumentVersion, SigningEvent
from tests.cast import Cast, make_aco
from tests.signing.events import written


def _event(cast: Cast, n: int) -> SigningEvent:
    return written(cast)


def _aco_event(cast: Cast, n: int) -> AcoEvent:
    event = SigningEvent.objects.first() or written(cast)
    return AcoEvent.objects.create(event=event, aco=make_aco(f"A7{n:03}", f"Signing {n}"))


def _concern(cast: Cast, n: int) -> Concern:
    own = AcoEvent.objects.first() or _aco_event(cast, 999)
    version = DocumentVersion.objects.filter(document__event=own.event_id).first()
    assert version is not None
    return Concern.objects.create(
        aco_event=own,
        version=version,
        said_by=cast.exec,
        text=f"Wrong {n}",
        said_at=timezone.now(),
    )


RECORDS: dict[type[Model], Callable[[Cast, int], Any]] = {
    SigningEvent: _event,
    AcoEvent: _aco_event,
    Concern: _concern,
}
