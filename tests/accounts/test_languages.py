"""Which language a newcomer's pages speak, and who chooses it."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts.actions import (
    choose_language,
    give_recovery_codes,
    send_password_reset,
    verify_second_factor,
)
from accounts.errors import LanguageUnknown
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from tests.cast import Cast
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

SIGN_IN = "/account/sign-in/"


def language_of(page: str) -> str:
    return page.partition('<html lang="')[2][:2]


def choose(browser: Client, language: str, then: str = SIGN_IN) -> str:
    form = {"language": language, "next": then}
    return browser.post(reverse("choose_language"), form)["Location"]


def test_a_visitors_browser_says_it() -> None:
    answer = Client(headers={"Accept-Language": "fr, es-MX;q=0.9, en;q=0.5"}).get(SIGN_IN)
    assert language_of(answer.content.decode()) == "es"
    assert "Accept-Language" in answer["Vary"]
    other = Client(headers={"Accept-Language": "fr"}).get(SIGN_IN)
    assert language_of(other.content.decode()) == "en"


def test_where_a_newcomer_begins_and_asks_for_help_is_spanish_too() -> None:
    browser = Client(headers={"Accept-Language": "es"})
    home, helpdesk = (browser.get(page).content.decode() for page in ("/", "/help/"))
    assert language_of(home) == language_of(helpdesk) == "es"
    assert "Para un consultorio, una APM Entity, un registro o un grupo virtual en el" in home
    assert '<button class="link-button" name="language" value="en" lang="en">English' in home
    assert "Escríbanos" in helpdesk
    refused = browser.post("/help/ask/", {"where": "other"}).content.decode()
    assert "Escriba su nombre." in refused
    assert "Comprobar mi identidad" in refused


def test_a_page_that_is_not_translated_stays_english(cast: Cast) -> None:
    browser = sign_in(Client(headers={"Accept-Language": "es"}), cast.outsider)
    page = browser.get("/dashboard/").content.decode()
    assert language_of(page) == "en"
    assert reverse("choose_language") not in page


def test_where_the_spanish_pages_end_their_reader_is_told(cast: Cast) -> None:
    said = '<p class="note" lang="es">A partir de aquí, ACO-MS está en inglés.</p>'
    spanish = sign_in(Client(headers={"Accept-Language": "es"}), cast.outsider)
    english = sign_in(Client(headers={"Accept-Language": "en"}), cast.outsider)
    for url in ("/dashboard/", "/my-acos/"):
        assert said in spanish.get(url).content.decode()
        assert said not in english.get(url).content.decode()


def test_what_goes_wrong_is_english(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    assert language_of(client.get("/account/nowhere/").content.decode()) == "en"
    assert language_of(client.post("/account/language/x/").content.decode()) == "en"


def test_the_banners_choice_stays_in_the_browser(client: Client) -> None:
    page = client.get(SIGN_IN).content.decode()
    assert "Español" in page
    assert choose(client, "es") == SIGN_IN
    page = client.get(SIGN_IN).content.decode()
    assert language_of(page) == "es"
    assert '<button class="link-button" name="language" value="en" lang="en">English' in page
    choose(client, "en")
    assert language_of(client.get(SIGN_IN).content.decode()) == "en"


def test_looking_changes_nothing(client: Client) -> None:
    assert client.get(reverse("choose_language"), {"language": "es"}).status_code == 405
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies


def test_neither_another_language_nor_another_site(client: Client) -> None:
    assert choose(client, "fr", "https://evil.example/") == "/"
    assert choose(client, "en", "//evil.example/") == "/"
    for no_page_of_ours in ("foo", "?q=1", "dashboard"):
        assert choose(client, "en", no_page_of_ours) == "/"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_the_action_refuses_another_language_whoever_asks(cast: Cast) -> None:
    with pytest.raises(LanguageUnknown):
        choose_language(acting_person=cast.outsider, language="fr")


def test_whoever_is_signed_in_keeps_it_and_costs_no_query_more(cast: Cast) -> None:
    browser = sign_in(Client(), cast.outsider)
    choose(browser, "es")
    cast.outsider.refresh_from_db()
    assert cast.outsider.language == "es"
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"  # another browser's
    page = browser.get(reverse("account_logout")).content.decode()
    assert language_of(page) == "es"


def test_a_forgotten_password_is_mailed_in_the_persons_language(
    cast: Cast, mailoutbox: list[Any]
) -> None:
    for language in ("", "es"):
        cast.outsider.language = language
        cast.outsider.save(update_fields=["language"])
        Notification.objects.all().delete()
        send_password_reset(person=cast.outsider)
        relay_due_mail()
    english, spanish = mailoutbox
    assert (english.subject, spanish.subject) == (
        "Choose a new password for ACO-MS",
        "Elija una nueva contraseña para ACO-MS",
    )


def test_what_is_wrong_with_an_address_is_said_in_the_pages_language() -> None:
    browser = Client(headers={"Accept-Language": "es"})
    page = browser.post(reverse("register"), {"email": "\u0430nn@example.org"}).content.decode()
    assert "Antes de la @ está la letra “\u0430” (Cyrillic small letter a), que no es" in page


@pytest.mark.rule("E5")
def test_a_used_recovery_code_is_mailed_in_the_persons_language(
    cast: Cast, mailoutbox: list[Any]
) -> None:
    code = give_recovery_codes(acting_person=cast.outsider).codes[0]
    cast.outsider.language = "es"
    cast.outsider.save(update_fields=["language"])
    verify_second_factor(acting_person=cast.outsider, typed=code)
    give_recovery_codes(acting_person=cast.outsider)
    relay_due_mail()
    used, made = (mail.body for mail in mailoutbox)
    assert "Se usó un código de recuperación. Códigos que le quedan: 9." in used
    assert "Se crearon códigos de recuperación nuevos" in made
