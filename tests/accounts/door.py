"""What the tests of the sign-in type, and the ways they go again and again."""

import re
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client

from accounts.models import Person
from notifications.actions.relay import relay_due_mail
from tests.signing_in import code_for_key

PASSWORD = "Correct-Horse-7-Battery"
NEW = "Brand-New-Passphrase-1"

IDENTITY = {
    "first_name": "Nora",
    "last_name": "Newcomer",
    "birth_date": "04/28/1979",
    "ssn": "536-22-8726",
    "street": "12 Quiet Water Way",
    "city": "Dayton",
    "state": "OH",
    "zip_code": "45402",
    "phone": "(937) 555-0142",
}
SET_UP = "/account/second-factor/set-up/"
RIGHT = ("Quiet Water Way", "45402", "1979", "0142", "26")


def give_password(client: Client, person: Person, **typed: Any) -> Any:
    """The sign-in page, filled in rightly but for what is given."""
    data = {"login": person.user_id, "password": PASSWORD, "agreed": "on", **typed}
    return client.post("/account/sign-in/", data)


def at_second_factor(client: Client, person: Person) -> None:
    response = give_password(client, person)
    assert response.status_code == 302, response.content.decode()
    assert response["Location"] == "/account/second-factor/"


def is_signed_in(client: Client) -> bool:
    return SESSION_KEY in client.session


def give_identity(client: Client, **typed: str) -> Any:
    return client.post("/account/identity/", {**IDENTITY, **typed})


def give_own_identity(client: Client, person: Person) -> Any:
    """Under the account's name, as only its owner can: on an account that is in use no other counts
    (A9)."""
    return give_identity(client, first_name=person.first_name, last_name=person.last_name)


def answers(questions_page: Any, right: int = 5) -> dict[str, str]:
    """What to post to answer so many of the five questions rightly and the others wrongly."""
    form = questions_page.context["form"]
    data = {"questions": form.initial["questions"]}
    for number, truth in enumerate(RIGHT, 1):
        options = [label for _, label in form.fields[f"question_{number}"].choices]
        position = options.index(truth)
        chosen = position if number <= right else (position + 1) % len(options)
        data[f"question_{number}"] = str(chosen)
    return data


def answer(client: Client, questions_page: Any, right: int = 5) -> Any:
    return client.post("/account/identity/questions/", answers(questions_page, right))


def at_set_up(client: Client, person: Person) -> None:
    """Password and proof: nobody gets to the set-up of a factor without either."""
    give_password(client, person)
    assert answer(client, give_own_identity(client, person))["Location"] == SET_UP


def set_up_factor(client: Client) -> None:
    """From the set-up to the session."""
    key = client.get(SET_UP).context["app"].key
    client.post(SET_UP, {"code": code_for_key(key)})
    client.post("/account/second-factor/recovery-codes/", {"saved": ""})


def ask_for_link(client: Client, email: str) -> str:
    """Ask for a reset, let the outbox send it, and give the link's path from the mail."""
    mail.outbox.clear()
    response = client.post("/account/password/reset/", {"email": email})
    assert response["Location"] == "/account/password/reset/sent/"
    relay_due_mail()
    if not mail.outbox:
        return ""
    found = re.search(
        r"https?://[^/\s]+(/account/password/reset/key/\S+)", str(mail.outbox[0].body)
    )
    assert found is not None
    return found[1]


def set_by_link(client: Client, link: str, password: str = NEW) -> None:
    form = client.get(link, follow=True)
    done = client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})
    assert done["Location"] == "/account/password/reset/done/", done.content.decode()


def history_of(person: Person) -> Any:
    """What the database has recorded of a person."""
    return person.events  # type: ignore[attr-defined]
