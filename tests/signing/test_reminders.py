"""Reminders 30, 14, 7 and 1 days before, weekly after; not of what is signed (rule F7)."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from notifications.models import Notification
from signing.actions import close_event, write_version
from signing.reminding import remind_of_signing
from tests.cast import Cast
from tests.signing.events import document, opened, sign
from tests.signing_in import sign_in

pytestmark = pytest.mark.rule("F7")


def told(role: str, cast: Cast) -> list[str]:
    rows = Notification.objects.filter(kind="signing_reminder", person=getattr(cast, role))
    return [row.data["said"] for row in rows.order_by("pk")]


def days_before_due(number: int, due_in: int = 40) -> date:
    return timezone.localdate() + timedelta(days=due_in - number)


def test_signers_are_reminded_first_and_administrators_from_seven_days_on(cast: Cast) -> None:
    cast.liaison  # noqa: B018 - an administrator who does not sign
    opened(cast, due_in=40)
    assert remind_of_signing(days_before_due(31)) == 0
    assert remind_of_signing(days_before_due(30)) == 1
    assert remind_of_signing(days_before_due(29)) == 0, "each step once"
    assert "sign 2 documents of Lakeside" in told("exec", cast)[0]
    assert "sign 1 document of" in told("dua_requestor", cast)[0]
    assert told("liaison", cast) == []
    for number in (14, 7, 1):
        assert remind_of_signing(days_before_due(number)) == 1
    assert "3 documents of Lakeside" in told("liaison", cast)[0]
    assert len(told("liaison", cast)) == 2
    assert [remind_of_signing(days_before_due(-days)) for days in (1, 6, 7, 8, 14)] == [
        0,
        0,
        1,
        0,
        1,
    ]


def test_the_page_says_when_those_were_reminded_who_have_not_signed(
    cast: Cast, client: Client
) -> None:
    own = opened(cast, {"compliance": 1, "dua": 1}, due_in=30)
    sign(cast.exec, own)
    sign_in(client, cast.liaison)
    url = reverse("aco_signing_event", args=[own.aco.aco_id])
    assert "reminded" not in client.get(url).content.decode()
    remind_of_signing()
    page = " ".join(client.get(url).content.decode().split())
    said = f"{cast.dua_requestor.full_name}, reminded {timezone.localdate():%b %-d}."
    assert page.count(", reminded") == 1, "not beside what is signed"
    assert f"Waiting for {said}" in page
    write_version(
        acting_person=cast.cms_staff,
        document=document(own, "dua"),
        text="We use data well. Custodians: {custodians}.",
        reason="A sentence was missing.",
    )
    assert ", reminded" not in client.get(url).content.decode(), "not of the new version"


def test_nobody_is_reminded_of_what_they_signed_nor_of_what_is_complete(cast: Cast) -> None:
    own = opened(cast, {"compliance": 1, "dua": 1}, due_in=40)
    sign(cast.exec, own)
    remind_of_signing(days_before_due(14))
    assert told("exec", cast) == []
    assert len(told("dua_requestor", cast)) == 1
    sign(cast.dua_requestor, own, "dua")
    assert remind_of_signing(days_before_due(7)) == 0


def test_a_closed_event_is_not_called_to_mind(cast: Cast) -> None:
    own = opened(cast, due_in=40)
    close_event(acting_person=cast.cms_staff, event=own.event)
    assert remind_of_signing(days_before_due(7)) == 0
