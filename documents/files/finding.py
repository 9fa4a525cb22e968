"""Files of ACOs, as the search finds them (rule J2)."""

from collections.abc import Collection, Mapping

from django.db.models import Q
from django.urls import reverse

from documents.files.models import FileVersion, PublishedFile
from documents.files.types import Place, types_in
from search.sources import Group, Hit, Source
from search.viewer import Viewer


def _seen(viewer: Viewer) -> Q | None:
    """What the subtabs show that they see; staff all files of ACOs."""
    seen = Q(aco__isnull=False) if viewer.is_staff else Q(pk__in=[])
    for place in Place:
        if acos := viewer.acos_with(place.permission):
            codes = [row.code for row in types_in(place)]
            shown = FileVersion.objects.shown().filter(file__aco__in=acos, file__type__in=codes)
            seen |= Q(aco__in=acos, key__in=shown.values("file"))
    return seen


def _files(viewer: Viewer, keys: Collection[int]) -> Mapping[int, Hit]:
    found = {}
    for one in PublishedFile.objects.filter(pk__in=keys, aco__isnull=False).select_related("aco"):
        assert one.aco is not None
        if viewer.may(one.place.permission, one.aco.pk):
            url = reverse(f"{one.place.url_name}_file", args=[one.aco.aco_id, one.pk])
        else:
            url = reverse("admin:documents_files_publishedfile_change", args=[one.pk])
        found[one.pk] = Hit(one.name, f"{one.place.label} · {one.kind} · {one.aco}", url)
    return found


FILES = Source(
    kind="file",
    group=Group.DOCUMENTS,
    model=PublishedFile,
    words=("{row}.name",),
    reads=("name", "aco_id"),
    aco="{row}.aco_id",
    seen_by=_seen,
    hits=_files,
)
