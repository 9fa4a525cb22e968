"""Files of service dates and the request files made of them, until they are deleted (rule C7)."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone

from acoms.database.history import track
from acoms.once.models import Leased
from contacts.models import Aco

_PERSON = settings.AUTH_USER_MODEL


@track()
class DataSharingFile(models.Model):
    """A file of service dates that an ACO uploaded. The database keeps counts, no beneficiary.

    `uploaded_as` and `made_as` name the encrypted files, which go on `delete_on`; `today` is the
    day that the answers are for.
    """

    aco = models.ForeignKey(Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+")
    source = models.CharField("file", max_length=200)
    today = models.DateField("as of")
    size = models.PositiveBigIntegerField()
    uploaded_as = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    made_as = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    uploaded_at = models.DateTimeField(default=timezone.now)
    uploaded_by = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    lines_total = models.PositiveBigIntegerField("lines", default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=500, blank=True)
    summary = models.JSONField(default=dict)
    bad_lines = models.JSONField(default=list)
    delete_on = models.DateField("deleted on")
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "data sharing file"
        ordering = ("-uploaded_at", "-pk")

    def __str__(self) -> str:
        return f"{self.source}, {timezone.localdate(self.uploaded_at)}"

    @property
    def is_at_work(self) -> bool:
        return self.finished_at is None and not self.failure


class DataSharingProgress(Leased):
    """How far a file is; beside it, so that its history is not one row for each step."""

    file = models.OneToOneField(
        DataSharingFile, on_delete=models.CASCADE, related_name="progress", primary_key=True
    )
    percent = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.percent}%"


class DataSharingAccess(models.Model):
    """Someone took a file about beneficiaries: who, which, when. Written before it is given."""

    file = models.ForeignKey(DataSharingFile, on_delete=models.PROTECT, related_name="accesses")
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = "access to beneficiary data"
        verbose_name_plural = "accesses to beneficiary data"
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.file}, {timezone.localdate(self.at)}"
