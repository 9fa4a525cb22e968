"""The seals over the history. The history itself belongs to the rooms whose changes it tells."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from acoms.database.history import only_growing
from activity.seals import Header, digest_of


class Seal(models.Model):
    """Rows of one history table, sealed. Each seal covers the one before; none is ever changed."""

    number = models.BigIntegerField(primary_key=True)
    table = models.CharField(max_length=63)
    columns = ArrayField(models.CharField(max_length=63))
    after_id = models.BigIntegerField()
    upto_id = models.BigIntegerField()
    count = models.PositiveIntegerField("entries sealed")
    sealed_at = models.DateTimeField(default=timezone.now)
    entries = models.BinaryField()
    previous = models.BinaryField(max_length=32, unique=True)
    digest = models.BinaryField(max_length=32)
    key = models.CharField(max_length=16)
    signature = models.BinaryField(max_length=32)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.CheckConstraint(
                name="seal_of_a_range", condition=Q(number__gte=1, upto_id__gte=F("after_id"))
            ),
        )
        indexes = (models.Index(name="seal_of_table", fields=["table", "-number"]),)
        triggers = only_growing()

    def __str__(self) -> str:
        return f"{self.number}:{self.digest_hex}"

    @property
    def digest_hex(self) -> str:
        return bytes(self.digest).hex()

    @property
    def header(self) -> Header:
        return Header(
            number=self.number,
            table=self.table,
            columns=self.columns,
            after_id=self.after_id,
            upto_id=self.upto_id,
            count=self.count,
            sealed_at=self.sealed_at,
            key=self.key,
        )

    def computed_digest(self) -> bytes:
        """What `digest` must be, if nobody has touched this seal."""
        return digest_of(self.header, bytes(self.entries), bytes(self.previous))


class Activity(Seal):
    """The admin's door to the activity of all ACOs; no rows of its own."""

    class Meta:
        proxy = True
        verbose_name = "activity of ACOs"
        verbose_name_plural = "activity of ACOs"
