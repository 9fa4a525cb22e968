"""Participants and providers/suppliers, as the search finds them (rule J2): by name, a participant
by its complete TIN, a provider/supplier by its complete NPI."""

from collections.abc import Collection, Mapping

from django.db.models import Q
from django.urls import reverse

from acoms.programme.dates import in_words
from contacts.permissions import Permission
from participants.lists.models import Effective, Participant, ProviderSupplier
from search.sources import Group, Hit, Source
from search.viewer import Sight, Viewer


def _sees_any(viewer: Viewer) -> bool:
    return viewer.is_staff or bool(viewer.acos_with(Permission.PARTICIPANTS_READ))


def _seen(sight: Sight) -> Q:
    """What stands on the lists of ACOs whose Participants subtab they see, on any day."""
    return Q() if sight.is_staff else Q(sight.may("aco", Permission.PARTICIPANTS_READ))


def _days(row: Effective) -> str:
    since = f"from {in_words(row.effective_from)}"
    return f"{since} until {in_words(row.effective_until)}" if row.effective_until else since


def _page(viewer: Viewer, participant: Participant) -> str:
    """In the ACO for its contacts, in the admin for CMS staff."""
    if viewer.may(Permission.PARTICIPANTS_READ, participant.aco_id):
        return reverse("participant", args=[participant.aco.aco_id, participant.pk])
    return reverse("admin:participants_lists_participant_change", args=[participant.pk])


def _participants(viewer: Viewer, keys: Collection[int]) -> Mapping[int, Hit]:
    found = {}
    for one in Participant.objects.filter(pk__in=keys).select_related("aco"):
        parts = [
            f"TIN {one.masked_tin}" if one.tin else "",
            f"doing business as {one.doing_business_as}" if one.doing_business_as else "",
            str(one.aco),
            _days(one),
        ]
        line = " · ".join(filter(None, parts))
        found[one.pk] = Hit(one.legal_business_name, line, _page(viewer, one))
    return found


PARTICIPANTS = Source(
    kind="participant",
    group=Group.PARTICIPANTS,
    model=Participant,
    words=("{row}.legal_business_name", "{row}.doing_business_as"),
    reads=("legal_business_name", "doing_business_as", "tin_hash", "aco_id"),
    aco="{row}.aco_id",
    tin_hash="{row}.tin_hash",
    open_to=_sees_any,
    seen_by=_seen,
    hits=_participants,
)


def _providers(viewer: Viewer, keys: Collection[int]) -> Mapping[int, Hit]:
    found = {}
    rows = ProviderSupplier.objects.filter(pk__in=keys).select_related("participant__aco")
    for one in rows:
        of = one.participant
        line = f"NPI {one.npi} · {of.legal_business_name} · {of.aco} · {_days(one)}"
        found[one.pk] = Hit(one.name or one.npi, line, _page(viewer, of))
    return found


PROVIDERS = Source(
    kind="provider",
    group=Group.PROVIDERS,
    model=ProviderSupplier,
    words=("{row}.name", "{row}.npi", "{row}.ccn"),
    reads=("name", "npi", "ccn", "participant_id"),
    aco=(
        "(SELECT p.aco_id FROM participants_lists_participant p WHERE p.id = {row}.participant_id)"
    ),
    npi="{row}.npi",
    open_to=_sees_any,
    seen_by=_seen,
    hits=_providers,
)
