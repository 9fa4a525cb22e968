"""What is signed is bytes that anybody can check: tampering of every sort is found (rule F4)."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import time_machine
from asn1crypto import cms
from django.core.management import CommandError, call_command
from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject

from signing.checking import altered_documents
from signing.models import Signature
from signing.paper.making import sha256
from signing.seal.door import roots_as_pem, what_is_wrong
from signing.storage import SIGNED
from tests.cast import Cast
from tests.signing.events import opened, sign

pytestmark = pytest.mark.rule("F4")
TWO = ["Signature1", "Signature2"]


def content_of(signature: Signature, which: str = "signed_as") -> bytes:
    with SIGNED.open(getattr(signature, which)) as file:
        content: bytes = file.read()
    return content


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as opened_:
        opened_.init_forms()
        return "\n".join(page.get_textpage().get_text_range() for page in opened_)


@pytest.fixture
def signed(cast: Cast) -> Signature:
    """The second of two signatures."""
    own = opened(cast)
    sign(cast.exec, own, "cehrt")
    return sign(cast.second_signer, own, "cehrt")


def put_back(signature: Signature, content: bytes, which: str = "signed_as") -> None:
    stored_as = getattr(signature, which)
    SIGNED.delete(stored_as)
    SIGNED.save(stored_as, [content])


def byte_changed(pdf: bytes) -> bytes:
    changed = bytearray(pdf)
    changed[2_000] ^= 1
    return bytes(changed)


def page_added(pdf: bytes) -> bytes:
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf))
    page: Any = PageObject
    contents = writer.add_object(StreamObject(stream_data=b"0 0 200 200 re f"))
    writer.insert_page(page(contents=contents, media_box=(0, 0, 612, 792)))
    return _written(writer)


def stamped_over(pdf: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    RawContent(b"0 0 300 300 re f").add_to_page(writer, 0)
    return _written(writer)


def written_anew(pdf: bytes) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened_:
        opened_.save(made)
    return made.getvalue()


def cut_short(pdf: bytes) -> bytes:
    return pdf[: len(pdf) // 2]


def _written(writer: Any) -> bytes:
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


WAYS = (byte_changed, page_added, stamped_over, written_anew, cut_short)


def test_what_was_signed_is_found_whole(signed: Signature, capsys: Any) -> None:
    assert list(altered_documents()) == []
    call_command("verify_signatures")
    assert "2 signatures are as they were made" in capsys.readouterr().out


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_each_way_of_tampering_is_found_by_the_signatures(signed: Signature, way: Any) -> None:
    pdf = content_of(signed)
    assert what_is_wrong(pdf, TWO, complete=True) == ""
    assert what_is_wrong(way(pdf), TWO, complete=True)


@pytest.mark.parametrize("way", [page_added, stamped_over], ids=lambda way: way.__name__)
def test_what_was_added_is_said_to_be_added(signed: Signature, way: Any) -> None:
    wrong = what_is_wrong(way(content_of(signed)), TWO, complete=True)
    assert "something was added to the document after it was made" in wrong


def test_a_signature_that_is_lacking_is_found(signed: Signature) -> None:
    first = Signature.objects.get(slot=1)
    assert what_is_wrong(content_of(first), ["Signature1"], complete=False) == ""
    assert what_is_wrong(content_of(first), TWO, complete=True)
    assert "no time stamp" in what_is_wrong(content_of(first), ["Signature1"], complete=True)


@pytest.mark.parametrize("which", ["signed_as", "read_as"])
def test_the_command_names_the_first_that_is_not_as_it_was(
    signed: Signature, which: str, capsys: Any
) -> None:
    put_back(signed, content_of(signed, which) + b"\n", which)
    with pytest.raises(CommandError, match="not what was signed"):
        call_command("verify_signatures")
    said = capsys.readouterr().err
    assert f"signature {signed.pk}" in said
    assert "does not have the hash that was kept" in said
    SIGNED.delete(getattr(signed, which))
    with pytest.raises(CommandError):
        call_command("verify_signatures")
    assert "is gone" in capsys.readouterr().err


def test_it_stands_when_the_certificates_are_old(signed: Signature) -> None:
    with time_machine.travel("2041-01-01 12:00+00:00"):
        assert what_is_wrong(content_of(signed), TWO, complete=True) == ""


def test_the_signature_page_says_who_as_what_when_and_what_was_read(
    cast: Cast, signed: Signature
) -> None:
    read, pdf = content_of(signed, "read_as"), content_of(signed)
    said = " ".join(text_of(pdf).split())
    assert sha256(read) == signed.read_sha256
    assert signed.read_sha256 in said.replace(" ", "")
    for words in (
        "Lakeside Care Partners ACO (A9101)",
        "Certified EHR technology certification",
        "version 1",
        "The Exec, ACO Executive",
        "Eastern Time",
        "Signature 2 of 2: another holder of ACO Executive or Authorized to Sign",
    ):
        assert words in said
    assert text_of(read).split()[:40] == text_of(pdf).split()[:40], (
        "what was read is what is signed"
    )


def test_what_the_second_signer_gave_stands_in_their_field(signed: Signature) -> None:
    assert _ink(content_of(signed), fields=True) > _ink(content_of(signed), fields=False)
    with pikepdf.open(io.BytesIO(content_of(signed))) as opened_:
        fields = [one for one in opened_.Root.AcroForm.Fields if "/V" in one]
        assert [str(one.V.Name) for one in fields[:2]] == ["The Exec", signed.name]
        assert "as Authorized to Sign (secondary)" in str(fields[1].V.Reason)


def _ink(pdf: bytes, *, fields: bool) -> int:
    """How dark the signature page is, with what its fields show or without."""
    with pypdfium2.PdfDocument(pdf) as opened_:
        if fields:
            opened_.init_forms()
        page = opened_[len(opened_) - 1].render(scale=0.5).to_pil().convert("L")
        return sum(255 - shade for shade in page.tobytes())


def test_the_fields_are_tagged_before_anybody_signs(signed: Signature) -> None:
    with pikepdf.open(io.BytesIO(content_of(signed))) as opened_:
        assert opened_.Root.MarkInfo.Marked
        assert opened_.open_metadata()["pdfuaid:part"] == "1"
        page = opened_.pages[-1]
        assert page.obj.Tabs == "/S"
        tree = pikepdf.NumberTree(opened_.Root.StructTreeRoot.ParentTree)
        for field in opened_.Root.AcroForm.Fields[:2]:
            assert str(field.TU).startswith("Signature ")
            form = tree[int(field.StructParent)]
            assert form.S == "/Form"
            assert form.K.Type == "/OBJR"
            assert form.P.S == "/Document"


def test_a_program_that_knows_nothing_of_ours_agrees(signed: Signature, tmp_path: Path) -> None:
    """OpenSSL takes the bytes that a signature covers, and the signature, out of the PDF."""
    pdf = content_of(signed)
    _own_root(tmp_path / "root.pem")
    with pikepdf.open(io.BytesIO(pdf)) as opened_:
        of_signer = [one.V for one in opened_.Root.AcroForm.Fields[:2]]
        for value in of_signer:
            start, size, again, rest = map(int, value.ByteRange)
            covered = pdf[start : start + size] + pdf[again : again + rest]
            assert _by_openssl(covered, bytes(value.Contents), tmp_path) == 0
            assert _by_openssl(byte_changed(covered), bytes(value.Contents), tmp_path) != 0


def _own_root(path: Path) -> None:
    path.write_bytes(roots_as_pem())


def _by_openssl(covered: bytes, contents: bytes, at: Path) -> int:
    (at / "covered").write_bytes(covered)
    # What is reserved for the signature is longer than it is, and filled up with zeros.
    (at / "signature").write_bytes(cms.ContentInfo.load(contents, strict=False).dump())
    command = "openssl cms -verify -binary -inform DER -in signature -content covered -purpose any"
    done = subprocess.run(
        [*command.split(), "-CAfile", "root.pem", "-out", "/dev/null"],
        cwd=at,
        capture_output=True,
        check=False,
    )
    return done.returncode


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler's pdfsig is not installed")
def test_popplers_pdfsig_says_valid(signed: Signature, tmp_path: Path) -> None:
    path = tmp_path / "signed.pdf"
    path.write_bytes(content_of(signed))
    done = subprocess.run(
        ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False
    )
    assert done.stdout.count("Signature is Valid.") == 2
    path.write_bytes(byte_changed(content_of(signed)))
    done = subprocess.run(
        ["pdfsig", "-nocert", str(path)], capture_output=True, text=True, check=False
    )
    assert "Signature is Valid." not in done.stdout
