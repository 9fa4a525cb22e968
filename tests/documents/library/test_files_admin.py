"""CMS staff publish files to all readers of the library in the admin (rule G3)."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from documents.files.models import FileVersion
from documents.library.models import LibraryFile
from tests.cast import Cast
from tests.documents.library.shelf import a_section, shelved, written

pytestmark = [pytest.mark.django_db, pytest.mark.rule("G3")]
FILES = "/admin/documents_library/libraryfile/"


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.browser("cms_analyst")


def upload(name: str = "Guide.pdf", content: bytes = b"bytes") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def asked(**given: Any) -> dict[str, Any]:
    standing = {"section": a_section().pk, "article": "", "last_day": ""}
    return {"file": upload(), "about": "What it is.", **standing, **given}


def shown(page: Any) -> dict[str, str]:
    found = re.search(r'name="(shown|filled_from)" value="([^"]*)"', page.content.decode())
    assert found
    return {found[1]: found[2]}


def test_a_file_is_published_and_then_a_new_version_of_it(cast: Cast, staff: Client) -> None:
    said = staff.post(f"{FILES}add/", asked(), follow=True).content.decode()
    assert "Guide.pdf is published." in said
    row = LibraryFile.objects.get()
    again = f"{FILES}add/?of={row.pk}"
    assert 'value="What it is."' in staff.get(again).content.decode()
    other = staff.post(again, asked(file=upload("Other.pdf"))).content.decode()
    assert "A new version is named Guide.pdf." in other
    said = staff.post(again, asked(file=upload(content=b"new")), follow=True).content.decode()
    assert "Guide.pdf is a new version." in said
    assert FileVersion.objects.filter(delivered_by=cast.cms_analyst).count() == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"file": ""}, "Choose a file."),
        ({"file": SimpleUploadedFile("a:b.txt", b"x")}, "cannot have :"),
        ({"about": ""}, "Fill in “"),
        ({"section": ""}, "one of the two"),
        ({"last_day": "2020-01-01"}, "This day is past"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(staff: Client, wrong: Any, said: str) -> None:
    assert said in staff.post(f"{FILES}add/", asked(**wrong)).content.decode()
    assert not LibraryFile.objects.exists()


def test_a_file_is_described_anew_without_a_new_version(cast: Cast, staff: Client) -> None:
    row, article = shelved(cast), written(cast)
    page = f"{FILES}{row.pk}/change/"
    new = {"about": "Better said.", "section": "", "article": article.pk, "last_day": ""}
    staff.post(page, {**new, **shown(staff.get(page))})
    row.refresh_from_db()
    assert (row.about, row.section, row.article) == ("Better said.", None, article)
    assert "With “Inviting a contact”" in staff.get(FILES).content.decode()
    assert FileVersion.objects.count() == 1


def test_a_file_is_withdrawn_with_a_reason_and_brought_back_as_it_was_shown(
    cast: Cast, staff: Client
) -> None:
    row = shelved(cast)
    withdraw = f"{FILES}{row.pk}/withdraw/"
    before = shown(staff.get(withdraw))
    shelved(cast, content=b"meanwhile")
    refused = staff.post(withdraw, {"reason": "Old.", **before})
    assert refused.status_code == 200
    assert not LibraryFile.objects.filter(withdrawn_at__isnull=False).exists()
    said = staff.post(withdraw, {"reason": "Old.", **shown(refused)}, follow=True).content.decode()
    assert "It is withdrawn." in said
    assert "Old." in said
    back = f"{FILES}{row.pk}/bring-back/"
    said = staff.post(back, shown(staff.get(back)), follow=True).content.decode()
    assert "It is back in the library." in said


def test_who_does_not_write_the_library_publishes_nothing_to_all(cast: Cast) -> None:
    row, viewer = shelved(cast), cast.browser("cms_viewer")
    assert viewer.get(f"{FILES}{row.pk}/change/").status_code == 200
    for url in (f"{FILES}add/", f"{FILES}{row.pk}/withdraw/", f"{FILES}{row.pk}/bring-back/"):
        assert viewer.get(url).status_code == 403
