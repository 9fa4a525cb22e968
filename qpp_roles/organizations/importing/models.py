"""What was read in, by whom and when: the record of organizations that arrived together."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class OrganizationImport(models.Model):
    """A list of organizations that was read in, and what became of its lines.

    Written with what it brought, in one transaction, and never changed.
    """

    imported_at = models.DateTimeField(default=timezone.now)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        help_text="Empty for the command on the server.",
    )
    file_name = models.CharField("file", max_length=200)
    complete_lists = models.BooleanField(default=False)
    read = models.PositiveIntegerField("lines read")
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField("lines left out")
    removed = models.PositiveIntegerField()

    class Meta:
        verbose_name = "import of organizations"
        verbose_name_plural = "imports of organizations"
        ordering = ("-imported_at", "-pk")

    def __str__(self) -> str:
        return self.file_name
