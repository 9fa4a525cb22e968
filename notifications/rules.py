"""When weekly mail goes out, and which kinds may wait for it; pure Python, no database."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EASTERN = ZoneInfo("America/New_York")
MONDAY = 0
AT = time(8)  # in Eastern Time, summer and winter
WEEKLY = "Mondays at 8:00 a.m. Eastern Time"
CATCH_UP = timedelta(days=3)  # later than Thursday, a missed Monday waits for the next one


def last_weekly(now: datetime) -> datetime:
    """The latest Monday, 8:00 Eastern Time, that is not after `now`."""
    today = now.astimezone(EASTERN).date()
    moment = _monday_of(today)
    return moment if moment <= now else _monday_of(today - timedelta(days=7))


def next_weekly(now: datetime) -> datetime:
    """The first Monday, 8:00 Eastern Time, that is not before `now`."""
    last = last_weekly(now)
    return last if last == now else _monday_of(last.date() + timedelta(days=7))


def weekly_due(now: datetime) -> datetime | None:
    """The Monday whose weekly mail is to be written at `now`, if it is not too late for it."""
    last = last_weekly(now)
    return last if now - last < CATCH_UP else None


def _monday_of(day: date) -> datetime:
    """Monday, 8:00 Eastern Time, of the week (from Monday on) that `day` lies in."""
    monday = day - timedelta(days=day.weekday() - MONDAY)
    return datetime.combine(monday, AT, EASTERN)


def refusal_of_kind(*, digestible: bool, on_screen: str, mail: str, section: str) -> str:
    """Why a kind of notification may not be as it is; empty if it may.

    What waits for the digest is read on screen meanwhile, and stands under a heading in the mail.
    """
    if digestible and not (on_screen and mail and section):
        return "a kind that waits for the weekly digest needs a sentence, a mail and a section"
    return ""


def in_words(kind: str) -> str:
    """A kind's name for people: `qpp_role_changed` is `QPP role changed`."""
    words = kind.rpartition(".")[2].split("_")
    said = " ".join(_LETTERS.get(word, word) for word in words)
    return f"{said[0].upper()}{said[1:]}"


_LETTERS = {
    word.lower(): word for word in ("ACO", "API", "CMS", "DUA", "HARP", "IDM", "QPP", "TIN")
}
