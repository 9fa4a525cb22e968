"""The lists that CMS staff load for screening: read a line at a time, told what is wrong (C5)."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from acoms.access import Refused
from acoms.loading.reading import BadLine, UnreadableFile
from acoms.programme.tins import hash_tin
from participants.screening.actions import lists as screening_lists
from participants.screening.actions.lists import load_list
from participants.screening.models.lists import (
    DeactivatedNpi,
    InitiativeParticipant,
    ListKind,
    ListLoad,
    Sanction,
    SanctionWaiver,
)
from participants.screening.reading import Row, read_rows
from tests.cast import Cast
from tests.participants.screening.screened import load, npi
from tests.public_lists import DEACTIVATED_NPIS, needs_public_lists

pytestmark = pytest.mark.rule("C5")

ONE, TWO = npi(200_000_001), npi(200_000_002)


def counts(loaded: ListLoad) -> tuple[int, int, int, int]:
    return loaded.added, loaded.changed, loaded.unchanged, loaded.left_out


class TestReading:
    """One line after the other."""

    def test_columns_in_any_order_and_dates_in_both_forms(self) -> None:
        lines = [
            " Deactivation_Date ,other,NPI\r\n",
            f"06/05/2026,x,{ONE}\r\n",
            f"2026-06-05,,{TWO}\r\n",
        ]
        day = date(2026, 6, 5)
        assert list(read_rows("deactivated_npis", lines)) == [
            (2, Row(npi=ONE, starts_on=day, until=None)),
            (3, Row(npi=TWO, starts_on=day, until=None)),
        ]

    @pytest.mark.parametrize(
        ("kind", "header", "cells", "why"),
        [
            ("deactivated_npis", "npi,deactivation_date", "1234567890,2026-01-01", "not an NPI"),
            ("deactivated_npis", "npi,deactivation_date", f"{ONE},2026-13-01", "not a date"),
            ("deactivated_npis", "npi,deactivation_date", f"{ONE},0001-01-01", "not a date"),
            (
                "deactivated_npis",
                "npi,deactivation_date",
                ONE,
                "1 cell where the headings have 2",
            ),
            (
                "deactivated_npis",
                "npi,deactivation_date,reactivation_date",
                f"{ONE},2026-02-01,2026-01-01",
                "before it begins",
            ),
            ("sanctions", "tin,npi,reason,from", f"007000001,{ONE},x,2026-01-01", "either a TIN"),
            ("sanctions", "tin,npi,reason,from", ",,x,2026-01-01", "either a TIN"),
            ("sanctions", "tin,npi,reason,from", "00700,,x,2026-01-01", "nine digits"),
            ("sanctions", "tin,npi,reason,from", f",{ONE},,2026-01-01", "reason is missing"),
            ("sanctions", "tin,npi,reason,from", f",{ONE},{'x' * 201},2026-01-01", "longer than"),
            (
                "sanctions",
                "tin,npi,reason,from,official",
                f",{ONE},x,2026-01-01,yes",
                "by the organization's TIN",
            ),
            ("waivers", "tin,npi,from,until", f",{ONE},2026-01-01,soon", "not a date"),
            (
                "initiatives",
                "tin,initiative,from,primary_care",
                "007000001,Kidney Care,2026-01-01,perhaps",
                "neither yes nor no",
            ),
        ],
    )
    def test_a_bad_line_says_its_number_and_why(
        self, kind: str, header: str, cells: str, why: str
    ) -> None:
        (bad,) = read_rows(kind, [header + "\n", "\n", cells + "\n"])
        assert isinstance(bad, BadLine)
        assert str(bad).startswith("line 3: ")
        assert why in bad.reason


@pytest.mark.django_db
class TestLoading:
    """A file into the database, again and again."""

    def test_the_same_file_again_changes_nothing_and_a_new_one_what_is_new(self) -> None:
        first = f"npi,deactivation_date\n{ONE},2026-01-01\n{TWO},2026-01-01\n"
        assert counts(load(ListKind.DEACTIVATED_NPIS, first)) == (2, 0, 0, 0)
        assert counts(load(ListKind.DEACTIVATED_NPIS, first)) == (0, 0, 2, 0)
        more = f"npi,deactivation_date,reactivation_date\n{ONE},2026-01-01,2026-05-01\n"
        assert counts(load(ListKind.DEACTIVATED_NPIS, more)) == (0, 1, 0, 0)
        again = DeactivatedNpi.objects.get(npi=ONE)
        assert again.reactivated_on == date(2026, 5, 1)
        assert again.events.count() == 2  # type: ignore[attr-defined]

    def test_a_tin_is_stored_encrypted_and_found_by_its_hash(self) -> None:
        text = (
            "tin,npi,reason,from,official,reinstated\n"
            "00-7000001,,1128(a)(1),2020-01-01,,2027-01-01\n"
            "00-7000001,,1128(a)(1),2020-01-01,yes,\n"
            f",{ONE},1128(a)(1),2020-01-01,,\n"
        )
        for expected in ((3, 0, 0, 0), (0, 0, 3, 0)):
            assert counts(load(ListKind.SANCTIONS, text)) == expected
        organization = Sanction.objects.get(tin_hash=hash_tin("007000001"), of_official=False)
        assert organization.tin == "007000001"
        assert organization.reinstated_on == date(2027, 1, 1)
        assert Sanction.objects.get(npi=ONE).tin_hash is None
        assert "007000001" not in str(Sanction.objects.values_list("tin_hash", "reason"))

    def test_waivers_and_other_initiatives(self) -> None:
        waivers = f"tin,npi,from,until\n007000001,,2026-01-01,2026-07-01\n,{ONE},2026-01-01,\n"
        for expected in ((2, 0, 0, 0), (0, 0, 2, 0)):
            assert counts(load(ListKind.WAIVERS, waivers)) == expected
        assert SanctionWaiver.objects.get(npi=ONE).until is None
        members = (
            "tin,initiative,from,until,primary_care\n"
            "007000001,Kidney Care,2026-01-01,,no\n007000002,Kidney Care,2026-01-01,,\n"
        )
        for expected in ((2, 0, 0, 0), (0, 0, 2, 0)):
            assert counts(load(ListKind.INITIATIVES, members)) == expected
        found = InitiativeParticipant.objects.get(tin_hash=hash_tin("007000001"))
        assert not found.primary_care

    def test_of_one_row_twice_the_last_counts(self) -> None:
        text = (
            "tin,initiative,from,primary_care\n"
            "007000001,Kidney Care,2026-01-01,no\n007000001,Kidney Care,2026-01-01,yes\n"
        )
        assert counts(load(ListKind.INITIATIVES, text)) == (1, 0, 0, 0)
        assert InitiativeParticipant.objects.get().primary_care

    def test_bad_lines_are_left_out_counted_and_the_first_ones_told(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(screening_lists, "MOST_PROBLEMS", 2)
        text = f"npi,deactivation_date\n{ONE},2026-01-01\n" + "bad,2026-01-01\n" * 5
        loaded = load(ListKind.DEACTIVATED_NPIS, text)
        assert counts(loaded) == (1, 0, 0, 5)
        assert [problem.split(":")[0] for problem in loaded.problems] == ["line 3", "line 4"]

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            (b"", "file is empty"),
            (b"name\nx\n", "lacks the columns npi, deactivation_date"),
            (b"npi,deactivation_date\n\xff\xfe,x\n", "not a text file in UTF-8"),
        ],
    )
    def test_a_file_that_is_no_such_list_is_refused_whole(self, content: bytes, why: str) -> None:
        with pytest.raises(UnreadableFile, match=why):
            load_list(
                acting_person=None,
                kind=ListKind.DEACTIVATED_NPIS,
                name="x",
                file=io.BytesIO(content),
            )
        assert not ListLoad.objects.exists()

    def test_only_a_cms_administrator_loads_a_list(self, cast: Cast) -> None:
        text = "npi,deactivation_date\n"
        for person in (cast.cms_viewer, cast.cms_analyst, cast.exec):
            with pytest.raises(Refused):
                load(ListKind.DEACTIVATED_NPIS, text, person)
        loaded = load(ListKind.DEACTIVATED_NPIS, text, cast.cms_staff)
        assert loaded.loaded_by == cast.cms_staff

    def test_an_uploaded_file_is_left_open_for_its_owner(self, cast: Cast) -> None:
        upload = SimpleUploadedFile("x.csv", f"npi,deactivation_date\n{ONE},2026-01-01".encode())
        assert upload.file is not None
        load_list(
            acting_person=cast.cms_staff,
            kind=ListKind.DEACTIVATED_NPIS,
            name="x.csv",
            file=upload.file,
        )
        assert not upload.file.closed

    def test_the_commands_say_what_they_did_and_each_bad_line(self, tmp_path: Path) -> None:
        files = {
            "import_deactivated_npis": f"npi,deactivation_date\n{ONE},2026-01-01\n",
            "import_sanctions": f"tin,npi,reason,from\n,{ONE},x,2026-01-01\n",
            "import_waivers": f"tin,npi,from\n,{ONE},2026-01-01\n",
            "import_initiatives": "tin,initiative,from\n007000001,Kidney Care,2026-01-01\n",
        }
        for command, text in files.items():
            told, problems, file = io.StringIO(), io.StringIO(), tmp_path / f"{command}.csv"
            file.write_text(text)
            call_command(command, str(file), stdout=told)
            assert told.getvalue().startswith("1 new, 0 changed, 0 as they were.")
            file.write_text(text + "bad,bad,bad,bad\n")
            with pytest.raises(CommandError, match="1 line was left out"):
                call_command(command, str(file), stdout=told, stderr=problems)
            assert "line 3: " in problems.getvalue()
        with pytest.raises(CommandError, match="No such file"):
            call_command("import_sanctions", str(tmp_path / "none.csv"))

    @needs_public_lists
    def test_cmss_own_list_of_deactivated_npis_loads_whole(self) -> None:
        with DEACTIVATED_NPIS.open() as lines:
            there = list(csv.DictReader(lines))
        for _ in range(2):
            call_command("import_deactivated_npis", str(DEACTIVATED_NPIS), stdout=io.StringIO())
        assert DeactivatedNpi.objects.count() == len({(r["npi"], *r.values()) for r in there})
        assert ListLoad.objects.latest("pk").unchanged == DeactivatedNpi.objects.count()
