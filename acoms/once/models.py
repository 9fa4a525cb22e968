"""The claims of what is done once."""

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
