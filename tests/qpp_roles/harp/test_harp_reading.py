"""What a line of HARP's list says, and why a bad one is refused (rule B4)."""

import re
from datetime import date

import pytest

from acoms.loading.reading import UnreadableFile, text_of_utf8
from qpp_roles.harp.reading import EXAMPLE, HarpRow, read_text
from qpp_roles.organizations.kinds import Role
from tests.qpp_roles.harp.importing import HEAD, JO, TODAY, line


def read(*lines: str) -> list[HarpRow]:
    return read_text("\n".join([HEAD, *lines]), TODAY)


def problem(text: str) -> str:
    return read(text)[0].problem


@pytest.mark.rule("B4", "E2")
def test_a_line_is_read_in_one_spelling_whatever_the_order_of_its_columns() -> None:
    heading = "Extra,last name,FIRST NAME,e-mail,harp user id,aco id,role,DATE OF IDENTITY PROOFING"
    line = 'x,Harp, Jo  Ann ,Jo.HARP@Example.org,Jo.Harp,a9101,QPP security OFFICIAL,"03/31/2020"'
    (row,) = read_text(text_of_utf8(f"\ufeff{heading}\r\n\r\n{line}\r\n".encode()), TODAY)
    assert row == HarpRow(
        line=3,
        user_id="jo.harp",
        email="jo.harp@example.org",
        first_name="Jo Ann",
        last_name="Harp",
        aco_id="A9101",
        role=Role.SECURITY_OFFICIAL,
        proofed_on=date(2020, 3, 31),
    )


def test_the_example_of_the_help_is_a_good_line() -> None:
    assert not problem(",".join(EXAMPLE))
    assert not problem(JO.replace("jo.harp,", "JO.Harp@example.org,")), "their own address"


@pytest.mark.rule("B4")
@pytest.mark.parametrize(
    ("spoiled", "why"),
    [
        (JO.replace("jo.harp,", "jo,"), "6 to 60"),
        (JO.replace("jo.harp,", "jo harp,"), "only letters"),
        (JO.replace("jo.harp,", "ann@example.org,"), "only be the e-mail address of this account"),
        (JO.replace("Jo.Harp@example.org", "J\u043e.harp@example.org"), "plain letters"),
        (JO.replace("Jo.Harp@example.org", "jo.harp"), "e-mail address"),
        (JO.replace(",Jo,Harp,", ",,,"), "Last name: Enter the name"),
        (JO.replace(",Harp,", f",{'x' * 81},"), "Last name"),
        (JO.replace("A9101", ""), "ACO ID: An ACO ID is an A"),
        (JO.replace("A9101", "Z1"), "Z1: An ACO ID is an A"),
        (JO.replace("Security Official", "Owner"), "Owner: a role is Security Official or Staff"),
        (JO.replace("Security Official", ""), "Role: a role is Security Official or Staff User"),
        (JO.replace("2020-03-31", ""), "The date is missing"),
        (JO.replace("2020-03-31", "31.3.2020"), "not a date"),
        (JO.replace("2020-03-31", "2026-11-21"), "in the future"),
        ("jo.harp", "It has 1 cell where the headings have 7"),
    ],
)
def test_a_bad_line_says_what_is_wrong_with_it(spoiled: str, why: str) -> None:
    assert why in problem(spoiled)


@pytest.mark.rule("B4")
def test_an_identity_proven_today_is_taken_and_tomorrow_not() -> None:
    assert not problem(JO.replace("2020-03-31", "2026-11-20"))
    assert problem(JO.replace("2020-03-31", "11/21/2026"))


@pytest.mark.rule("B4", "B5")
@pytest.mark.parametrize(
    ("identifier", "kind"),
    [
        ("V123", "a Next Generation ACO"),
        ("T1AR0058", "a CPC+ Practice Site"),
        ("1234567", "a registry"),
        ("00-1712345", "a practice"),
    ],
)
def test_roles_in_other_organizations_are_no_part_of_it(identifier: str, kind: str) -> None:
    row = read(JO.replace("A9101", identifier))[0]
    assert kind in row.problem
    assert "Only roles in Shared Savings Program ACOs" in row.problem
    assert "1712345" not in row.problem + row.aco_id


@pytest.mark.rule("B4", "E2")
@pytest.mark.parametrize(
    ("second", "why"),
    [
        (line(2).replace("harp2@", "HARP1@"), "this e-mail address has another user ID"),
        (line(2).replace("harp.user2", "HARP.user1"), "this user ID has another e-mail address"),
        (line(1, "A9102").replace("Number1", "Other"), "this user ID has another name"),
        (
            line(1, "A9102").replace("2020-", "2021-"),
            "this user ID has another date of identity proofing",
        ),
    ],
)
def test_lines_that_contradict_each_other_are_all_refused(second: str, why: str) -> None:
    first, other, good = read(line(1), second, line(3))
    assert other.problem == f"On line 2 {why}."
    assert first.problem.startswith("On line 3 this ")
    assert not good.problem
    *_, last = read(line(1), line(1, "A9103"), second)
    assert last.problem == f"On line 2 {why}."


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (HEAD.encode(), "no line"),
        (HEAD.replace("Role,", "").encode() + b"\n" + JO.encode(), "lacks the column Role"),
        (f"{HEAD},role\n{JO}".encode(), "two columns “Role”"),
        (b"PK\x03\x04\x00\x00", "lacks the columns HARP user ID"),
        (f"{HEAD}\nM\u00fcller".encode("cp1252"), "CSV UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, why: str) -> None:
    with pytest.raises(UnreadableFile, match=re.escape(why)):
        read_text(text_of_utf8(content), TODAY)
