"""Made-up API credentials of Lakeside: for the Data Hub, for BCDA, and some that end soon."""

from datetime import timedelta

import pghistory
from django.conf import settings
from django.utils import timezone

from accounts.models import Person
from api.credentials.actions import Wanted, create_credentials
from api.credentials.models import ClientId, Credentials
from contacts.models import Aco
from demo.signing import shown_code

SOON = timedelta(days=6)


def load_credentials(lakeside: Aco, delegate: Person) -> None:
    """Nobody has their secrets: rotate them to get one."""
    if Credentials.objects.exists():
        return
    _made(delegate, lakeside, "Nightly download", ["data_hub"])
    if settings.BCDA_SITE:
        _made(delegate, lakeside, "Claims of beneficiaries", ["bcda"])
    ending = _made(delegate, lakeside, "Participant list", ["contacts", "participants"])
    with pghistory.context(action="demo data"):
        ClientId.objects.filter(credentials=ending).update(ends_at=timezone.now() + SOON)


def _made(delegate: Person, aco: Aco, name: str, resources: list[str]) -> Credentials:
    wanted = Wanted(name=name, resources=resources, addresses=["127.0.0.1"])
    with shown_code(delegate) as code:
        made = create_credentials(acting_person=delegate, aco=aco, wanted=wanted, code=code)
    return made.credentials
