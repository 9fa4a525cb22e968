"""Sections and articles of the Knowledge Library, their versions, and what readers say of them."""

from typing import Any, Self

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Upper
from django.utils import timezone

from acoms.database.history import track
from documents.library import rules
from documents.library.rules import State, Text

_PERSON = settings.AUTH_USER_MODEL


@track()
class Section(models.Model):
    """A heading of the library, with articles below it."""

    name = models.CharField(max_length=80)
    about = models.CharField(
        "what it is for", max_length=300, blank=True, help_text="One sentence, below the heading."
    )
    order = models.PositiveSmallIntegerField(
        "place", default=50, help_text="Sections with lower numbers come first."
    )

    class Meta:
        ordering = ("order", "name")
        constraints = (
            models.CheckConstraint(name="library_section_named", condition=~Q(name="")),
            models.UniqueConstraint(
                Upper("name"),
                name="library_section_once",
                violation_error_message="Another section has this name. Choose another.",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ArticleQuerySet(models.QuerySet["Article"]):
    def with_state(self) -> Self:
        """With what `Article.state` asks: its latest version, and its latest published one."""
        theirs = Version.objects.filter(article=OuterRef("pk")).order_by("-number")
        published = theirs.filter(published_at__isnull=False)
        return self.annotate(
            latest=Subquery(theirs.values("number")[:1]),
            latest_title=Subquery(theirs.values("title")[:1]),
            published=Subquery(published.values("number")[:1]),
            last_published_at=Subquery(published.values("published_at")[:1]),
        )


@track()
class Article(models.Model):
    """An article: where it is. What it says is in its versions."""

    slug = models.SlugField("last part of its address", max_length=80, unique=True)
    section = models.ForeignKey(Section, on_delete=models.PROTECT, related_name="articles")
    order = models.PositiveSmallIntegerField("place", default=50)
    created_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    withdrawal_reason = models.CharField(max_length=500, blank=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="article_slug_readable", condition=Q(slug__regex=f"^{rules.SLUG}$")
            ),
            models.CheckConstraint(
                name="article_withdrawn_by_someone",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
                | (Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False))
                & ~Q(withdrawal_reason=""),
            ),
        )

    def __str__(self) -> str:
        return str(getattr(self, "latest_title", self.slug))

    @property
    def state(self) -> State:
        """Of a row of `with_state`."""
        row: Any = self
        return rules.state_of(
            published=row.published is not None,
            draft=row.latest != row.published,
            withdrawn=self.withdrawn_at is not None,
        )


class VersionQuerySet(models.QuerySet["Version"]):
    def published(self) -> Self:
        return self.filter(published_at__isnull=False)

    def current(self) -> Self:
        """What readers read now: of each article that is not withdrawn, what was published last."""
        others = Version.objects.filter(article=OuterRef("article"), published_at__isnull=False)
        latest = others.order_by("-number").values("number")[:1]
        current = self.published().filter(article__withdrawn_at=None, number=Subquery(latest))
        return current.select_related("article__section")

    def in_order(self) -> Self:
        """As the library lists them."""
        return self.order_by(
            "article__section__order", "article__section__name", "article__order", "title", "pk"
        )


def found_by(text: str, config: str, weight: str) -> SearchVector:
    """Words as they are searched: folded, "e-mail" in one word. In Django's own words, because no
    migration imports ours; `documents.library.search` folds what is typed alike."""
    return SearchVector(
        Func(
            Func(F(text), function="acoms_folded", output_field=models.TextField()),
            Value(r"\me mail"),
            Value("email"),
            Value("g"),
            function="regexp_replace",
            output_field=models.TextField(),
        ),
        config=config,
        weight=weight,
    )


_VECTOR = (
    found_by("title", "english", "A")
    + found_by("summary", "english", "B")
    + found_by("words", "english", "C")
    # As they are typed, for the last word, which may be only begun.
    + found_by("title", "simple", "A")
    + found_by("summary", "simple", "B")
    + found_by("words", "simple", "C")
)


@track(exclude=["words", "search"])
class Version(models.Model):
    """What an article says, from its publication to the next one's. A draft is not published yet;
    what is published stays as it was.

    Nobody has written what came with ACO-MS. `words` is the text of `body` without its marks, which
    the search reads.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=rules.LONGEST_TITLE)
    summary = models.CharField(max_length=rules.LONGEST_SUMMARY)
    body = models.TextField()
    words = models.TextField(editable=False)
    note = models.CharField("what changed", max_length=rules.LONGEST_NOTE)
    written_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    written_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+", null=True)
    search = models.GeneratedField(
        expression=_VECTOR, output_field=SearchVectorField(), db_persist=True
    )

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version of an article"
        verbose_name_plural = "versions of articles"
        constraints = (
            models.UniqueConstraint(name="article_version_numbered", fields=["article", "number"]),
            models.UniqueConstraint(
                name="article_version_one_draft", fields=["article"], condition=Q(published_at=None)
            ),
            models.CheckConstraint(
                name="article_version_says_something",
                condition=~Q(title="") & ~Q(summary="") & ~Q(body="") & ~Q(note=""),
            ),
            # Whoever has written it is a person, or nobody has: then it came with ACO-MS.
            models.CheckConstraint(
                name="article_version_published_by_someone",
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False)
                | Q(published_at__isnull=False, published_by=None, written_by=None),
            ),
        )
        indexes = (GinIndex(name="article_version_search", fields=["search"]),)
        triggers = (
            pgtrigger.Protect(
                name="article_version_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"

    @property
    def text(self) -> Text:
        return Text(self.title, self.summary, self.body, self.note)


_OF_WHAT_READERS_READ = """
    IF NOT EXISTS (
        SELECT 1 FROM documents_library_version v
        WHERE v.id = NEW.version_id AND v.published_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'nobody has read a version that is not published';
    END IF;
    RETURN NEW;
"""


@track()
class Opinion(models.Model):
    """Whether a version of an article has helped one reader."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="opinions")
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    helpful = models.BooleanField("helped")
    words = models.CharField("in their words", max_length=rules.LONGEST_WORDS, blank=True)
    said_at = models.DateTimeField("said", default=timezone.now)

    class Meta:
        verbose_name = "opinion of a reader"
        verbose_name_plural = "opinions of readers"
        constraints = (
            models.UniqueConstraint(name="opinion_once_of_a_version", fields=["version", "person"]),
        )
        triggers = (
            pgtrigger.Trigger(
                name="opinion_of_what_readers_read",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_OF_WHAT_READERS_READ,
            ),
        )

    def __str__(self) -> str:
        return f"{self.version}: {'helped' if self.helpful else 'did not help'}"


@track()
class Follower(models.Model):
    """Someone who asked to be told of new articles and new versions."""

    person = models.OneToOneField(_PERSON, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.person)
