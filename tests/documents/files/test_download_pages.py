"""Downloads: whole, in parts, several as a ZIP; who may, and who did (rules G4, G5)."""

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from acoms.access import Refused
from acoms.storage.stream import HEADER
from documents.files.actions.downloading import give_out, record_several
from documents.files.models import Download, FileVersion
from documents.files.storage import FILES
from documents.files.types import Place
from tests.cast import Cast, make_aco
from tests.documents.files.published import CCLF, bytes_of, publish_file

pytestmark = [pytest.mark.django_db, pytest.mark.rule("G4")]
CONTENT = bytes(range(256)) * 1_000


def url_of(version: FileVersion) -> str:
    aco, place = version.file.aco, version.file.place.value
    assert aco is not None
    return f"/acos/{aco.aco_id}/{place}/{version.file_id}/{version.number}/download/"


@pytest.fixture
def version(cast: Cast) -> FileVersion:
    return publish_file(cast.lakeside, "Übersicht.txt", CONTENT)


def ask(browser: Client, version: FileVersion, **headers: str) -> Any:
    return browser.get(
        url_of(version), headers={k.replace("_", "-"): v for k, v in headers.items()}
    )


def test_a_download_is_data_that_no_page_runs(cast: Cast, version: FileVersion) -> None:
    answer = ask(cast.browser("other"), version, accept_encoding="gzip")
    assert answer.status_code == 200
    assert bytes_of(answer) == CONTENT
    assert answer["Content-Length"] == str(len(CONTENT))
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%C3%9Cbersicht")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer["Accept-Ranges"] == "bytes"
    assert "Content-Encoding" not in answer
    assert answer["ETag"] == f'"{version.sha256}"'


@pytest.mark.parametrize(
    ("asked", "said", "first", "last"),
    [
        ("bytes=0-99", "bytes 0-99/256000", 0, 99),
        ("bytes=200000-", "bytes 200000-255999/256000", 200_000, 255_999),
        ("bytes=-5", "bytes 255995-255999/256000", 255_995, 255_999),
        ("bytes=65530-65540", "bytes 65530-65540/256000", 65_530, 65_540),
    ],
)
def test_a_part_is_given(
    cast: Cast, version: FileVersion, asked: str, said: str, first: int, last: int
) -> None:
    answer = ask(cast.browser("exec"), version, range=asked)
    assert answer.status_code == 206
    assert answer["Content-Range"] == said
    assert bytes_of(answer) == CONTENT[first : last + 1]
    assert answer["Content-Length"] == str(last - first + 1)


def test_a_part_is_of_the_bytes_whose_beginning_one_has(cast: Cast, version: FileVersion) -> None:
    browser = cast.browser("exec")
    same = ask(browser, version, range="bytes=9-", if_range=f'"{version.sha256}"')
    assert same.status_code == 206
    for other in ('"other"', "Mon, 02 Mar 2026 17:00:00 GMT", f'W/"{version.sha256}"'):
        answer = ask(browser, version, range="bytes=9-", if_range=other)
        assert (answer.status_code, bytes_of(answer)) == (200, CONTENT)
    behind = ask(browser, version, range="bytes=256000-")
    assert (behind.status_code, behind["Content-Range"]) == (416, "bytes */256000")


def test_head_says_what_there_is_and_is_no_download(cast: Cast, version: FileVersion) -> None:
    answer = cast.browser("exec").head(url_of(version))
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["Content-Length"] == str(len(CONTENT))
    assert not Download.objects.exists()


def test_who_took_what_when_and_from_where_is_recorded_once(
    cast: Cast, version: FileVersion
) -> None:
    browser = cast.browser("it")
    ask(browser, version)
    for start in ("bytes=100-", "bytes=200-"):
        ask(browser, version, range=start)
    one = Download.objects.get()
    assert (one.person, one.version, one.address, one.requests) == (
        cast.it,
        version,
        "127.0.0.1",
        3,
    )
    assert one.resumed_at is not None
    ask(browser, version, range="bytes=0-")
    ask(cast.browser("exec"), version, range="bytes=100-")
    assert Download.objects.count() == 3


def test_what_is_resumed_from_another_address_is_another_download(
    cast: Cast, version: FileVersion
) -> None:
    browser = cast.browser("it")
    ask(browser, version)
    for _ in range(2):
        answer = browser.get(
            url_of(version), headers={"range": "bytes=100-"}, REMOTE_ADDR="192.0.2.7"
        )
        assert answer.status_code == 206
    found = Download.objects.order_by("pk").values_list("address", "requests")
    assert [*found] == [("127.0.0.1", 1), ("192.0.2.7", 2)]


def test_what_is_resumed_after_a_day_is_another_download(cast: Cast, version: FileVersion) -> None:
    old = timezone.now() - timedelta(days=1, seconds=1)
    Download.objects.create(version=version, person=cast.exec, at=old)
    ask(cast.browser("exec"), version, range="bytes=100-")
    assert Download.objects.count() == 2


@pytest.mark.rule("G5")
@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("dua_requestor", 200),
        ("it", 200),
        ("delegate", 200),
        ("exec", 403),
        ("liaison", 403),
        ("security_official", 403),
        ("qpp_staff", 403),
        ("outsider", 404),
        ("cms_staff", 404),
    ],
)
def test_files_about_beneficiaries_are_opened_by_those_who_may(
    cast: Cast, role: str, status: int
) -> None:
    version = publish_file(cast.lakeside, "claims.zip", type=CCLF)
    answer = cast.browser(role).get(url_of(version))
    assert answer.status_code == status
    head = cast.browser(role).head(url_of(version))
    assert head.status_code == status
    assert Download.objects.exists() == (status == 200)
    if status == 403:
        page = answer.content.decode()
        assert "read files about this ACO" in page
        assert "DUA Custodian" in page


@pytest.mark.rule("G5")
def test_whoever_lost_the_type_since_the_page_was_asked_for_gets_no_bytes(cast: Cast) -> None:
    version = publish_file(cast.lakeside, "claims.zip", type=CCLF)
    with pytest.raises(Refused):
        give_out(acting_person=cast.exec, version=version)
    with pytest.raises(Refused):
        record_several(acting_person=cast.exec, versions=[version])
    assert not Download.objects.exists()
    give_out(acting_person=cast.dua_requestor, version=version).close()
    assert Download.objects.get().person == cast.dua_requestor


@pytest.mark.rule("G5")
def test_another_place_another_aco_and_what_is_not_shown_are_not_there(
    cast: Cast, version: FileVersion
) -> None:
    browser = cast.browser("it")
    assert browser.get(url_of(version).replace("data-hub", "reporting")).status_code == 404
    other = publish_file(make_aco("A9102", "Elsewhere"))
    assert browser.get(url_of(other)).status_code == 404
    assert browser.get(url_of(other).replace("A9102", "A9101")).status_code == 404
    past = publish_file(cast.lakeside, last_day=timezone.localdate() - timedelta(days=1))
    assert browser.get(url_of(past)).status_code == 404
    assert browser.get(url_of(version).replace("/1/", "/2/")).status_code == 404


def test_an_earlier_version_is_still_given(cast: Cast, version: FileVersion) -> None:
    publish_file(cast.lakeside, version.file.name, b"newer")
    assert bytes_of(ask(cast.browser("exec"), version)) == CONTENT
    assert Download.objects.get().version == version


def test_bytes_that_are_lost_are_said_to_be(cast: Cast, version: FileVersion) -> None:
    FILES.delete(version.stored_as)
    browser = cast.browser("exec")
    answer = browser.get(url_of(version), follow=True)
    assert "cannot be read. Tell the SSP Helpdesk" in answer.content.decode()
    answer = browser.post(
        "/acos/A9101/data-hub/zip/download/", {"version": version.pk}, follow=True
    )
    assert "cannot be read. Tell the SSP Helpdesk" in answer.content.decode()
    assert not Download.objects.exists()


@pytest.mark.parametrize("at", [0, -1])
def test_bytes_that_are_damaged_are_said_to_be(
    cast: Cast, version: FileVersion, settings: Any, at: int
) -> None:
    path = Path(settings.FILES_ROOT) / FILES.name_of(version.stored_as)
    damaged = bytearray(path.read_bytes())
    damaged[HEADER + 5 if at == 0 else at] ^= 1
    path.write_bytes(damaged)
    browser = cast.browser("exec")
    asked = {} if at == 0 else {"range": "bytes=255000-"}
    answer = browser.get(url_of(version), headers=asked, follow=True)
    assert "cannot be read. Tell the SSP Helpdesk" in answer.content.decode()
    if at == 0:
        url = "/acos/A9101/data-hub/zip/download/"
        answer = browser.post(url, {"version": version.pk}, follow=True)
        assert "cannot be read. Tell the SSP Helpdesk" in answer.content.decode()
    assert not Download.objects.exists()


def test_files_of_the_other_place_take_no_room_in_a_zip(
    cast: Cast, version: FileVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("documents.files.views.downloading.MOST_IN_A_ZIP", 1)
    reports = [publish_file(cast.lakeside, f"a{n}.txt", place=Place.REPORTING).pk for n in (1, 2)]
    browser, url = cast.browser("exec"), "/acos/A9101/data-hub/zip/download/"
    answer = browser.post(url, {"version": [*reports, version.pk]})
    with zipfile.ZipFile(io.BytesIO(bytes_of(answer))) as archive:
        assert archive.namelist() == ["Übersicht.txt"]


def test_what_is_ticked_comes_as_one_zip(cast: Cast, version: FileVersion) -> None:
    other = publish_file(cast.lakeside, "b.txt", b"more")
    elsewhere = publish_file(make_aco("A9102", "Elsewhere"))
    report = publish_file(cast.lakeside, place=Place.REPORTING)
    ticked = [version.pk, other.pk, elsewhere.pk, report.pk, "no number"]
    browser = cast.browser("exec")
    answer = browser.post("/acos/A9101/data-hub/zip/download/", {"version": ticked})
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"] == (
        f'attachment; filename="A9101-data-hub-{timezone.localdate()}.zip"'
    )
    with zipfile.ZipFile(io.BytesIO(bytes_of(answer))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["b.txt", "Übersicht.txt"]
        assert archive.read("Übersicht.txt") == CONTENT
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
    assert {one.version for one in Download.objects.all()} == {version, other}


def test_a_zip_of_nothing_or_of_what_one_may_not_open_is_refused(cast: Cast) -> None:
    claims = publish_file(cast.lakeside, "claims.zip", type=CCLF)
    browser = cast.browser("exec")
    url = "/acos/A9101/data-hub/zip/download/"
    answer = browser.post(url, {}, follow=True)
    assert "Tick the files that you want" in answer.content.decode()
    assert browser.post(url, {"version": claims.pk}).status_code == 403
    assert not Download.objects.exists()
    assert cast.browser("it").post(url, {"version": claims.pk}).status_code == 200


def test_administrators_see_who_took_what(cast: Cast, version: FileVersion) -> None:
    ask(cast.browser("it"), version)
    ask(cast.browser("it"), version, range="bytes=5-")
    page = cast.browser("exec").get("/acos/A9101/data-hub/downloads/").content.decode()
    page = page.replace("<wbr>", "")
    for words in (cast.it.full_name, "Übersicht.txt", "127.0.0.1", "1 time", "1 download"):
        assert words in page
    found = cast.browser("exec").get("/acos/A9101/data-hub/downloads/?q=nobody").content.decode()
    assert "No downloads match your search" in found
    sheet = bytes_of(cast.browser("exec").get("/acos/A9101/data-hub/downloads/downloads.csv"))
    assert cast.it.full_name in sheet.decode()
    assert cast.browser("it").get("/acos/A9101/data-hub/downloads/").status_code == 403
    activity = cast.browser("exec").get("/acos/A9101/activity/").content.decode()
    assert f"{cast.it.full_name} downloaded Übersicht.txt, version 1." in activity
    assert f"{cast.it.full_name} resumed the download of Übersicht.txt, version 1." in activity
    assert "published Übersicht.txt, version 1." in activity
    admin = cast.browser("cms_viewer").get("/admin/documents_files/download/").content.decode()
    assert "Übersicht.txt" in admin


def test_a_new_key_opens_what_was_kept_before(
    cast: Cast, version: FileVersion, settings: Any
) -> None:
    settings.ACOMS_KEYS = ["a-newer-key-that-only-this-test-has-and-no-other", *settings.ACOMS_KEYS]
    call_command("rekey_files", stdout=io.StringIO())
    assert bytes_of(ask(cast.browser("exec"), version)) == CONTENT
