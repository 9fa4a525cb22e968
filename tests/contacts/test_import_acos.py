"""`manage.py import_acos`: the programme's public list of ACOs."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from contacts.imports import COLUMNS, aco_fields
from contacts.models import Aco
from tests.cast import Cast
from tests.public_lists import ACOS, needs_public_lists

pytestmark = pytest.mark.django_db

LAKESIDE = {
    "aco_id": "A4321",
    "aco_name": "Lakeside Care Partners ACO",
    "service_area": "MI, OH",
    "agreement_period": "2",
    "initial_start_date": "01/01/2019",
    "current_start_date": "01/01/2024",
    "basic_track": "1",
    "basic_track_level": "E",
    "enhanced_track": "0",
    "high_revenue_aco": "0",
    "low_revenue_aco": "1",
    "public_website": "https://lakeside.example.org",
    "participant_count": "12",
}


class Run:
    """A file to import, and what the command said about it."""

    def __init__(self, directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.file = directory / "acos.csv"
        self.capsys = capsys

    def rows(self, *rows: dict[str, str]) -> str:
        with self.file.open("w", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(LAKESIDE))
            writer.writeheader()
            writer.writerows({**LAKESIDE, **row} for row in rows)
        return self()

    def raw(self, content: bytes) -> str:
        self.file.write_bytes(content)
        return self()

    def __call__(self) -> str:
        call_command("import_acos", str(self.file))
        return self.capsys.readouterr().out.strip()

    @property
    def complaints(self) -> list[str]:
        return self.capsys.readouterr().err.splitlines()


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(tmp_path, capsys)


def test_every_column_arrives(run: Run) -> None:
    run.rows({})
    aco = Aco.objects.get(aco_id="A4321")
    assert aco.name == "Lakeside Care Partners ACO"
    assert aco.service_area == ["MI", "OH"]
    assert aco.agreement_period == 2
    assert aco.initial_start_date == date(2019, 1, 1)
    assert aco.agreement_start_date == date(2024, 1, 1)
    assert (aco.track, aco.basic_level) == ("BASIC", "E")
    assert aco.high_revenue is False
    assert aco.website == "https://lakeside.example.org"


def test_an_enhanced_aco_has_no_level(run: Run) -> None:
    run.rows({"basic_track": "0", "enhanced_track": "1", "basic_track_level": "N/A"})
    assert Aco.objects.values_list("track", "basic_level").get() == ("ENHANCED", "")


def test_running_again_changes_nothing(run: Run) -> None:
    assert run.rows({}, {"aco_id": "A4322"}).splitlines() == [
        "2 ACOs read: 2 new, 0 changed, 0 as they were.",
        "2 lines: 2 read, 0 left out.",
    ]
    before = list(Aco.objects.values())
    events = apps.get_model("contacts", "AcoEvent").objects
    history = events.count()
    assert "2 ACOs read: 0 new, 0 changed, 2 as they were." in run()
    assert list(Aco.objects.values()) == before
    assert events.count() == history


@pytest.mark.rule("E3")
def test_a_changed_row_updates_its_aco_and_the_history_names_the_file(run: Run) -> None:
    run.rows({}, {"aco_id": "A4322"})
    said = run.rows({"aco_name": "Lakeside, renamed", "service_area": "MI"}, {"aco_id": "A4322"})
    assert "2 ACOs read: 0 new, 1 changed, 1 as they were." in said
    aco = Aco.objects.get(aco_id="A4321")
    assert (aco.name, aco.service_area) == ("Lakeside, renamed", ["MI"])
    event = apps.get_model("contacts", "AcoEvent").objects.latest("pgh_id")
    assert event.pgh_label == "update"
    assert event.pgh_context.metadata["action"] == "import_acos acos.csv"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"aco_id": "X1"}, "An ACO ID is an A and four digits"),
        ({"aco_id": ""}, "An ACO ID is an A and four digits"),
        ({"aco_name": ""}, "name is missing"),
        ({"aco_name": "x" * 201}, "longer than 200"),
        ({"service_area": "MI, Ohio"}, "'OHIO' is not a two-letter state"),
        (
            {"agreement_period": "two"},
            "agreement_period: This must be a whole number from 1 to 99.",
        ),
        ({"agreement_period": "0"}, "agreement_period: This must be a whole number from 1 to 99."),
        ({"initial_start_date": "1.1.2019"}, "initial_start_date: This is not a date"),
        ({"current_start_date": "02/30/2024"}, "current_start_date: This is not a date"),
        ({"basic_track": "1", "enhanced_track": "1"}, "exactly one of basic_track"),
        ({"basic_track_level": "F"}, "'F' is not a level"),
        ({"high_revenue_aco": "1", "low_revenue_aco": "1"}, "contradict each other"),
        ({"public_website": "x" * 501}, "longer than 500"),
        ({"aco_name": "A\0B"}, "cannot be seen"),
        ({"aco_name": "Lake\u202eside"}, "the ACO's name: This holds a character that"),
        ({"public_website": "lake\u200bside.example"}, "the website's address: This holds"),
    ],
)
def test_a_bad_row_is_named_by_line_and_reason_and_the_good_ones_are_in(
    run: Run, cells: dict[str, str], reason: str
) -> None:
    with pytest.raises(CommandError, match="1 line was left out; the others are in"):
        run.rows({"aco_id": "A1111"}, {**cells}, {"aco_id": "A2222"})
    (complaint,) = run.complaints
    assert complaint.startswith("line 3: ")
    assert reason in complaint
    assert set(Aco.objects.values_list("aco_id", flat=True)) == {"A1111", "A2222"}


def test_lines_are_counted_as_an_editor_counts_them(run: Run) -> None:
    with pytest.raises(CommandError):
        run.rows({"service_area": "MI,\nOH"}, {"aco_id": "X1"})
    assert [line.partition(": ")[0] for line in run.complaints] == ["line 2", "line 3", "line 4"]


def test_an_id_that_comes_twice_is_bad_the_second_time(run: Run) -> None:
    with pytest.raises(CommandError):
        run.rows({}, {"aco_name": "Another name"})
    assert run.complaints == ["line 3: ACO ID A4321 stands on line 2 already."]
    assert Aco.objects.get().name == "Lakeside Care Partners ACO"


def test_a_row_that_ends_early_is_bad(run: Run) -> None:
    with pytest.raises(CommandError):
        run.raw((",".join(LAKESIDE) + "\r\nA4321,Short\r\n").encode())
    assert len(run.complaints) == 1
    assert not Aco.objects.exists()


@pytest.mark.parametrize("missing", COLUMNS)
def test_a_missing_column_is_named(run: Run, missing: str) -> None:
    header = ",".join(name for name in LAKESIDE if name != missing)
    with pytest.raises(CommandError, match=f"lacks the column {missing}\\."):
        run.raw(header.encode())


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "file is empty"),
        (b"\n\n", "file is empty"),
        (b"%PDF-1.7", "lacks the columns"),
        (b'"aco_id,aco_name', "lacks the columns"),
    ],
)
def test_what_is_not_the_list_is_refused_in_a_sentence(
    run: Run, content: bytes, reason: str
) -> None:
    with pytest.raises(CommandError, match=reason):
        run.raw(content)


def test_a_byte_order_mark_is_no_part_of_the_first_column(run: Run) -> None:
    run.rows({})
    Aco.objects.all().delete()
    assert run.raw(b"\xef\xbb\xbf" + run.file.read_bytes()).startswith("1 ACOs read: 1 new")


def test_a_file_in_another_encoding_is_refused_and_nothing_is_in(run: Run) -> None:
    run.rows({"aco_name": "Café Care"})
    Aco.objects.all().delete()
    with pytest.raises(CommandError, match="UTF-8"):
        run.raw(run.file.read_bytes().decode().encode("cp1252"))
    assert not Aco.objects.exists()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.csv"):
        call_command("import_acos", str(tmp_path / "nowhere.csv"))


@needs_public_lists
def test_the_real_list_goes_in_whole_and_again_without_a_change(
    capsys: pytest.CaptureFixture[str], django_assert_max_num_queries: Any
) -> None:
    with ACOS.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    with django_assert_max_num_queries(20):
        call_command("import_acos", str(ACOS))
    assert f"{len(rows)} new" in capsys.readouterr().out
    assert {(aco.aco_id, aco.name) for aco in Aco.objects.all()} == {
        (row["aco_id"].strip(), " ".join(row["aco_name"].split())) for row in rows
    }
    call_command("import_acos", str(ACOS))
    assert f"0 new, 0 changed, {len(rows)} as they were" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("service_area", "MI, ZZ", "'ZZ' is not a two-letter state"),
        ("public_website", "javascript:alert(1)", "is not a web address"),
    ],
)
def test_odd_states_and_websites_are_named(column: str, value: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        aco_fields({**LAKESIDE, column: value})


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"basic_level": "B"}, "A level goes with the BASIC track only."),
        ({"track": "BASIC", "basic_level": "Q"}, "a letter from A to E"),
        ({"service_area": "TX,ZZ"}, "is not a two-letter state"),
        ({"website": "javascript:alert(1)"}, "is not a web address"),
        ({"name": "Lake\u202eside"}, "name: This holds a character that cannot be seen"),
    ],
)
def test_the_admin_reads_an_aco_as_the_import_does(
    cast: Cast, typed: dict[str, str], words: str
) -> None:
    inline = {"held_types-TOTAL_FORMS": "0", "held_types-INITIAL_FORMS": "0"}
    data = {"aco_id": "a4999", "name": "New", **inline, **typed}
    page = cast.browser("cms_staff").post("/admin/contacts/aco/add/", data).content.decode()
    assert words in page
    assert "Constraint" not in page
    assert not Aco.objects.filter(aco_id="A4999").exists()
