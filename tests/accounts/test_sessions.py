"""How long a session lives, and where one is signed in."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.actions import end_sessions
from accounts.models import OpenSession, Person
from tests.accounts.door import is_signed_in
from tests.signing_in import sign_in

NOON = "2026-03-01 12:00Z"


def test_a_session_ends_after_30_idle_minutes_to_the_second(
    client: Client, regular: Person
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client, regular)
        clock.shift(30 * 60 - 1)
        assert client.get("/account/").status_code == 200
        clock.shift(30 * 60)
        ended = client.get("/account/?tab=1")
        assert ended["Location"] == "/account/sign-in/?next=/account/%3Ftab%3D1"
        assert not is_signed_in(client)
        page = client.get(ended["Location"]).content.decode()
        assert "nobody used it for 30 minutes" in page


def test_a_session_ends_after_12_hours_however_busy(client: Client, regular: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client, regular)
        for _ in range(12 * 3 - 1):
            clock.shift(20 * 60)
            assert client.get("/account/").status_code == 200
        clock.shift(20 * 60 - 1)
        assert client.get("/account/").status_code == 200
        clock.shift(1)
        assert client.get("/account/").status_code == 302
        assert not is_signed_in(client)


def test_a_session_that_is_kept_going_does_not_end(client: Client, regular: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client, regular)
        clock.shift(28 * 60)
        assert client.post("/account/sessions/stay/").status_code == 204
        clock.shift(28 * 60)
        assert client.get("/account/").status_code == 200
        clock.shift(30 * 60)
        assert client.post("/account/sessions/stay/").status_code == 302


def test_what_is_sent_after_the_end_does_nothing(client: Client, regular: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client, regular)
        clock.shift(30 * 60)
        response = client.post("/account/recovery-codes/", {"saved": ""})
        assert response["Location"] == "/account/sign-in/?next=/account/recovery-codes/"


def test_htmx_is_led_to_the_sign_in_as_a_whole_page(client: Client, regular: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client, regular)
        clock.shift(30 * 60)
        response = client.get("/account/", headers={"HX-Request": "true"})
        assert response["HX-Redirect"].startswith("/account/sign-in/")


def test_the_session_is_written_once_a_minute_at_most(
    client: Client, regular: Person, django_assert_num_queries: Any
) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        sign_in(client, regular)
        client.get("/help/")
        stored = Session.objects.get().session_data
        clock.shift(59)
        with django_assert_num_queries(4):  # session, person, notifications, their messages
            client.get("/help/")
        assert Session.objects.get().session_data == stored
        clock.shift(1)
        client.get("/help/")
        assert Session.objects.get().session_data != stored


def test_people_see_and_end_their_sessions(
    client: Client, regular: Person, sign_in_by_pages: Callable[[Person], Any]
) -> None:
    elsewhere = sign_in(Client(), regular)
    sign_in_by_pages(regular)
    page = client.get("/account/sessions/")
    assert len(page.context["sessions"]) == 2
    client.post("/account/sessions/")
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert OpenSession.objects.filter(person=regular).count() == 1


@pytest.mark.rule("A19")
def test_ending_sessions_signs_out_everywhere_at_once(client: Client, regular: Person) -> None:
    sign_in(client, regular)
    assert end_sessions(acting_person=regular, person=regular) == 1
    assert client.get("/account/").status_code == 302


def test_a_session_without_a_second_factor_is_not_let_in(client: Client, regular: Person) -> None:
    client.force_login(regular)
    page = client.get("/account/", follow=True)
    assert page.redirect_chain == [("/account/sign-in/?next=/account/", 302)]
    assert page.templates[0].name == "account/login.html"


@pytest.mark.rule("E5")
def test_what_a_session_holds_cannot_be_read_in_the_database(
    client: Client, regular: Person
) -> None:
    sign_in(client, regular)
    from django.core.signing import b64_decode

    stored = Session.objects.get().session_data
    raw = b64_decode(stored.split(":")[0].lstrip(".").encode())
    assert b"authenticatorapp" not in raw
    assert settings.SESSION_SERIALIZER == "accounts.session_engine.EncryptedSerializer"


@pytest.mark.rule("E5")
def test_the_database_does_not_have_what_a_browser_signs_in_with(
    client: Client, regular: Person
) -> None:
    sign_in(client, regular)
    assert client.get("/account/sessions/").status_code == 200
    kept = str([*Session.objects.values(), *OpenSession.objects.values()])
    (name,) = Session.objects.values_list("session_key", flat=True)
    assert client.cookies["sessionid"].value not in kept
    thief = Client()
    thief.cookies["sessionid"] = name
    assert thief.get("/account/").status_code == 302


def test_a_session_goes_on_when_a_new_key_stands_in_front(
    client: Client, regular: Person, settings: Any
) -> None:
    sign_in(client, regular)
    settings.ACOMS_KEYS = ["a-new-key-that-stands-in-front-of-the-other", *settings.ACOMS_KEYS]
    session = client.session
    session["more"] = True
    session.save()
    page = client.get("/account/sessions/")
    assert (Session.objects.count(), len(page.context["sessions"])) == (1, 1)
    assert page.context["this"] == page.context["sessions"][0]
    client.post("/account/sign-out/")
    assert not Session.objects.filter(session_key=page.context["this"].stored_as).exists()
