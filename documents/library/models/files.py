"""Files for all readers of the library: where they stand, and what they are (rules G3 to G5)."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from acoms.database.history import track
from documents.files.models import FileVersion, PublishedFile
from documents.library import rules
from documents.library.models.articles import Article, Section, Version

_PERSON = settings.AUTH_USER_MODEL

_OF_A_FILE_FOR_ALL = """
    IF NOT EXISTS (
        SELECT 1 FROM documents_files_publishedfile f
        WHERE f.id = NEW.file_id AND f.aco_id IS NULL
    ) THEN
        RAISE EXCEPTION 'a file of an ACO does not stand in the library';
    END IF;
    RETURN NEW;
"""


class LibraryFileQuerySet(models.QuerySet["LibraryFile"]):
    def current(self) -> Self:
        """What readers see now: what is not withdrawn, with an article that is read, and of which a
        version is shown."""
        published = Version.objects.published().filter(article=OuterRef("article"))
        read = Q(article=None) | (Q(article__withdrawn_at=None) & Exists(published))
        shown = FileVersion.objects.shown().filter(file=OuterRef("file"))
        return self.filter(read, Exists(shown), withdrawn_at=None).select_related("file")


@track()
class LibraryFile(models.Model):
    """A file for all readers: alone in a section, or with an article, wherever that stands. Its
    name, its versions and its last day are those of `file`."""

    file = models.OneToOneField(PublishedFile, on_delete=models.PROTECT, related_name="+")
    about = models.CharField("what it is", max_length=rules.LONGEST_SUMMARY)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, null=True, related_name="files")
    article = models.ForeignKey(Article, on_delete=models.PROTECT, null=True, related_name="files")
    withdrawn_at = models.DateTimeField("withdrawn", null=True)
    withdrawn_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawal_reason = models.CharField(max_length=500, blank=True)

    objects = LibraryFileQuerySet.as_manager()

    class Meta:
        verbose_name = "file of the library"
        verbose_name_plural = "files of the library"
        constraints = (
            models.CheckConstraint(name="library_file_says_what_it_is", condition=~Q(about="")),
            models.CheckConstraint(
                name="library_file_stands_once",
                condition=Q(section=None, article__isnull=False)
                | Q(section__isnull=False, article=None),
            ),
            models.CheckConstraint(
                name="library_file_withdrawn_by_someone",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False))
                & ~Q(withdrawal_reason=""),
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="library_file_is_for_all",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_OF_A_FILE_FOR_ALL,
            ),
            pgtrigger.Protect(
                name="library_file_keeps_its_file",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("file"),
            ),
            pgtrigger.Protect(name="library_file_stays", operation=pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return str(self.file)
