"""Credentials that tests make, as their Credential Delegate would."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import Person
from api.credentials.actions import Made, Wanted, create_credentials, rotate_credentials
from contacts.agreement import EndKind
from contacts.ending.actions import record_end
from contacts.models import Aco
from tests.signing.events import fresh_code

HERE = "127.0.0.1"


def made(person: Person, aco: Aco, **wanted: Any) -> Made:
    """Credentials for the Data Hub, from this machine."""
    asked = {"name": "Nightly files", "resources": ["data_hub"], "addresses": [HERE], **wanted}
    return create_credentials(
        acting_person=person, aco=aco, wanted=Wanted(**asked), code=fresh_code(person)
    )


def rotated(person: Person, aco: Aco, first: Made) -> Made:
    return rotate_credentials(
        acting_person=person,
        aco=aco,
        credentials=first.credentials,
        code=fresh_code(person),
        shown=None,
    )


def agreement_is_over(staff: Person, aco: Aco) -> None:
    """From today on; that its people hold their types no more is not carried out yet."""
    today = timezone.localdate()
    record_end(
        acting_person=staff,
        aco=aco,
        ends_on=today,
        kind=EndKind.TERMINATED,
        reason="Left.",
    )
    Aco.objects.filter(pk=aco.pk).update(ends_on=today - timedelta(days=1))
