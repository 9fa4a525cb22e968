"""Going through the steps of Connect to an Organization without JavaScript."""

from typing import Any

from django.test import Client

from qpp_roles.connect.state import SESSION_KEY
from qpp_roles.organizations.kinds import Role
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole
from tests.cast import make_person
from tests.qpp_roles.connect.applicants import CASES

STEPS = "/manage-access/connect/"
TYPE, MODEL, FIND, ROLE = STEPS, f"{STEPS}model/", f"{STEPS}organization/", f"{STEPS}role/"
SUGGESTIONS = f"{STEPS}suggestions/"
FACTS = CASES["practice"].typed
OFFICIAL = {"role": "security_official", **FACTS}


def give(place: Organization, user_id: str, role: Role) -> None:
    HeldRole.objects.create(
        organization=place,
        person=make_person(user_id),
        role=role.value,
        source=HeldRole.Source.QPP_STAFF,
    )


def text(answer: Any) -> str:
    return str(answer.content.decode())


def place_of(organization: Organization) -> str:
    return f"{organization.kind}:{organization.pk}"


def go_to(browser: Client, place: Organization) -> str:
    """All steps up to the role; the page on which it is chosen."""
    kind = place.kind_row
    browser.post(TYPE, {"type": kind.type.value})
    if kind.type.value == "apm-entity":
        browser.post(MODEL, {"model": kind.code})
    if kind.code == "virtual_group":
        answer = browser.post(FIND, {"typed": place.identifier})
    else:
        answer = browser.post(FIND, {"place": place_of(place)})
    assert answer.headers["Location"] == ROLE
    return text(browser.get(ROLE))


def ask(browser: Client, typed: dict[str, str]) -> str:
    """Ask for a role; the page that it leads to."""
    return text(browser.post(ROLE, typed, follow=True))


def kept(browser: Client) -> dict[str, Any]:
    return dict(browser.session.get(SESSION_KEY, {}))
