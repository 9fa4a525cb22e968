"""The whole path, and after each of its steps no secret of it in whatever is kept (rule E5)."""

import io
import logging.config
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import AuthenticatorApp, Person, RecoveryCodes
from acoms.celery import app
from acoms.process.logs import logging_settings
from acoms.settings.base import redis_cache
from contacts.models import HeldType
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from tests.accounts.door import IDENTITY, PASSWORD, RIGHT, answer, give_identity
from tests.cast import Cast
from tests.security.dump import database, found_in, redis_location, valkey
from tests.signing_in import code_for_key

pytestmark = [pytest.mark.rule("E5"), pytest.mark.django_db(transaction=True)]

NEW_PASSWORD = "Another-Long-Phrase-88"


@pytest.fixture
def logged(settings: Any) -> Iterator[io.StringIO]:
    """All that the site logs at DEBUG, in the form of production and in that of local mode."""
    stream = io.StringIO()
    both = logging_settings(json=True, level="DEBUG")
    local = logging_settings(json=False)
    both["formatters"]["local"] = local["formatters"]["lines"]
    both["handlers"]["local"] = {**local["handlers"]["console"], "formatter": "local"}
    for handler in both["handlers"].values():
        handler["stream"] = stream
    for logger in (both["root"], *both["loggers"].values()):
        if logger.get("handlers"):
            logger["handlers"] = ["console", "local"]
    logging.config.dictConfig(both)
    yield stream
    logging.config.dictConfig(settings.LOGGING)


class Keeper:
    """Knows the secrets so far, and looks for them in all that is kept."""

    def __init__(self, logged: io.StringIO) -> None:
        self.secrets: dict[str, str] = {}
        self.logged = logged

    def learn(self, **secrets: str) -> None:
        assert all(secrets.values())
        self.secrets |= secrets

    def look(self, step: str) -> None:
        for place, text in (
            ("the database", database()),
            ("the broker and the cache", valkey()),
            ("the logs", self.logged.getvalue()),
        ):
            assert not found_in(text, self.secrets), f"after {step}, in {place}"


@pytest.fixture
def keeper(logged: io.StringIO, settings: Any) -> Keeper:
    settings.CACHES = {"default": redis_cache(redis_location())}
    return Keeper(logged)


def test_the_search_finds_what_is_there(cast: Cast, keeper: Keeper) -> None:
    Client().get("/help/", headers={"user-agent": "a-browser-of-note"})
    Notification.objects.create(
        person=cast.exec, kind="x", data={"note": "ABCD-2345"}, on_screen=True, by_email=False
    )
    assert found_in(database(), {"code": "abcd-2345", "address": cast.exec.email}) == [
        "code",
        "address",
    ]
    assert found_in(keeper.logged.getvalue(), {"agent": "a-browser-of-note"}) == ["agent"]
    cache.set("tried", "EFGH-6789")
    app.send_task("a task", kwargs={"said": "JKMN-2345"})
    kept = valkey()
    assert found_in(kept, {"cached": "EFGH-6789", "queued": "JKMN-2345"}) == ["cached", "queued"]
    app.control.purge()
    assert found_in("x 4142434432333435 y", {"hex": "ABCD-2345"}) == ["hex"]


def test_no_secret_of_the_whole_path_is_kept_anywhere(
    cast: Cast, keeper: Keeper, mailoutbox: list[Any]
) -> None:
    cast.browser("exec").post(
        reverse("add_contact", args=["A9101"]),
        {"first_name": "Nora", "last_name": "Newcomer", "email": "nora@example.net"}
        | {"types": ["cms_liaison"]},
    )
    keeper.look("inviting")
    relay_due_mail()
    mail = mailoutbox.pop()
    token = re.search(r"/invitation/([^/\s]+)/", mail.body)
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", mail.body)
    assert token
    assert code
    keeper.learn(token=token[1], mac_of_token=token[1].split(".")[2], code=code[0])
    keeper.look("mailing")

    browser = Client()
    link = f"/invitation/{token[1]}/"
    browser.get(link)
    browser.post(link, {"code": "AAAA-AAAA"})
    keeper.look("a wrong code")
    browser.post(link, {"code": code[0].lower()})
    browser.get(link)
    keeper.look("the right code")

    keeper.learn(password=PASSWORD)
    browser.post(
        "/account/create/",
        {"first_name": "Nora", "last_name": "Newcomer", "username": "nora.new"}
        | {"password1": PASSWORD, "password2": PASSWORD, "agreed": "on"},
    )
    person = Person.objects.get(user_id="nora.new")
    keeper.look("creating the account")

    keeper.learn(
        ssn=IDENTITY["ssn"],
        birth_date=IDENTITY["birth_date"],
        birth_date_iso="1979-04-28",
        street=IDENTITY["street"],
        right_answer=RIGHT[0],
        phone="9375550142",
    )
    questions = give_identity(browser)
    keeper.look("typing one's identity")
    answer(browser, questions)
    keeper.look("answering the questions")

    setup = browser.get("/account/second-factor/set-up/")
    key = setup.context["app"].key
    keeper.learn(totp_key=key)
    keeper.look("showing the app's key")
    now = code_for_key(key)
    browser.post("/account/second-factor/set-up/", {"code": now})
    keeper.learn(**{f"recovery_{n}": c for n, c in enumerate(codes_of(person))})
    keeper.look("setting the app up")
    browser.get("/account/second-factor/recovery-codes/")
    signed_in = browser.post("/account/second-factor/recovery-codes/", {"saved": ""})
    assert signed_in["Location"] == "/invitation/answer/"
    keeper.look("saving the recovery codes")

    invitation = Notification.objects.get(kind="invited").data["invitation"]
    browser.post(reverse("activate_invitation", args=[invitation]))
    assert HeldType.objects.active().filter(contact__person=person).exists()
    relay_due_mail()
    keeper.look("activating")

    # In again, with a recovery code and a forgotten password.
    mailoutbox.clear()
    other = Client()
    other.post("/account/password/reset/", {"email": "nora@example.net"})
    relay_due_mail()
    reset = re.search(r"/account/password/reset/key/([^/\s]+)/", mailoutbox[-1].body)
    assert reset
    keeper.learn(reset_link=reset[1], new_password=NEW_PASSWORD)
    keeper.look("asking for a new password")
    form = other.get(f"/account/password/reset/key/{reset[1]}/", follow=True)
    keeper.look("opening the link for it")
    path = form.redirect_chain[-1][0]
    other.post(path, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    keeper.look("setting it")
    login = {"login": "nora.new", "password": NEW_PASSWORD, "agreed": "on"}
    other.post("/account/sign-in/", {**login, "password": NEW_PASSWORD + "x"})
    assert other.post("/account/sign-in/", login)["Location"] == "/account/second-factor/"
    other.post("/account/second-factor/", {"code": codes_of(person)[0]})
    assert other.get("/dashboard/").status_code == 200
    keeper.look("signing in with a recovery code")

    assert "/invitation/[secret]/" in keeper.logged.getvalue()
    assert "nora@example.net" in database()
    assert AuthenticatorApp.objects.get(user=person, confirmed=True).key == key


def codes_of(person: Person) -> list[str]:
    codes: list[str] = RecoveryCodes.objects.get(user=person).codes
    return codes


@pytest.mark.parametrize(
    "broken", ["accounts.views.identity.the_bureau", "invitations.actions.try_code"]
)
def test_a_page_that_breaks_writes_no_secret_into_the_log(
    cast: Cast, keeper: Keeper, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[Any], broken: str
) -> None:
    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError("out of order")

    browser = Client(raise_request_exception=False)
    cast.browser("exec").post(
        reverse("add_contact", args=["A9101"]),
        {"first_name": "N", "last_name": "N", "email": "nora@example.net", "types": ["other"]},
    )
    relay_due_mail()
    link = re.search(r"/invitation/([^/\s]+)/", mailoutbox[0].body)
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", mailoutbox[0].body)
    assert link
    assert code
    keeper.learn(token=link[1], code=code[0], password=PASSWORD, ssn=IDENTITY["ssn"])
    person = cast.outsider
    person.proofed_at = None
    person.set_password(PASSWORD)
    person.save()
    monkeypatch.setattr(broken, breaks)
    if "bureau" in broken:
        browser.post(
            "/account/sign-in/", {"login": person.user_id, "password": PASSWORD, "agreed": "on"}
        )
        assert give_identity(browser).status_code == 500
    else:
        assert browser.post(link[0], {"code": code[0]}).status_code == 500
    assert "out of order" in keeper.logged.getvalue()
    keeper.look("an error")
