"""Files for all readers of the library: published, described, withdrawn, given out (G3 to G5).

Two that come under one name at once are one after the other: the sections' rows are locked first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pghistory
from django.core.files.base import File
from django.db import transaction

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.once.done import bears_repeating
from acoms.text.lines import problem_with_unseen, tidied
from documents.files.actions.downloading import open_recorded
from documents.files.actions.publishing import (
    Kept,
    Outcome,
    Published,
    add_version,
    change_last_day,
    kept_for_a_row,
)
from documents.files.models import FileVersion, PublishedFile
from documents.files.rules import one_spelling, refusal_of_likeness, refusal_of_name
from documents.files.types import FOR_ALL
from documents.library.actions.opinions import must_read
from documents.library.actions.withdrawing import bring_back, withdraw
from documents.library.errors import LibraryError
from documents.library.models import Article, LibraryFile, Section
from documents.library.queries import shown_of_file
from documents.library.rules import LONGEST_SUMMARY


@dataclass(frozen=True, slots=True)
class Description:
    """What a file is, where it stands, by a section or an article, and until when it is shown."""

    about: str
    section: Section | None = None
    article: Article | None = None
    last_day: date | None = None

    def taken(self) -> "Description":
        """As it is kept. Raises LibraryError with the first thing that is wrong with it."""
        about = tidied(self.about)
        if not about:
            raise LibraryError("Describe the file in one sentence.", field="about")
        if len(about) > LONGEST_SUMMARY:
            raise LibraryError(f"At most {LONGEST_SUMMARY} characters are taken.", field="about")
        if problem := problem_with_unseen(about):
            raise LibraryError(problem, field="about")
        if refusal := refusal_of_place(self.section, self.article):
            raise LibraryError(refusal, field="section")
        return Description(about, self.section, self.article, self.last_day)


def refusal_of_place(section: Section | None, article: Article | None) -> str:
    """Why a file cannot stand there; empty if it can."""
    if (section is None) is (article is None):
        return "Choose a section, or the article that the file belongs to: one of the two."
    return ""


def publish_library_file(
    *, acting_person: Person, name: str, content: Iterable[bytes], description: Description
) -> Published:
    """CMS staff publish a file to all readers, under a new name or as a new version of what has the
    name, which is then described anew (rules G3, G4). `content` are its bytes in pieces. The same
    bytes as the last version change nothing.

    Raises Refused, LibraryError for a name or a description that is not taken or a file that is
    withdrawn, FilesError for a size that is not taken, and what making the pieces raises.
    """
    require(acting_person, Duty.WRITE_LIBRARY)
    name = one_spelling(name)
    if refusal := refusal_of_name(name):
        raise LibraryError(refusal, field="file")
    described = description.taken()
    with kept_for_a_row(content) as kept:
        return _publish(acting_person, name, kept, described)


@transaction.atomic
def _publish(person: Person, name: str, kept: Kept, described: Description) -> Published:
    with pghistory.context(action="publish library file", acting_person=person.pk):
        _lock_library()
        row = LibraryFile.objects.select_related("file").filter(file__name__iexact=name).first()
        if row is not None and (refusal := refusal_of_likeness(row.file.name, name)):
            raise LibraryError(refusal, field="file")
        if row is not None and row.withdrawn_at is not None:
            raise LibraryError(f"{name} is withdrawn. Bring it back first.", field="file")
        file = row.file if row else PublishedFile(name=name, type=FOR_ALL.code)
        published = add_version(file, kept, person, last_day=described.last_day)
        if published.outcome is not Outcome.SAME:
            _describe(row or LibraryFile(file=file), described)
    return published


@transaction.atomic
def describe_library_file(
    *, acting_person: Person, file: LibraryFile, description: Description
) -> LibraryFile:
    """CMS staff say anew what a file is, where it stands and until when it is shown. Raises
    Refused, LibraryError, and FilesError where its bytes are deleted already."""
    require(acting_person, Duty.WRITE_LIBRARY)
    described = description.taken()
    with pghistory.context(action="describe library file", acting_person=acting_person.pk):
        row = _locked(file)
        if row.file.last_day != described.last_day:
            change_last_day(row.file, described.last_day)
        _describe(row, described)
    return row


@bears_repeating
@transaction.atomic
def withdraw_library_file(
    *, acting_person: Person, file: LibraryFile, reason: str, shown: str | None = None
) -> LibraryFile:
    """CMS staff take a file out of the library; its versions stay. `shown` is the fingerprint of
    what they were shown (`shown_of_file`). Raises Refused and LibraryError."""
    require(acting_person, Duty.WRITE_LIBRARY)
    with pghistory.context(action="withdraw library file", acting_person=acting_person.pk):
        row = _locked(file)
        return withdraw(row, "file", acting_person, reason, shown, shown_of_file)


@transaction.atomic
def bring_back_library_file(
    *, acting_person: Person, file: LibraryFile, shown: str | None = None
) -> LibraryFile:
    """CMS staff put a withdrawn file back, as it was. Raises Refused and LibraryError."""
    require(acting_person, Duty.WRITE_LIBRARY)
    with pghistory.context(action="bring back library file", acting_person=acting_person.pk):
        return bring_back(_locked(file), shown, shown_of_file)


@transaction.atomic
def give_out_library_file(
    *, acting_person: Person, version: FileVersion, address: str = "", first: int = 0
) -> File[bytes]:
    """A version's bytes, as `documents.files.actions.downloading.give_out` gives them; who takes it
    is written down first. Raises Refused, LibraryError for what readers do not see, FilesError."""
    must_read(acting_person)
    if not LibraryFile.objects.current().filter(file=version.file_id).exists():
        raise LibraryError("This file is not in the library any more.")
    return open_recorded(acting_person, version, address, first=first)


def _lock_library() -> None:
    list(Section.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))


def _locked(file: LibraryFile) -> LibraryFile:
    """Behind whoever publishes: a file's row is locked after the sections'."""
    _lock_library()
    return LibraryFile.objects.select_related("file").get(pk=file.pk)


def _describe(row: LibraryFile, described: Description) -> None:
    row.about = described.about
    row.section, row.article = described.section, described.article
    row.save()
