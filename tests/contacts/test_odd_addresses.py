"""Addresses that nobody links to: answered like any other that leads nowhere, never a 500."""

import pytest

from tests.cast import Cast


@pytest.mark.rule("E1")
@pytest.mark.parametrize("aco_id", ["a9101", "A9101%0A", "%F0%9F%90%9F", "A" * 400])
def test_what_is_no_aco_id_is_an_aco_that_is_not_there(cast: Cast, aco_id: str) -> None:
    for page in ("", "contacts/", "contacts/1/", "contacts/add/"):
        assert cast.browser("exec").get(f"/acos/{aco_id}/{page}").status_code == 404


@pytest.mark.rule("E1")
@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 19, "9" * 30])
def test_a_number_beyond_all_numbers_is_a_record_that_is_not_there(cast: Cast, number: str) -> None:
    browser = cast.browser("exec")
    assert browser.get(f"/acos/A9101/contacts/{number}/").status_code == 404
    assert browser.get(f"/acos/A9101/contacts/{number}/end/").status_code == 404
    assert browser.get(f"/acos/A9101/invitations/{number}/withdraw/").status_code == 404
    assert browser.post(f"/invitation/{number}/activate/").status_code == 404
    assert browser.get(f"/invitation/{number}.1.AAAA/").status_code == 404


@pytest.mark.parametrize("page", ["", "0", "-1", "²", "٢", "x", "9" * 6, "9" * 30, "1.5"])
@pytest.mark.parametrize("path", ["/acos/A9101/contacts/", "/my-acos/", "/notifications/"])
def test_any_page_number_is_answered(cast: Cast, path: str, page: str) -> None:
    assert cast.browser("exec").get(f"{path}?page={page}").status_code == 200


@pytest.mark.rule("E5")
@pytest.mark.parametrize("token", ["1.1.é", "1.1." + "A" * 5000, "..", "-", "1.1"])
def test_any_link_is_answered(client: object, cast: Cast, token: str) -> None:
    assert cast.browser("outsider").get(f"/invitation/{token}/").status_code == 404
    assert cast.browser("outsider").post(f"/invitation/{token}/", {"code": "x"}).status_code == 404
