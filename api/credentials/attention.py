"""What a Credential Delegate has to do, on the Dashboard (rule H1)."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from api.credentials.queries import ends_by_aco, had_credentials
from api.credentials.rules import REMINDERS, days_left
from contacts.attention import Item
from contacts.models import Aco


def end_soon(acos: Sequence[Aco]) -> Iterator[Item]:
    """The first credentials to be made, and those to be rotated soon; two queries."""
    now = timezone.now()
    ends, known = ends_by_aco(acos, now), had_credentials(acos)
    for aco in acos:
        url = reverse("aco_api_credentials", args=[aco.aco_id])
        if aco.pk not in known:
            yield Item(text=f"{aco}: create API credentials for the ACO's programs.", url=url)
        soon = [at for at in ends.get(aco.pk, ()) if at <= now + timedelta(days=max(REMINDERS))]
        if soon:
            first = min(soon)
            yield Item(text=_said(aco, len(soon), days_left(first, now)), url=url, due=first.date())


def _said(aco: Aco, number: int, days: int) -> str:
    which = "API credentials end" if number == 1 else f"{number} API credentials end"
    when = "today" if days <= 0 else "within a day" if days == 1 else f"within {days} days"
    return f"{aco}: {which} {when}. Rotate them."
