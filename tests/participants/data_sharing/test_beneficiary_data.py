"""The revised data sharing request file: who stays at Y, who gets N, and who sees it (rule C7)."""

import io
import tracemalloc
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from acoms.access import Refused
from acoms.loading.reading import BadLine, UnreadableFile
from participants.data_sharing.actions import (
    answer_file,
    answer_waiting,
    delete_file,
    delete_old_files,
    give_out_answers,
    upload_services,
)
from participants.data_sharing.errors import DataSharingError
from participants.data_sharing.models import DataSharingAccess, DataSharingFile, DataSharingProgress
from participants.data_sharing.rules import Outcome, Service, outcome, read_services
from participants.data_sharing.storage import FILES
from tests.cast import Cast, make_participant
from tests.days import made_now

PAGE = "/acos/A9101/participants/data-sharing/"
CURRENT, FORMER = "001234567", "001234568"
TODAY = date(2026, 11, 21)
A, B, C, D, E = ("1EG4TE5MK7" + str(n) for n in range(5))
pytestmark = pytest.mark.rule("C7")


@pytest.fixture(autouse=True)
def _own_place(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def lakeside(cast: Cast) -> Cast:
    make_participant(cast.lakeside, "Stays", tin=CURRENT)
    yesterday = timezone.localdate() - timedelta(days=1)
    make_participant(cast.lakeside, "Left", tin=FORMER, until=yesterday)
    return cast


def ago(days: int) -> str:
    return (timezone.localdate() - timedelta(days=days)).isoformat()


def services() -> bytes:
    return (
        "mbi,tin,service_date,data_sharing_request_code\n"
        f"{A},{CURRENT},{ago(10)},Y\n"
        f"{A},{FORMER},{ago(1)},Y\n"
        f"{B},{FORMER},{ago(5)},Y\n"
        f"{C},{CURRENT},{ago(500)},\n"
        f"{D},{CURRENT},{ago(3)},N\n"
        f"{D},{CURRENT},{ago(2)},Y\n"
        f"{E},,,\n"
        f"no-number,{CURRENT},{ago(3)},Y\n"
    ).encode()


def upload(cast: Cast, content: bytes) -> DataSharingFile:
    return upload_services(
        acting_person=cast.it, aco=cast.lakeside, source="services.csv", pieces=[content]
    )


def at_rest(stored_as: UUID) -> bytes:
    """The file as it lies on the disk."""
    content: bytes = storages["at_rest"].open(FILES.name_of(stored_as)).read()
    return content


def answers(cast: Cast, file: DataSharingFile) -> dict[str, str]:
    text = b"".join(give_out_answers(acting_person=cast.it, file=file)).decode()
    return dict(line.split(",")[:2] for line in text.splitlines()[1:])


@pytest.mark.parametrize(
    ("declined", "service", "became"),
    [
        (False, date(2025, 11, 21), Outcome.KEPT),
        (False, date(2025, 11, 20), Outcome.TOO_OLD),
        (False, date(2026, 1, 1), Outcome.KEPT),
        (False, None, Outcome.NO_SERVICE),
        (True, date(2026, 11, 20), Outcome.DECLINED),
    ],
)
def test_what_becomes_of_a_beneficiary(
    declined: bool, service: date | None, became: Outcome
) -> None:
    assert outcome(TODAY, declined=declined, last_service_on=service) is became
    assert became.code == ("Y" if became is Outcome.KEPT else "N")


def test_lines_are_read_in_any_order_of_columns_and_named_when_bad() -> None:
    rows = list(
        read_services(
            [
                "service_date,MBI,tin\n",
                f"03/31/2026,{A.lower()},12-3456789\n",
                "\n",
                f"2026-11-22,{A},123456789\n",
                f"2026-01-01,{A},12345\n",
                f"2026-01-01,{A},\n",
                f"soon,{A},123456789\n",
                "2026-01-01,1EG4\n",
                f",{A},\n",
            ],
            TODAY,
        )
    )
    assert rows[0] == (2, Service(A, "123456789", date(2026, 3, 31), ""))
    bad = [row for row in rows if isinstance(row, BadLine)]
    assert [row.line for row in bad] == [4, 5, 6, 7, 8]
    assert not any(A in row.reason for row in bad)
    assert rows[-1] == (9, Service(A, "", None, ""))
    with pytest.raises(UnreadableFile, match="service_date"):
        list(read_services(["mbi,tin\n"], TODAY))


def test_each_beneficiary_gets_y_or_n_with_why(lakeside: Cast) -> None:
    file = upload(lakeside, services())
    assert answer_waiting() == 1
    assert answer_waiting() == 0
    file.refresh_from_db()
    assert answers(lakeside, file) == {A: "Y", B: "N", C: "N", D: "N", E: "N"}
    assert file.summary == {
        "kept": 1,
        "no_service": 2,
        "too_old": 1,
        "declined": 1,
        "bad": 1,
        "known_before": 3,
        "changed": {"no_service": 1},  # of B; D said N before
    }
    assert file.bad_lines[0]["line"] == 9
    assert DataSharingAccess.objects.get().person == lakeside.it


@pytest.mark.rule("E5")
def test_nothing_about_a_beneficiary_is_readable_on_disk_or_in_the_database(
    lakeside: Cast, tmp_path: Path
) -> None:
    file = upload(lakeside, services())
    kept = at_rest(file.uploaded_as)
    assert A.encode() not in kept
    answer_waiting()
    assert not FILES.exists(file.uploaded_as)
    assert A.encode() not in at_rest(file.made_as)
    file.refresh_from_db()
    assert A not in str(file.summary) + str(file.bad_lines)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('beneficiary_service')")
        assert cursor.fetchone() == (None,)


def test_of_a_file_that_is_deleted_while_it_is_answered_nothing_stays(
    lakeside: Cast, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = upload(lakeside, services())
    monkeypatch.setattr("participants.data_sharing.actions.BLOCK", 1)
    monkeypatch.setattr(
        "participants.data_sharing.actions._report",
        lambda *_: delete_file(acting_person=lakeside.it, file=file),
    )
    answer_file(file)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.rule("E6")
def test_files_that_an_accident_left_behind_go_after_a_day(lakeside: Cast, tmp_path: Path) -> None:
    waiting, answered, deleted = (upload(lakeside, services()) for _ in range(3))
    answer_file(answered)
    FILES.save(answered.uploaded_as, [b"left behind"])
    DataSharingFile.objects.filter(pk=deleted.pk).update(deleted_at=timezone.now())
    made_now(path for path in tmp_path.rglob("*") if path.is_file())
    assert FILES.forget_orphans() == 0
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert FILES.forget_orphans() == 2
    assert FILES.exists(waiting.uploaded_as)
    assert FILES.exists(answered.made_as)


def test_a_file_that_cannot_be_decrypted_says_so(lakeside: Cast, settings: Any) -> None:
    file, gone = upload(lakeside, services()), upload(lakeside, services())
    FILES.delete(gone.uploaded_as)
    path = Path(settings.FILES_ROOT, FILES.name_of(file.uploaded_as))
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    answer_waiting()
    for each, why in ((file, "damaged after it came in"), (gone, "deleted before it could be")):
        each.refresh_from_db()
        assert why in each.failure


def test_a_file_goes_when_its_days_are_over_and_its_counts_stay(lakeside: Cast) -> None:
    file = upload(lakeside, services())
    answer_waiting()
    assert delete_old_files(timezone.localdate() + timedelta(days=6)) == 0
    assert delete_old_files(timezone.localdate() + timedelta(days=7)) == 1
    assert not FILES.exists(file.made_as)
    file.refresh_from_db()
    assert file.summary["kept"] == 1
    with pytest.raises(DataSharingError, match="not any more"):
        give_out_answers(acting_person=lakeside.it, file=file)


@pytest.mark.rule("E6")
def test_what_a_killed_worker_left_is_taken_up_by_another(lakeside: Cast) -> None:
    file = upload(lakeside, services())
    DataSharingProgress.objects.update(alive_at=timezone.now())
    assert answer_waiting() == 0
    DataSharingProgress.objects.update(alive_at=timezone.now() - timedelta(minutes=6))
    assert answer_waiting() == 1
    file.refresh_from_db()
    assert file.summary["kept"] == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"a,b\n1,2\n", "lacks the columns"), (b"mbi,tin,service_date\n\xff\xfe", "UTF-8")],
)
def test_a_file_that_cannot_be_read_says_why(lakeside: Cast, content: bytes, why: str) -> None:
    file = upload(lakeside, content)
    answer_waiting()
    file.refresh_from_db()
    assert why in file.failure
    page = lakeside.browser("it").get(f"{PAGE}{file.pk}/").content.decode()
    assert "could not be read" in page


HEADING = "mbi,tin,service_date,data_sharing_request_code\n"
TOMORROW = (TODAY + timedelta(days=1)).isoformat()


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (f"{A},{CURRENT},{TODAY},Y", ""),
        (f"{A},{CURRENT},{TODAY},n", ""),
        (f"{A},{CURRENT},{TODAY}, y ", ""),
        (f"{A},{CURRENT},{TODAY},", ""),
        (f"{A},,,N", ""),
        (f"1EG4-TE5-MK70,{CURRENT},{TODAY},Y", ""),
        (f"{A},{CURRENT},{TODAY},Y,and more", "where the headings have 4"),
        (f"{A},{CURRENT},{TODAY},X", "neither Y nor N"),
        (f"{A},{CURRENT},{TODAY},YES", "neither Y nor N"),
        (f"{A},{CURRENT},{TODAY},0", "neither Y nor N"),
        (f"{A},{CURRENT},{TODAY}", "where the headings have 4"),
        (f"{A}", "where the headings have 4"),
        (f"{A},{CURRENT},{TOMORROW},Y", "in the future"),
        (f"{A},{CURRENT},,Y", "both a TIN and a date"),
        (f"{A},,{TODAY},Y", "both a TIN and a date"),
        (f"{A},00123456,{TODAY},Y", "nine digits"),
        (f"{A},0012345678,{TODAY},Y", "nine digits"),
        (f"{A},000000000,{TODAY},Y", "Nine zeros"),
        (f"{A[:-1]},{CURRENT},{TODAY},Y", "Medicare Beneficiary Identifier"),
        (f"{A}0,{CURRENT},{TODAY},Y", "Medicare Beneficiary Identifier"),
        (f"0{A[1:]},{CURRENT},{TODAY},Y", "Medicare Beneficiary Identifier"),
        (f"9{A[1:]},{CURRENT},{TODAY},Y", ""),
    ],
)
def test_a_line_at_each_bound_of_its_form(line: str, why: str) -> None:
    ((_, row),) = [
        (row.line, row) if isinstance(row, BadLine) else row
        for row in read_services([HEADING, f"{line}\n"], TODAY)
    ]
    assert isinstance(row, BadLine) == bool(why)
    if isinstance(row, BadLine):
        assert why in row.reason


def test_progress_is_the_share_that_is_really_done(
    lakeside: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the bytes read, also where a letter has several, and then by the lines written."""
    told: list[int] = []
    monkeypatch.setattr("participants.data_sharing.actions.BLOCK", 10)
    monkeypatch.setattr(
        "participants.data_sharing.actions._report", lambda _, percent: told.append(percent)
    )
    lines = [f"1EG4TE{n // 10}MK7{n % 10},{CURRENT},{ago(20)},ééééé\n" for n in range(100)]
    file = upload(lakeside, ("mbi,tin,service_date,note\n" + "".join(lines)).encode())
    answer_file(file)
    assert told == [*range(8, 81, 8), *range(82, 101, 2)]


def test_a_long_file_takes_bounded_memory(lakeside: Cast, monkeypatch: Any) -> None:
    lines = 60_000
    monkeypatch.setattr("participants.data_sharing.actions.BLOCK", 5_000)

    def pieces() -> Iterator[bytes]:
        yield b"mbi,tin,service_date\n"
        day = ago(20)
        for start in range(0, lines, 10_000):
            yield "".join(
                f"1EG4TE{n // 1000 % 10}MK{n // 10 % 100:02},{CURRENT},{day}\n".replace("TE", "TE")
                for n in range(start, start + 10_000)
            ).encode()

    file = upload_services(
        acting_person=lakeside.it, aco=lakeside.lakeside, source="long.csv", pieces=pieces()
    )
    tracemalloc.start()
    answer_file(file)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    file.refresh_from_db()
    assert file.lines_total == lines
    assert peak < 12_000_000


def test_the_page_from_upload_to_download(lakeside: Cast) -> None:
    browser = lakeside.browser("it")
    assert "No file has been uploaded" in browser.get(PAGE).content.decode()
    answer = browser.post(PAGE, {"file": SimpleUploadedFile("services.csv", services())})
    url = answer["Location"]
    assert "0% read" in browser.get(url).content.decode()
    answer_waiting()
    page = browser.get(url).content.decode()
    assert "5 beneficiaries in 8 lines" in page
    assert "Line 9" in page
    assert browser.get(f"{url}request-file.csv").status_code == 405
    taken: Any = browser.post(f"{url}request-file.csv")
    assert f"{A},Y," in b"".join(taken.streaming_content).decode()
    assert "Taken by" in browser.get(url).content.decode()
    browser.post(f"{url}delete/")
    assert "was deleted on" in browser.get(url).content.decode()


@pytest.mark.rule("E1")
def test_only_those_who_answer_for_the_data_see_it(lakeside: Cast) -> None:
    file = upload(lakeside, services())
    for role in ("exec", "liaison", "qpp_staff", "other"):
        assert lakeside.browser(role).get(PAGE).status_code == 403
    assert lakeside.browser("outsider").get(f"{PAGE}{file.pk}/").status_code == 404
    assert lakeside.browser("dua_requestor").get(PAGE).status_code == 200


@pytest.mark.rule("A6", "E5")
def test_a_credential_delegate_reads_the_files_and_changes_none(lakeside: Cast) -> None:
    file, delegate = upload(lakeside, services()), lakeside.delegate
    answer_waiting()
    browser = lakeside.browser("delegate")
    listed, shown = (browser.get(url).content.decode() for url in (PAGE, f"{PAGE}{file.pk}/"))
    assert "Download the revised request file" in shown
    assert 'type="file"' not in listed
    assert "Delete it now" not in shown
    taken: Any = browser.post(f"{PAGE}{file.pk}/request-file.csv")
    assert f"{A},Y," in b"".join(taken.streaming_content).decode()
    assert DataSharingAccess.objects.get().person == delegate, "recorded as for others"
    upload_ = {"file": SimpleUploadedFile("services.csv", services())}
    for url, sent in ((PAGE, upload_), (f"{PAGE}{file.pk}/delete/", {})):
        assert browser.post(url, sent).status_code == 403
    with pytest.raises(Refused, match="upload and delete"):
        upload_services(acting_person=delegate, aco=lakeside.lakeside, source="x", pieces=[b"x"])
    with pytest.raises(Refused, match="upload and delete"):
        delete_file(acting_person=delegate, file=file)
    assert DataSharingFile.objects.get(deleted_at=None) == file


def test_without_tins_on_record_nothing_can_be_told(cast: Cast) -> None:
    make_participant(cast.lakeside, "From the public list", tin="")
    page = cast.browser("it").post(PAGE, {"file": io.BytesIO(services())}).content.decode()
    assert "No TIN of this ACO" in page
    assert not DataSharingFile.objects.exists()


def test_too_large_and_empty_files_are_refused(lakeside: Cast, settings: Any) -> None:
    settings.BENEFICIARY_DATA_MOST_BYTES = 10
    with pytest.raises(DataSharingError, match="larger than"):
        upload(lakeside, services())
    with pytest.raises(DataSharingError, match="empty"):
        upload_services(acting_person=lakeside.it, aco=lakeside.lakeside, source="x", pieces=[])
    assert not [path for path in settings.FILES_ROOT.rglob("*") if path.is_file()]


def test_the_summary_says_how_many_changed_and_why_and_never_who(lakeside: Cast) -> None:
    """Against the last revised request file while it is kept, for which no code is uploaded."""
    upload(lakeside, f"mbi,tin,service_date\n{A},{CURRENT},{ago(10)}\n{B},,\n{C},,\n".encode())
    answer_waiting()
    second = upload(
        lakeside,
        f"mbi,tin,service_date\n{A},{FORMER},{ago(10)}\n{B},{CURRENT},{ago(2)}\n{C},,\n{D},,\n".encode(),
    )
    answer_waiting()
    second.refresh_from_db()
    assert second.summary["changed"] == {"no_service": 1, "kept": 1}
    assert second.summary["known_before"] == 3
    page = lakeside.browser("it").get(f"{PAGE}{second.pk}/").content.decode()
    assert "your last revised request file" in page
    assert page.index("Y to N") > page.index("N to Y") > page.index("Who changed")
    assert not [mbi for mbi in (A, B, C, D) if mbi in page]


def test_without_codes_and_without_an_earlier_file_there_is_nothing_to_compare(
    lakeside: Cast,
) -> None:
    file = upload(lakeside, f"mbi,tin,service_date\n{A},{CURRENT},{ago(10)}\n".encode())
    answer_waiting()
    page = lakeside.browser("it").get(f"{PAGE}{file.pk}/").content.decode()
    assert "There is nothing to compare with" in page
