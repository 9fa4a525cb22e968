"""Reads of the library that its pages share, each in a constant number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Count, Q

from accounts.models import Person
from acoms.once.shown import Parts
from documents.library.files import ArticleFile
from documents.library.models import Article, Follower, Opinion, Section, Version


@dataclass(frozen=True, slots=True)
class Shelf:
    """A section, and what readers read in it."""

    section: Section
    versions: Sequence[Version]


def shelves() -> list[Shelf]:
    """The sections that have something to read, in their order; one query."""
    versions = Version.objects.current().in_order()
    by_section = groupby(versions, key=lambda one: one.article.section)
    return [Shelf(section, list(theirs)) for section, theirs in by_section]


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
