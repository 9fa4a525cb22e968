"""Nothing that is sent is read before it is known who sends it and how much it is."""

from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from acoms.access.bodies import FROM_PEOPLE, FROM_STRANGERS
from tests.access.test_url_map import MADE_UP, asked_by
from tests.cast import Cast
from tests.signing_in import sign_in

A_LOT = 300_000_000


class Untouched:
    """A body that nobody may read."""

    def read(self, *args: Any) -> bytes:
        raise AssertionError("the body was read")

    readline = read


def send(browser: Client, path: str, size: int, content_type: str = MULTIPART_CONTENT) -> Any:
    """A POST that says it brings so much."""
    sent: dict[str, Any] = {"wsgi.input": Untouched(), "CONTENT_LENGTH": str(size)}
    return browser.generic("POST", path, "", content_type, **sent)


@pytest.mark.rule("E5")
def test_no_page_reads_what_a_stranger_sends_beyond_a_small_form(cast: Cast) -> None:
    stranger = Client(enforce_csrf_checks=True)
    for url in asked_by("visitor", "POST"):
        answer = send(stranger, url.path({**MADE_UP, "aco_id": cast.lakeside.aco_id}), A_LOT)
        assert answer.status_code in (302, 404, 405, 413), url.name
    assert send(stranger, "/account/sign-in/", FROM_STRANGERS + 1).status_code == 413


@pytest.mark.rule("E1", "E5")
def test_nor_what_people_send_to_a_page_that_is_not_theirs(cast: Cast) -> None:
    path = f"/acos/{cast.lakeside.aco_id}/participants/data-sharing/"
    assert send(cast.browser("outsider"), path, A_LOT).status_code == 404
    financial = sign_in(Client(), cast.holder_of("financial"))
    assert send(financial, path, A_LOT).status_code == 403


@pytest.mark.rule("E5")
def test_more_than_a_page_takes_is_refused_unread_and_it_says_so(cast: Cast) -> None:
    browser, of_aco = cast.browser("exec"), f"/acos/{cast.lakeside.aco_id}"
    answer = send(browser, f"{of_aco}/contacts/add/", FROM_PEOPLE + 1)
    assert answer.status_code == 413
    assert "takes at most 2.5\xa0MB" in answer.content.decode()
    too_much = settings.ATTACHMENT_MOST_BYTES + FROM_PEOPLE + 1
    assert send(browser, f"{of_aco}/change-requests/1/documents/", too_much).status_code == 413
    for length in ("many", "9" * 40):
        assert send(browser, f"{of_aco}/contacts/add/", length).status_code == 413  # type: ignore[arg-type]


def test_a_page_that_takes_files_reads_them(cast: Cast) -> None:
    file = SimpleUploadedFile("a.pdf", b"x" * (FROM_PEOPLE + 1))
    body = encode_multipart(BOUNDARY, {"kind": "other", "file": file})
    path = f"/acos/{cast.lakeside.aco_id}/change-requests/1/documents/"
    answer = cast.browser("exec").generic("POST", path, body, MULTIPART_CONTENT)
    assert answer.status_code == 404  # there is no such request; the page has looked
