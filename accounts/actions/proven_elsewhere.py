"""Accounts of people whose identity another system has proven (rules A9, B4)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import Person

BATCH = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvenPerson:
    """Who gets an account; `user_id` and `email` in their one spelling."""

    user_id: str
    email: str
    first_name: str
    last_name: str
    proofed_at: datetime


@transaction.atomic
def create_proven_people(*, proofed_by: str, people: Collection[ProvenPerson]) -> list[Person]:
    """Accounts without a password, in a constant number of queries, inside the caller's action.

    Each person sets a password by e-mail, and a second factor at the sign-in that follows in the
    same browser: for that one the identity is proven. Raises IntegrityError if someone has taken a
    user ID or an address meanwhile: then there is none of the accounts.
    """
    made = Person.objects.bulk_create(
        [
            Person(
                user_id=one.user_id,
                email=one.email,
                first_name=one.first_name,
                last_name=one.last_name,
                proofed_at=one.proofed_at,
                proofed_by=proofed_by,
                proven_elsewhere=True,
                password=make_password(None),
            )
            for one in people
        ],
        batch_size=BATCH,
    )
    EmailAddress.objects.bulk_create(
        [EmailAddress(user=one, email=one.email, verified=True, primary=True) for one in made],
        batch_size=BATCH,
    )
    return made
