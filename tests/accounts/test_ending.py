"""When something that a person could do ends: sign-out only of who has nothing left (A19)."""

from collections.abc import Iterator

import pytest
from django.test import Client

from accounts import ending
from accounts.ending import Ended, on_end
from contacts.actions import end_types
from contacts.models import Contact
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole
from tests.cast import Cast
from tests.signing_in import sign_in


@pytest.fixture
def heard() -> Iterator[list[Ended]]:
    """What a listener hears while the test runs."""
    told: list[Ended] = []
    before = list(ending._listeners)
    on_end(told.append)
    yield told
    ending._listeners[:] = before


def leave_lakeside(cast: Cast, role: str) -> None:
    contact = Contact.objects.get(person=getattr(cast, role), aco=cast.lakeside)
    codes = list(contact.held_types.active().values_list("type", flat=True))
    end_types(acting_person=cast.exec, contact=contact, codes=codes, reason="Left")


@pytest.mark.rule("A19")
def test_a_contact_with_a_role_in_a_practice_stays_signed_in(cast: Cast) -> None:
    practice = Organization.objects.create(
        kind="next_generation_aco", name="Valley", identifier="V1"
    )
    HeldRole.objects.create(
        organization=practice, person=cast.other, role="staff_user", source="qpp_staff"
    )
    there, here = sign_in(Client(), cast.other), sign_in(Client(), cast.it)
    leave_lakeside(cast, "other")
    leave_lakeside(cast, "it")
    assert there.get("/account/").status_code == 200
    assert here.get("/account/").status_code == 302, "the IT Contact has nothing left"


@pytest.mark.rule("A19", "B3")
def test_the_end_of_a_qpp_role_in_an_aco_is_heard(cast: Cast, heard: list[Ended]) -> None:
    leave_lakeside(cast, "qpp_staff")
    assert heard == [Ended(cast.qpp_staff, cast.lakeside, frozenset({"qpp_staff_user"}))]
