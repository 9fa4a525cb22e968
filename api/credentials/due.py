"""What a Credential Delegate has to do, on the Dashboard (rule H1)."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from api.credentials.queries import ends_by_aco, had_credentials
from api.credentials.rules import REMINDERS, days_left
from contacts.attention import Item, Task
from contacts.models import Aco

CREATE = Task("create-credentials", "Create API credentials", "ACO without API credentials")
ROTATE = Task(
    "rotate-credentials", "Rotate API credentials", "that ends soon", "that end soon", in_words=True
)


def end_soon(acos: Sequence[Aco]) -> Iterator[Item]:
    """The first credentials to be made, and those to be rotated soon; two queries."""
    now = timezone.now()
    ends, known = ends_by_aco(acos, now), had_credentials(acos)
    for aco in acos:
        url = reverse("aco_api_credentials", args=[aco.aco_id])
        if aco.pk not in known:
            text = f"Create API credentials for the programs of {aco}."
            yield Item(task=CREATE, aco=aco, text=text, url=url)
        soon = [at for at in ends.get(aco.pk, ()) if at <= now + timedelta(days=max(REMINDERS))]
        if soon:
            yield Item(
                task=ROTATE,
                aco=aco,
                count=len(soon),
                text=_said(aco, len(soon), days_left(min(soon), now)),
                url=url,
                due=timezone.localdate(min(soon)),
            )


def _said(aco: Aco, number: int, days: int) -> str:
    which = "API credentials" if number == 1 else f"{number} API credentials"
    return f"{which} of {aco} end within {days} day{'' if days == 1 else 's'}. Rotate them."
