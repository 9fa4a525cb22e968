"""Documents of change requests: judged by content, kept apart, given to those who may (C3, E1)."""

import hashlib
import io
import os
import resource
import stat
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from acoms.access import Refused
from acoms.storage.examining import clean_name, examine
from acoms.storage.inspecting import MOST_OBJECTS, media_type_of
from participants.changes.actions import documents
from participants.changes.actions.documents import remove_document
from participants.changes.actions.requests import withdraw_change
from participants.changes.errors import ChangeError
from participants.changes.models import Attachment, ChangeRequest
from participants.changes.storage import DOCUMENTS
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.days import made_now
from tests.participants.changes.asked import complete, document, draft, pdf, picture, submit
from tests.signing_in import sign_in

Files = Callable[[], list[Path]]


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> Files:
    """The files that lie there now."""
    settings.FILES_ROOT = tmp_path / "files"
    return lambda: sorted(p for p in settings.FILES_ROOT.rglob("*") if p.is_file())


@pytest.fixture
def change(cast: Cast) -> ChangeRequest:
    return draft(cast.lakeside, cast.exec)


@pytest.mark.parametrize(
    ("content", "media_type", "name"),
    [
        (pdf(), "application/pdf", "agreement.pdf"),
        (pdf(3), "application/pdf", "agreement.pdf"),
        (picture("PNG"), "image/png", "agreement.png"),
        (picture("JPEG"), "image/jpeg", "agreement.jpg"),
    ],
)
def test_a_file_is_what_its_content_says_whatever_its_name(
    content: bytes, media_type: str, name: str
) -> None:
    found = examine("agreement.exe", content)
    assert (found.media_type, found.name) == (media_type, name)


def acting(kind: str) -> bytes:
    """A PDF of one page that does something, or carries a file."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=200, height=200)
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")}
    )
    launch = DictionaryObject(
        {NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("a.exe")}
    )
    match kind:
        case "script on opening":
            writer.root_object[NameObject("/OpenAction")] = script
        case "script of a page":
            page[NameObject("/AA")] = DictionaryObject({NameObject("/O"): script})
        case "program":
            writer.root_object[NameObject("/OpenAction")] = launch
        case "file":
            writer.add_attachment("a.exe", b"MZ")
        case "form sent" | "website":
            does = {"form sent": "/SubmitForm", "website": "/URI"}[kind]
            action = DictionaryObject({NameObject("/S"): NameObject(does)})
            link = DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Annot"),
                    NameObject("/Subtype"): NameObject("/Link"),
                    NameObject("/Rect"): ArrayObject([]),
                    NameObject("/A"): writer._add_object(action),
                }
            )
            page[NameObject("/Annots")] = ArrayObject([writer._add_object(link)])
        case "film":
            shown = DictionaryObject(
                {
                    NameObject("/Subtype"): NameObject("/RichMedia"),
                    NameObject("/Rect"): ArrayObject([]),
                }
            )
            page[NameObject("/Annots")] = ArrayObject([writer._add_object(shown)])
        case "new kind":
            of_kind = DictionaryObject({NameObject("/Type"): NameObject("/Hologram")})
            page[NameObject("/Shown")] = writer._add_object(of_kind)
        case "top of a page":
            to = ArrayObject([page.indirect_reference, NameObject("/Fit")])
            writer.root_object[NameObject("/OpenAction")] = to
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    "kind",
    [
        *[
            "script on opening",
            "script of a page",
            "program",
            "file",
            "form sent",
            "film",
            "new kind",
        ]
    ],
)
def test_a_pdf_that_acts_is_refused_with_what_to_do(kind: str) -> None:
    content = acting(kind)
    with pytest.raises(ValueError, match="active content"):
        media_type_of(content)
    for hidden in (b"/JavaScript", b"/Launch"):
        written_otherwise = content.replace(hidden, b"/#" + f"{hidden[1]:x}".encode() + hidden[2:])
        with pytest.raises(ValueError, match="active content"):
            media_type_of(written_otherwise)


def chained(under: str, how: str, does: str) -> bytes:
    """A PDF of one page whose harmless action, under a key of its link or of the file itself, goes
    on to another that stands in an array."""
    writer = PdfWriter()
    page = writer.add_blank_page(width=200, height=200)
    second = DictionaryObject({NameObject("/S"): NameObject(does)})
    chain: Any = ArrayObject([writer._add_object(second) if "member" in how else second])
    if "array" in how:
        chain = writer._add_object(chain)
    first: Any = DictionaryObject(
        {NameObject("/S"): NameObject("/URI"), NameObject("/Next"): chain}
    )
    link = DictionaryObject(
        {NameObject("/Subtype"): NameObject("/Link"), NameObject("/Rect"): ArrayObject([])}
    )
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(link)])
    holder = writer.root_object if under == "/OpenAction" else link
    holder[NameObject(under)] = first if "first" not in how else ArrayObject([second])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.rule("C3")
@pytest.mark.parametrize("under", ["/OpenAction", "/A", "/PA"])
@pytest.mark.parametrize("how", ["by value", "member", "array", "member and array", "first"])
def test_an_action_in_an_array_is_one_too(under: str, how: str) -> None:
    for does in ("/SubmitForm", "/ImportData", "/GoToR"):
        with pytest.raises(ValueError, match="active content"):
            media_type_of(chained(under, how, does))
    assert media_type_of(chained(under, how, "/GoTo"))


@pytest.mark.rule("C3")
def test_a_file_in_a_list_of_names_that_is_an_array_is_seen() -> None:
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    names = DictionaryObject({NameObject("/Renditions"): ArrayObject([])})
    writer.root_object[NameObject("/Names")] = ArrayObject([names])
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(ValueError, match="active content"):
        media_type_of(out.getvalue())


@pytest.mark.parametrize("kind", ["top of a page", "website"])
def test_a_pdf_that_opens_at_a_page_or_names_a_website_is_taken(kind: str) -> None:
    assert media_type_of(acting(kind)) == "application/pdf"


@pytest.mark.rule("E6")
def test_a_pdf_of_a_million_objects_is_refused_and_costs_the_site_no_memory() -> None:
    reference = b"".join(b"%010d 00000 n \n" % 9 for _ in range(MOST_OBJECTS + 1))
    many = (
        b"%%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]"
        b"/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R>>endobj\nxref\n0 %d\n%s"
        b"trailer<</Root 1 0 R/Size 100002>>\nstartxref\n%d\n%%%%EOF"
    )
    at = many.index(b"xref\n0") - 1
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ValueError, match=r"takes too long|damaged"):
        examine("a.pdf", many % (MOST_OBJECTS + 1, reference, at))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_what_is_compressed_is_looked_at_too() -> None:
    reader = PdfReader(io.BytesIO(acting("script of a page")))
    writer = PdfWriter(clone_from=reader)
    out = io.BytesIO()
    writer.write(out)
    packed = out.getvalue().replace(b"/JavaScript", b"/Nothing123")
    with pytest.raises(ValueError, match="active content"):
        media_type_of(packed)  # by the action's own keys


BAD: list[tuple[bytes, str]] = [
    (b"", "is empty"),
    (b"MZ\x90\x00" + b"x" * 100, "not a PDF, PNG or JPEG"),
    (b"<html><script>alert(1)</script>", "not a PDF, PNG or JPEG"),
    (b"GIF89a" + b"x" * 100, "not a PDF, PNG or JPEG"),
    (b"<svg>" + pdf(), "not a PDF, PNG or JPEG"),
    (pdf(password="secret"), "protected by a password"),
    (pdf(0), "has no pages"),
    (pdf(201), "has 201 pages"),
    (b"%PDF-1.7\nnothing of the kind", "damaged"),
    (pdf()[: len(pdf()) // 3], "damaged"),
    (b"\x89PNG\r\n\x1a\nnothing", "damaged"),
    (picture("PNG")[:-30], "damaged"),
    (b"\xff\xd8\xffnothing", "damaged"),
    (picture("JPEG", (800, 800))[:-900], "damaged"),
]


@pytest.mark.parametrize(("content", "why"), BAD)
def test_what_is_none_of_them_or_broken_is_refused_with_why(content: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        examine("a.pdf", content)


def test_a_picture_of_too_many_points_is_not_unpacked(monkeypatch: Any) -> None:
    monkeypatch.setattr("acoms.storage.inspecting.MOST_PIXELS", 2_000)
    content = picture("PNG", (60, 40))
    monkeypatch.setattr(Image.Image, "load", lambda _: pytest.fail("unpacked"))
    with pytest.raises(ValueError, match="too large"):
        media_type_of(content)


@pytest.mark.rule("E5")
@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("Signature page.PDF", "Signature page.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\me\\scan.pdf", "scan.pdf"),
        ('a"b\r\nSet-Cookie: x;.pdf', "abSet-Cookie x.pdf"),
        ("scan\u202efdp.exe", "scanfdp.pdf"),
        ("...", "document.pdf"),
        ("", "document.pdf"),
        ("Sen\u0303al.pdf", "Señal.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_a_name_is_cleaned(typed: str, cleaned: str) -> None:
    assert clean_name(typed, "application/pdf") == cleaned


@pytest.mark.rule("C3", "E3")
def test_a_document_is_kept_privately_under_a_random_name(
    cast: Cast, change: ChangeRequest, files: Files
) -> None:
    kept = document(change, cast.liaison, "first_page", pdf(2))
    (path,) = files()
    content = DOCUMENTS.open(kept.stored_as).read()
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    assert b"PDF" in content
    assert b"PDF" not in path.read_bytes()
    assert path.name == kept.stored_as.hex
    assert "Scan" not in str(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert kept.size == len(content)
    assert kept.events.first().pgh_context.metadata["action"] == "attach document"


@pytest.mark.rule("E3", "E6")
def test_a_file_goes_away_with_a_transaction_that_fails(
    cast: Cast, change: ChangeRequest, files: Files, monkeypatch: Any
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise DatabaseError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(Attachment, "save", fail)
        with pytest.raises(DatabaseError):
            document(change, cast.exec, "first_page")
    assert files() == []
    with pytest.raises(Refused):
        document(change, cast.it, "first_page")
    assert files() == []
    assert not Attachment.objects.exists()


@pytest.mark.rule("E6")
def test_what_an_accident_left_behind_is_taken_away_after_a_day(
    cast: Cast, change: ChangeRequest, files: Files
) -> None:
    with transaction.atomic():
        document(change, cast.exec, "first_page")
        orphan = document(change, cast.exec, "other", picture())
        files()[0].with_suffix(".new").write_bytes(b"half")
        Attachment.objects.filter(pk=orphan.pk).update(stored_as="0" * 32)
    made_now(files())
    assert DOCUMENTS.forget_orphans() == 0, "somebody may be at it this very moment"
    old = time.time() - 2 * 24 * 3600
    for path in files():
        os.utime(path, (old, old))
    assert DOCUMENTS.forget_orphans() == 2
    assert [p.name for p in files()] == [Attachment.objects.get(kind="first_page").stored_as.hex]


@pytest.mark.rule("C3")
def test_too_large_too_many_and_the_same_file_twice(
    cast: Cast, change: ChangeRequest, settings: Any, files: Files, monkeypatch: Any
) -> None:
    content = pdf()
    document(change, cast.exec, "first_page", content)
    with pytest.raises(ChangeError, match="attached already"):
        document(change, cast.exec, "first_page", content)
    monkeypatch.setattr(documents, "MOST_DOCUMENTS", 1)
    with pytest.raises(ChangeError, match="at most 1 documents"):
        document(change, cast.exec, "other", picture())
    settings.ATTACHMENT_MOST_BYTES = 100
    with pytest.raises(ChangeError, match="larger than"):
        document(change, cast.exec, "other", pdf(9))
    assert len(files()) == 1


@pytest.mark.rule("C3")
def test_removing_a_draft_s_document_keeps_its_record_and_not_its_file(
    cast: Cast, change: ChangeRequest, files: Files, django_capture_on_commit_callbacks: Any
) -> None:
    kept = document(change, cast.exec, "first_page")
    with django_capture_on_commit_callbacks(execute=True):
        remove_document(acting_person=cast.liaison, document=kept)
    kept.refresh_from_db()
    assert kept.removed_at is not None
    assert files() == []
    with pytest.raises(ChangeError, match="removed already"):
        remove_document(acting_person=cast.liaison, document=kept)


@pytest.mark.rule("C3")
def test_a_deleted_draft_s_documents_are_gone_with_it(
    cast: Cast, change: ChangeRequest, files: Files, django_capture_on_commit_callbacks: Any
) -> None:
    kept = document(change, cast.exec, "first_page")
    document(change, cast.exec, "other", picture())
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_change(acting_person=cast.liaison, change=change)
    assert files() == []
    url = f"/acos/A9101/change-requests/{change.pk}/documents/{kept.pk}/"
    assert cast.browser("exec").get(url).status_code == 404


@pytest.mark.rule("C3")
def test_what_cms_has_had_stays_even_when_it_is_replaced(
    cast: Cast, change: ChangeRequest, files: Files, django_capture_on_commit_callbacks: Any
) -> None:
    submit(cast.exec, complete(change, cast.exec))
    sent = change.attachments.get(kind="first_page")
    with pytest.raises(ChangeError, match="cannot be changed any more"):
        remove_document(acting_person=cast.exec, document=sent)
    with pytest.raises(ChangeError, match="cannot be changed any more"):
        document(change, cast.exec, "other")
    ChangeRequest.objects.update(returned_at=timezone.now(), return_reason="Blurred")
    with django_capture_on_commit_callbacks(execute=True):
        remove_document(acting_person=cast.exec, document=sent)
    assert len(files()) == 2
    change.refresh_from_db()
    with pytest.raises(ChangeError, match="Missing: first page"):
        submit(cast.exec, change)
    url = f"/acos/A9101/change-requests/{change.pk}/documents/{sent.pk}/"
    assert cast.browser("exec").get(url).status_code == 200


@pytest.mark.rule("E1", "E5")
def test_a_document_is_given_as_a_download_to_those_who_may(
    cast: Cast, change: ChangeRequest
) -> None:
    kept = document(change, cast.exec, "first_page")
    url = f"/acos/A9101/change-requests/{change.pk}/documents/{kept.pk}/"
    for role in ("exec", "qpp_staff", "it"):
        answer = cast.browser(role).get(url)
        assert answer.status_code == 200
        content = b"".join(answer)
        assert hashlib.sha256(content).hexdigest() == kept.sha256
        assert answer["Content-Disposition"] == 'attachment; filename="Scan 1.pdf"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Cache-Control"] == "private, no-store"
    stranger = make_person("stranger")
    make_contact(make_aco("A9102", "Harbor"), stranger, ["aco_executive"])
    for browser in (cast.browser("outsider"), sign_in(Client(), stranger)):
        assert browser.get(url).status_code == 404
        assert browser.get(url.replace("A9101", "A9102")).status_code == 404
    assert Client().get(url).status_code == 302


@pytest.mark.rule("E1")
def test_cms_staff_have_it_in_the_admin(cast: Cast, change: ChangeRequest, files: Files) -> None:
    kept = document(change, cast.exec, "first_page")
    url = f"/admin/participants_changes/attachment/{kept.pk}/download/"
    answer = cast.browser("cms_viewer").get(url)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert cast.browser("exec").get(url).status_code == 404
    for path in files():
        path.unlink()
    shown = cast.browser("cms_viewer").get(url, follow=True).content.decode()
    assert "is missing from the store" in shown


def test_a_file_that_is_missing_says_so(cast: Cast, change: ChangeRequest, files: Files) -> None:
    kept = document(change, cast.exec, "first_page")
    for path in files():
        path.unlink()
    url = f"/acos/A9101/change-requests/{change.pk}/documents/{kept.pk}/"
    answer = cast.browser("exec").get(url)
    assert answer.status_code == 404
    assert "its file is not there any more" in answer.content.decode()
    assert kept.sha256 in answer.content.decode()


@pytest.mark.rule("C3", "E4")
def test_documents_are_added_and_removed_on_the_request_s_page(
    cast: Cast, change: ChangeRequest, files: Files
) -> None:
    browser = cast.browser("liaison")
    url = f"/acos/A9101/change-requests/{change.pk}/"
    upload = SimpleUploadedFile("page one.pdf", pdf(), content_type="text/html")
    form = {"kind": "first_page", "file": upload}
    shown = browser.post(f"{url}documents/", form, follow=True).content.decode()
    assert "Attached: page one.pdf." in shown
    assert "Missing: first page" not in shown
    assert "Missing: signature page" in shown
    wrong = browser.post(
        f"{url}documents/", {"kind": "other", "file": SimpleUploadedFile("x.pdf", b"MZ")}
    )
    assert "File: This is not a PDF, PNG or JPEG file." in wrong.content.decode()
    assert browser.post(f"{url}documents/", {"kind": "other"}).status_code == 200
    kept = Attachment.objects.get()
    assert browser.get(f"{url}documents/{kept.pk}/remove/").status_code == 405
    shown = browser.post(f"{url}documents/{kept.pk}/remove/", follow=True).content.decode()
    assert "Removed: page one.pdf." in shown
    assert browser.get(f"{url}documents/{kept.pk}/").status_code == 404
