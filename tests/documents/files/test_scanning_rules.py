"""What clamd says is read to the letter, and what breaks once is tried again (rule G4)."""

import socket

import pytest

from documents.files.rules import Scan
from documents.files.scanning import Answer, Clamd, ScannerGone
from tests.documents.files.fake_clamd import FakeClamd, running

pytestmark = pytest.mark.rule("G4")


def scanned(clamd: FakeClamd, content: bytes = b"content") -> Answer:
    with running(clamd):
        return Clamd(clamd.address, seconds=5).scan(lambda: [content])


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (b"stream: OK\0", Answer(Scan.CLEAN)),
        (b"OK\n", Answer(Scan.CLEAN)),
        (b"stream: Win.Test: A FOUND\0", Answer(Scan.INFECTED, "Win.Test: A")),
        (b"stream: " + b"x" * 201 + b" FOUND\0", Answer(Scan.INFECTED, "x" * 200)),
        (b"INSTREAM size limit exceeded. ERROR\0", Answer(Scan.TOO_LARGE)),
    ],
)
def test_an_answer_is_what_it_says(said: bytes, answer: Answer) -> None:
    clamd = FakeClamd(says=said)
    assert scanned(clamd) == answer
    assert clamd.seen == [7], "asked once, of all bytes"


@pytest.mark.parametrize("said", [b"stream: Out of memory ERROR\0", b"stream: OK FOUND?\0"])
def test_what_it_does_not_know_is_no_answer(said: bytes) -> None:
    with pytest.raises(ScannerGone, match="clamd says: stream: O"):
        scanned(FakeClamd(says=said))


def test_a_connection_may_break_once_and_twice_means_too_large() -> None:
    assert scanned(FakeClamd(breaks=1)) == Answer(Scan.CLEAN)
    clamd = FakeClamd(breaks=3)
    assert scanned(clamd) == Answer(Scan.TOO_LARGE)
    assert clamd.breaks == 1, "tried twice"


def test_whether_there_is_a_scanner_is_asked() -> None:
    with running(FakeClamd()) as clamd:
        assert Clamd(clamd.address).answers()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = Clamd(f"127.0.0.1:{free.getsockname()[1]}", seconds=1)
        assert not nobody.answers()
        with pytest.raises(ScannerGone, match="cannot be reached"):
            nobody.scan(lambda: [b"x"])
