"""Tokens: for whom, from where, and until when (rules H1, H2)."""

from base64 import b64encode
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import save_person
from accounts.models import Person
from acoms.programme.dates import in_words
from api.credentials.actions import (
    Made,
    change_addresses,
    delete_credentials,
    end_credentials,
    take_over,
)
from api.credentials.models import ClientId
from api.tokens.actions import forget_tokens
from api.tokens.models import AccessToken, WrongSecrets
from contacts.models import HeldType
from notifications.models import Notification
from tests.api.credentials.keeping import agreement_is_over, made, rotated
from tests.cast import Cast, make_contact, make_person
from tests.signing.events import fresh_code

pytestmark = pytest.mark.rule("H2")
FORM_TYPE = "application/x-www-form-urlencoded"
FORM = {"grant_type": "client_credentials"}


def basic(client_id: object, secret: str) -> dict[str, str]:
    return {"authorization": "Basic " + b64encode(f"{client_id}:{secret}".encode()).decode()}


def ask(one: Made, secret: str = "", **how: Any) -> Any:
    given = basic(one.client_id.client_id, secret or one.secret)
    return Client().post("/auth/token", headers=given, **how)


def token_of(one: Made) -> str:
    return str(ask(one).json()["access_token"])


def welcome(token: str, **how: Any) -> Any:
    return Client().get("/auth/welcome", headers={"authorization": f"Bearer {token}"}, **how)


@pytest.fixture
def one(cast: Cast) -> Made:
    return made(cast.delegate, cast.lakeside)


@pytest.mark.parametrize("path", ["/auth/token", "/openid/token"])
def test_a_secret_gets_a_token_of_20_minutes_by_basic_or_in_the_form(one: Made, path: str) -> None:
    in_form = {
        **FORM,
        "client_id": str(one.client_id.client_id),
        "client_secret": one.secret,
    }
    for answer in (
        Client().post(path, urlencode(in_form), content_type=FORM_TYPE),
        Client().post(
            path,
            urlencode(FORM),
            headers=basic(one.client_id.client_id, one.secret),
            content_type=FORM_TYPE,
        ),
    ):
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        said = answer.json()
        assert (said["token_type"], said["expires_in"]) == ("Bearer", 1200)
        assert said["scope"] == "data_hub"
        assert welcome(said["access_token"]).json()["acos"] == ["A9101"]
        assert not AccessToken.objects.filter(sha256=said["access_token"]).exists()


def test_the_provider_says_that_it_gives_tokens_to_programs(client: Client) -> None:
    document = client.get("/.well-known/openid-configuration").json()
    assert "client_credentials" in document["grant_types_supported"]


@pytest.mark.parametrize("path", ["/auth/token", "/openid/token"])
def test_wrong_secrets_and_unknown_client_ids_are_answered_alike(one: Made, path: str) -> None:
    answers = [
        Client().post(
            path,
            "grant_type=client_credentials",
            content_type="application/x-www-form-urlencoded",
            headers=basic(client_id, "wrong"),
        )
        for client_id in (
            one.client_id.client_id,
            "00000000-0000-4000-8000-000000000000",
            "none",
        )
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1
    assert answers[0].json()["error"] == "invalid_client"
    assert answers[0]["WWW-Authenticate"].startswith("Basic")


def test_another_grant_is_refused(one: Made) -> None:
    answer = ask(one, data={"grant_type": "password"})
    assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type")


def test_other_addresses_get_no_token_and_use_none(one: Made) -> None:
    token = token_of(one)
    refused = ask(one, REMOTE_ADDR="192.0.2.7")
    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")
    assert "192.0.2.7" in refused.json()["error_description"]
    assert welcome(token).status_code == 200
    elsewhere = welcome(token, REMOTE_ADDR="192.0.2.7")
    assert (elsewhere.status_code, elsewhere.json()["error"]) == (403, "access_denied")


def end_the_type(cast: Cast, one: Made) -> None:
    HeldType.objects.filter(contact__person=cast.delegate).update(
        ended_at=timezone.now(), end_reason="Left."
    )


def close_the_account(cast: Cast, one: Made) -> None:
    cast.delegate.is_active = False
    save_person(acting_person=cast.cms_staff, person=cast.delegate)


def end_the_agreement(cast: Cast, one: Made) -> None:
    agreement_is_over(cast.cms_staff, cast.lakeside)


def run_out(cast: Cast, one: Made) -> None:
    ClientId.objects.update(made_at=timezone.now() - timedelta(days=90), ends_at=timezone.now())


def delete(cast: Cast, one: Made) -> None:
    delete_credentials(
        acting_person=cast.delegate,
        aco=cast.lakeside,
        credentials=one.credentials,
        code=fresh_code(cast.delegate),
    )


def end_by_cms(cast: Cast, one: Made) -> None:
    end_credentials(acting_person=cast.cms_staff, credentials=one.credentials, reason="Published.")


def move_away(cast: Cast, one: Made) -> None:
    change_addresses(
        acting_person=cast.delegate,
        aco=cast.lakeside,
        credentials=one.credentials,
        addresses=["10.0.0.1"],
        code=fresh_code(cast.delegate),
        shown=None,
    )


@pytest.mark.rule("H1")
@pytest.mark.rule("J4")
@pytest.mark.parametrize(
    ("end", "answer"),
    [
        (end_the_type, 403),
        (close_the_account, 403),
        (end_the_agreement, 403),
        (run_out, 401),
        (delete, 401),
        (end_by_cms, 401),
        (move_away, 403),
    ],
)
def test_a_token_works_no_longer_than_its_credentials(
    cast: Cast, one: Made, end: Any, answer: int
) -> None:
    token = token_of(one)
    assert welcome(token).status_code == 200
    end(cast, one)
    assert welcome(token).status_code == answer
    assert ask(one).status_code in (400, 401)


@pytest.mark.rule("J4")
def test_programs_of_an_ended_aco_are_told_of_its_end(cast: Cast, one: Made) -> None:
    token = token_of(one)
    end_the_agreement(cast, one)
    day = in_words(timezone.localdate() - timedelta(days=1))
    for answer in (welcome(token), ask(one)):
        said = answer.json()["error_description"]
        assert f"(A9101) ended on {day}." in said
        assert "Delegate" not in said


@pytest.mark.rule("H1")
@pytest.mark.parametrize("end", [end_the_type, close_the_account])
def test_who_takes_over_answers_and_the_program_goes_on(cast: Cast, one: Made, end: Any) -> None:
    token = token_of(one)
    other = make_person("dana_reyes")
    make_contact(cast.lakeside, other, ["credential_delegate"])
    end(cast, one)
    assert welcome(token).status_code == 403
    take_over(
        acting_person=other,
        aco=cast.lakeside,
        credentials=one.credentials,
        code=fresh_code(other),
    )
    assert welcome(token).status_code == 200


@pytest.mark.rule("A9")
def test_programs_go_on_while_their_delegate_does_not_sign_in(cast: Cast, one: Made) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert Person.objects.get(pk=cast.delegate.pk).is_dormant
        assert welcome(token_of(one)).status_code == 200


@pytest.mark.rule("H1")
def test_who_closes_an_account_sees_what_stops(cast: Cast, one: Made) -> None:
    page = f"/admin/accounts/person/{cast.delegate.pk}/change/"
    staff = cast.browser("cms_staff")
    said = staff.get(page).content.decode().partition("API credentials that stop")[2]
    assert "Nightly files" in said
    assert "Lakeside Care Partners ACO (A9101)" in said
    close_the_account(cast, one)
    assert "API credentials that stop" not in staff.get(page).content.decode()


@pytest.mark.rule("H1")
def test_both_secrets_work_until_the_old_one_has_ended(cast: Cast, one: Made) -> None:
    new = rotated(cast.delegate, cast.lakeside, one)
    old_token = token_of(one)
    assert ask(new).status_code == 200
    ClientId.objects.filter(pk=one.client_id.pk).update(ends_at=timezone.now())
    assert welcome(old_token).status_code == 401
    assert ask(one).status_code == 401
    assert ask(new).status_code == 200


def test_a_token_of_20_minutes_is_over_then_and_swept(one: Made) -> None:
    token = token_of(one)
    AccessToken.objects.update(expires_at=timezone.now())
    assert welcome(token).status_code == 401
    forget_tokens()
    assert not AccessToken.objects.exists()


def test_the_fifth_wrong_secret_locks_that_address_and_is_told(cast: Cast, one: Made) -> None:
    move = {"addresses": ["127.0.0.1", "127.0.0.2"], "name": "Two machines"}
    two = made(cast.delegate, cast.lakeside, **move)
    assert [ask(two, "wrong").status_code for _ in range(5)] == [401] * 5
    locked = ask(two)
    assert (locked.status_code, locked["Retry-After"]) == (429, "60")
    assert ask(two, REMOTE_ADDR="127.0.0.2").status_code == 200, "the other machine goes on"
    assert ask(one).status_code == 200, "and so do other credentials"
    (told,) = Notification.objects.filter(kind="wrong_api_secrets")
    assert told.person == cast.delegate
    WrongSecrets.objects.update(last_at=timezone.now() - timedelta(minutes=1))
    assert ask(two).status_code == 200
    assert not WrongSecrets.objects.exists()


def test_who_asks_too_often_is_told_when_to_come_back_and_nothing_is_looked_up(
    one: Made, settings: Any
) -> None:
    rates = {**settings.ACCOUNT_RATE_LIMITS, "api_token": "2/m/key"}
    settings.ACCOUNT_RATE_LIMITS = rates
    assert [ask(one).status_code for _ in range(2)] == [200, 200]
    with CaptureQueriesContext(connection) as queries:
        refused = ask(one)
    assert (refused.status_code, refused["Retry-After"]) == (429, "60")
    assert not queries.captured_queries
    other = ask(one, REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 401, "nobody elsewhere is in its way, nor it in theirs"


@pytest.mark.rule("H1")
def test_the_last_use_is_noted_once_a_minute_and_costs_two_queries_else(one: Made) -> None:
    token = token_of(one)
    assert welcome(token).status_code == 200
    one.client_id.refresh_from_db()
    assert one.client_id.last_used_from == "127.0.0.1"
    with CaptureQueriesContext(connection) as queries:
        welcome(token)
    assert len(queries) == 2
    before = timezone.now() - timedelta(minutes=2)
    ClientId.objects.update(last_used_at=before)
    welcome(token)
    one.client_id.refresh_from_db()
    assert one.client_id.last_used_at
    assert one.client_id.last_used_at > before


@pytest.mark.parametrize("path", ["/auth/token", "/auth/introspect", "/openid/token"])
def test_what_cannot_be_read_is_refused_as_oauth_does(path: str, settings: Any) -> None:
    anyone = Client(enforce_csrf_checks=True)
    too_long = "a=" + "b" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    for answer, status in (
        (anyone.post(path, "client_id=%00", content_type=FORM_TYPE), 400),
        (anyone.post(path, "a=b", content_type=f"{FORM_TYPE}; charset=utf-16"), 400),
        (anyone.post(path, too_long, content_type=FORM_TYPE), 413),
        (anyone.get(path), 405),
    ):
        assert (answer.status_code, answer.json()["error"]) == (status, "invalid_request")
        assert answer["Cache-Control"] == "no-store"
