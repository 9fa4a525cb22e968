"""Files of ACOs, as the search finds them (rule J2)."""

from collections.abc import Collection, Mapping
from functools import reduce
from operator import or_

from django.db.models import Q
from django.urls import reverse

from documents.files.models import FileVersion, PublishedFile
from documents.files.types import Place, types_in
from search.sources import Group, Hit, Source
from search.viewer import Sight, Viewer


def _sees_any(viewer: Viewer) -> bool:
    return viewer.is_staff or any(viewer.acos_with(place.permission) for place in Place)


def _seen(sight: Sight) -> Q:
    """What the subtabs show that they see; staff all files of ACOs."""
    if sight.is_staff:
        return Q(aco__isnull=False)
    return reduce(or_, (_seen_in(place, sight) for place in Place))


def _seen_in(place: Place, sight: Sight) -> Q:
    codes = [row.code for row in types_in(place)]
    theirs = sight.may("file__aco", place.permission)
    shown = FileVersion.objects.shown().filter(theirs, file__type__in=codes)
    return Q(sight.may("aco", place.permission), key__in=shown.values("file"))


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
    open_to=_sees_any,
    seen_by=_seen,
    hits=_files,
)
