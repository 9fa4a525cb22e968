"""Reads of the library that its pages share, each in a constant number of queries."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from django.db.models import Count, Q, QuerySet

from accounts.models import Person
from acoms.once.shown import Parts
from documents.files.models import FileVersion
from documents.library.files import ArticleFile
from documents.library.models import (
    Article,
    Follower,
    LibraryFile,
    Opinion,
    Section,
    Version,
)

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Shelf:
    """A section, and what readers read in it."""

    section: Section
    versions: Sequence[Version]
    files: Sequence["ReadFile"]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that readers see, with its current version."""

    row: LibraryFile
    version: FileVersion


def shelves() -> list[Shelf]:
    """The sections that have something to read, in their order; four queries."""
    articles = _by_section(Version.objects.current().in_order(), lambda one: one.article.section_id)
    alone = LibraryFile.objects.current().filter(article=None).order_by("section", "file__name")
    files = _by_section(with_version(alone), lambda one: one.row.section_id)
    return [
        Shelf(one, articles.get(one.pk, []), files.get(one.pk, []))
        for one in Section.objects.filter(pk__in=[*articles, *files])
    ]


def _by_section(found: Iterable[One], section: Callable[[One], int | None]) -> dict[Any, list[One]]:
    return {key: list(theirs) for key, theirs in groupby(found, key=section)}


def with_version(files: QuerySet[LibraryFile]) -> list[ReadFile]:
    """Each of `files` with its current version, in their order; two queries."""
    rows = list(files)
    current = FileVersion.objects.current().filter(file__in=[one.file_id for one in rows])
    versions = {one.file_id: one for one in current}
    return [ReadFile(one, versions[one.file_id]) for one in rows if one.file_id in versions]


def files_of_article(article: Article) -> list[ReadFile]:
    """What stands with an article, by name; two queries."""
    return with_version(article.files.current().order_by("file__name"))


def published_versions(article: Article) -> list[Version]:
    """All that readers could ever read of an article, the latest first."""
    return list(article.versions.published().order_by("-number"))


def opinion_of(person: Person, version: Version) -> Opinion | None:
    """What a reader said of a version."""
    return Opinion.objects.filter(person=person, version=version).first()


def follows(person: Person) -> bool:
    """Whether a person asked to be told of what is new."""
    return Follower.objects.filter(person=person).exists()


def latest_version(article: Article) -> Version:
    """The draft, where there is one, else what was published last."""
    found = article.versions.order_by("-number").first()
    assert found is not None  # an article is written with its first version
    return found


def shown_of_article(article: Article, latest: Version) -> Parts:
    """What a page that changes an article shows of it (`acoms.once.shown`)."""
    return {
        "the text": (latest.number, latest.text, latest.published_at),
        "the place": (article.section_id, article.order),
        "whether it is withdrawn": article.withdrawn_at,
    }


def shown_of_file(file: LibraryFile) -> Parts:
    """What a page that withdraws a file, or brings it back, shows of it."""
    last = file.file.versions.order_by("-number").values_list("number", flat=True).first()
    return {
        "what it is": file.about,
        "the place": (file.section_id, file.article_id),
        "its versions": last,
        "whether it is withdrawn": file.withdrawn_at,
    }


COUNTED = {
    "helped": Count("versions__opinions", filter=Q(versions__opinions__helpful=True)),
    "did_not_help": Count("versions__opinions", filter=Q(versions__opinions__helpful=False)),
}


def files_of_articles() -> list[ArticleFile]:
    """What readers read now, as files have it; one query."""
    return [
        ArticleFile(
            slug=one.article.slug,
            section=one.article.section.name,
            about_section=one.article.section.about,
            section_order=one.article.section.order,
            order=one.article.order,
            text=one.text,
        )
        for one in Version.objects.current().in_order()
    ]


def lines_of_sections() -> list[str]:
    """The sections in their order, as the folder's file has them."""
    return [f"{one.name}: {one.about}".rstrip(": ") for one in Section.objects.all()]
