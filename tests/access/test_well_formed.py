"""What is no text gets 400 and a page that says so, whoever sends it wherever; never a 500."""

import base64
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse, reverse_lazy

from tests.cast import Cast

pytestmark = [pytest.mark.rule("E1"), pytest.mark.django_db]

SIGN_IN, TOKEN = reverse_lazy("account_login"), reverse_lazy("openid_token")
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"


def part(value: bytes, name: bytes = b"login") -> bytes:
    head = b'--b\r\nContent-Disposition: form-data; name="' + name + b'"'
    return head + b"\r\n\r\n" + value + b"\r\n--b--\r\n"


BODIES: dict[str, tuple[str, bytes]] = {
    "a NUL": (FORM, b"login=sam%00ortiz"),
    "a NUL as it is": (FORM, b"login=sam\0ortiz"),
    "half a surrogate pair": (FORM, b"login=%ED%A0%80"),
    "Latin-1": (FORM, b"login=Ren%E9"),
    "Latin-1, as it says": (f"{FORM}; charset=iso-8859-1", b"login=Ren%E9"),
    "UTF-16": (f"{FORM}; charset=utf-16", "login=sam".encode("utf-16")),
    "UTF-7": (f"{MULTIPART}; charset=utf-7", part(b"+2AA-")),
    "a charset that nobody knows": (f"{FORM}; charset=klingon", b"login=sam"),
    "a NUL in a part": (MULTIPART, part(b"sam\0ortiz")),
    "a NUL in a name": (MULTIPART, part(b"sam", name=b"lo\0gin")),
    "Latin-1 in a part": (MULTIPART, part(b"Ren\xe9")),
    "JSON with a NUL": ("application/json", b'{"login": "sam\\u0000"}'),
    "JSON with half a surrogate pair": ("application/json", b'{"login": ["\\ud800"]}'),
    "JSON in Latin-1": ("application/json", b'{"login": "Ren\xe9"}'),
}


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


def assert_refused(answer: Any) -> None:
    assert answer.status_code == 400, answer.status_code
    if answer["Content-Type"] == "application/json":  # to a program, as OAuth has it
        assert answer.json()["error"] == "invalid_request"
    else:
        assert "could not be read" in answer.content.decode()


@pytest.mark.parametrize("address", [SIGN_IN, TOKEN])
@pytest.mark.parametrize(("kind", "body"), BODIES.values(), ids=BODIES)
def test_a_body(visitor: Client, address: str, kind: str, body: bytes) -> None:
    assert_refused(visitor.generic("POST", str(address), body, content_type=kind))


@pytest.mark.parametrize("address", [SIGN_IN, reverse_lazy("openid_authorize"), "/nowhere/"])
@pytest.mark.parametrize("query", ["q=%00", "q=%ED%A0%80", "Ren%E9", "q=%C3"])
def test_a_query(visitor: Client, address: str, query: str) -> None:
    assert_refused(visitor.get(f"{address}?{query}"))


@pytest.mark.parametrize("path", ["/nowhere/%00/", "/acos/A9001%00/"])
def test_an_address(visitor: Client, path: str) -> None:
    assert_refused(visitor.get(path))


def test_a_header_or_cookie(visitor: Client) -> None:
    assert_refused(visitor.get(SIGN_IN, headers={"user-agent": "a\0b"}))
    assert_refused(visitor.get(SIGN_IN, headers={"cookie": 'sessionid="a\\000b"'}))


@pytest.mark.parametrize("credentials", [b"\xff:x", b"\0:x", b"a:\0", b"no colon"])
def test_the_credentials_of_a_website(visitor: Client, credentials: bytes) -> None:
    basic = f"Basic {base64.b64encode(credentials).decode()}"
    answer = visitor.post(TOKEN, {"grant_type": "x"}, headers={"authorization": basic})
    assert 400 <= answer.status_code < 500


def test_someone_who_is_signed_in_is_told_the_same(cast: Cast) -> None:
    browser = cast.browser("exec")
    browser.raise_request_exception = False
    assert_refused(browser.get(f"{reverse('dashboard')}?q=%00"))


@pytest.mark.parametrize(
    "name", ["Ren\u00e9", "\u738b", "\U0001f600", "R\u0308", "\ufffc"], ids=ascii
)
def test_what_people_write_is_text(visitor: Client, name: str) -> None:
    for kind, body in (
        (f"{FORM}; charset=UTF-8", f"login={name}".encode()),
        (MULTIPART, part(name.encode())),
    ):
        assert visitor.generic("POST", str(SIGN_IN), body, content_type=kind).status_code == 200
    assert visitor.get(f"{SIGN_IN}?q={name}").status_code == 200
