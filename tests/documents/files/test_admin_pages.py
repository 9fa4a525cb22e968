"""CMS staff publish files in the admin: one by a form, several by their names (rule G3)."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from acoms.storage.store import names_in
from documents.files.actions.several import forget_waiting
from documents.files.models import FileVersion, PublishedFile, WaitingFile
from documents.files.storage import FILES
from tests.cast import Cast
from tests.documents.files.published import publish_file

pytestmark = [pytest.mark.django_db, pytest.mark.rule("G3")]
ADD = "/admin/documents_files/publishedfile/add/"
SEVERAL = "/admin/documents_files/publishedfile/several/"
GOOD = "P.A9101.ACO.ZCY26.D260211.T1435560.zip"
OTHER = "A9101.01.SBMON.D260304.T1517558.zip"


def upload(name: str, content: bytes = b"bytes") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def single(cast: Cast, **more: Any) -> dict[str, Any]:
    return {"aco": cast.lakeside.aco_id, "type": "cms-report", "file": upload("Letter.pdf"), **more}


def preview_of(browser: Client, *files: SimpleUploadedFile, **more: Any) -> Any:
    answer = browser.post(SEVERAL, {"chosen": files, **more})
    assert answer.status_code == 302, answer.content.decode()
    return browser.get(answer["Location"])


def test_one_file_is_published_by_a_form(cast: Cast) -> None:
    browser = cast.browser("cms_analyst")
    answer = browser.post(ADD, single(cast, performance_year="2026"), follow=True)
    assert "Letter.pdf is published." in answer.content.decode()
    found = FileVersion.objects.get()
    assert found.delivered_by == cast.cms_analyst
    assert (found.file.type, found.file.performance_year) == ("cms-report", 2026)
    answer = browser.post(ADD, single(cast), follow=True)
    assert "is the same as what is there" in answer.content.decode()
    answer = browser.post(ADD, single(cast, type="115"), follow=True)
    assert "is there already, as Report by CMS" in answer.content.decode()


@pytest.mark.parametrize(("typed", "year"), [("", 2026), ("2025", 2025)])
def test_without_a_year_a_single_file_is_of_the_year_in_its_name(
    cast: Cast, typed: str, year: int
) -> None:
    asked = single(cast, file=upload(GOOD), performance_year=typed)
    assert cast.browser("cms_analyst").post(ADD, asked).status_code == 302
    assert PublishedFile.objects.get().performance_year == year


def test_a_file_that_came_beside_errors_is_said_to_be_chosen_again(cast: Cast) -> None:
    browser = cast.browser("cms_analyst")
    assert "Choose it again" in browser.post(ADD, single(cast, aco="")).content.decode()
    assert "Choose it again" not in browser.post(ADD, single(cast, file="")).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"aco": ""}, "Enter an ACO ID"),
        ({"aco": "A9999"}, "There is no ACO with this ACO ID."),
        ({"type": "999"}, "Choose from what is listed."),
        ({"file": ""}, "Choose a file."),
        ({"file": SimpleUploadedFile("a.txt", b"")}, "The file is empty."),
        ({"file": SimpleUploadedFile("a:b.txt", b"x")}, "cannot have :"),
        ({"last_day": "2020-01-01"}, "This day is past"),
        ({"performance_year": "1999"}, "greater than or equal to 2012"),
    ],
)
def test_what_cannot_be_published_is_said_at_its_field(
    cast: Cast, wrong: dict[str, Any], said: str
) -> None:
    answer = cast.browser("cms_staff").post(ADD, single(cast, **wrong))
    assert said in answer.content.decode()
    assert not PublishedFile.objects.exists()


def test_several_files_are_shown_by_what_their_names_say_before_anything_happens(
    cast: Cast,
) -> None:
    publish_file(cast.lakeside, GOOD, b"earlier", type=None)
    PublishedFile.objects.update(type="113")
    browser = cast.browser("cms_staff")
    page = preview_of(
        browser,
        upload(GOOD),
        upload(OTHER),
        upload("notes.txt"),
        upload("P.A9199.ACO.ZCY26.D260211.T1435560.zip"),
        last_day="2040-01-31",
    )
    text = page.content.decode()
    for words in (
        "2 of 4 files can be published",
        "Is a new version",
        "Is published",
        "Shadow Bundle Reports for SSP (244)",
        "There is no ACO A9199.",
        "does not have the form",
    ):
        assert words in text
    assert FileVersion.objects.count() == 1
    done = browser.post(page.request["PATH_INFO"], {"shown": page.context["shown"]}, follow=True)
    assert f"{OTHER} is published." in done.content.decode()
    assert f"{GOOD} is a new version." in done.content.decode()
    assert FileVersion.objects.count() == 3
    assert {str(one.last_day) for one in PublishedFile.objects.all()} == {"2040-01-31"}
    assert not WaitingFile.objects.exists()
    again = browser.post(page.request["PATH_INFO"], {"shown": page.context["shown"]}, follow=True)
    assert FileVersion.objects.count() == 3
    assert again.status_code == 404


def test_what_changed_after_the_preview_is_shown_again_and_nothing_is_done(cast: Cast) -> None:
    browser = cast.browser("cms_staff")
    page = preview_of(browser, upload(OTHER))
    publish_file(cast.lakeside, OTHER, b"meanwhile")
    PublishedFile.objects.update(type="244")
    answer = browser.post(page.request["PATH_INFO"], {"shown": page.context["shown"]}, follow=True)
    assert "Something has changed" in answer.content.decode()
    assert "Is a new version" in answer.content.decode()
    assert FileVersion.objects.count() == 1


def test_a_batch_is_confirmed_by_whoever_uploaded_it_or_given_up(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    browser = cast.browser("cms_staff")
    page = preview_of(browser, upload(OTHER))
    path = page.request["PATH_INFO"]
    assert cast.browser("cms_analyst").get(path).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(path, {"give_up": "yes"}, follow=True)
    assert "Nothing was published." in answer.content.decode()
    assert not WaitingFile.objects.exists()
    assert [*names_in(FILES.storage)] == []


def test_giving_up_what_was_published_is_said_to_be_too_late(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    browser = cast.browser("cms_staff")
    page = preview_of(browser, upload(OTHER))
    path = page.request["PATH_INFO"]
    assert cast.lakeside
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(path, {"shown": page.context["shown"]})
        answer = browser.post(path, {"give_up": "yes"}, follow=True)
    assert "were published or given up already" in answer.content.decode()
    assert FILES.exists(FileVersion.objects.get().stored_as)


def test_what_nobody_confirms_is_forgotten_after_a_day(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    preview_of(cast.browser("cms_staff"), upload(OTHER))
    assert forget_waiting() == 0
    long_ago = timezone.now() - timedelta(days=1, seconds=1)
    WaitingFile.objects.update(uploaded_at=long_ago)
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_waiting() == 1
    assert [*names_in(FILES.storage)] == []


def test_a_name_that_comes_twice_is_published_once(cast: Cast) -> None:
    assert cast.lakeside
    page = preview_of(cast.browser("cms_staff"), upload(OTHER, b"1"), upload(OTHER, b"2"))
    assert "Another file of this name is among them." in page.content.decode()


def test_too_many_or_none_at_once_are_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = cast.browser("cms_staff")
    assert "Choose files." in browser.post(SEVERAL, {"last_day": ""}).content.decode()
    monkeypatch.setattr("documents.files.admin.files.MOST", 1)
    answer = browser.post(SEVERAL, {"chosen": [upload(GOOD), upload(OTHER)]})
    assert "At most 1 files go in at once" in answer.content.decode()
    assert not WaitingFile.objects.exists()


def test_a_viewer_publishes_nothing(cast: Cast) -> None:
    browser = cast.browser("cms_viewer")
    for url in (ADD, SEVERAL, f"{SEVERAL}00000000-0000-4000-8000-000000000000/"):
        answer = browser.get(url)
        assert answer.status_code == 403
        assert "publish files to ACOs" in answer.content.decode()
    assert "Publish several files" not in browser.get(ADD.removesuffix("add/")).content.decode()


def test_staff_say_until_when_a_file_is_shown(cast: Cast) -> None:
    version = publish_file(cast.lakeside)
    page = f"/admin/documents_files/publishedfile/{version.file_id}/change/"
    yesterday = timezone.localdate() - timedelta(days=1)
    browser = cast.browser("cms_staff")
    assert browser.post(page, {"last_day": yesterday}).status_code == 302
    assert not FileVersion.objects.shown().exists()
    assert cast.browser("cms_viewer").post(page, {"last_day": ""}).status_code == 403


def test_refused_deliveries_are_listed_for_staff(cast: Cast) -> None:
    answer = cast.browser("cms_viewer").get("/admin/documents_files/refusedfile/")
    assert answer.status_code == 200


def test_the_list_of_files_takes_as_many_queries_for_many(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    browser = cast.browser("cms_staff")
    for number in range(12):
        publish_file(cast.lakeside, f"{number}.txt")
    for name in ("publishedfile", "fileversion", "download"):
        with django_assert_max_num_queries(14):
            assert browser.get(f"/admin/documents_files/{name}/").status_code == 200
