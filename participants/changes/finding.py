"""Change requests, as the search finds them (rule J2): by whom they are about."""

from collections.abc import Collection, Mapping

from django.db.models import Q
from django.urls import reverse

from contacts.permissions import Permission
from participants.changes.models import ChangeRequest
from participants.lists.models import Participant
from search.sources import Follows, Group, Hit, Source
from search.viewer import Sight, Viewer


def _sees_any(viewer: Viewer) -> bool:
    return viewer.is_staff or bool(viewer.acos_with(Permission.CHANGE_REQUESTS_READ))


def _seen(sight: Sight) -> Q:
    """Those of ACOs whose subtab they see, but for deleted drafts; staff see what was submitted."""
    of_acos = sight.may("aco", Permission.CHANGE_REQUESTS_READ)
    theirs = ChangeRequest.objects.kept().filter(of_acos)
    if sight.is_staff:
        submitted = ChangeRequest.objects.filter(submitted_at__isnull=False)
        return Q(key__in=submitted.values("pk")) | Q(key__in=theirs.values("pk"))
    return Q(of_acos, key__in=theirs.values("pk"))


def _changes(viewer: Viewer, keys: Collection[int]) -> Mapping[int, Hit]:
    found = {}
    for one in ChangeRequest.objects.filter(pk__in=keys).select_related("aco", "participant"):
        if viewer.may(Permission.CHANGE_REQUESTS_READ, one.aco_id):
            url = reverse("change_request", args=[one.aco.aco_id, one.pk])
        else:
            url = reverse("admin:participants_changes_changerequest_change", args=[one.pk])
        found[one.pk] = Hit(str(one), f"{one.state_in_words} · {one.aco}", url)
    return found


CHANGES = Source(
    kind="change",
    group=Group.REQUESTS,
    model=ChangeRequest,
    words=(
        "{row}.legal_business_name",
        "{row}.doing_business_as",
        "(SELECT p.legal_business_name FROM participants_lists_participant p"
        " WHERE p.id = {row}.participant_id)",
    ),
    reads=("legal_business_name", "doing_business_as", "participant_id", "tin_hash", "aco_id"),
    aco="{row}.aco_id",
    tin_hash="{row}.tin_hash",
    follows=(Follows(Participant, "legal_business_name", "participant_id"),),
    open_to=_sees_any,
    seen_by=_seen,
    hits=_changes,
)
