"""`invite_post`: sending an invitation with the form of Add New Contact."""

from contextlib import ExitStack
from itertools import count
from unittest.mock import patch
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.hashers import get_hashers
from django.core.mail.backends.smtp import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.alternating import alternate
from benchmarks.results import Result
from benchmarks.servers import HOST
from benchmarks.sites import BATCH, Sites
from contacts.actions import give_types
from contacts.models import Aco
from invitations.models import Invitation

_numbers = count(1)


def measure(sites: Sites, requests: int) -> Result:
    aco = Aco.objects.create(aco_id="A9902", name="Inviting ACO")
    give_types(
        acting_person=sites.visitor,
        aco=aco,
        person=sites.visitor,
        codes=["aco_executive"],
        given_by=None,
    )
    path, floor_path = f"/acos/{aco.aco_id}/contacts/add/", f"/invite/{aco.pk}/"
    statements = post_without_mail_or_password_hash(path, sites.cookies)
    before = Invitation.objects.count()
    work = (
        lambda: sites.ours.post(path, form(sites.cookies)),
        lambda: sites.floor.post(floor_path, form(sites.cookies)),
    )
    alternate(*work, rounds=1, repeat=BATCH)
    rounds = max(1, requests // BATCH)
    costs = alternate(*work, rounds=rounds, repeat=BATCH)
    made = Invitation.objects.count() - before
    if made != 2 * (1 + rounds) * BATCH:
        raise AssertionError(f"{made} invitations were made")
    return Result(
        name="invite_post",
        ours=costs.ours.cpu * 1000,
        floor=costs.floor.cpu * 1000,
        unit="ms of CPU",
        note=f"{statements} statements; no mail and no password hash in the request; "
        f"{costs.wall_ratio:.2f} times the wait",
    )


def form(cookies: dict[str, str]) -> str:
    """Add New Contact filled in for someone new."""
    return urlencode(
        {
            "csrfmiddlewaretoken": cookies[settings.CSRF_COOKIE_NAME],
            "first_name": "Pat",
            "last_name": "Invitee",
            "email": f"invitee.{next(_numbers)}@invited.example.org",
            "types": "other",
        }
    )


def post_without_mail_or_password_hash(path: str, cookies: dict[str, str]) -> int:
    """Send one invitation where either would fail; returns how many statements it took."""
    browser = Client(headers={"host": HOST}, raise_request_exception=True)
    browser.cookies.load(cookies)
    with ExitStack() as forbidden:
        never = [
            forbidden.enter_context(patch.object(where, name))
            for where, name in (
                (EmailBackend, "open"),
                (EmailBackend, "send_messages"),
                *((type(hasher), "encode") for hasher in get_hashers()),
            )
        ]
        asked = forbidden.enter_context(CaptureQueriesContext(connection))
        answer = browser.post(
            path,
            form(cookies),
            content_type="application/x-www-form-urlencoded",
            secure=True,
            headers={"origin": f"https://{HOST}"},
        )
    if answer.status_code != 302 or any(mock.called for mock in never):
        raise AssertionError(f"{answer.status_code}, {[mock for mock in never if mock.called]}")
    return len(asked)
