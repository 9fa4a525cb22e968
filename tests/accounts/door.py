"""What the tests of the sign-in type, and the ways they go again and again."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.test import Client

from accounts.models import Person

PASSWORD = "Correct-Horse-7-Battery"

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


def history_of(person: Person) -> Any:
    """What the database has recorded of a person."""
    return person.events  # type: ignore[attr-defined]
