"""Writing in the Knowledge Library: its articles by CMS staff, what they think of them by readers.

An article's row is locked before its versions are read, so that two editors never pass unseen.
"""

from collections.abc import Mapping
from typing import Any

import pghistory
from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils import timezone

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.once.done import AlreadyDone, bears_repeating
from acoms.once.shown import refusal_of_change
from acoms.text.lines import tidied
from documents.library import notices, rules
from documents.library.actions.withdrawing import bring_back, withdraw
from documents.library.errors import LibraryError
from documents.library.markdown import own_pages, read
from documents.library.models import Article, Section, Version
from documents.library.queries import latest_version, shown_of_article
from documents.library.rules import Text


@bears_repeating
@transaction.atomic
def write_article(
    *,
    acting_person: Person,
    slug: str,
    section: Section,
    order: int,
    text: Text,
    publish: bool,
    tell: bool = True,
) -> Article:
    """CMS staff begin an article, as a draft or published at once; followers are told of what is
    published unless `tell` says no. Raises Refused and LibraryError."""
    require(acting_person, Duty.WRITE_LIBRARY)
    with pghistory.context(action="write article", acting_person=acting_person.pk):
        if not rules.is_slug(slug):
            raise LibraryError(
                "Use small letters, digits and single hyphens: how-to-invite.", field="slug"
            )
        article, fresh = Article.objects.get_or_create(
            slug=slug, defaults={"section": section, "order": order}
        )
        text = _taken(text)
        if not fresh:
            _done_already(acting_person, latest_version(article), text, publish=publish)
            raise LibraryError("Another article has this address. Choose another.", field="slug")
        version = Version(article=article, number=1)
        _write(acting_person, version, text, publish=publish, tell=tell)
    return article


@bears_repeating
@transaction.atomic
def edit_article(
    *,
    acting_person: Person,
    article: Article,
    text: Text,
    publish: bool,
    tell: bool = True,
    shown: str | None = None,
) -> Article:
    """CMS staff write a new version: kept as the article's one draft, or published at once.

    `shown` is the fingerprint of what they were shown (`shown_of_article`). Raises Refused, and
    LibraryError where the text is not taken, nothing in it is new, or somebody else was first.
    """
    require(acting_person, Duty.WRITE_LIBRARY)
    with pghistory.context(action="edit article", acting_person=acting_person.pk):
        article = _locked(article)
        latest, text = latest_version(article), _taken(text)
        _done_already(acting_person, latest, text, publish=publish)
        if changed := refusal_of_change(shown, shown_of_article(article, latest)):
            raise LibraryError(changed)
        before = article.versions.published().order_by("-number").first()
        if before and _same(before, text):
            raise LibraryError("Nothing in it differs from what readers read.", field="body")
        version = latest
        if latest.published_at is not None:
            version = Version(article=article, number=latest.number + 1)
        _write(acting_person, version, text, publish=publish, tell=tell)
    return article


@bears_repeating
@transaction.atomic
def discard_draft(*, acting_person: Person, article: Article, shown: str | None = None) -> Article:
    """CMS staff drop the draft of a published article; the history keeps it. Raises Refused, and
    LibraryError where there is none, or it is the article's only text."""
    require(acting_person, Duty.WRITE_LIBRARY)
    with pghistory.context(action="discard draft", acting_person=acting_person.pk):
        article = _locked(article)
        latest = latest_version(article)
        if latest.published_at is not None:
            raise AlreadyDone(article)
        if changed := refusal_of_change(shown, shown_of_article(article, latest)):
            raise LibraryError(changed)
        if latest.number == 1:
            raise LibraryError("This draft is all of the article. Withdraw the article instead.")
        latest.delete()
    return article


@transaction.atomic
def place_article(
    *,
    acting_person: Person,
    article: Article,
    section: Section,
    order: int,
    shown: str | None = None,
) -> Article:
    """CMS staff put an article elsewhere in the library. Raises Refused and LibraryError."""
    require(acting_person, Duty.WRITE_LIBRARY)
    with pghistory.context(action="place article", acting_person=acting_person.pk):
        article = _locked(article)
        if (article.section_id, article.order) == (section.pk, order):
            return article
        now = shown_of_article(article, latest_version(article))
        if changed := refusal_of_change(shown, now):
            raise LibraryError(changed)
        article.section, article.order = section, order
        article.save(update_fields=["section", "order"])
    return article


@bears_repeating
@transaction.atomic
def withdraw_article(
    *, acting_person: Person, article: Article, reason: str, shown: str | None = None
) -> Article:
    """CMS staff take an article out of the library; its versions stay. Raises Refused and
    LibraryError."""
    require(acting_person, Duty.WRITE_LIBRARY)
    with pghistory.context(action="withdraw article", acting_person=acting_person.pk):
        row = _locked(article)
        return withdraw(row, "article", acting_person, reason, shown, _showing)


@transaction.atomic
def bring_back_article(
    *, acting_person: Person, article: Article, shown: str | None = None
) -> Article:
    """CMS staff put a withdrawn article back, as it was. Raises Refused and LibraryError."""
    require(acting_person, Duty.WRITE_LIBRARY)
    with pghistory.context(action="bring back article", acting_person=acting_person.pk):
        return bring_back(_locked(article), shown, _showing)


@transaction.atomic
def set_section(*, acting_person: Person, section: Section) -> Section:
    """CMS staff add a section, or change its name and place. Raises Refused."""
    require(acting_person, Duty.WRITE_LIBRARY)
    with pghistory.context(action="set section", acting_person=acting_person.pk):
        section.name = tidied(section.name)
        section.save()
    return section


def _locked(article: Article) -> Article:
    return Article.objects.select_for_update(no_key=True).get(pk=article.pk)


def _taken(text: Text) -> Text:
    """The text as it is kept. Raises LibraryError with the first thing that is wrong with it."""
    text = text.tidy
    for field, said in refusals(text).items():
        raise LibraryError(" ".join(said), field=field)
    return text


def refusals(text: Text) -> dict[str, list[str]]:
    """Why a text is not taken, by field; also links to pages that ACO-MS does not have."""
    said = rules.refusals(text)
    if "body" not in said:
        lost = [page for page in own_pages(text.body) if not _exists(page)]
        if lost:
            said["body"] = [f"ACO-MS has no page “{page}”." for page in lost]
    return said


def _exists(page: str) -> bool:
    try:
        resolve(page.partition("#")[0].partition("?")[0])
    except Resolver404:
        return False
    return True


def _same(version: Version, text: Text) -> bool:
    """Whether a version says this already; the note on what changed is no part of it."""
    said = (version.title, version.summary, version.body)
    return said == (text.title, text.summary, text.body)


def _done_already(person: Person, latest: Version, text: Text, *, publish: bool) -> None:
    """Raise AlreadyDone where this person has written, and published, this very text."""
    by = latest.published_by_id if publish else latest.written_by_id
    if latest.text == text and by == person.pk and (latest.published_at is not None) is publish:
        raise AlreadyDone(latest.article)


def _write(person: Person, version: Version, text: Text, *, publish: bool, tell: bool) -> None:
    now = timezone.now()
    fields: dict[str, Any] = {"title": text.title, "summary": text.summary, "body": text.body}
    fields |= {"note": text.note, "words": read(text.body).words}
    fields |= {"written_by": person, "written_at": now}
    if publish:
        fields |= {"published_by": person, "published_at": now}
    for name, value in fields.items():
        setattr(version, name, value)
    version.save()
    if publish and tell and version.article.withdrawn_at is None:
        notices.tell_published(version)


def _showing(article: Article) -> Mapping[str, object]:
    return shown_of_article(article, latest_version(article))
