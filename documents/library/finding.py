"""Articles and files of the Knowledge Library, as the search finds them (rule J2).

Articles by title and summary; the library's own search also reads their texts.
"""

from collections.abc import Collection, Mapping

from django.db.models import Q
from django.urls import reverse

from accounts.reach import holds_access
from documents.library.models import LibraryFile, Version
from search.sources import Group, Hit, Source
from search.viewer import Sight, Viewer


def _reads(viewer: Viewer) -> bool:
    """The same as `documents.library.access.READERS` asks."""
    return viewer.is_staff or bool(viewer.held) or holds_access(viewer.person.pk)


def _articles_seen(sight: Sight) -> Q:
    return Q(key__in=Version.objects.current().order_by().values("pk"))


def _articles(viewer: Viewer, keys: Collection[int]) -> Mapping[int, Hit]:
    return {
        one.pk: Hit(
            one.title,
            f"Knowledge Library · {one.article.section}",
            reverse("library_article", args=[one.article.slug]),
        )
        for one in Version.objects.current().filter(pk__in=keys)
    }


ARTICLES = Source(
    kind="article",
    group=Group.HELP,
    model=Version,
    words=("{row}.title", "{row}.summary"),
    reads=("title", "summary"),
    open_to=_reads,
    seen_by=_articles_seen,
    hits=_articles,
)


def _files_seen(sight: Sight) -> Q:
    return Q(key__in=LibraryFile.objects.current().order_by().values("pk"))


def _files(viewer: Viewer, keys: Collection[int]) -> Mapping[int, Hit]:
    return {
        one.pk: Hit(
            str(one.file),
            f"Knowledge Library · {one.about}",
            reverse("library_file", args=[one.pk]),
        )
        for one in LibraryFile.objects.current().filter(pk__in=keys)
    }


FILES = Source(
    kind="library_file",
    group=Group.DOCUMENTS,
    model=LibraryFile,
    words=(
        "(SELECT f.name FROM documents_files_publishedfile f WHERE f.id = {row}.file_id)",
        "{row}.about",
    ),
    reads=("file_id", "about"),
    open_to=_reads,
    seen_by=_files_seen,
    hits=_files,
)
