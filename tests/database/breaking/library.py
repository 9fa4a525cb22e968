"""Limits of the Knowledge Library, with how to break each."""

from accounts.models import Person
from documents.files.models import PublishedFile
from documents.library.models import Article, LibraryFile, Opinion, Section, Version
from tests.database.breaking.files import FOR_ALL
from tests.database.breaking.ways import Table, changed, deleted, twice, wrong
from tests.database.rows import NOW, a, fresh

_PUBLISHED = {"published_at": NOW}


def _another_file() -> int:
    row, other = fresh(LibraryFile), fresh(PublishedFile, **FOR_ALL)
    return LibraryFile.objects.filter(pk=row.pk).update(file=other)


LIBRARY: Table = {
    "library_section_named": wrong(Section, name=""),
    "library_section_once": twice(Section, "name"),
    "article_slug_readable": (
        wrong(Article, slug="Inviting People"),
        wrong(Article, slug="inviting-"),
        wrong(Article, slug=""),
    ),
    "article_withdrawn_by_someone": (
        wrong(Article, withdrawn_at=NOW, withdrawal_reason="Old."),
        wrong(Article, withdrawn_at=NOW, withdrawn_by=a(Person)),
        wrong(Article, withdrawn_by=a(Person), withdrawal_reason="Old."),
        wrong(Article, withdrawal_reason="Old."),
    ),
    "article_version_numbered": twice(Version, "article", number=1, **_PUBLISHED),
    "article_version_one_draft": twice(Version, "article"),
    "article_version_says_something": tuple(
        wrong(Version, **{name: ""}) for name in ("title", "summary", "body", "note")
    ),
    "article_version_published_by_someone": (
        wrong(Version, published_by=a(Person)),
        wrong(Version, written_by=a(Person), **_PUBLISHED),
    ),
    "article_version_stays": (
        changed(Version, row=_PUBLISHED, title="Another"),
        changed(Version, row=_PUBLISHED, published_at=None),
        deleted(Version, **_PUBLISHED),
    ),
    "library_file_says_what_it_is": wrong(LibraryFile, about=""),
    "library_file_stands_once": (
        wrong(LibraryFile, section=None),
        wrong(LibraryFile, article=a(Article)),
    ),
    "library_file_withdrawn_by_someone": (
        wrong(LibraryFile, withdrawn_at=NOW, withdrawal_reason="Old."),
        wrong(LibraryFile, withdrawn_at=NOW, withdrawn_by=a(Person)),
        wrong(LibraryFile, withdrawn_by=a(Person), withdrawal_reason="Old."),
        wrong(LibraryFile, withdrawal_reason="Old."),
    ),
    "library_file_is_for_all": wrong(LibraryFile, file=a(PublishedFile)),
    "library_file_keeps_its_file": _another_file,
    "library_file_stays": deleted(LibraryFile),
    "opinion_once_of_a_version": twice(Opinion, "version", "person"),
    "opinion_of_what_readers_read": wrong(Opinion, version=a(Version)),
}
