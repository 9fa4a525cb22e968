"""What CMS wrote to ACOs, as the search finds it (rule J2): by its subject."""

from collections.abc import Collection, Mapping

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from acoms.programme.dates import in_words
from contacts.permissions import Permission
from documents.correspondence.models import Delivery, Message
from search.sources import Follows, Group, Hit, Source
from search.viewer import Sight, Viewer, all_of_them, staff_only


def _sees_deliveries(viewer: Viewer) -> bool:
    return bool(viewer.acos_with(Permission.CORRESPONDENCE_READ))


def _deliveries_seen(sight: Sight) -> Q:
    """What was sent to ACOs whose Correspondence subtab they see."""
    theirs = sight.may("aco", Permission.CORRESPONDENCE_READ)
    return Q(theirs, key__in=Delivery.objects.sent().filter(theirs).values("pk"))


def _deliveries(viewer: Viewer, keys: Collection[int]) -> Mapping[int, Hit]:
    found = {}
    for one in Delivery.objects.sent().filter(pk__in=keys).select_related("aco", "message"):
        assert one.sent_at is not None
        line = f"Correspondence · {in_words(timezone.localdate(one.sent_at))} · {one.aco}"
        url = reverse("correspondence_message", args=[one.aco.aco_id, one.pk])
        found[one.pk] = Hit(one.message.subject, line, url)
    return found


DELIVERIES = Source(
    kind="delivery",
    group=Group.DOCUMENTS,
    model=Delivery,
    words=(
        "(SELECT m.subject FROM documents_correspondence_message m WHERE m.id = {row}.message_id)",
    ),
    reads=("message_id", "aco_id"),
    aco="{row}.aco_id",
    follows=(Follows(Message, "subject", "message_id"),),
    open_to=_sees_deliveries,
    seen_by=_deliveries_seen,
    hits=_deliveries,
)


def _messages(viewer: Viewer, keys: Collection[int]) -> Mapping[int, Hit]:
    return {
        one.pk: Hit(
            one.subject,
            f"Message to ACOs · {one.state}",
            reverse("admin:documents_correspondence_message_change", args=[one.pk]),
        )
        for one in Message.objects.filter(pk__in=keys)
    }


# Staff find what they wrote once, not once for each ACO that it went to.
MESSAGES = Source(
    kind="message",
    group=Group.DOCUMENTS,
    model=Message,
    words=("{row}.subject",),
    reads=("subject",),
    open_to=staff_only,
    seen_by=all_of_them,
    hits=_messages,
)
