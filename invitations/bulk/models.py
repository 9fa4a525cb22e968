"""Lists of people to invite, and what became of each row. Never changed once confirmed."""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils import timezone

from acoms.database.history import track
from acoms.text.names import Name
from contacts.models import Aco
from contacts.rules import listed
from contacts.types import ALL_CODES, CHOICES
from invitations.models import Invitation


class BulkInvitationQuerySet(models.QuerySet["BulkInvitation"]):
    def unfinished(self) -> Self:
        """Confirmed, with rows that may still be unsent."""
        return self.filter(confirmed_at__isnull=False, finished_at=None)

    def all_done(self) -> Self:
        """Those without a row to do."""
        return self.exclude(Exists(Row.objects.filter(bulk=OuterRef("pk"), done_at=None)))

    def with_counts(self) -> Self:
        """Each with `total`, `done` and `sent` rows."""
        return self.annotate(
            total=Count("rows"),
            done=Count("rows", filter=Q(rows__done_at__isnull=False)),
            sent=Count("rows", filter=Q(rows__invitation__isnull=False)),
        )


@track()
class BulkInvitation(models.Model):
    """A list that somebody read in, to be looked at, confirmed once and then sent row by row."""

    aco = models.ForeignKey(Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=200, help_text="The file's name, or “Pasted rows”.")
    remarks = ArrayField(models.TextField(), default=list)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = BulkInvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-created_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="bulk_invitation_confirmed_by_someone",
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="bulk_invitation_finished_after_confirmed",
                condition=Q(finished_at=None)
                | Q(confirmed_at__isnull=False, finished_at__gte=F("confirmed_at")),
            ),
        )
        indexes = (
            models.Index(
                name="bulk_invitation_unfinished",
                fields=["confirmed_at"],
                condition=Q(confirmed_at__isnull=False, finished_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} for {self.aco}"


class Row(models.Model):
    """One row of a list: who, as typed, and what became of it.

    `problem` is why the row could not be read. `done_at` says that nothing more happens to it:
    then it has either an invitation or, in `result`, the reason why there is none.
    """

    bulk = models.ForeignKey(BulkInvitation, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    first_name = models.TextField(blank=True)
    last_name = models.TextField(blank=True)
    email = models.TextField("e-mail", blank=True)
    phone = models.TextField(blank=True)
    title = models.TextField(blank=True)
    types = models.TextField("contact types as typed", blank=True)
    codes = ArrayField(
        models.CharField(max_length=40, choices=CHOICES), verbose_name="contact types", default=list
    )
    problem = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    result = models.TextField("why not sent", blank=True)
    invitation = models.OneToOneField(
        Invitation, on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        ordering = ("line",)
        constraints = (
            models.UniqueConstraint(name="bulk_row_once", fields=["bulk", "line"]),
            models.CheckConstraint(
                name="bulk_row_types_known", condition=Q(codes__contained_by=list(ALL_CODES))
            ),
            # Done is either sent or refused with a reason, and nothing else is.
            models.CheckConstraint(
                name="bulk_row_sent_or_why_not",
                condition=Q(done_at=None, invitation=None, result="")
                | Q(done_at__isnull=False, invitation__isnull=False, result="")
                | (Q(done_at__isnull=False, invitation=None) & ~Q(result="")),
            ),
        )
        indexes = (
            models.Index(name="bulk_row_to_do", fields=["bulk", "line"], condition=Q(done_at=None)),
        )

    def __str__(self) -> str:
        return f"line {self.line}: {self.email}"

    @property
    def full_name(self) -> str:
        return Name(self.first_name, self.last_name).full

    @property
    def types_listed(self) -> str:
        return listed(self.codes) if self.codes else self.types
