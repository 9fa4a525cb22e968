"""Files for all readers of the library: published, read, downloaded, withdrawn (rules G3 to G5)."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from acoms.access import Refused
from acoms.storage.store import names_in
from documents.files.actions.downloading import give_out
from documents.files.actions.publishing import Outcome
from documents.files.actions.retention import delete_old
from documents.files.actions.telling import tell_new
from documents.files.errors import FilesError
from documents.files.models import Download, FileVersion, PublishedFile
from documents.files.storage import FILES
from documents.files.tasks import scan_files
from documents.library.actions.files import (
    Description,
    bring_back_library_file,
    describe_library_file,
    give_out_library_file,
    publish_library_file,
    withdraw_library_file,
)
from documents.library.actions.opinions import follow_library
from documents.library.actions.writing import withdraw_article
from documents.library.errors import LibraryError
from documents.library.models import LibraryFile
from documents.library.search import search_files
from documents.library.tasks import tell_of_library_files
from notifications.models import Notification
from tests.cast import Cast, make_organization, make_person
from tests.documents.files.fake_clamd import EICAR, FakeClamd, running
from tests.documents.files.published import bytes_of
from tests.documents.library.shelf import a_section, shelved, written
from tests.qpp_roles.roles.in_roles import STAFF_USER, hold
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
LIBRARY = "/knowledge-library/"


def page_of(row: LibraryFile) -> str:
    return f"{LIBRARY}files/{row.pk}/"


def download_of(row: LibraryFile, number: int = 1) -> str:
    return f"{page_of(row)}{number}/download/"


def words(browser: Client, url: str = LIBRARY, **asked: str) -> str:
    page = browser.get(url, asked)
    assert page.status_code == 200
    return page.content.decode()


@pytest.fixture
def reader(cast: Cast) -> Client:
    return cast.browser("other")


@pytest.mark.rule("G3")
def test_names_that_a_computer_takes_for_one_are_one_file(cast: Cast) -> None:
    row = shelved(cast, "Re\u0301sume\u0301.pdf")
    assert row.file.name == "R\u00e9sum\u00e9.pdf"
    with pytest.raises(LibraryError, match="many computers take the two names for one"):
        shelved(cast, "R\u00c9SUM\u00c9.pdf")


@pytest.mark.rule("G3")
def test_a_file_delivered_again_under_its_name_is_a_new_version(cast: Cast, reader: Client) -> None:
    row = shelved(cast, content=b"first")
    with pytest.raises(LibraryError, match="one of the two"):
        shelved(cast, article=written(cast), section=a_section())
    shelved(cast, about="How quality is reported in 2027.", content=b"second, longer")
    page = words(reader, page_of(row))
    assert "How quality is reported in 2027." in page
    for version in FileVersion.objects.all():
        assert version.sha256 in page
        assert version.delivered_by == cast.cms_staff
    assert bytes_of(reader.get(download_of(row, 1))) == b"first"
    assert bytes_of(reader.get(download_of(row, 2))) == b"second, longer"
    assert PublishedFile.objects.get().aco is None


@pytest.mark.rule("G3")
def test_the_same_bytes_change_nothing(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    shelved(cast)
    with django_capture_on_commit_callbacks(execute=True):
        same = publish_library_file(
            acting_person=cast.cms_staff,
            name="Guide.pdf",
            content=[b"some bytes"],
            description=Description("Another sentence.", section=a_section()),
        )
    assert same.outcome is Outcome.SAME
    assert LibraryFile.objects.get().about == "How quality is reported."
    assert len(list(names_in(FILES.storage))) == 1


@pytest.mark.rule("G3")
@pytest.mark.parametrize(
    ("name", "about", "said"),
    [
        ("a:b.pdf", "What it is.", "cannot have :"),
        ("a.pdf", " ", "Describe the file in one sentence"),
        ("a.pdf", "x" * 301, "At most 300"),
        ("a.pdf", "a\u200bb", "cannot be seen"),
    ],
)
def test_what_is_not_taken_keeps_no_bytes(cast: Cast, name: str, about: str, said: str) -> None:
    with pytest.raises(LibraryError, match=said):
        shelved(cast, name, about)
    with pytest.raises(FilesError, match="empty"):
        shelved(cast, content=b"")
    assert not list(names_in(FILES.storage))


@pytest.mark.rule("G3")
def test_only_those_of_cms_staff_who_write_the_library_publish_to_all(cast: Cast) -> None:
    row = shelved(cast)
    for person in (cast.exec, cast.cms_viewer):
        described = Description("What it is.", section=a_section())
        given: dict[str, Any] = {"acting_person": person, "file": row}
        with pytest.raises(Refused):
            publish_library_file(
                acting_person=person, name="a.pdf", content=[b"a"], description=described
            )
        for action, more in (
            (describe_library_file, {"description": described}),
            (withdraw_library_file, {"reason": "Old."}),
            (bring_back_library_file, {}),
        ):
            with pytest.raises(Refused):
                action(**given, **more)


@pytest.mark.rule("G5")
def test_contacts_people_with_a_qpp_role_and_cms_staff_take_it_and_nobody_else(cast: Cast) -> None:
    row = shelved(cast)
    at_qpp = make_person("at_qpp")
    hold(at_qpp, make_organization(), STAFF_USER)
    browsers = [cast.browser(who) for who in ("other", "qpp_staff", "cms_viewer")]
    for browser in (*browsers, sign_in(Client(), at_qpp)):
        assert "Guide.pdf" in words(browser)
        assert browser.get(page_of(row)).status_code == 200
        assert bytes_of(browser.get(download_of(row))) == b"some bytes"
    outsider = cast.browser("outsider")
    for url in (page_of(row), download_of(row), download_of(row, 2)):
        assert outsider.get(url).status_code == 404
    with pytest.raises(Refused):
        give_out_library_file(
            acting_person=cast.outsider, version=row.file.versions.get(), address=""
        )


@pytest.mark.rule("G4")
def test_a_download_is_recorded_resumed_and_data_that_no_page_runs(
    cast: Cast, reader: Client
) -> None:
    row = shelved(cast, "Guide.html", content=b"0123456789")
    answer = reader.get(download_of(row))
    assert answer["Content-Disposition"] == 'attachment; filename="Guide.html"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert bytes_of(answer) == b"0123456789"
    part = reader.get(download_of(row), headers={"Range": "bytes=4-"})
    assert (part.status_code, part["Content-Range"]) == (206, "bytes 4-9/10")
    assert bytes_of(part) == b"456789"
    assert reader.get(download_of(row), headers={"Range": "bytes=10-"}).status_code == 416
    taken = Download.objects.get()
    assert (taken.person, taken.version.number, taken.requests) == (cast.other, 1, 2)
    assert taken.address == "127.0.0.1"


@pytest.mark.rule("G4")
def test_a_file_is_not_shown_before_it_is_scanned_and_clean(
    cast: Cast, reader: Client, settings: Any
) -> None:
    with running(FakeClamd()) as clamd:
        settings.CLAMAV_ADDRESS = clamd.address
        row = shelved(cast)
        assert "Guide.pdf" not in words(reader)
        assert "Guide.pdf" not in words(reader, q="quality reported")
        for url in (page_of(row), download_of(row)):
            assert reader.get(url).status_code == 404
        scan_files()
        assert "Guide.pdf" in words(reader)
        shelved(cast, content=b"before " + EICAR)
        scan_files()
    assert reader.get(download_of(row, 2)).status_code == 404
    assert bytes_of(reader.get(download_of(row, 1))) == b"some bytes"


@pytest.mark.rule("G3")
def test_after_its_last_day_nobody_sees_it_and_its_bytes_go(cast: Cast, reader: Client) -> None:
    today = timezone.localdate()
    row = shelved(cast, last_day=today)
    assert shelved(cast, "Other.pdf").file.last_day is None, "without a last day it stays"
    assert "Guide.pdf" in words(reader)
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        browser = cast.browser("other")
        assert "Guide.pdf" not in words(browser)
        assert browser.get(download_of(row)).status_code == 404
        assert delete_old() == 1
        described = Description("What it is.", section=a_section())
        with pytest.raises(FilesError, match="Publish the file again"):
            describe_library_file(acting_person=cast.cms_staff, file=row, description=described)


@pytest.mark.rule("G3")
def test_what_stands_with_an_article_is_read_where_the_article_is(
    cast: Cast, reader: Client
) -> None:
    article, draft = written(cast), written(cast, "draft", "A draft", publish=False)
    row = shelved(cast, article=article)
    hidden = shelved(cast, "Hidden.pdf", article=draft)
    assert "Guide.pdf" not in words(reader)
    assert "Guide.pdf" in words(reader, f"{LIBRARY}articles/{article.slug}/")
    assert "Inviting a contact" in words(reader, page_of(row))
    assert reader.get(page_of(hidden)).status_code == 404
    withdraw_article(acting_person=cast.cms_staff, article=article, reason="Old.")
    assert reader.get(download_of(row)).status_code == 404
    assert not search_files("quality")


@pytest.mark.rule("G5")
@pytest.mark.parametrize("typed", ["guide", "Quality", "reporting", "e-mail", "qual", "guide list"])
def test_the_search_finds_a_file_by_its_name_and_by_what_it_is(
    cast: Cast, reader: Client, typed: str
) -> None:
    shelved(cast, "E-mail Guide_list.pdf")
    page = words(reader, q=typed)
    assert "E-mail Guide_list.pdf" in page
    assert "1 file for" in page
    assert "E-mail Guide_list.pdf" not in words(reader, q="whitefish")
    assert "With some of them: 1 file" in words(reader, q="whitefish quality")


@pytest.mark.rule("G3")
def test_what_is_withdrawn_is_neither_seen_nor_replaced_until_it_is_back(
    cast: Cast, reader: Client
) -> None:
    row, staff = shelved(cast), cast.cms_staff
    for _ in range(2):
        withdraw_library_file(acting_person=staff, file=row, reason="Old.")
    for who, said in ((staff, "The reason that you gave is kept"), (cast.cms_analyst, "else has")):
        with pytest.raises(LibraryError, match=said):
            withdraw_library_file(acting_person=who, file=row, reason="Older.")
    assert "Guide.pdf" not in words(reader)
    assert reader.get(download_of(row)).status_code == 404
    with pytest.raises(LibraryError, match="not in the library"):
        give_out_library_file(acting_person=cast.other, version=row.file.versions.get())
    with pytest.raises(LibraryError, match="Bring it back first"):
        shelved(cast, content=b"new")
    for _ in range(2):
        bring_back_library_file(acting_person=staff, file=row)
    assert reader.get(download_of(row)).status_code == 200


@pytest.mark.rule("G3", "G5")
def test_no_door_of_an_aco_gives_or_publishes_a_file_for_all(cast: Cast) -> None:
    row, version = shelved(cast), FileVersion.objects.get()
    with pytest.raises(FilesError, match="Knowledge Library"):
        give_out(acting_person=cast.exec, version=version)
    browser = cast.browser("exec")
    for place in ("data-hub", "reporting"):
        assert "Guide.pdf" not in words(browser, f"/acos/A9101/{place}/")
        url = f"/acos/A9101/{place}/{row.file_id}/1/download/"
        assert browser.get(url).status_code == 404
    assert tell_new(timezone.now() + timedelta(hours=1)) == 0


@pytest.mark.rule("G5")
def test_followers_are_told_once_of_all_that_is_new(cast: Cast) -> None:
    follow_library(acting_person=cast.other, follow=True)

    def told() -> list[str]:
        return [str(one) for one in Notification.objects.filter(kind="library_published")]

    shelved(cast)
    tell_of_library_files()
    assert not told(), "others may come"
    for n, names in enumerate(([], ["A.pdf", "B.pdf"])):
        for name in names:
            shelved(cast, name)
        with time_machine.travel(timezone.now() + timedelta(minutes=2)):
            tell_of_library_files()
            tell_of_library_files()
        assert len(told()) == n + 1
    first, second = Notification.objects.filter(kind="library_published").order_by("pk")
    assert first.person == second.person == cast.other
    assert first.data["title"] == "Guide.pdf"
    assert (second.data["title"], second.data["summary"]) == ("2 files", "A.pdf, B.pdf")


def test_the_pages_take_the_same_queries_with_1_file_and_many(cast: Cast, reader: Client) -> None:
    article, counts = written(cast), []
    for n in range(2):
        for i in range(1 + 6 * n):
            section = a_section(f"Section {n} {i}", n)
            row = shelved(cast, f"with-{n}-{i}.pdf", article=article)
            shelved(cast, f"alone-{n}-{i}.pdf", section=section)
            shelved(cast, content=f"{n}-{i}".encode())
        pages = [
            LIBRARY,
            f"{LIBRARY}?q=quality",
            f"{LIBRARY}articles/{article.slug}/",
            page_of(row),
        ]
        now = []
        for url in pages:
            with CaptureQueriesContext(connection) as queries:
                reader.get(url)
            now.append(len(queries))
        counts.append(now)
    assert counts[0] == counts[1]


@pytest.mark.rule("G3")
def test_a_folder_is_published_by_a_command_with_what_its_list_says(
    cast: Cast, tmp_path: Path
) -> None:
    section = a_section()
    asked = [str(tmp_path), "--section", section.name, "--as", cast.cms_staff.user_id]
    with pytest.raises(CommandError, match=r"files\.txt"):
        call_command("publish_library_files", *asked)
    (tmp_path / "files.txt").write_text("Guide.pdf: How it is done.\n\nGone.pdf: Not there.\n")
    (tmp_path / "Guide.pdf").write_bytes(b"a guide")
    (tmp_path / "Unsaid.pdf").write_bytes(b"what?")
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="2 refused"):
        call_command("publish_library_files", *asked, stdout=out, stderr=err)
    assert "Guide.pdf is published." in out.getvalue()
    assert "Gone.pdf was refused" in err.getvalue()
    assert "Unsaid.pdf was refused: files.txt does not say what it is." in err.getvalue()
    assert LibraryFile.objects.get().section == section
    (tmp_path / "files.txt").write_text("no colon")
    with pytest.raises(CommandError, match="no colon"):
        call_command("publish_library_files", *asked)
    for wrong, said in (("--section=None", "no section"), ("--as=nobody", "Nobody here")):
        with pytest.raises(CommandError, match=said):
            call_command("publish_library_files", *asked, wrong)
