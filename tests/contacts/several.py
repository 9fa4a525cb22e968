"""One administrator of several ACOs, and one person in all of them."""

import re
from collections.abc import Sequence
from typing import Any

from django.test import Client

from accounts.models import Person
from contacts.models import Aco, Contact
from tests.cast import make_aco, make_contact, make_person


def several(
    administrator: Person, number: int = 3, codes: Sequence[str] = ("aco_executive",)
) -> list[Aco]:
    """ACOs in which the administrator holds `codes`: A9201, A9202 and so on, in this order."""
    acos = [make_aco(f"A92{n:02}", f"Harbor {n:02} ACO") for n in range(1, number + 1)]
    for aco in acos:
        make_contact(aco, administrator, codes)
    return acos


def in_all(acos: Sequence[Aco], name: str = "lee_park", *codes: str) -> list[Contact]:
    person = make_person(name)
    return [make_contact(aco, person, codes or ["other"]) for aco in acos]


def shown_on(answer: Any) -> str:
    """The fingerprint that a preview carries."""
    return str(re.findall(r'name="shown" value="([^"]*)"', answer.content.decode())[0])


def text_of(answer: Any) -> str:
    page = answer.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def previewed(browser: Client, page: str, sent: dict[str, Any]) -> dict[str, Any]:
    """What the preview's button sends."""
    answer = browser.post(page, sent)
    return {**sent, "confirmed": "1", "shown": shown_on(answer)}
