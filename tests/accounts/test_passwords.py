"""The rules for passwords, and passwords that were forgotten."""

import unicodedata
from datetime import timedelta
from io import StringIO
from typing import Any, Literal

import pytest
import time_machine
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.password_validation import validate_password
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.actions import change_password
from accounts.hashers import Argon2Hasher, PBKDF2Hasher
from accounts.models import OpenSession, Person
from accounts.passwords import LengthValidator, ReuseValidator
from accounts.session_engine import names_of
from acoms.settings import base
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from tests.accounts.door import (
    NEW,
    PASSWORD,
    ask_for_link,
    at_second_factor,
    give_password,
    is_signed_in,
    set_by_link,
)
from tests.cast import make_person
from tests.signing_in import authenticator_code, sign_in


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Quartz-bean-71a", None),
        ("Abcdefghijkl1!", "password_length"),
        ("A1" + "quartz-bean-lofty-" * 3 + "ants", None),
        ("A1" + "b" * 59, "password_length"),
        ("abcdefghijklmno1", "password_kinds"),
        ("ABCDEFGHIJKLMNO1", "password_kinds"),
        ("Abcdefghijklmnop", "password_kinds"),
        ("Élodie-1-mot-de-passe", None),
        ("With-pat.smith-9-in-it", "password_names"),
        ("With-PAT.Smith-9-in-it", "password_names"),
        ("A-patricia-long-enough-1", "password_names"),
        ("A-long-enough-SMITHEREEN-1", "password_names"),
        ("A Passphrase With 4 Words", None),
        ("Password1Password1", "password_guessed"),
        ("Summer2026Summer2026", "password_guessed"),
        ("SharedSavings2026", "password_guessed"),
        ("Medicare-Shared-Savings-2026!", "password_guessed"),
        ("Abcdefghijklmno1", "password_guessed"),
        ("Qwertyuiop123456", "password_guessed"),
    ],
)
def test_what_a_password_may_be(password: str, code: str | None) -> None:
    person = Person(user_id="pat.smith", first_name="Patricia", last_name="Smith")
    if code is None:
        validate_password(password, person)
    else:
        with pytest.raises(ValidationError) as refused:
            validate_password(password, person)
        assert code in {error.code for error in refused.value.error_list}


@pytest.mark.django_db
def test_none_of_the_last_six_passwords(regular: Person) -> None:
    passwords = [PASSWORD, *(f"Password-Number-{n}-x" for n in range(2, 8))]
    for password in passwords[1:]:
        change_password(person=regular, password=password)
    for used in passwords[1:]:
        with pytest.raises(ValidationError):
            validate_password(used, regular)
    validate_password(passwords[0], regular)
    assert regular.password_uses.count() == 6


def test_changing_the_password_needs_the_old_one(client: Client, regular: Person) -> None:
    sign_in(client, regular)
    data = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    assert client.post("/account/password/", data).status_code == 200
    done = client.post("/account/password/", {**data, "oldpassword": PASSWORD})
    assert done["Location"] == "/account/"
    regular.refresh_from_db()
    assert regular.check_password(NEW)
    assert client.get("/account/").status_code == 200
    assert Notification.objects.filter(person=regular, kind="accounts.security_change").exists()


def test_the_old_password_does_not_do_as_the_new_one(client: Client, regular: Person) -> None:
    sign_in(client, regular)
    data = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}
    page = client.post("/account/password/", data)
    assert "used this password before" in page.content.decode()


def test_a_new_password_ends_the_other_sessions(client: Client, regular: Person) -> None:
    elsewhere = sign_in(Client(), regular)
    sign_in(client, regular)
    client.post("/account/password/", {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW})
    assert client.get("/account/").status_code == 200
    listed = OpenSession.objects.get(person=regular)
    assert listed.stored_as == names_of(client.session.session_key)[0]
    ended = elsewhere.get("/account/", follow=True)
    assert "your password or second factor was changed" in ended.content.decode()


@pytest.mark.rule("A9")
def test_a_password_set_by_link_ends_all_sessions_at_once(client: Client, regular: Person) -> None:
    sign_in(client, regular)
    set_by_link(Client(), ask_for_link(Client(), regular.email))
    assert not OpenSession.objects.filter(person=regular).exists()
    assert client.get("/account/").status_code == 302


def test_a_forgotten_password_is_set_anew_and_signs_nobody_in(
    client: Client, regular: Person
) -> None:
    link = ask_for_link(client, "RITA.regular@example.org")
    assert regular.user_id in str(mail.outbox[0].body)
    set_by_link(client, link)
    assert not is_signed_in(client)
    assert client.get("/account/password/reset/done/").status_code == 200

    assert give_password(client, regular).status_code == 200
    assert give_password(client, regular, password=NEW)["Location"] == "/account/second-factor/"
    assert not is_signed_in(client)
    client.post("/account/second-factor/", {"code": authenticator_code(regular)})
    assert is_signed_in(client)


def test_the_link_works_once_and_for_an_hour(client: Client, regular: Person) -> None:
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as clock:
        link = ask_for_link(client, regular.email)
        set_by_link(client, link)
        assert "token_fail" in client.get(link, follow=True).context
        clock.shift(61)
        link = ask_for_link(client, regular.email)
        clock.shift(60 * 60 + 1)
        assert "token_fail" in client.get(link, follow=True).context


def test_strangers_get_no_mail_and_the_same_answer(client: Client, db: None) -> None:
    assert ask_for_link(client, "nobody@example.org") == ""
    assert not Notification.objects.exists()


def test_a_request_that_waited_too_long_in_the_outbox_is_not_sent(
    client: Client, regular: Person
) -> None:
    client.post("/account/password/reset/", {"email": regular.email})
    Notification.objects.update(created_at=timezone.now() - timedelta(hours=2))
    mail.outbox.clear()
    relay_due_mail()
    assert not mail.outbox


@pytest.mark.rule("E5")
def test_neither_outbox_nor_session_gives_the_link_away(client: Client, regular: Person) -> None:
    link = ask_for_link(client, regular.email)
    token = link.rstrip("/").rsplit("/", 1)[1].partition("-")[2]
    client.get(link, follow=True)
    assert token not in str(list(Notification.objects.values()))
    from django.contrib.sessions.models import Session
    from django.core.signing import JSONSerializer, b64_decode

    for session in Session.objects.all():
        stored = session.session_data.split(":")[0].lstrip(".").encode()
        raw = b64_decode(stored)
        assert token.encode() not in raw
        with pytest.raises(ValueError, match=r".*"):
            JSONSerializer().loads(raw)


def test_a_new_password_opens_an_account_that_slept(client: Client, regular: Person) -> None:
    long_ago = timezone.now() - timedelta(days=100)
    Person.objects.filter(pk=regular.pk).update(
        last_login=long_ago, password_changed_at=long_ago, created_at=long_ago
    )
    assert give_password(client, regular)["Location"] == "/account/disabled/"
    set_by_link(client, ask_for_link(client, regular.email))
    assert give_password(client, regular, password=NEW)["Location"] == "/account/second-factor/"


def test_a_new_password_ends_the_lock(client: Client, regular: Person) -> None:
    for _ in range(6):
        give_password(client, regular, password="wrong")
    set_by_link(client, ask_for_link(client, regular.email))
    assert give_password(client, regular, password=NEW).status_code == 302


def test_a_closed_account_gets_no_link(client: Client, regular: Person) -> None:
    Person.objects.filter(pk=regular.pk).update(is_active=False)
    assert ask_for_link(client, regular.email) == ""


def test_the_link_of_one_person_is_no_other_persons(
    client: Client, regular: Person, newcomer: Person
) -> None:
    token = default_token_generator.make_token(regular)
    link = f"/account/password/reset/key/{user_pk_to_url_str(newcomer)}-{token}/"
    assert "token_fail" in client.get(link, follow=True).context


def test_a_reset_in_the_middle_of_a_sign_in_ends_it(client: Client, regular: Person) -> None:
    at_second_factor(client, regular)
    set_by_link(Client(), ask_for_link(Client(), regular.email))
    client.post("/account/second-factor/", {"code": authenticator_code(regular)})
    assert not is_signed_in(client)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_password_is_the_same_however_a_keyboard_composes_its_letters(
    db: None, form: Literal["NFC", "NFD"]
) -> None:
    """SP 800-63B: normalized where it is set and where it is checked."""
    typed = "Grün-Häfen-Türme-2026"
    person = make_person("uma.lauter")
    person.set_password(unicodedata.normalize(form, typed))
    person.save()
    others: list[Literal["NFC", "NFD"]] = ["NFC", "NFD"]
    for other in others:
        same = unicodedata.normalize(other, typed)
        assert person.check_password(same)
        assert give_password(Client(), person, password=same).status_code == 302
        with pytest.raises(ValidationError, match="used this password before"):
            ReuseValidator().validate(same, person)
    assert not person.check_password(typed.replace("ü", "u"))


@pytest.mark.parametrize("how", ["change", "link"])
def test_a_password_is_the_same_in_both_fields_however_it_is_composed(
    client: Client, regular: Person, how: str
) -> None:
    typed = "Grün-Häfen-Türme-2026"
    twice = {
        "password1": unicodedata.normalize("NFC", typed),
        "password2": unicodedata.normalize("NFD", typed),
    }
    if how == "change":
        sign_in(client, regular)
        client.post("/account/password/", {"oldpassword": PASSWORD, **twice})
    else:
        form = client.get(ask_for_link(client, regular.email), follow=True)
        client.post(form.request["PATH_INFO"], twice)
    regular.refresh_from_db()
    assert regular.check_password(typed)


def test_a_password_typed_at_a_terminal_is_the_same_however_it_is_composed(
    regular: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "Grün-Häfen-Türme-2026"
    monkeypatch.setattr("getpass.getpass", lambda **_: unicodedata.normalize("NFD", typed))
    call_command("changepassword", regular.user_id, stdout=StringIO())
    regular.refresh_from_db()
    assert regular.check_password(unicodedata.normalize("NFC", typed))


@pytest.mark.parametrize("hasher", [Argon2Hasher, PBKDF2Hasher])
def test_the_hashers_of_production_normalize(hasher: type[Any], settings: Any) -> None:
    assert f"{hasher.__module__}.{hasher.__name__}" in base.PASSWORD_HASHERS
    quick = hasher()
    quick.time_cost, quick.memory_cost = 1, 64
    quick.iterations = 1
    encoded = quick.encode("e\u0301" * 8, "salt-of-sixteen-c")
    assert quick.verify("\u00e9" * 8, encoded)
    assert not quick.verify("e" * 8, encoded)


def test_a_password_is_measured_as_it_is_kept() -> None:
    LengthValidator().validate(unicodedata.normalize("NFD", "ü" * 60))
    with pytest.raises(ValidationError):
        LengthValidator().validate(unicodedata.normalize("NFD", "ü" * 14))
