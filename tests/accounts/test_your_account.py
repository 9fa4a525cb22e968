"""Your account: replacing the second factor needs the second factor."""

import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY

from accounts.actions import give_recovery_codes
from accounts.models import AuthenticatorApp, OpenSession, Person, RecoveryCodes
from accounts.session_engine import names_of
from notifications.models import Notification
from tests.signing_in import authenticator_code, code_for_key, sign_in

NOON = "2026-03-01 12:00Z"


@pytest.fixture
def signed_in(client: Client, regular: Person) -> Client:
    return sign_in(client, regular)


def confirm(client: Client, person: Person, next_page: str) -> Any:
    return client.post("/account/confirm/", {"code": authenticator_code(person), "next": next_page})


def test_it_says_how_one_signs_in(signed_in: Client, regular: Person) -> None:
    page = signed_in.get("/account/").content.decode()
    assert regular.user_id in page
    assert "10 of 10 left" in page


@pytest.mark.parametrize("path", ["/account/authenticator/", "/account/recovery-codes/"])
def test_a_code_is_asked_for_first(signed_in: Client, regular: Person, path: str) -> None:
    for response in (signed_in.get(path), signed_in.post(path, {"code": "123456"})):
        assert response["Location"] == f"/account/confirm/?next={path}"
    assert RecoveryCodes.objects.get(user=regular).generation == 1
    wrong = signed_in.post("/account/confirm/", {"code": "000000", "next": path})
    assert wrong.status_code == 200
    assert signed_in.get(path).status_code == 302
    assert confirm(signed_in, regular, path)["Location"] == path
    assert signed_in.get(path).status_code == 200


def test_the_code_counts_for_ten_minutes(client: Client, regular: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client, regular)
        confirm(client, regular, "")
        clock.shift(599)
        assert client.get("/account/recovery-codes/").status_code == 200
        clock.shift(1)
        assert client.get("/account/recovery-codes/").status_code == 302


@pytest.mark.parametrize("to", ["https://evil.example/", "foo", "dashboard"])
def test_the_confirmation_leads_to_no_other_site(
    signed_in: Client, regular: Person, to: str
) -> None:
    assert confirm(signed_in, regular, to)["Location"] == "/account/"


def test_another_app_takes_the_place_of_the_first(signed_in: Client, regular: Person) -> None:
    elsewhere = sign_in(Client(), regular)
    old = AuthenticatorApp.objects.get(user=regular)
    confirm(signed_in, regular, "/account/authenticator/")
    page = signed_in.get("/account/authenticator/").content.decode()
    key = re.search(r'<p class="code"[^>]*>([A-Z2-7 ]+)</p>', page)
    assert key is not None
    assert signed_in.post("/account/authenticator/", {"code": "000000"}).status_code == 200
    assert AuthenticatorApp.objects.get(user=regular, confirmed=True) == old

    done = signed_in.post("/account/authenticator/", {"code": code_for_key(key[1])})

    assert done["Location"] == "/account/"
    new = AuthenticatorApp.objects.get(user=regular)
    assert new.confirmed
    assert new != old
    assert signed_in.session[DEVICE_ID_SESSION_KEY] == new.persistent_id
    (listed,) = OpenSession.objects.filter(person=regular)
    assert listed.stored_as == names_of(signed_in.session.session_key)[0]
    assert signed_in.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    told = Notification.objects.filter(person=regular).values_list("data__what", flat=True)
    assert any("replaced" in what for what in told)


def test_new_recovery_codes_are_shown_until_they_are_saved(
    signed_in: Client, regular: Person, codes: list[str]
) -> None:
    path = "/account/recovery-codes/"
    confirm(signed_in, regular, path)
    before = signed_in.get(path).content.decode()
    assert not any(code in before for code in codes)
    signed_in.post(path, follow=True)
    new = RecoveryCodes.objects.get(user=regular).codes
    page = signed_in.get(path).content.decode()
    assert all(code in page for code in new)
    assert not set(new) & set(codes)
    assert new[0] in signed_in.post(path, {"download": ""}).content.decode()
    for _ in range(2):
        assert signed_in.post(path, {"saved": ""})["Location"] == "/account/"
    assert not any(code in signed_in.get(path).content.decode() for code in new)
    assert "attachment" not in signed_in.post(path, {"download": ""}).headers.values()


def test_whoever_saves_codes_that_are_not_theirs_any_more_is_told(
    signed_in: Client, regular: Person
) -> None:
    path = "/account/recovery-codes/"
    confirm(signed_in, regular, path)
    assert signed_in.post(path, {"saved": ""})["Location"] == path, "this session made none"
    signed_in.post(path)
    give_recovery_codes(acting_person=regular)
    said = signed_in.post(path, {"saved": ""}, follow=True).content.decode()
    assert "These recovery codes have been replaced" in said
    assert RecoveryCodes.objects.get(user=regular).saved_at is None
