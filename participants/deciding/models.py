"""Feedback letters: what CMS told an ACO about its requests in a cycle (rule C5)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone

from acoms.database.history import track
from contacts.models import Aco
from participants.years.models import FeedbackCycle


@track()
class FeedbackLetter(models.Model):
    """One letter to an ACO for a cycle; it stays as it was sent.

    `lines` are its paragraphs about each request: {"heading", "state", "text"}; no TIN is in full.
    """

    aco = models.ForeignKey(Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+")
    cycle = models.ForeignKey(FeedbackCycle, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField("sent", default=timezone.now)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    lines = models.JSONField()

    class Meta:
        verbose_name = "feedback letter"
        ordering = ("-sent_at", "-pk")
        constraints = (
            models.UniqueConstraint(name="letter_once_a_cycle", fields=["aco", "cycle"]),
        )
        triggers = (
            pgtrigger.Protect(name="letter_stays", operation=pgtrigger.Update | pgtrigger.Delete),
        )

    def __str__(self) -> str:
        return f"Feedback to {self.aco}, {self.cycle}"
