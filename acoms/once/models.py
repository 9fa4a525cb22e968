"""Rows by which work is held, and the claims of what is done once."""

from django.db import models


class Claim(models.Model):
    """That a reminder's step was written, so that nobody writes it again.

    `reminder` is the `Reminder.name`; `about` is the id of the row that it is about, whichever
    table that is in (decision 63).
    """

    reminder = models.CharField(max_length=40)
    about = models.BigIntegerField()
    step = models.CharField(max_length=40)
    claimed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="claimed_once", fields=["reminder", "about", "step"]),
        )

    def __str__(self) -> str:
        return f"{self.reminder} {self.about}: {self.step}"


class Leased(models.Model):
    """A row of work that takes several transactions, one worker at a time (`acoms.once.lease`)."""

    # Counts for ever: a turn of every ten minutes is past a small number within a year.
    attempt = models.PositiveBigIntegerField(default=0)
    alive_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True


class Turn(Leased):
    """Work that has no row of its own: only one is at what has this name."""

    name = models.CharField(max_length=40, primary_key=True)

    def __str__(self) -> str:
        return self.name
