"""The first sign-in of someone whose account came from HARP (rules B4, A9)."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from accounts.models import Person
from notifications.actions.relay import relay_due_mail
from tests.accounts.door import PASSWORD, give_password, is_signed_in
from tests.cast import make_person
from tests.qpp_roles.harp.importing import JO, Importing
from tests.signing_in import code_for_key


def set_password(browser: Client, mailoutbox: list[Any], email: str) -> None:
    mailoutbox.clear()
    browser.post("/account/password/reset/", {"email": email})
    relay_due_mail()
    (link,) = re.findall(
        r"/account/password/reset/key/[^/\s]+/", "".join(mail.body for mail in mailoutbox)
    )
    form = browser.get(link, follow=True)
    browser.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})


@pytest.mark.rule("B4", "A9", "D10")
def test_the_first_sign_in_asks_for_a_password_by_e_mail_and_a_second_factor_and_no_identity(
    importing: Importing, mailoutbox: list[Any], client: Client
) -> None:
    importing.run(JO)
    person = Person.objects.get(user_id="jo.harp")
    page = client.get("/account/sign-in/").content.decode()
    assert "Did your account come from HARP?" in page
    told = give_password(client, person, password="The-Harp-Password-1")
    assert "set a new one by e-mail" in told.content.decode()
    set_password(client, mailoutbox, "JO.harp@example.org")
    assert "agreed" in give_password(client, person, agreed="").context["form"].errors
    entered = give_password(client, person, login="Jo.HARP")
    assert entered["Location"] == "/account/second-factor/set-up/"
    assert not is_signed_in(client)
    setup = client.get("/account/second-factor/set-up/")
    assert "Activate" not in setup.context["steps"]
    key = setup.context["app"].key
    client.post("/account/second-factor/set-up/", {"code": code_for_key(key)})
    client.post("/account/second-factor/recovery-codes/", {"saved": ""})
    assert is_signed_in(client)
    assert client.get("/acos/A9101/reporting/").status_code == 200
    assert client.get("/acos/A9101/contacts/").status_code == 403
    assert not person.proofing_attempts.exists()


@pytest.mark.rule("B4", "E5")
def test_the_answer_to_a_guesser_is_the_same_for_ids_from_harp_known_ones_and_none(
    importing: Importing,
) -> None:
    importing.run(JO)
    regular = make_person("rita.regular")
    regular.set_password(PASSWORD)
    regular.save()
    answers = set()
    for user_id in ("jo.harp", "rita.regular", "nobody.here"):
        data = {"login": user_id, "password": "Wrong-Password-123", "agreed": "on"}
        page = Client().post("/account/sign-in/", data)
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())
        answers.add((page.status_code, text.replace(user_id, "")))
    assert len(answers) == 1


@pytest.mark.rule("B4")
@pytest.mark.parametrize(("days", "dormant"), [(59, False), (60, True)])
def test_sixty_days_without_sign_in_count_from_the_import(
    importing: Importing, mailoutbox: list[Any], days: int, dormant: bool
) -> None:
    importing.run(JO)
    person = Person.objects.get(user_id="jo.harp")
    with time_machine.travel(person.created_at + timedelta(days=days, seconds=1)):
        assert Person.objects.get(pk=person.pk).is_dormant is dormant
        browser = Client()
        set_password(browser, mailoutbox, person.email)
        assert give_password(browser, person)["Location"] == "/account/second-factor/set-up/"
