"""Reading the Shared Savings Program's public list of ACOs (a CSV file, one ACO a line)."""

from collections.abc import Iterable
from typing import Any

from acoms.loading.reading import BadLine, cells_of, each_once, read_cell, read_each
from acoms.loading.tally import settle
from acoms.programme.dates import read_day
from acoms.programme.identifiers import read_aco_id, read_next_generation_id
from acoms.text.lines import read_line
from acoms.text.numbers import read_whole_number
from contacts.models import Track

COLUMNS = (
    "aco_id",
    "aco_name",
    "service_area",
    "agreement_period",
    "initial_start_date",
    "current_start_date",
    "basic_track",
    "basic_track_level",
    "enhanced_track",
    "high_revenue_aco",
    "low_revenue_aco",
    "public_website",
)
LEVELS = frozenset("ABCDE")
_STATES_AND_TERRITORIES = """
    AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ
    NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY AS GU MP PR VI
"""
STATES = frozenset(_STATES_AND_TERRITORIES.split())


def read_acos(lines: Iterable[str]) -> tuple[list[dict[str, Any]], list[BadLine]]:
    """The good rows as fields of `Aco`, and the bad lines. Raises UnreadableFile.

    A second line with the same ACO ID is bad.
    """
    rows = list(each_once(read_each(cells_of(lines, COLUMNS), aco_fields), _named))
    good = [row[1] for row in rows if not isinstance(row, BadLine)]
    bad = [row for row in rows if isinstance(row, BadLine)]
    settle(read=len(good), left_out=len(bad))
    return good, bad


def _named(fields: dict[str, Any]) -> str:
    return f"ACO ID {fields['aco_id']}"


def aco_fields(cells: dict[str, str]) -> dict[str, Any]:
    """One line as fields of `Aco`; ValueError says what is wrong with it."""
    track = _track(cells["basic_track"], cells["enhanced_track"])
    level = cells["basic_track_level"].upper() if track == Track.BASIC else ""
    if track == Track.BASIC and level not in LEVELS:
        raise ValueError(f"{level!r} is not a level of the BASIC track (A to E)")
    return {
        "aco_id": _aco_id(cells["aco_id"]),
        "name": read_name(cells["aco_name"]),
        "service_area": read_states(cells["service_area"]),
        "agreement_period": read_cell(
            "agreement_period", cells["agreement_period"], _agreement_period
        ),
        "initial_start_date": read_cell(
            "initial_start_date", cells["initial_start_date"], read_day
        ),
        "agreement_start_date": read_cell(
            "current_start_date", cells["current_start_date"], read_day
        ),
        "track": track,
        "basic_level": level,
        "high_revenue": _revenue(cells["high_revenue_aco"], cells["low_revenue_aco"]),
        "website": read_website(cells["public_website"]),
    }


def read_name(text: str) -> str:
    """An ACO's name on one line; ValueError says what is wrong with it."""
    name = read_line(text, "the ACO's name", 200)
    if not name:
        raise ValueError("the ACO's name is missing")
    return name


def read_states(text: str) -> list[str]:
    """Two-letter states and territories, separated by commas; ValueError names the first wrong."""
    states = [part.strip().upper() for part in text.split(",") if part.strip()]
    if wrong := [state for state in states if state not in STATES]:
        raise ValueError(f"{wrong[0]!r} is not a two-letter state")
    return states


def read_website(text: str) -> str:
    """A web address with or without its http(s)://; ValueError for any other scheme."""
    text = read_line(text, "the website's address", 500)
    scheme, colon, _ = text.partition(":")
    if colon and "." not in scheme and scheme.lower() not in {"http", "https"}:
        raise ValueError(f"{text!r} is not a web address")
    return text


def _agreement_period(text: str) -> int:
    return read_whole_number(text, 1, 99)


def _aco_id(text: str) -> str:
    """The list has the few Next Generation ACOs that went on as well."""
    return read_next_generation_id(text) if text[:1] in "Vv" and text else read_aco_id(text)


def _track(basic: str, enhanced: str) -> str:
    if (basic, enhanced) == ("1", "0"):
        return Track.BASIC.value
    if (basic, enhanced) == ("0", "1"):
        return Track.ENHANCED.value
    raise ValueError("exactly one of basic_track and enhanced_track must be 1")


def _revenue(high: str, low: str) -> bool | None:
    """True for a high-revenue ACO, False for a low-revenue one, None where neither is said."""
    if (high, low) in {("1", "0"), ("0", "1")}:
        return high == "1"
    if {high, low} <= {"0", "", "N/A"}:
        return None
    raise ValueError("high_revenue_aco and low_revenue_aco contradict each other")
