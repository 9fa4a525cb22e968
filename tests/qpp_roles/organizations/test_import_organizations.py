"""`manage.py import_organizations`: QPP's organizations from a list (rule D1)."""

import csv
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import override_settings

from acoms.programme.tins import with_tin
from qpp_roles.organizations.importing.models import OrganizationImport
from qpp_roles.organizations.importing.rows import COLUMNS
from qpp_roles.organizations.kinds import KINDS
from qpp_roles.organizations.models import Clinician, MemberPractice, Organization, SiteClinician
from qpp_roles.organizations.search import suggest
from tests.cast import Cast
from tests.public_lists import CPC_PLUS_SITES, HOSPITALS, PARTICIPANTS, QCDRS, needs_public_lists
from tests.security.dump import database, found_in

pytestmark = [pytest.mark.django_db, pytest.mark.rule("D1")]

NPI, OTHER_NPI = "2000000002", "2000000010"
TIN, OTHER_TIN = "070000017", "080000018"
PRACTICE = {"kind": "practice", "tin": TIN, "name": "Elm Street Family Practice"}
SITE = {"kind": "cpc_plus_site", "identifier": "T1AR0058", "name": "Elm Street Site"}
CLINICIAN = {"record": "clinician", "tin": TIN, "npi": NPI, "ptan": "ZZZ1"}
MEMBER = {"record": "member", "kind": "cpc_plus_site", "identifier": "T1AR0058", "tin": TIN}
SITE_CLINICIAN = {"record": "site clinician", "identifier": "T1AR0058", "tin": TIN, "npi": NPI}


class Run:
    """A file to import, and what the command said about it."""

    def __init__(self, directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.file = directory / "organizations.csv"
        self.capsys = capsys

    def __call__(self, *rows: dict[str, str], **options: Any) -> str:
        if rows:
            with self.file.open("w", newline="") as file:
                writer = csv.DictWriter(file, fieldnames=COLUMNS, restval="")
                writer.writeheader()
                writer.writerows(rows)
        call_command("import_organizations", str(self.file), **options)
        return self.capsys.readouterr().out.strip()

    @property
    def complaints(self) -> list[str]:
        said = self.capsys.readouterr().err.splitlines()
        return [line for line in said if line.startswith("line ")]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(tmp_path, capsys)


def everything() -> list[Any]:
    return [
        list(model.objects.order_by("pk").values())
        for model in (Organization, Clinician, MemberPractice, SiteClinician)
    ]


def test_an_import_stands_in_the_name_of_whoever_is_named(run: Run, cast: Cast) -> None:
    run(PRACTICE)
    run(PRACTICE, acting=cast.cms_staff.user_id.upper())
    by = OrganizationImport.objects.order_by("pk").values_list("imported_by", flat=True)
    assert list(by) == [None, cast.cms_staff.pk]
    for acting, why in (
        ("nobody.here", "Nobody has the user ID nobody.here"),
        (cast.cms_analyst.user_id, "Only a CMS administrator can load and correct"),
    ):
        with pytest.raises(CommandError, match=why):
            run(PRACTICE, acting=acting)
    assert OrganizationImport.objects.count() == 2


def test_every_kind_arrives_with_its_people_and_practices(run: Run) -> None:
    run(
        SITE_CLINICIAN,  # before its site: the order of the lines is free
        {**PRACTICE, "tin": "07-0000017", "location": "Lansing,  MI"},
        CLINICIAN,
        SITE,
        MEMBER,
        {"kind": "QCDR", "identifier": "1234567", "tin": OTHER_TIN, "name": "Registry"},
        {"kind": "qualified_registry", "identifier": "7654321", "name": "Without TIN"},
        {"kind": "Next Generation ACO", "identifier": "v123", "name": "Next"},
        {"record": "Organization", "kind": "virtual_group", "identifier": "vg-1", "name": "Group"},
        {"record": "member", "kind": "virtual_group", "identifier": "VG-1", "tin": OTHER_TIN},
    )
    practice = Organization.objects.get(with_tin(TIN), kind="practice")
    assert (practice.name, practice.tin) == ("Elm Street Family Practice", TIN)
    assert practice.location == "Lansing, MI"
    assert practice.clinicians.values_list("npi", "ptan").get() == (NPI, "ZZZ1")
    site = Organization.objects.get(identifier="T1AR0058")
    assert [member.tin for member in site.members.all()] == [TIN]
    assert site.members.get().clinicians.get().npi == NPI
    group = Organization.objects.get(identifier="VG-1")
    assert [member.tin for member in group.members.all()] == [OTHER_TIN]
    assert Organization.objects.get(identifier="V123").kind == "next_generation_aco"
    registry = Organization.objects.get(identifier="1234567")
    assert (registry.kind, registry.tin) == ("qcdr", OTHER_TIN)


def test_running_again_changes_nothing_and_says_so(run: Run) -> None:
    rows = (PRACTICE, CLINICIAN, SITE, MEMBER, SITE_CLINICIAN)
    assert run(*rows).splitlines() == [
        "Organizations: 2 read, 2 new, 0 changed, 0 as they were.",
        "Member practices: 1 read, 1 new, 0 changed, 0 as they were.",
        "Clinicians: 1 read, 1 new, 0 changed, 0 as they were.",
        "Clinicians of Practice Sites: 1 read, 1 new, 0 changed, 0 as they were.",
        "5 lines: 5 read, 0 left out.",
    ]
    before = everything()
    again = run()
    assert "2 read, 0 new, 0 changed, 2 as they were" in again
    assert "Nothing is different from what was there." in again
    assert everything() == before
    assert not apps.get_model("qpp_roles_organizations", "OrganizationEvent").objects.exists()


@pytest.mark.rule("E3")
def test_only_what_differs_is_changed_and_the_history_names_the_file(run: Run) -> None:
    run(PRACTICE, SITE)
    said = run({**PRACTICE, "name": "Elm Hill"}, SITE)
    assert "Organizations: 2 read, 0 new, 1 changed, 1 as they were." in said
    event = apps.get_model("qpp_roles_organizations", "OrganizationEvent").objects.get()
    assert (event.name, event.pgh_label) == ("Elm Hill", "update")
    assert event.pgh_context.metadata["action"] == "import organizations organizations.csv"
    record = OrganizationImport.objects.first()
    assert record is not None
    assert (record.read, record.changed, record.added, record.imported_by) == (2, 1, 0, None)


def test_an_empty_cell_leaves_what_is_there_and_another_tin_replaces_it(run: Run) -> None:
    registry = {"kind": "qcdr", "identifier": "1234567", "name": "Registry"}
    run({**registry, "tin": TIN, "location": "Lansing, MI"})
    assert "1 as they were" in run(registry)
    made = Organization.objects.get()
    assert (made.tin, made.location) == (TIN, "Lansing, MI")
    assert "1 changed" in run({**registry, "tin": OTHER_TIN, "location": "Toledo, OH"})
    made.refresh_from_db()
    assert (made.tin, made.location) == (OTHER_TIN, "Toledo, OH")
    assert Organization.objects.get(with_tin(OTHER_TIN)) == made


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({**PRACTICE, "kind": "ssp_aco"}, "they come from import_acos"),
        ({**PRACTICE, "kind": "hospital"}, "'hospital' is no kind of organization"),
        ({**PRACTICE, "record": "doctor"}, "'doctor' is no record"),
        ({**PRACTICE, "tin": "12345678"}, "A TIN has nine digits"),
        ({**PRACTICE, "tin": ""}, "A TIN has nine digits"),
        ({**PRACTICE, "name": " "}, "name is missing"),
        ({**PRACTICE, "name": "x" * 201}, "longer than 200"),
        ({**PRACTICE, "name": "A\0B"}, "cannot be seen"),
        ({**PRACTICE, "name": "A\u202eB"}, "The legal business name: This holds a character"),
        ({**PRACTICE, "location": "Oh\u200bio"}, "The location: This holds a character"),
        ({**PRACTICE, "location": "x" * 61}, "location is longer than 60"),
        ({**PRACTICE, "identifier": "X1"}, "A Practice has no ID"),
        ({**SITE, "tin": TIN}, "has no TIN of its own"),
        ({**SITE, "identifier": "T3AR0058"}, "A Practice Site ID has eight characters"),
        ({**SITE, "kind": "qcdr"}, "A Vendor ID has seven digits"),
        ({**SITE, "kind": "next_generation_aco"}, "is a V and three digits"),
        ({**SITE, "kind": "virtual_group", "identifier": ""}, "A Virtual Group ID has"),
        ({**CLINICIAN, "npi": "2000000001"}, "its last digit does not fit"),
        ({**CLINICIAN, "ptan": ""}, "A PTAN has up to 15"),
        ({**CLINICIAN, "tin": OTHER_TIN}, "No practice with this TIN is here or in the file"),
        ({**MEMBER, "kind": "practice"}, "has no member practices"),
        ({**MEMBER, "identifier": "T1AR0059"}, "No organization of this kind and ID"),
        ({**SITE_CLINICIAN, "tin": OTHER_TIN}, "No Practice Site with this ID has a member"),
        ({**SITE, "name": "Another"}, "stands on line 3 already"),
        ({**PRACTICE, "name": "Another"}, "stands on line 2 already"),
    ],
)
def test_a_bad_line_is_named_and_the_good_ones_are_in(
    run: Run, row: dict[str, str], reason: str
) -> None:
    last = {"kind": "practice", "tin": "090000019", "name": "Last"}
    with pytest.raises(CommandError, match="1 line was left out; the others are in"):
        run(PRACTICE, SITE, row, last)
    (complaint,) = run.complaints
    assert complaint.startswith("line 4: ")
    assert reason in complaint
    assert TIN not in complaint
    names = set(Organization.objects.values_list("name", flat=True))
    assert names == {"Elm Street Family Practice", "Elm Street Site", "Last"}


def test_all_or_nothing_is_nothing_with_one_bad_line(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "report.csv"
    with pytest.raises(CommandError, match="Nothing was changed"):
        run(
            PRACTICE,
            {**PRACTICE, "tin": OTHER_TIN, "name": ""},
            all_or_nothing=True,
            report=report,
        )
    assert everything() == [[], [], [], []]
    assert not OrganizationImport.objects.exists()
    with report.open() as lines:
        ((_, _), (line, reason)) = csv.reader(lines)
    assert (line, reason) == ("3", "The legal business name is missing.")


def test_the_report_has_all_bad_lines_in_order_and_the_screen_the_first(
    run: Run, tmp_path: Path
) -> None:
    report = tmp_path / "report.csv"
    orphans = [{**CLINICIAN, "tin": OTHER_TIN}, {**PRACTICE, "name": ""}] * 40
    with pytest.raises(CommandError, match="80 lines were left out"):
        run(*orphans, report=report)
    assert len(run.complaints) == 50
    with report.open() as lines:
        assert [row[0] for row in csv.reader(lines)] == ["line", *map(str, range(2, 82))]


def test_trying_changes_nothing(run: Run) -> None:
    said = run(PRACTICE, CLINICIAN, dry_run=True)
    assert "Only tried" in said
    assert "1 new" in said
    assert everything() == [[], [], [], []]


def test_a_complete_list_takes_out_who_is_not_in_it(run: Run) -> None:
    other = {"kind": "practice", "tin": OTHER_TIN, "name": "Other"}
    run(
        PRACTICE,
        other,
        CLINICIAN,
        {**CLINICIAN, "npi": OTHER_NPI},
        {**CLINICIAN, "tin": OTHER_TIN},
        SITE,
        MEMBER,
        {**MEMBER, "tin": OTHER_TIN},
        SITE_CLINICIAN,
        {**SITE_CLINICIAN, "tin": OTHER_TIN},
    )
    assert "removed" not in run({**CLINICIAN, "npi": OTHER_NPI}, MEMBER)
    said = run({**CLINICIAN, "npi": OTHER_NPI}, MEMBER, complete_lists=True)
    assert "Clinicians: 1 read, 0 new, 0 changed, 1 as they were, 1 removed." in said
    assert "Member practices: 1 read, 0 new, 0 changed, 1 as they were, 1 removed." in said
    practice = Organization.objects.get(with_tin(TIN), kind="practice")
    assert [one.npi for one in practice.clinicians.all()] == [OTHER_NPI]
    assert Clinician.objects.filter(practice__name="Other").count() == 1
    assert MemberPractice.objects.get().tin == TIN
    assert SiteClinician.objects.count() == 1
    gone = apps.get_model("qpp_roles_organizations", "ClinicianEvent").objects.get(
        pgh_label="delete"
    )
    assert gone.npi == NPI


def test_a_complete_list_with_a_bad_line_takes_out_nobody(run: Run) -> None:
    run(PRACTICE, CLINICIAN)
    with pytest.raises(CommandError, match="Nothing was changed"):
        run({**CLINICIAN, "npi": OTHER_NPI}, {**CLINICIAN, "npi": "1"}, complete_lists=True)
    assert Clinician.objects.get().npi == NPI


def test_the_same_clinician_twice_is_there_once(run: Run) -> None:
    assert "Clinicians: 2 read, 1 new" in run(PRACTICE, CLINICIAN, CLINICIAN)
    assert Clinician.objects.count() == 1


def test_what_was_closed_stays_closed(run: Run) -> None:
    run(PRACTICE)
    Organization.objects.update(closed_at="2026-01-01T00:00Z")
    assert "1 changed" in run({**PRACTICE, "name": "Renamed"})
    assert Organization.objects.get().closed_at is not None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "must name the columns"),
        (b"%PDF-1.7", "columns that are not known"),
        (b"kind,name,fax\n", "not known: fax"),
        (b"kind,kind\n", "two columns"),
        (b"kind,tin,name\npractice,070000017,Caf\xe9\n", "UTF-8"),
        (b"Organizations\nkind,tin,name\npractice,070000017,Elm\n", "not known: Organizations"),
    ],
)
def test_what_is_no_such_list_is_refused_in_a_sentence(
    run: Run, content: bytes, reason: str
) -> None:
    run.file.write_bytes(content)
    with pytest.raises(CommandError, match=reason):
        run()
    assert everything() == [[], [], [], []]


def test_columns_stand_in_any_order_and_only_those_needed(run: Run) -> None:
    run.file.write_bytes("\ufeffName , TIN,kind\r\nÉlan,070000017,practice\r\n\r\n".encode())
    run()
    assert Organization.objects.get().name == "Élan"


def test_a_line_of_another_length_is_bad(run: Run) -> None:
    run.file.write_text("kind,tin,name\npractice,070000017\npractice,070000017,A,B\n")
    with pytest.raises(CommandError, match="2 lines"):
        run()
    assert run.complaints[0] == "line 2: It has 2 cells where the headings have 3."


@pytest.mark.rule("E5")
def test_no_tin_can_be_read_in_the_database(run: Run) -> None:
    run(PRACTICE, CLINICIAN, SITE, MEMBER)
    run({**PRACTICE, "name": "Renamed"}, {**MEMBER, "tin": OTHER_TIN}, complete_lists=True)
    assert found_in(database(), {"TIN": TIN, "other TIN": OTHER_TIN}) == []


def test_under_a_new_key_the_old_rows_are_stored_anew_first(run: Run) -> None:
    run(PRACTICE)
    with override_settings(ACOMS_KEYS=["a-newer-key-for-this-test-only", *settings.ACOMS_KEYS]):
        with pytest.raises(CommandError, match="rekey_tins"):
            run(PRACTICE)
        call_command("rekey_tins")
        assert "1 as they were" in run(PRACTICE)


def test_it_takes_the_same_statements_for_one_line_and_for_a_thousand(
    run: Run, django_assert_max_num_queries: Any
) -> None:
    many = [{"kind": "practice", "tin": f"08{n:07}", "name": f"Practice {n}"} for n in range(1000)]
    for rows in (many[:1], many):
        with django_assert_max_num_queries(45):
            run(*rows)


@pytest.mark.django_db(transaction=True)
@pytest.mark.rule("E6")
def test_killed_in_the_middle_it_leaves_nothing(run: Run) -> None:
    """The file never ends: the command has staged good lines when it is killed."""
    command = [sys.executable, "manage.py", "import_organizations", "-"]
    importing = subprocess.Popen(
        [*command, "--settings=acoms.settings.test"],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
        env=_environment(),
    )
    assert importing.stdin is not None
    importing.stdin.write("kind,tin,name\n")
    for number in range(3_000):
        importing.stdin.write(f"practice,08{number:07},Practice {number}\n")
    importing.stdin.flush()
    _wait_until_copying()
    importing.send_signal(signal.SIGKILL)
    importing.wait()
    assert not Organization.objects.exists()
    assert run(PRACTICE).startswith("Organizations: 1 read, 1 new")


def _environment() -> dict[str, str]:
    import os

    name = connection.settings_dict["NAME"]
    url = os.environ["DATABASE_URL"]
    path, question, query = url.partition("?")
    return {**os.environ, "DATABASE_URL": f"{path.rpartition('/')[0]}/{name}{question}{query}"}


def _wait_until_copying() -> None:
    for _ in range(2400):
        with connection.cursor() as cursor:
            cursor.execute("SELECT tuples_processed FROM pg_stat_progress_copy")
            if cursor.fetchone() is not None:
                return
        time.sleep(0.05)
    raise AssertionError("the import never began")


def test_a_list_of_registries_as_cms_publishes_it(run: Run) -> None:
    run.file.write_text(
        "sep=,\nvendor_id,steward_name,name_basis,measure_count,years\n"
        '9000002,"QI ""FORCE"", Inc.",shared,3,2021 2022\n'
        '9000003,"Stray mark,shared,3,2021\n'
        "900000.4,Decimal,shared,3,2021\n"
        "9000005,The Last One,shared,3,2021\n"
    )
    with pytest.raises(CommandError, match="2 lines were left out"):
        run(kind="qcdr")
    assert [one.partition(": ")[0] for one in run.complaints] == ["line 4", "line 5"]
    names = Organization.objects.order_by("identifier").values_list("identifier", "name")
    assert list(names) == [("9000002", 'QI "FORCE", Inc.'), ("9000005", "The Last One")]


@pytest.mark.rule("D2")
def test_sites_without_names_are_found_by_their_whole_id_until_a_list_names_them(run: Run) -> None:
    run.file.write_text('["T1AR0058",\n "t2nj-0001"]')
    assert "2 read, 2 new" in run(kind="cpc_plus_site")
    kinds = [KINDS["cpc_plus_site"]]
    (found,) = suggest(kinds, "t1ar 0058")
    assert (found.name, found.detail) == ("Name not published", "T1AR0058")
    assert suggest(kinds, "T1AR") == suggest(kinds, "T1AR0059") == []
    assert "1 changed" in run(SITE)
    assert "Nothing is different" in run({**SITE, "name": ""})
    assert [one.name for one in suggest(kinds, "elm")] == ["Elm Street Site"]


@pytest.mark.parametrize("content", ["[1, 2]", '["T1AR0058"', '[{"id": "T1AR0058"}]'])
def test_json_that_is_no_list_of_ids_is_refused(run: Run, content: str) -> None:
    run.file.write_text(content)
    with pytest.raises(CommandError, match="not JSON with a list of IDs"):
        run(kind="cpc_plus_site")


@needs_public_lists
def test_the_public_lists_go_in_and_again_without_a_change(run: Run) -> None:
    for kind, file, many in (("qcdr", QCDRS, 37), ("cpc_plus_site", CPC_PLUS_SITES, 1_289)):
        call_command("import_organizations", str(file), kind=kind)
        assert f"{many:,} read, {many:,} new" in run.capsys.readouterr().out
        call_command("import_organizations", str(file), kind=kind)
        assert "Nothing is different" in run.capsys.readouterr().out
    with PARTICIPANTS.open(encoding="utf-8-sig") as lines:
        participants = [row["participant_org"] for row in csv.DictReader(lines)]
    with HOSPITALS.open(encoding="utf-8-sig") as lines:
        hospitals = [r for r in csv.DictReader(lines) if r["lbn_matches_in_bridge"] == "1"]
    tins = {row["participant_lbn"]: f"09{n:07}" for n, row in enumerate(hospitals)}
    rows = [
        *(
            {"kind": "practice", "tin": f"07{n:07}", "name": name}
            for n, name in enumerate(participants)
        ),
        *(
            {"kind": "practice", "tin": tins[name], "name": name, "location": "Lansing, MI"}
            for name in tins
        ),
        *(
            {
                "record": "clinician",
                "tin": tins[row["participant_lbn"]],
                "npi": row["org_npi"],
                "ptan": row["ptan"],
            }
            for row in hospitals
            if row["ptan"]
        ),
    ]
    said = run(*rows)
    organizations = len(participants) + len(tins)
    assert f"Organizations: {organizations:,} read, {organizations:,} new" in said
    assert run().endswith("Nothing is different from what was there.")
