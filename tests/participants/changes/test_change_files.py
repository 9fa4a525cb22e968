"""Many changes by file: read, checked line by line, made into drafts once (rules C1, C3, E4)."""

import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from acoms.access import Refused
from acoms.loading.reading import UnreadableFile
from participants.changes.actions.files import (
    KEPT_UNCONFIRMED,
    confirm_change_file,
    forget_unconfirmed_files,
    plan_of,
    prepare_change_file,
)
from participants.changes.errors import ChangeError
from participants.changes.models import ChangeFile, ChangeRequest
from participants.changes.providers import TypedProvider, as_lines, read_providers
from participants.changes.reading import read_changes, text_of_file
from participants.changes.rules import ChangeKind, ChangeState
from participants.lists.models import Participant
from tests.cast import Cast, make_aco, make_participant
from tests.participants.changes.asked import NPI, NPI2, NPI3, days_ago, draft

FILE = "/acos/A9101/change-requests/file/"
HEADINGS = "Change,Date,TIN,Legal business name,Acquiring TIN,NPI,Provider name"
DAY = days_ago(5).isoformat()


def table(*rows: str) -> str:
    return "\n".join((HEADINGS, *(row.replace("DAY", DAY) for row in rows)))


def read_in(cast: Cast, *rows: str) -> ChangeFile:
    return prepare_change_file(
        acting_person=cast.exec,
        aco=cast.lakeside,
        source="changes.csv",
        text=table(*rows),
        remarks=[],
    )


def confirm(cast: Cast, file: ChangeFile, *, good_ones_only: bool = False) -> bool:
    file.refresh_from_db()
    shown = plan_of(file).fingerprint if file.content else ""
    return confirm_change_file(
        acting_person=cast.exec, file=file, shown=shown, good_ones_only=good_ones_only
    )


@pytest.fixture
def elm(cast: Cast) -> Participant:
    return make_participant(cast.lakeside, tin="001799999", providers=[NPI])


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty"),
        (b"PK\x03\x04rest", "spreadsheet's own format"),
        (b"Change,Date\n", "has no rows"),
        (b"Change,TIN\nx,y", "lacks the column Date"),
        (b"Change,Date,date\nx,y,z", "two columns"),
        (b'"Change,Date\nx,y', "must name the columns"),
        (b"Our changes\nChange,Date\nx,y", "They are on line 2"),
        (b"Change,Date\n" + b"x,y\n" * 2_001, "more than 2,000 rows"),
        (b"x" * 2_000_001, "larger than 2 MB"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, why: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_changes(text_of_file(content)[0])
    assert why in str(refused.value)


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("row", "why"),
    [
        ('Add participant,DAY,001700001,"Pine', "A quotation mark opens on this line"),
        ("Add participant,DAY,001700001,Pi\0ne", "cannot be seen"),
        ("Nonsense,DAY,001700001", "The change is one of: Add participant"),
        ("Add participant,,001700001,Pine", "The date is missing"),
        ("Add participant,31.12.2026,001700001,Pine", "not a date"),
        ("Add participant,DAY,,Pine", "The TIN is missing"),
        ("Add participant,DAY,12345,Pine", "TIN: A TIN has nine digits"),
        ("Add participant,DAY,001700001,", "The legal business name is missing"),
        ("Merged TIN,DAY,001700001,Pine,", "The acquiring TIN is missing"),
        ("Remove participant,DAY,,", "The participant is missing"),
        ("Add provider,DAY,001799999,,,", "The NPI is missing"),
        ("Add provider,DAY,001799999,,,1234567890", "not an NPI"),
        ("Add provider,DAY,001799999,,,2234567891,A,B,C", "It has 9 cells"),
        ("Add participant,DAY,001700001,Pi\u202ene", "Legal business name: The name: This holds"),
        ("Add provider,DAY,001799999,,,2234567891,An\u200ba", "The name: This holds a character"),
    ],
)
def test_a_row_that_cannot_be_read_says_why_with_its_line(row: str, why: str) -> None:
    (read,) = read_changes(table(row)).rows
    assert why in read.problem
    assert read.line == 2


def test_semicolons_bom_old_letters_and_other_headings_are_understood() -> None:
    text = "\ufeffkind;date;tin;lbn;Colour\nadd tin;2026-01-02;00-1700001;Café;red"
    (row,) = read_changes(text).rows
    assert (row.kind, row.legal_business_name) == (ChangeKind.ADD_PARTICIPANT, "Café")
    assert read_changes(text).remarks == ["Not used: the column “Colour”."]
    text, remarks = text_of_file("Change,Date\nCafé,2026-01-02".encode("cp1252"))
    assert "Café" in text
    assert "Windows-1252" in remarks[0]


@pytest.mark.rule("C1")
def test_providers_read_back_what_a_form_shows() -> None:
    providers = [TypedProvider(NPI, "Reyes, Ana", "01U102", "05-0028", 'The "best"')]
    assert read_providers(as_lines(providers)) == (providers, [])
    found, _ = read_providers(f"Specialty,NPI\nFamily Medicine,{NPI}\n")
    assert found == [TypedProvider(NPI, specialty="Family Medicine")]


@pytest.mark.rule("C3", "E3")
def test_a_file_becomes_drafts_put_together_by_participant_and_day(
    cast: Cast, elm: Participant
) -> None:
    make_participant(cast.lakeside, "Oak Street Clinic", tin="")
    file = read_in(
        cast,
        f"Add participant,DAY,00-1700001,Pine Clinic,,{NPI}",
        f"Add provider,DAY,001700001,,,{NPI2},Dr. B",
        f"Add provider,DAY,001799999,,,{NPI2}",
        f"Add provider,DAY,001799999,,,{NPI3}",
        f"Remove provider,DAY,001799999,,,{NPI}",
        "Merged TIN,DAY,001700002,Old Clinic,001799999",
        "Remove participant,DAY,,oak street CLINIC",
    )
    assert not ChangeRequest.objects.exists()
    assert confirm(cast, file)
    file.refresh_from_db()
    assert (file.drafts, file.left_out, file.content) == (5, [], "")
    made: dict[ChangeKind, Any] = {c.kind_row: c for c in ChangeRequest.objects.all()}
    assert {c.state for c in made.values()} == {ChangeState.DRAFT}
    assert {c.uploaded_as for c in made.values()} == {file.uploaded_as}

    def npis(kind: ChangeKind) -> set[str]:
        return set(made[kind].providers.values_list("npi", flat=True))

    assert npis(ChangeKind.ADD_PARTICIPANT) == {NPI, NPI2}
    assert npis(ChangeKind.ADD_PROVIDERS) == {NPI2, NPI3}
    assert npis(ChangeKind.REMOVE_PROVIDERS) == {NPI}
    assert made[ChangeKind.ADD_PARTICIPANT].tin == "001700001"
    assert made[ChangeKind.MERGED_TIN].participant == elm
    assert made[ChangeKind.REMOVE_PARTICIPANT].subject == "Oak Street Clinic"
    history = made[ChangeKind.MERGED_TIN].events.first().pgh_context.metadata
    assert history["acting_person"] == cast.exec.pk


@pytest.mark.rule("C3", "E5")
def test_each_row_that_cannot_be_taken_says_why_and_names_no_tin(
    cast: Cast, elm: Participant
) -> None:
    make_participant(cast.lakeside, "Twin", tin="")
    make_participant(cast.lakeside, "Twin", tin="", same_name=2)
    make_participant(make_aco("A9102", "Harbor"), tin="001788888")
    draft(cast.lakeside, cast.exec, tin="001700009", legal_business_name="Open One")
    file = read_in(
        cast,
        "Add participant,DAY,001799999,Elm",
        "Add participant,DAY,001700009,Open",
        "Add participant,DAY,001700001,Pine",
        "Add participant,DAY,001700001,Pine",
        "Remove participant,DAY,001788888",
        "Remove participant,DAY,,Twin",
        "Remove participant,DAY,,Nobody",
        f"Add provider,DAY,001799999,,,{NPI}",
        f"Remove provider,DAY,001799999,,,{NPI3}",
        f"Add provider,DAY,001700009,,,{NPI}",
        "Add participant,2099-01-01,001700003,Pine",
        "Nonsense,DAY,001700001",
    )
    plan = plan_of(file)
    assert [planned.lines for planned in plan.planned] == [(4,)]
    why = {each.line: each.why for each in plan.left_out}
    for line, words in {
        2: "on your list already, as Elm Street",
        3: "open already: Open One, draft",
        5: "Line 4 says this already",
        6: "No participant of your list has the TIN •••••8888",
        7: "2 participants of your list are called Twin",
        8: "No participant of your list is called Nobody",
        9: f"{NPI} is on your list under",
        10: f"{NPI3} is not on your list under",
        11: "The row that adds its participant cannot be taken",
        12: "still to come",
        13: "The change is one of",
    }.items():
        assert words in why[line], line
    assert "0017" not in str(plan.left_out)
    with pytest.raises(ChangeError, match="so none was"):
        confirm(cast, file)
    assert confirm(cast, file, good_ones_only=True)
    file.refresh_from_db()
    assert (file.drafts, len(file.left_out)) == (1, 11)


@pytest.mark.rule("E4")
def test_a_file_is_confirmed_once_and_only_as_it_was_shown(cast: Cast, elm: Participant) -> None:
    file = read_in(cast, "Add participant,DAY,001700001,Pine")
    shown = plan_of(file).fingerprint
    change = draft(cast.lakeside, cast.exec, tin="001700001")
    submit: Any = {"acting_person": cast.exec, "file": file, "good_ones_only": False}
    with pytest.raises(ChangeError, match="Something has changed"):
        confirm_change_file(**submit, shown=shown)
    with pytest.raises(ChangeError, match="None of the rows"):
        confirm(cast, file)
    ChangeRequest.objects.filter(pk=change.pk).update(withdrawn_at=timezone.now())
    assert confirm(cast, file)
    assert not confirm(cast, file)
    assert ChangeRequest.objects.undecided().count() == 1


@pytest.mark.rule("E1", "E5")
def test_who_may_and_what_is_kept(cast: Cast, elm: Participant) -> None:
    file = read_in(cast, "Add participant,DAY,001700001,Pine")
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM participants_changes_changefile")
        assert "001700001" not in cursor.fetchone()[0], "encrypted"
    with pytest.raises(Refused):
        confirm_change_file(acting_person=cast.it, file=file, shown="", good_ones_only=True)
    assert forget_unconfirmed_files() == 0
    ChangeFile.objects.update(created_at=timezone.now() - KEPT_UNCONFIRMED)
    assert forget_unconfirmed_files() == 1
    assert not ChangeFile.objects.exists()


@pytest.mark.rule("C3")
def test_two_thousand_rows_take_seconds_and_the_queries_of_two(
    cast: Cast, elm: Participant
) -> None:
    with CaptureQueriesContext(connection) as few:
        plan_of(read_in(cast, f"Add provider,DAY,001799999,,,{NPI2}", "Remove participant,DAY,,x"))
    rows = [f"Add participant,DAY,0018{n:05},Clinic {n},,{NPI}" for n in range(2_000)]
    began = time.monotonic()
    file = read_in(cast, *rows)
    with CaptureQueriesContext(connection) as many:
        assert confirm(cast, file)
    assert time.monotonic() - began < 15
    assert ChangeRequest.objects.count() == 2_000
    assert len(many) < len(few) + 30


def test_the_pages_from_the_template_to_the_result(cast: Cast, elm: Participant) -> None:
    browser = cast.browser("exec")
    template = b"".join(browser.get(f"{FILE}template.csv")).decode()
    assert template.startswith("\ufeffChange,Date,TIN,Legal business name")
    assert (
        "Choose" in browser.post(FILE).content.decode() or browser.post(FILE).context["form"].errors
    )
    content = table("Add participant,DAY,001700001,Pine Clinic", "Nonsense,DAY")
    upload = SimpleUploadedFile("../../changes.csv", content.encode())
    checked = browser.post(FILE, {"file": upload}, follow=True)
    page = checked.content.decode()
    assert "1 of its 2 rows becomes 1 draft" in page
    assert "1 row cannot be taken" in page
    assert "Add a participant: Pine Clinic" in page
    assert "001700001" not in page
    url = checked.redirect_chain[-1][0]
    form = {"shown": checked.context["plan"].fingerprint, "rows": "all"}
    assert "so none was" in browser.post(f"{url}confirm/", form, follow=True).content.decode()
    done = browser.post(f"{url}confirm/", {**form, "rows": "good"}, follow=True).content.decode()
    assert "1 draft made" in done
    assert "The change is one of" in done
    assert Path(ChangeFile.objects.get().source).name == "changes.csv"
    assert "changes.csv" in browser.get(FILE).content.decode()
    bad = browser.post(FILE, {"file": SimpleUploadedFile("x.csv", b"PK\x03\x04")})
    assert "spreadsheet&#x27;s own format" in bad.content.decode()
    assert cast.browser("it").get(url).status_code == 403


@pytest.mark.rule("C1", "C3")
def test_a_removal_of_a_day_before_the_joining_becomes_no_draft(
    cast: Cast, elm: Participant
) -> None:
    file = read_in(
        cast,
        "Remove participant,2025-06-01,001799999,,,",
        f"Remove provider,2026-01-01,001799999,,,{NPI}",
    )
    plan = plan_of(file)
    assert not plan.planned
    assert [left.line for left in plan.left_out] == [2, 3]
    assert all("joined your list on January 1, 2026" in left.why for left in plan.left_out)


@pytest.mark.rule("C3", "E5")
def test_a_name_and_a_tin_that_disagree_are_told_and_take_nobody_off_the_list(
    cast: Cast, elm: Participant
) -> None:
    called = f"{elm.legal_business_name} LLC"
    file = read_in(
        cast,
        "Remove participant,DAY,001799999,Oak Clinic",
        f"Remove provider,DAY,001799999,Oak Clinic,,{NPI}",
        f"Add provider,DAY,001799999,Oak Clinic,,{NPI2}",
        f"Add provider,DAY,001799999,{called},,{NPI3}",
    )
    plan = plan_of(file)
    doubt = f"The TIN •••••9999 is that of {elm}, not of Oak Clinic."
    assert [(each.line, each.why) for each in plan.left_out] == [
        (line, f"{doubt} Correct what is wrong of the two.") for line in (2, 3)
    ]
    assert [(each.lines, each.remark) for each in plan.planned] == [((4, 5), doubt)]
