"""The review that is on now, by the days in the settings."""

from datetime import date

from django.conf import settings
from django.utils import timezone

from contacts.models import Aco
from recertification import rules
from recertification.rules import Season


def current_season(today: date | None = None) -> Season:
    """The review that opened last, today or on `today`."""
    return rules.season_on(
        today or timezone.localdate(), settings.RECERTIFICATION_OPENS, settings.RECERTIFICATION_DUE
    )


def season_of(year: int) -> Season:
    return rules.season_of(year, settings.RECERTIFICATION_OPENS, settings.RECERTIFICATION_DUE)


def asks(season: Season, aco: Aco) -> bool:
    """Whether `aco` has to do the review of `season`: not once its agreement is over (J4)."""
    return not aco.has_ended and season.asks(timezone.localdate(aco.created_at))
