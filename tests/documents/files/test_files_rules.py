"""What is shown, new and told, and which part of a file is asked for (rules G3 to G5)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contacts.contact_type import Code
from contacts.permissions import Permission, types_with
from documents.files.rules import (
    NoSuchRange,
    Range,
    Scan,
    Visit,
    default_last_day,
    delivery_is_over,
    read_range,
    refusal_of_name,
    shown_scans,
)
from documents.files.types import CMS_REPORT, TYPES, Place, types_in

NOW = datetime(2026, 3, 2, 17, tzinfo=UTC)


def ago(**time: int) -> datetime:
    return NOW - timedelta(**time)


@pytest.mark.rule("G3")
def test_there_are_33_types_of_cms_in_the_data_hub_and_two_in_reporting() -> None:
    assert len(types_in(Place.DATA_HUB)) == 33
    assert [row.code for row in types_in(Place.REPORTING)] == ["acoms-report", "cms-report"]
    assert len({row.category for row in types_in(Place.DATA_HUB)}) == 5
    assert str(TYPES["116"]) == "Assignment Report (116)"
    assert str(CMS_REPORT) == "Report by CMS"


@pytest.mark.rule("G5")
def test_files_about_beneficiaries_are_opened_by_those_who_handle_such_data() -> None:
    about = {row.code for row in TYPES.values() if row.about_beneficiaries}
    assert {"113", "305", "183", "114", "244", "129", "131", "124", "112"} <= about
    assert not about & {"115", "118", "125", "134", "273", "cms-report"}
    assert TYPES["113"].needs == (Permission.DATA_HUB_READ, Permission.BENEFICIARY_DATA_READ)
    assert TYPES["115"].needs == (Permission.DATA_HUB_READ,)
    assert CMS_REPORT.needs == (Permission.REPORTING_READ,)
    assert set(types_with(Permission.BENEFICIARY_DATA_READ)) == {
        Code.DUA_REQUESTOR,
        Code.DUA_CUSTODIAN,
        Code.IT_PRIMARY,
        Code.IT_SECONDARY,
        Code.CREDENTIAL_DELEGATE,
    }


@pytest.mark.rule("G4")
def test_a_file_is_shown_when_clean_or_when_there_is_no_scanner() -> None:
    assert shown_scans(show_too_large=False) == {Scan.CLEAN, Scan.NO_SCANNER}
    assert shown_scans(show_too_large=True) == {Scan.CLEAN, Scan.NO_SCANNER, Scan.TOO_LARGE}
    assert {scan for scan in Scan if scan.is_said} == {Scan.CLEAN, Scan.INFECTED, Scan.TOO_LARGE}
    assert all(scan.label for scan in Scan)


def test_a_visit_goes_on_for_half_an_hour_and_is_noted_once_a_minute() -> None:
    first = Visit(NOW, None)
    assert first.again(NOW + timedelta(seconds=59)) is first
    assert first.again(NOW + timedelta(minutes=1)) == Visit(NOW + timedelta(minutes=1), None)
    assert first.again(NOW + timedelta(minutes=30)).before is None
    later = NOW + timedelta(minutes=30, seconds=1)
    assert first.again(later) == Visit(later, NOW)


@pytest.mark.rule("G5")
def test_a_delivery_is_told_a_minute_after_its_last_file_or_after_ten() -> None:
    assert not delivery_is_over([ago(minutes=5), ago(seconds=59)], NOW)
    assert delivery_is_over([ago(minutes=5), ago(minutes=1)], NOW)
    assert delivery_is_over([ago(minutes=10), ago(seconds=1)], NOW)


@pytest.mark.rule("G4")
def test_a_file_without_a_last_day_is_shown_for_as_long_as_the_settings_say() -> None:
    assert default_last_day(date(2026, 3, 2), 0) is None
    assert default_last_day(date(2026, 3, 2), 30) == date(2026, 4, 1)


@pytest.mark.parametrize(
    "name", ["a.b", "CONTACTS.zip", "COM10.txt", "Übersicht für Łódź.pdf", "x" * 146 + ".csv"]
)
def test_a_name_that_every_computer_takes_is_taken(name: str) -> None:
    assert refusal_of_name(name) == ""


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "begins and ends"),
        (" a.txt", "begins and ends"),
        (".hidden.txt", "begins and ends"),
        ("x" * 147 + ".csv", "at most 150"),
        ("a/b.txt", "cannot have /"),
        ("a\x00b.txt", "cannot have �"),
        ("a\u202eb.txt", "cannot have �"),
        ('a"b.txt', 'cannot have "'),
        ("report", "ends with what it is"),
        ("report.", "ends with what it is"),
        ("a.report.", "ends with what it is"),
        ("a.txt ", "begins and ends"),
        ("CON.zip", "Windows keeps the name CON"),
        ("com1.tar.gz", "Windows keeps the name com1"),
        ("nul .txt", "Windows keeps"),
        ("\u20ac" * 85 + ".csv", "at most 150"),
    ],
)
def test_a_name_that_some_computer_refuses_is_refused(name: str, why: str) -> None:
    assert why in refusal_of_name(name)


@pytest.mark.rule("G4")
@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("bytes=0-0", Range(0, 0)),
        ("bytes=0-9", Range(0, 9)),
        ("bytes=2-", Range(2, 9)),
        ("bytes=9-", Range(9, 9)),
        ("bytes=-3", Range(7, 9)),
        ("bytes=-99", Range(0, 9)),
        ("bytes=5-99", Range(5, 9)),
        ("bytes=5-4", None),
        ("bytes=-", None),
        ("bytes=0-1,3-4", None),
        ("lines=0-1", None),
        ("bytes=a-b", None),
        ("bytes=\u0661-\u0662", None),
        ("bytes=1-" + "9" * 30, None),
    ],
)
def test_a_range_is_read_and_what_is_none_asks_for_the_whole(
    header: str, wanted: Range | None
) -> None:
    assert read_range(header, 10) == wanted


@pytest.mark.rule("G4")
@pytest.mark.parametrize("header", ["bytes=10-", "bytes=10-12", "bytes=-0"])
def test_a_range_behind_the_end_is_none_that_there_is(header: str) -> None:
    with pytest.raises(NoSuchRange):
        read_range(header, 10)


@given(st.text(max_size=30) | st.from_regex(r"\Abytes=\d{0,4}-\d{0,4}\Z"), st.integers(1, 2_000))
def test_every_range_lies_within_the_file(header: str, size: int) -> None:
    try:
        found = read_range(header, size)
    except NoSuchRange:
        return
    assert found is None or 0 <= found.first <= found.last < size
    assert found is None or found.length >= 1


@pytest.mark.parametrize(("first", "last", "length"), [(0, 0, 1), (2, 5, 4)])
def test_a_range_has_both_its_ends(first: int, last: int, length: int) -> None:
    assert Range(first, last).length == length


@pytest.mark.parametrize(("letters", "refused"), [(1, False), (2, True)])
def test_a_name_has_at_most_255_bytes(letters: int, refused: bool) -> None:
    assert bool(refusal_of_name("é" * 125 + "a" * letters + ".zip")) is refused


@pytest.mark.parametrize(("seconds", "over"), [(599, False), (600, True)])
def test_a_delivery_is_waited_for_ten_minutes(seconds: int, over: bool) -> None:
    assert delivery_is_over([NOW - timedelta(seconds=seconds), NOW], NOW) is over
