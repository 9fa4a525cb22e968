"""Articles from files: those that come with ACO-MS, and those that CMS staff write elsewhere.

Neither overwrites unseen what somebody changed in the library.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from documents.library.actions.writing import refusals
from documents.library.errors import LibraryError
from documents.library.files import OWN, ArticleFile, read_folder
from documents.library.markdown import read
from documents.library.models import Article, Section, Version
from documents.library.queries import latest_version
from documents.library.rules import Text


@dataclass(slots=True)
class Loaded:
    """What became of the files: slugs."""

    added: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # as somebody left them in the library
    refused: list[str] = field(default_factory=list)  # with the reason

    def __str__(self) -> str:
        return (
            f"{len(self.added)} added, {len(self.updated)} updated, {len(self.unchanged)} "
            f"unchanged, {len(self.kept)} kept as they are in the library"
        )


def load_own_articles() -> Loaded:
    """Add the articles that come with ACO-MS, and publish what a new release of it says otherwise,
    where nobody has written an article anew, has a draft of it or has withdrawn it. Bears
    repeating; raises LibraryError where the release itself has an article that is not taken."""
    done = _load_all("load the articles of ACO-MS", read_folder(OWN), None, overwrite=False)
    if done.refused:
        raise LibraryError("\n".join(done.refused))
    return done


def import_articles(
    *, acting_person: Person, files: Sequence[ArticleFile], overwrite: bool = False
) -> Loaded:
    """CMS staff bring in articles that were written elsewhere. What is in the library and differs
    stays, unless `overwrite` says that the files are newer; a draft and what is withdrawn stay even
    then. Takes all files or, if one is `refused`, none. Bears repeating. Raises Refused."""
    require(acting_person, Duty.WRITE_LIBRARY)
    return _load_all("import articles", files, acting_person, overwrite=overwrite)


@transaction.atomic
def _load_all(
    action: str, files: Sequence[ArticleFile], person: Person | None, *, overwrite: bool
) -> Loaded:
    done = Loaded()
    for file in files:
        said = refusals(file.text.tidy).values()
        done.refused += [f"{file.slug}: {' '.join(one)}" for one in said]
    if done.refused:
        return done
    with pghistory.context(action=action, acting_person=person.pk if person else None):
        for file in files:
            _load(file, done, person, overwrite=overwrite)
    return done


def _load(file: ArticleFile, done: Loaded, person: Person | None, *, overwrite: bool) -> None:
    text = file.text.tidy
    section, _ = Section.objects.get_or_create(
        name=file.section, defaults={"about": file.about_section, "order": file.section_order}
    )
    article = Article.objects.select_for_update(no_key=True).filter(slug=file.slug).first()
    if article is None:
        article = Article.objects.create(slug=file.slug, section=section, order=file.order)
        _publish(text, Version(article=article, number=1), person)
        done.added.append(file.slug)
        return
    latest = latest_version(article)
    if (latest.title, latest.summary, latest.body) == (text.title, text.summary, text.body):
        done.unchanged.append(file.slug)
    elif _stays(article, latest, overwrite=overwrite or (person is None and _is_own(latest))):
        done.kept.append(file.slug)
    else:
        _publish(text, Version(article=article, number=latest.number + 1), person)
        done.updated.append(file.slug)


def _is_own(version: Version) -> bool:
    """Whether it came with ACO-MS: nobody has written it."""
    return version.written_by_id is None


def _stays(article: Article, latest: Version, *, overwrite: bool) -> bool:
    return article.withdrawn_at is not None or latest.published_at is None or not overwrite


def _publish(text: Text, version: Version, person: Person | None) -> None:
    version.title, version.summary, version.body = text.title, text.summary, text.body
    version.note, version.words = text.note, read(text.body).words
    version.written_by = version.published_by = person
    version.published_at = version.written_at = timezone.now()
    version.save()
