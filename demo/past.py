"""A made-up past of the demo ACOs, for the reports: people who came one after the other within two
years, and what became of a year of invitations."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pghistory
from django.utils import timezone

from accounts.models import Person
from contacts.models import Aco, HeldType
from invitations.models import Invitation
from invitations.rules import expires

_BEGAN = timedelta(days=760)
_INVITATIONS = 40
# What became of each fifth invitation, one after the other, and after how many days.
_ANSWERS = (("activated", 1), ("activated", 3), ("opened", 2), ("activated", 9), ("declined", 4))


def load_past(acos: list[Aco], inviter: Person) -> None:
    """Put the types that people hold into the past, and invitations that have ended; once."""
    now = timezone.now()
    if Aco.objects.filter(created_at__lt=now - timedelta(days=700)).exists():
        return
    with pghistory.context(action="demo data"):
        Aco.objects.filter(pk__in=[aco.pk for aco in acos]).update(created_at=now - _BEGAN)
        held = list(HeldType.objects.active().order_by("pk"))
        for place, one in enumerate(held):
            one.since = now - _BEGAN + timedelta(days=10 + place * 700 // len(held))
        HeldType.objects.bulk_update(held, ["since"])
        for aco in acos:
            Invitation.objects.bulk_create(_invitations(aco, inviter, now))


def _invitations(aco: Aco, inviter: Person, now: datetime) -> Iterator[Invitation]:
    """Invitations of the year until a month ago, all of them ended."""
    for number in range(_INVITATIONS):
        answer, days = _ANSWERS[number % len(_ANSWERS)]
        sent = now - timedelta(days=30 + number * 330 // _INVITATIONS + aco.pk % 7)
        after = sent + timedelta(days=days, hours=number)
        answered = answer in {"activated", "declined"}
        yield Invitation(
            aco=aco,
            email=f"former.{number}@{aco.aco_id.lower()}.example.org",
            first_name="Former",
            last_name=f"Contact {number + 1}",
            types=["other"],
            invited_by=inviter,
            answered_by=inviter if answered else None,
            generation=1,
            created_at=sent,
            sent_at=sent,
            expires_at=expires(sent),
            opened_at=after,
            activated_at=after if answer == "activated" else None,
            declined_at=after if answer == "declined" else None,
            expiry_recorded_at=None if answered else expires(sent),
        )
