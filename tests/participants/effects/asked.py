"""Agreement periods, years and a participant to ask about."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from participants.effects.rules import Effect, Standing, Use
from participants.years.agreement import CALENDAR_YEARS, Agreement, Year

AGREEMENT = Agreement(began_on=date(2024, 1, 1), entered_on=date(2019, 1, 1))
FIRST_ACOS = Agreement(began_on=date(2012, 4, 1), entered_on=date(2012, 4, 1), interim_elected=True)
DAYS = st.dates(date(2012, 1, 1), date(2060, 12, 31))


def py(number: int) -> Year:
    return CALENDAR_YEARS.year_numbered(number)


def of(use: Use, effects: list[Effect]) -> Effect:
    (found,) = (effect for effect in effects if effect.use is use)
    return found


def elm(joined: date, left: date | None = None, **known: Any) -> Standing:
    return Standing("Elm Clinic", joined, left, **known)
