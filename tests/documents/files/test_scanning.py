"""Files are scanned for viruses before anybody sees them, where a scanner is set up (rule G4)."""

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from documents.files.actions.scanning import scan_waiting
from documents.files.models import FileVersion
from documents.files.queues import infected_lately
from documents.files.rules import Scan
from documents.files.scanning import Answer, Clamd, ScannerGone
from documents.files.storage import FILES
from documents.files.tasks import scan_files
from tests.cast import Cast
from tests.documents.files.fake_clamd import EICAR, FakeClamd, running
from tests.documents.files.published import publish_file

pytestmark = [pytest.mark.django_db, pytest.mark.rule("G4")]
PAGE = "/acos/A9101/data-hub/"


@pytest.fixture
def clamd(settings: Any) -> Iterator[FakeClamd]:
    with running(FakeClamd()) as clamd:
        settings.CLAMAV_ADDRESS = clamd.address
        yield clamd


def scanned(version: FileVersion) -> FileVersion:
    version.refresh_from_db()
    return version


def test_a_file_is_not_shown_before_it_is_scanned_and_clean(cast: Cast, clamd: FakeClamd) -> None:
    version = publish_file(cast.lakeside, "good.txt", b"x" * 700_000)
    assert version.scanned is Scan.WAITING
    browser = cast.browser("exec")
    assert "good.txt" not in browser.get(PAGE).content.decode()
    download = f"{PAGE}{version.file_id}/1/download/"
    assert browser.get(download).status_code == 404
    scan_files()
    assert scanned(version).scanned is Scan.CLEAN
    assert version.shown_at == version.scanned_at
    assert clamd.seen == [700_000]
    assert "good.txt" in browser.get(PAGE).content.decode()
    assert browser.get(download).status_code == 200


def test_an_infected_file_is_never_shown_and_said_to_staff(cast: Cast, clamd: FakeClamd) -> None:
    first = publish_file(cast.lakeside, "file.txt", b"good")
    scan_waiting()
    bad = publish_file(cast.lakeside, "file.txt", b"before " + EICAR)
    assert scan_waiting() == 1
    assert scanned(bad).scanned is Scan.INFECTED
    assert bad.found == "Eicar-Test-Signature"
    assert [*FileVersion.objects.current()] == [first], "the earlier version goes on being shown"
    page = cast.browser("cms_viewer").get(f"/admin/documents_files/fileversion/{bad.pk}/change/")
    assert "Eicar-Test-Signature" in page.content.decode()


@pytest.mark.rule("J1")
def test_staff_are_told_of_infected_files_for_30_days(cast: Cast, clamd: FakeClamd) -> None:
    bad = publish_file(cast.lakeside, "file.txt", EICAR)
    scan_waiting()
    assert [*infected_lately()] == [bad]
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert not infected_lately().exists()
        recent = {"scan__exact": "infected", "when": "recent"}
        page = cast.browser("cms_viewer").get("/admin/documents_files/fileversion/", recent)
        assert page.context["cl"].result_count == 0


@pytest.mark.parametrize("says", [True, False])
def test_a_file_too_large_for_the_scanner_says_so_and_a_setting_decides(
    cast: Cast, clamd: FakeClamd, settings: Any, says: bool
) -> None:
    clamd.says_too_large = says
    version = publish_file(cast.lakeside, "large.txt", b"x" * 3_000_000)
    scan_waiting()
    assert scanned(version).scanned is Scan.TOO_LARGE
    assert not FileVersion.objects.shown().exists()
    settings.FILES_TOO_LARGE_TO_SCAN_SHOWN = True
    assert FileVersion.objects.shown().exists()


def test_a_broken_connection_is_tried_again_and_is_no_answer(
    cast: Cast, clamd: FakeClamd, settings: Any
) -> None:
    clamd.breaks = 1
    version = publish_file(cast.lakeside, "file.txt", b"x" * 3_000)
    scan_waiting()
    assert scanned(version).scanned is Scan.CLEAN

    settings.CLAMAV_ADDRESS = f"127.0.0.1:{_closed_port()}"
    other = publish_file(cast.lakeside, "other.txt")
    assert scan_waiting() == 0
    assert scanned(other).scanned is Scan.WAITING
    settings.CLAMAV_ADDRESS = clamd.address
    clamd.says = b"stream: Can't allocate memory ERROR\0"
    assert scan_waiting() == 0
    assert scanned(other).scanned is Scan.WAITING
    clamd.says = b""
    assert scan_waiting() == 1


def test_a_scanner_that_breaks_off_and_is_gone_has_said_nothing(tmp_path: Path) -> None:
    """It takes a stream, closes it, and nobody is there any more."""
    path = str(tmp_path / "clamd.sock")
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(path)
    listening.listen()

    def break_off() -> None:
        for _ in range(2):
            taken, _ = listening.accept()
            taken.recv(10)
            taken.close()
        listening.close()

    thread = threading.Thread(target=break_off)
    thread.start()
    with pytest.raises(ScannerGone, match="broke off"):
        Clamd(path, seconds=5).scan(lambda: [b"x" * 1_000_000] * 3)
    thread.join()


def test_without_the_scanner_what_waits_for_it_is_shown(
    cast: Cast, clamd: FakeClamd, settings: Any
) -> None:
    version = publish_file(cast.lakeside)
    settings.CLAMAV_ADDRESS = ""
    scan_waiting()
    assert scanned(version).scanned is Scan.NO_SCANNER
    page = cast.browser("cms_staff").get("/admin/documents_files/publishedfile/")
    assert "No virus scanner is set up" in page.content.decode()


def test_a_file_that_cannot_be_read_holds_up_no_other(cast: Cast, clamd: FakeClamd) -> None:
    lost, other = publish_file(cast.lakeside, "a.txt"), publish_file(cast.lakeside, "b.txt")
    FILES.delete(lost.stored_as)
    assert scan_waiting() == 1
    assert scanned(other).scanned is Scan.CLEAN
    assert scanned(lost).scanned is Scan.WAITING


def test_an_empty_piece_does_not_end_the_stream(clamd: FakeClamd) -> None:
    assert Clamd(clamd.address).scan(lambda: [b"", EICAR[:9], b"", EICAR[9:]]) == Answer(
        Scan.INFECTED, "Eicar-Test-Signature"
    )


def _closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
