"""Documents of Signing Events, as the search finds them (rule J2)."""

from collections.abc import Collection, Mapping

from django.db.models import Q
from django.urls import reverse

from contacts.permissions import Permission
from search.sources import Group, Hit, Source
from search.viewer import Sight, Viewer
from signing.models import AcoEvent, EventDocument


def _opened(viewer: Viewer) -> list[int]:
    return viewer.acos_with(Permission.SIGNING_READ)


def _sees_any(viewer: Viewer) -> bool:
    return viewer.is_staff or bool(_opened(viewer))


def _seen(sight: Sight) -> Q:
    """Those of events that are open, or were, in ACOs whose Signing Event they see."""
    if sight.is_staff:
        return Q()
    theirs = sight.may("aco", Permission.SIGNING_READ)
    own = AcoEvent.objects.filter(theirs, opened_at__isnull=False)
    return Q(key__in=EventDocument.objects.filter(event__in=own.values("event")).values("pk"))


def _documents(viewer: Viewer, keys: Collection[int]) -> Mapping[int, Hit]:
    """Each leads to the event of the first of the viewer's ACOs that has it."""
    documents = EventDocument.objects.filter(pk__in=keys).select_related("event")
    own = AcoEvent.objects.filter(aco__in=_opened(viewer), opened_at__isnull=False)
    acos: dict[int, AcoEvent] = {}
    for each in own.select_related("aco").order_by("-aco__aco_id"):
        acos[each.event_id] = each
    found = {}
    for one in documents:
        where = acos.get(one.event_id)
        if where is not None:
            url = reverse("aco_signing_event", args=[where.aco.aco_id])
        else:
            url = reverse("admin:signing_signingevent_change", args=[one.event_id])
        found[one.pk] = Hit(one.title, f"Signing Event · {one.event}", url)
    return found


DOCUMENTS = Source(
    kind="signing_document",
    group=Group.DOCUMENTS,
    model=EventDocument,
    words=("{row}.title",),
    reads=("title",),
    open_to=_sees_any,
    seen_by=_seen,
    hits=_documents,
)
