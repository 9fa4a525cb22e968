"""Refresh tokens work once; revoking, and what else ends a sign-in at a website (rule B3)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.idp.oidc.models import Token
from django.test import Client
from django.utils import timezone

from accounts.actions import end_sessions, remove_second_factor
from accounts.actions.people import save_person
from accounts.middleware import SEEN_KEY
from accounts.models import OpenSession
from qpp_roles.openid.actions import forget_old_sign_ins
from qpp_roles.openid.models import LogoutNotice, SignIn, SpentToken
from tests.cast import Cast
from tests.qpp_roles.openid.website import Qpp, registered

pytestmark = [pytest.mark.rule("B3"), pytest.mark.django_db]


@pytest.fixture
def liams(cast: Cast) -> Client:
    """The browser of a QPP Staff User."""
    return cast.browser("qpp_staff")


@pytest.fixture
def tokens(qpp: Qpp, liams: Client) -> dict[str, Any]:
    return qpp.tokens(liams)


def test_each_refresh_brings_new_tokens_of_the_same_sign_in(
    qpp: Qpp, tokens: dict[str, Any]
) -> None:
    first = qpp.verified(tokens["id_token"])
    for _ in range(3):
        later = qpp.refresh(tokens["refresh_token"]).json()
        assert later["refresh_token"] != tokens["refresh_token"]
        claims = qpp.verified(later["id_token"])
        for name in ("sub", "sid", "auth_time", "amr", "aud", "iss"):
            assert claims[name] == first[name]
        assert qpp.userinfo(later).status_code == 200
        tokens = later


def test_a_refresh_token_that_comes_again_ends_the_sign_in(
    qpp: Qpp, tokens: dict[str, Any]
) -> None:
    second = qpp.refresh(tokens["refresh_token"]).json()
    third = qpp.refresh(second["refresh_token"]).json()
    assert qpp.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert qpp.refresh(third["refresh_token"]).json()["error"] == "invalid_grant"
    assert qpp.userinfo(third).status_code == 401
    assert SignIn.objects.get().end_reason == "A refresh token of it was used a second time."
    assert not Token.objects.exists()


def test_another_sign_in_of_the_same_person_goes_on(
    cast: Cast, qpp: Qpp, tokens: dict[str, Any]
) -> None:
    elsewhere = qpp.tokens(cast.browser("qpp_staff"))
    qpp.refresh(tokens["refresh_token"])
    qpp.refresh(tokens["refresh_token"])
    assert qpp.userinfo(elsewhere).status_code == 200


def test_a_refresh_token_is_one_websites(cast: Cast, qpp: Qpp, tokens: dict[str, Any]) -> None:
    other = registered(cast.cms_staff, "Another")
    assert other.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    other.revoke(tokens["refresh_token"])
    assert qpp.userinfo(tokens).status_code == 200
    assert qpp.refresh(tokens["refresh_token"], client_secret="wrong").status_code == 401
    assert qpp.refresh("nonsense").json()["error"] == "invalid_grant"
    assert qpp.refresh(tokens["refresh_token"]).status_code == 200


def test_a_used_token_that_another_website_shows_ends_nothing(
    cast: Cast, qpp: Qpp, tokens: dict[str, Any]
) -> None:
    later = qpp.refresh(tokens["refresh_token"]).json()
    other = registered(cast.cms_staff, "Another")
    assert other.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert qpp.userinfo(later).status_code == 200
    assert qpp.refresh(later["refresh_token"]).status_code == 200


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
@pytest.mark.parametrize("hint", ["", "access_token", "refresh_token", "nonsense"])
def test_either_token_given_back_ends_the_sign_in(
    qpp: Qpp, tokens: dict[str, Any], which: str, hint: str
) -> None:
    assert qpp.revoke(tokens[which], hint).status_code == 200
    assert qpp.userinfo(tokens).status_code == 401
    assert qpp.refresh(tokens["refresh_token"]).json()["error"] == "invalid_grant"
    assert not LogoutNotice.objects.exists(), "the website knows"
    assert qpp.revoke(tokens[which]).status_code == 200


def test_a_token_does_not_work_in_an_address(qpp: Qpp, tokens: dict[str, Any]) -> None:
    answer = qpp.server.get("/openid/userinfo", {"access_token": tokens["access_token"]})
    assert answer.status_code == 401
    assert qpp.server.get("/openid/userinfo").status_code == 401


# --- What else ends it ---------------------------------------------------------------------------
def is_over(qpp: Qpp, tokens: dict[str, Any]) -> bool:
    userinfo = qpp.userinfo(tokens).status_code
    refresh = qpp.refresh(tokens["refresh_token"]).status_code
    assert (userinfo, refresh) in {(200, 200), (401, 400)}
    return bool(userinfo == 401)


@pytest.mark.rule("A19")
def test_signing_out_here_signs_out_there(
    cast: Cast, qpp: Qpp, liams: Client, tokens: dict[str, Any]
) -> None:
    elsewhere = qpp.tokens(cast.browser("qpp_staff"))
    liams.post("/account/sign-out/")
    assert is_over(qpp, tokens)
    assert not is_over(qpp, elsewhere)
    assert LogoutNotice.objects.get().sign_in.end_reason == "The person signed out."


def test_a_session_that_was_left_idle_here_does_not_end_what_goes_on_there(
    cast: Cast, qpp: Qpp, liams: Client, tokens: dict[str, Any]
) -> None:
    session = liams.session
    session[SEEN_KEY] -= 31 * 60
    session.save()
    assert liams.get("/dashboard/").status_code == 302, "the session is over"
    OpenSession.objects.all().delete()  # as is done with what is over
    assert not is_over(qpp, tokens)


@pytest.mark.rule("A19")
def test_ended_sessions_end_what_they_opened(cast: Cast, qpp: Qpp, tokens: dict[str, Any]) -> None:
    end_sessions(acting_person=cast.cms_staff, person=cast.qpp_staff)
    assert is_over(qpp, tokens)


@pytest.mark.rule("A9")
def test_a_second_factor_that_staff_remove_ends_it(
    cast: Cast, qpp: Qpp, tokens: dict[str, Any]
) -> None:
    remove_second_factor(acting_person=cast.cms_staff, person=cast.qpp_staff, reason="Lost phone")
    assert is_over(qpp, tokens)


def test_a_closed_account_ends_also_what_has_no_session_any_more(
    cast: Cast, qpp: Qpp, tokens: dict[str, Any]
) -> None:
    SignIn.objects.update(session=None)
    person = cast.qpp_staff
    person.is_active = False
    save_person(acting_person=cast.cms_staff, person=person)
    assert is_over(qpp, tokens)
    assert LogoutNotice.objects.count() == 1


def test_a_token_that_was_left_behind_says_nothing_of_an_ended_sign_in(
    qpp: Qpp, tokens: dict[str, Any]
) -> None:
    SignIn.objects.update(ended_at=timezone.now(), end_reason="Ended as the token was made.")
    assert Token.objects.exists()
    assert is_over(qpp, tokens)


def test_what_has_run_out_is_cleared_away(qpp: Qpp, tokens: dict[str, Any]) -> None:
    qpp.refresh(tokens["refresh_token"])
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        forget_old_sign_ins()
    assert [token.type for token in Token.objects.all()] == [Token.Type.REFRESH_TOKEN]
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        forget_old_sign_ins()
    assert not Token.objects.exists()
    assert not SignIn.objects.exists()
    assert not SpentToken.objects.exists()
