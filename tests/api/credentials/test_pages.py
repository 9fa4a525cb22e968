"""The API Credentials page of an ACO (rules A6, H1, E5)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from api.credentials.models import Credentials
from contacts.attention import needing_attention_by_right
from contacts.queries import acos_of_person
from tests.api.credentials.keeping import made
from tests.cast import Cast, make_aco, make_contact
from tests.signing.events import fresh_code
from tests.signing_in import sign_in

pytestmark = pytest.mark.rule("H1")


def url(name: str = "aco_api_credentials", *args: Any) -> str:
    return reverse(name, args=["A9101", *args])


def test_an_empty_page_says_what_to_do(cast: Cast) -> None:
    page = sign_in(Client(), cast.delegate).get(url()).content.decode()
    assert "There are no API credentials yet." in page
    assert url("new_api_credentials") in page


@pytest.mark.rule("E5")
def test_a_delegate_creates_credentials_and_sees_the_secret_once(
    cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    browser = sign_in(Client(REMOTE_ADDR="127.0.0.9"), cast.delegate)
    form = browser.get(url("new_api_credentials")).content.decode()
    assert "Credential delegate (API)" in form
    assert "127.0.0.9" in form, "this computer's address is offered"
    assert "All ACOs" not in form, "there is no other ACO"
    answer = browser.post(
        url("new_api_credentials"),
        {
            "name": "Nightly files",
            "resources": ["data_hub", "contacts"],
            "addresses": "10.1.0.1\n10.2.0.0/28, 10.1.0.1",
            "here": "on",
            "code": fresh_code(cast.delegate),
        },
    )
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    page = answer.content.decode()
    configure = re.search(r"acoms-cli configure --key (\S+) --secret (\S+) --env (\S+)<", page)
    assert configure
    secret = configure[2]
    assert Credentials.objects.get().addresses == ["10.1.0.1", "10.2.0.0/28", "127.0.0.9"]
    listed = browser.get(url()).content.decode()
    assert configure[1] in listed
    assert secret not in listed
    assert secret not in caplog.text
    assert all(secret not in str(row.get_decoded()) for row in Session.objects.all())


def test_who_keeps_several_acos_may_choose_them_all(cast: Cast) -> None:
    make_contact(make_aco("A9102", "Harbor ACO"), cast.delegate, ["credential_delegate"])
    form = sign_in(Client(), cast.delegate).get(url("new_api_credentials")).content.decode()
    assert "A9101, A9102" in form


def test_what_is_refused_keeps_what_was_typed_and_says_where(cast: Cast) -> None:
    browser = sign_in(Client(), cast.delegate)
    page = browser.post(
        url("new_api_credentials"),
        {
            "name": "Nightly",
            "resources": ["data_hub"],
            "addresses": "not an address",
            "code": fresh_code(cast.delegate),
        },
    ).content.decode()
    assert "is not an IP address" in page
    assert 'value="Nightly"' in page


def test_all_that_is_wrong_is_said_at_once_before_the_code_is_tried(cast: Cast) -> None:
    typed = {
        "name": "",
        "resources": ["data_hub", "bcda"],
        "addresses": "8.0.0.0/8\nfoo",
        "code": "000000",
    }
    browser = sign_in(Client(), cast.delegate)
    page = browser.post(url("new_api_credentials"), typed).content.decode()
    assert "Correct 3 errors" in page
    for said in ("Enter a name", "resources of one group", "too large a network", "foo is not an"):
        assert said in page
    assert "000000 is" not in page


@pytest.mark.parametrize(
    ("name", "typed", "then"),
    [
        ("rotate_api_credentials", {}, "acoms-cli configure"),
        ("api_addresses", {"addresses": "10.9.9.9"}, "10.9.9.9"),
        ("take_over_api_credentials", {}, "You answer for"),
        ("delete_api_credentials", {}, "was deleted"),
    ],
)
def test_each_change_is_asked_and_confirmed_by_a_code(
    cast: Cast, name: str, typed: dict[str, str], then: str
) -> None:
    one = made(cast.delegate, cast.lakeside)
    browser = sign_in(Client(), cast.delegate)
    address = url(name, one.credentials.uid)
    asked = browser.get(address).content.decode()
    shown = re.search(r'name="shown" value="([^"]*)"', asked)
    assert shown
    said = {**typed, "shown": shown[1]}
    assert "Fill in “Security code”" in browser.post(address, said).content.decode()
    done = browser.post(address, {**said, "code": fresh_code(cast.delegate)}, follow=True)
    assert then in done.content.decode()


def test_who_rotates_credentials_for_bcda_is_shown_how_to_get_a_token(cast: Cast) -> None:
    one = made(cast.delegate, cast.lakeside, resources=["bcda"])
    browser = sign_in(Client(), cast.delegate)
    address = url("rotate_api_credentials", one.credentials.uid)
    shown = re.search(r'name="shown" value="([^"]*)"', browser.get(address).content.decode())
    assert shown
    form = {"shown": shown[1], "code": fresh_code(cast.delegate)}
    page = browser.post(address, form).content.decode()
    assert "/auth/token" in page
    assert "acoms-cli" not in page


@pytest.mark.rule("H3")
def test_the_page_leads_to_the_api_its_limits_and_the_webhooks(cast: Cast) -> None:
    made(cast.delegate, cast.lakeside)
    page = sign_in(Client(), cast.delegate).get(url()).content.decode()
    for name, args in (
        ("acoms_cli", []),
        ("api_docs", []),
        ("api_limits", []),
        ("aco_webhooks", ["A9101"]),
    ):
        assert f'href="{reverse(name, args=args)}"' in page


@pytest.mark.rule("A6", "E1")
@pytest.mark.parametrize(
    ("role", "status"), [("exec", 403), ("liaison", 403), ("other", 403), ("outsider", 404)]
)
def test_nobody_else_sees_the_page(cast: Cast, role: str, status: int) -> None:
    one = made(cast.delegate, cast.lakeside)
    browser = sign_in(Client(), getattr(cast, role))
    for address in (
        url(),
        url("new_api_credentials"),
        url("rotate_api_credentials", one.credentials.uid),
        url("delete_api_credentials", one.credentials.uid),
    ):
        assert browser.get(address).status_code == status
        if address != url():
            assert browser.post(address, {"code": "123456"}).status_code == status


@pytest.mark.rule("E1")
def test_credentials_of_another_aco_are_not_found(cast: Cast) -> None:
    harbor = make_aco("A9102", "Harbor ACO")
    there = cast.other
    make_contact(harbor, there, ["credential_delegate"])
    one = made(there, harbor)
    browser = sign_in(Client(), cast.delegate)
    for name in ("rotate_api_credentials", "api_addresses", "delete_api_credentials"):
        assert browser.get(url(name, one.credentials.uid)).status_code == 404


def test_the_dashboard_says_what_a_delegate_has_to_do(cast: Cast) -> None:
    def texts() -> list[str]:
        acos = acos_of_person(cast.delegate.pk)
        found = needing_attention_by_right(list(acos))
        return [item.text for item in found if "api-credentials" in item.url]

    (first,) = texts()
    assert first.startswith("Create API credentials for the programs of")
    one = made(cast.delegate, cast.lakeside)
    assert texts() == []
    one.client_id.ends_at = timezone.now() + timedelta(days=4, hours=1)
    one.client_id.save()
    (said,) = texts()
    assert said.startswith("API credentials of")
    assert said.endswith("end within 5 days. Rotate them.")
