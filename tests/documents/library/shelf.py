"""Articles for tests of the library."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Model

from documents.library.actions.files import Description, publish_library_file
from documents.library.actions.writing import write_article
from documents.library.models import Article, LibraryFile, Opinion, Section, Version
from documents.library.rules import Text
from tests.cast import Cast, make_person

BODY = "## What to do\n\nOpen **Contacts** and [ask](/help/) the Helpdesk.\n"


def a_text(title: str = "Inviting a contact", **said: str) -> Text:
    given = {"summary": "How it is done.", "body": BODY, "note": "First version.", **said}
    return Text(title, **given)


def a_section(name: str = "Program Resources", order: int = 10) -> Section:
    found, _ = Section.objects.get_or_create(name=name, defaults={"order": order})
    return found


def written(
    cast: Cast,
    slug: str = "inviting-a-contact",
    title: str = "Inviting a contact",
    *,
    section: Section | None = None,
    order: int = 50,
    publish: bool = True,
    **said: str,
) -> Article:
    """An article that CMS staff have written."""
    return write_article(
        acting_person=cast.cms_staff,
        slug=slug,
        section=section or a_section(),
        order=order,
        text=a_text(title, **said),
        publish=publish,
    )


def shelved(
    cast: Cast,
    name: str = "Guide.pdf",
    about: str = "How quality is reported.",
    content: bytes = b"some bytes",
    *,
    section: Section | None = None,
    article: Article | None = None,
    last_day: date | None = None,
) -> LibraryFile:
    """A file that CMS staff have published to all, alone in a section unless said otherwise."""
    published = publish_library_file(
        acting_person=cast.cms_staff,
        name=name,
        content=[content],
        description=Description(
            about, section or (None if article else a_section()), article, last_day
        ),
    )
    return LibraryFile.objects.select_related("file").get(file=published.version.file)


def latest(article: Article) -> Version:
    return article.versions.order_by("-number")[0]


def make_articles(cast: Cast, n: int) -> Any:
    """One more article, for lists that grow."""
    return written(cast, f"article-{n}", f"Article {n}")


def make_opinion(cast: Cast, n: int) -> Any:
    article = written(cast, f"judged-{n}", f"Judged {n}")
    person = make_person(f"judge_{n}")
    return Opinion.objects.create(version=latest(article), person=person, helpful=bool(n % 2))


def make_library_file(cast: Cast, n: int) -> Any:
    return shelved(cast, f"file-{n}.pdf", article=written(cast, f"with-{n}") if n % 2 else None)


# What the admin shows of the library: how it is made.
RECORDS: dict[type[Model], Callable[[Cast, int], Any]] = {
    Article: make_articles,
    LibraryFile: make_library_file,
    Opinion: make_opinion,
    Section: lambda _, n: a_section(f"Section {n}", n),
}
