"""Every character of a secret counts, the last one too (rule E5)."""

import base64
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.tokens import default_token_generator

from accounts.models import RecoveryCodes
from accounts.registration import secrets as registration
from acoms.crypto.codes import ALPHABET
from acoms.crypto.sealed import seal, unseal
from invitations import secrets as invitation
from qpp_roles.openid.models import Website
from tests.cast import Cast, make_person
from tests.qpp_roles.openid.website import qpp_of
from tests.signing_in import authenticator_code, give_second_factor

pytestmark = pytest.mark.rule("E5")

BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def nearly(secret: str, alphabet: str) -> list[str]:
    """The secret with any other last character, without it, and with one more."""
    others = [secret[:-1] + other for other in alphabet if other != secret[-1]]
    return [*others, secret[:-1], secret + alphabet[0]]


def website() -> Website:
    made = Website()
    made.set_secret("a-secret-of-a-website-of-ours-A")
    return made


def _base64(digits: str) -> str:
    """The last letter of base64 has bits that nobody reads: the bytes are what counts."""
    return base64.urlsafe_b64encode(bytes.fromhex(digits)).decode()


# Name: a genuine secret, the characters that it is made of, whether one is accepted.
SECRETS: dict[str, tuple[Callable[[], str], str, Callable[[str], Any]]] = {
    "invitation link": (lambda: invitation.token_for(7, 2), BASE64, invitation.read_token),
    "invitation code": (
        lambda: invitation.code_for(7, 2),
        ALPHABET,
        lambda typed: invitation.code_matches(typed, 7, 2),
    ),
    "registration link": (lambda: registration.token_for(7, 2), BASE64, registration.read_token),
    "registration code": (
        lambda: registration.code_for(7, 2),
        ALPHABET,
        lambda typed: registration.code_matches(typed, 7, 2),
    ),
    "sealed field": (
        lambda: base64.urlsafe_b64decode(seal("benchmark", 7, "x")).hex(),
        "0123456789abcdef",
        lambda text: len(text) % 2 == 0 and unseal("benchmark", 7, _base64(text)),
    ),
    "secret of a website": (
        lambda: "a-secret-of-a-website-of-ours-A",
        BASE64,
        website().check_secret,
    ),
}


@pytest.mark.parametrize(("made", "alphabet", "accepts"), SECRETS.values(), ids=SECRETS)
def test_a_secret_is_refused_for_its_last_character(
    made: Callable[[], str], alphabet: str, accepts: Callable[[str], Any]
) -> None:
    secret = made()
    assert accepts(secret)
    wrong = nearly(secret, alphabet)
    assert [one for one in wrong if accepts(one)] == []


@pytest.mark.django_db
def test_a_link_for_a_new_password_too() -> None:
    person = make_person("ann_lee")
    token = default_token_generator.make_token(person)
    assert default_token_generator.check_token(person, token)
    wrong = nearly(token, "0123456789abcdef")
    assert [one for one in wrong if default_token_generator.check_token(person, one)] == []


@pytest.mark.django_db
def test_recovery_codes_too() -> None:
    person = make_person("ann_lee")
    give_second_factor(person)
    codes = RecoveryCodes.objects.get(user=person)
    real = {code.replace("-", "") for code in codes.codes}
    for wrong in nearly(codes.codes[0], ALPHABET):
        codes.throttle_reset()
        assert wrong.replace("-", "") in real or not codes.verify_token(wrong)
    codes.throttle_reset()
    assert codes.verify_token(codes.codes[0])


@pytest.mark.django_db
def test_the_codes_of_an_app_too() -> None:
    app = give_second_factor(make_person("ann_lee"))
    code = authenticator_code(app.user)
    around = {code, *(authenticator_code(app.user, step) for step in (-1, 1))}
    for wrong in set(nearly(code, "0123456789")) - around:
        app.throttle_reset()
        assert not app.verify_token(wrong)
    app.throttle_reset()
    assert app.verify_token(code)


@pytest.mark.django_db
def test_the_code_and_the_tokens_of_a_website_too(cast: Cast) -> None:
    qpp = qpp_of(cast)

    def changed(secret: str) -> list[str]:
        return [secret[:-1] + ("A" if secret[-1] != "A" else "B"), secret[:-1], secret + "A"]

    code = qpp.code(cast.browser("qpp_staff"))
    assert {qpp.exchange(wrong).status_code for wrong in changed(code)} == {400}
    wrong_secrets = changed(qpp.secret)
    assert {qpp.exchange(code, client_secret=s).status_code for s in wrong_secrets} == {401}
    tokens = qpp.exchange(code).json()
    access, refresh = tokens["access_token"], tokens["refresh_token"]
    assert {qpp.userinfo({"access_token": a}).status_code for a in changed(access)} == {401}
    assert {qpp.refresh(wrong).status_code for wrong in changed(refresh)} == {400}
    assert qpp.userinfo(tokens).status_code == 200
    assert qpp.refresh(refresh).status_code == 200
