"""Whose session, code, token and website it is: each fails where it is left out (rule B3)."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from allauth.idp.oidc.models import Token
from django.db import transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.models import AuthenticatorApp, OpenSession
from contacts.models import HeldType
from qpp_roles.openid.access import LEFT_KEY, left_behind
from qpp_roles.openid.actions import (
    Addresses,
    begin_sign_in,
    close_website,
    end_replayed,
    end_sign_ins,
    forget_old_sign_ins,
    save_website,
)
from qpp_roles.openid.actions.sign_ins import (
    NO_ROLE,
    NOT_SIGNED_IN,
    OVER,
    SESSION_ENDED,
    refusal_of,
    use_refresh_token,
)
from qpp_roles.openid.actions.telling import send_due_notices
from qpp_roles.openid.claims import claims_of
from qpp_roles.openid.codes import SignInFacts
from qpp_roles.openid.models import LogoutNotice, SignIn, Website
from qpp_roles.openid.rules import RECORD_LASTS
from qpp_roles.organizations.errors import QppError
from tests.cast import Cast
from tests.qpp_roles.openid.test_flow import end_role
from tests.qpp_roles.openid.website import BACKCHANNEL, CALLBACK, Qpp, registered
from tests.signing_in import give_second_factor

pytestmark = [pytest.mark.rule("B3"), pytest.mark.django_db]


@pytest.fixture
def liams(cast: Cast) -> Client:
    """The browser of a QPP Staff User."""
    return cast.browser("qpp_staff")


@pytest.fixture
def another(cast: Cast) -> Qpp:
    """A second website that people sign in to."""
    return registered(cast.cms_staff, "Another")


def facts_of(session: OpenSession) -> SignInFacts:
    return SignInFacts(session.pk, int(timezone.now().timestamp()), ["pwd", "otp"])


@transaction.atomic
def use(website: Website, token: str) -> SignIn | None:
    return use_refresh_token(website=website, token=token)


def test_nobody_is_signed_in_by_the_factor_of_somebody_else(cast: Cast) -> None:
    give_second_factor(cast.security_official)
    assert not AuthenticatorApp.objects.filter(user=cast.qpp_staff).exists()
    assert refusal_of(cast.qpp_staff) == NOT_SIGNED_IN
    give_second_factor(cast.qpp_staff)
    assert not refusal_of(cast.qpp_staff)


@pytest.mark.rule("A9")
@pytest.mark.parametrize("lacks", [{"is_active": False}, {"proofed_at": None}])
def test_nobody_is_signed_in_who_is_closed_or_not_proven(cast: Cast, lacks: dict[str, Any]) -> None:
    person = cast.qpp_staff
    give_second_factor(person)
    for name, value in lacks.items():
        setattr(person, name, value)
    assert refusal_of(person) == NOT_SIGNED_IN


def test_a_sign_in_is_over_at_the_moment_that_it_lasts_until(qpp: Qpp, liams: Client) -> None:
    tokens = qpp.tokens(liams)
    until = SignIn.objects.get().lasts_until
    Token.objects.update(expires_at=until + timedelta(hours=1))
    with time_machine.travel(until, tick=False):
        assert use(qpp.website, tokens["refresh_token"]) is None
    assert SignIn.objects.get().end_reason == OVER


def test_a_new_session_takes_along_what_its_person_has_left_and_nothing_else(
    cast: Cast, qpp: Qpp, liams: Client
) -> None:
    for browser in (liams, liams, liams, cast.browser("security_official")):
        qpp.tokens(browser)
    left, kept, unlisted, anothers = SignIn.objects.order_by("pk")
    SignIn.objects.exclude(pk=kept.pk).update(session=None)
    request: Any = RequestFactory().get("/")
    request.user = cast.qpp_staff
    request.session = {LEFT_KEY: [left.pk, kept.pk, anothers.pk]}
    assert list(left_behind(request)) == [left]
    assert list(left_behind(request)) == [], "once"
    assert unlisted.ended_at is None


def test_only_sign_ins_that_are_long_over_are_forgotten(qpp: Qpp, liams: Client) -> None:
    qpp.tokens(liams)
    qpp.tokens(liams)
    old = SignIn.objects.latest("pk")
    SignIn.objects.filter(pk=old.pk).update(signed_in_at=timezone.now() - 2 * RECORD_LASTS)
    forget_old_sign_ins()
    assert SignIn.objects.get().pk != old.pk


@pytest.mark.rule("E5")
def test_no_cache_keeps_the_address_that_a_code_is_in(qpp: Qpp, liams: Client) -> None:
    answer = liams.get(qpp.question())
    assert "code=" in answer["Location"]
    assert "no-store" in answer["Cache-Control"]


def test_a_code_opens_nothing_from_the_session_of_somebody_else(
    cast: Cast, qpp: Qpp, liams: Client
) -> None:
    cast.browser("security_official")
    theirs = OpenSession.objects.get(person=cast.security_official)
    own = OpenSession.objects.get(person=cast.qpp_staff)
    asked: dict[str, Any] = {"acting_person": cast.qpp_staff, "website": qpp.website, "code": "c"}
    assert begin_sign_in(**asked, facts=facts_of(theirs)) is None
    assert not SignIn.objects.exists()
    assert begin_sign_in(**asked, facts=facts_of(own)) is not None


def test_a_code_that_is_shown_again_ends_what_came_of_it_and_nothing_else(
    qpp: Qpp, another: Qpp, liams: Client
) -> None:
    code = qpp.code(liams)
    ends, goes_on = qpp.exchange(code).json(), qpp.tokens(liams)
    elsewhere = another.tokens(liams)
    end_replayed(website=another.website, code=code)
    assert qpp.userinfo(ends).status_code == 200, "another website's word"
    end_replayed(website=qpp.website, code=code)
    assert qpp.userinfo(ends).status_code == 401
    assert qpp.userinfo(goes_on).status_code == 200
    assert another.userinfo(elsewhere).status_code == 200


def test_only_a_refresh_token_of_this_website_carries_a_sign_in_on(
    qpp: Qpp, another: Qpp, liams: Client
) -> None:
    tokens = qpp.tokens(liams)
    assert use(another.website, tokens["refresh_token"]) is None
    assert use(qpp.website, tokens["access_token"]) is None
    assert use(qpp.website, tokens["refresh_token"]) == SignIn.objects.get()
    SignIn.objects.update(ended_at=timezone.now(), end_reason="Over.")
    assert use(qpp.website, tokens["refresh_token"]) is None


def test_a_token_that_was_never_given_ends_no_sign_in(qpp: Qpp, liams: Client) -> None:
    tokens = qpp.tokens(liams)
    later = qpp.refresh(tokens["refresh_token"]).json()
    assert use(qpp.website, "never given") is None
    assert qpp.userinfo(later).status_code == 200


@pytest.mark.rule("E3")
@pytest.mark.parametrize("reason", ["", " \n"])
def test_no_website_is_closed_without_a_reason(cast: Cast, qpp: Qpp, reason: str) -> None:
    with pytest.raises(QppError, match="Enter a reason"):
        close_website(acting_person=cast.cms_staff, website=qpp.website, reason=reason)
    assert Website.objects.open().exists()


def test_a_website_is_told_of_ends_where_it_said_and_else_nowhere(cast: Cast, qpp: Qpp) -> None:
    website = Website.objects.get()
    save: dict[str, Any] = {"acting_person": cast.cms_staff, "website": website, "name": "QPP"}
    save_website(**save, addresses=Addresses((CALLBACK,)))
    website = Website.objects.get()
    assert "backchannel_logout_uri" not in website.data["client_metadata"]
    save_website(**save, addresses=Addresses((CALLBACK,), (), BACKCHANNEL))
    again = Website.objects.get()
    assert again.backchannel_logout_uri == BACKCHANNEL
    assert again.secret_made_at == website.secret_made_at is not None, "the rest stays"


def test_a_website_is_closed_and_the_others_go_on(
    cast: Cast, qpp: Qpp, another: Qpp, liams: Client
) -> None:
    here, elsewhere = qpp.tokens(liams), another.tokens(liams)
    close_website(acting_person=cast.cms_staff, website=qpp.website, reason="Replaced")
    assert qpp.userinfo(here).status_code == 401
    assert another.userinfo(elsewhere).status_code == 200


@pytest.fixture
def officials(cast: Cast, qpp: Qpp, liams: Client) -> SignIn:
    """Of two people who are signed in at the website, the sign-in of the second."""
    qpp.tokens(liams)
    qpp.tokens(cast.browser("security_official"))
    return SignIn.objects.get(person=cast.security_official)


def test_with_the_last_role_sign_ins_end_that_have_no_session_either(
    cast: Cast, officials: SignIn
) -> None:
    SignIn.objects.update(session=None)
    end_role(cast, "qpp_staff")
    assert SignIn.objects.get(person=cast.qpp_staff).end_reason == NO_ROLE
    assert officials in SignIn.objects.open()


@pytest.mark.parametrize("lacks", [{"is_active": False}, {"proofed_at": None}])
def test_with_the_account_sign_ins_end_that_have_no_session_either(
    cast: Cast, officials: SignIn, lacks: dict[str, Any]
) -> None:
    SignIn.objects.update(session=None)
    person = cast.qpp_staff
    person.save()
    assert SignIn.objects.open().count() == 2
    for name, value in lacks.items():
        setattr(person, name, value)
    person.save()
    assert SignIn.objects.get(person=person).end_reason == NOT_SIGNED_IN
    assert officials in SignIn.objects.open()


def test_with_a_session_its_own_sign_ins_end(cast: Cast, qpp: Qpp, officials: SignIn) -> None:
    OpenSession.objects.get(person=cast.qpp_staff).delete()
    assert SignIn.objects.get(person=cast.qpp_staff).end_reason == SESSION_ENDED
    assert officials in SignIn.objects.open()


def test_a_website_that_gives_back_a_token_ends_its_own_sign_in_alone(
    cast: Cast, qpp: Qpp, another: Qpp, officials: SignIn
) -> None:
    tokens = qpp.tokens(cast.browser("qpp_staff"))
    another.revoke(tokens["refresh_token"])
    assert qpp.userinfo(tokens).status_code == 200
    qpp.revoke(tokens["refresh_token"])
    assert qpp.userinfo(tokens).status_code == 401
    assert SignIn.objects.open().count() == 2


def test_a_token_says_nothing_once_its_own_sign_in_is_over(
    cast: Cast, qpp: Qpp, liams: Client, officials: SignIn
) -> None:
    tokens = qpp.tokens(liams)
    latest = SignIn.objects.filter(pk=SignIn.objects.latest("pk").pk)
    latest.update(ended_at=timezone.now(), end_reason="Over.")
    assert SignIn.objects.open().exists()
    assert qpp.userinfo(tokens).status_code == 401


def test_a_website_that_does_not_listen_is_told_of_no_end(cast: Cast, liams: Client) -> None:
    registered(cast.cms_staff, backchannel_logout="").tokens(liams)
    assert end_sign_ins(SignIn.objects.all(), OVER) == 1
    assert not LogoutNotice.objects.exists()


def test_websites_are_told_of_what_is_due_and_once(
    qpp: Qpp, liams: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        qpp.tokens(liams)
    end_sign_ins(SignIn.objects.all(), OVER)
    due, later, sent, given_up = LogoutNotice.objects.order_by("pk")
    now = timezone.now()
    LogoutNotice.objects.filter(pk=later.pk).update(due_at=now + timedelta(hours=1))
    LogoutNotice.objects.filter(pk=sent.pk).update(sent_at=now)
    LogoutNotice.objects.filter(pk=given_up.pk).update(given_up_at=now)
    told: list[SignIn] = []

    def post(sign_in: SignIn) -> str:
        told.append(sign_in)
        return ""

    monkeypatch.setattr("qpp_roles.openid.actions.telling.post", post)
    assert send_due_notices() == 1
    assert told == [due.sign_in]
    later.refresh_from_db()
    assert later.due_at == now + timedelta(hours=1)


def test_a_code_is_worth_nothing_once_the_last_role_has_ended(
    cast: Cast, qpp: Qpp, liams: Client
) -> None:
    code = qpp.code(liams)
    held = HeldType.objects.filter(contact__person=cast.qpp_staff)
    held.update(ended_at=timezone.now(), end_reason="Left.")
    assert qpp.exchange(code).json()["error"] == "invalid_grant"
    assert not SignIn.objects.exists()


def test_an_address_is_called_verified_where_its_person_has_shown_that_it_is_theirs(
    cast: Cast,
) -> None:
    person = cast.qpp_staff
    own = {"user": person, "email": person.email, "verified": True}
    for differs in ({"user": cast.exec}, {"email": "liam@example.org"}, {"verified": False}):
        address = EmailAddress.objects.create(**{**own, **differs})
        assert not claims_of(person, ["email"])["email_verified"]
        address.delete()
    EmailAddress.objects.create(**own)
    assert claims_of(person, ["email"])["email_verified"]
