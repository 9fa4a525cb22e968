"""Whose credentials they are, now: each fails where the check is left out of its action."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from acoms.access import Refused
from api.credentials.actions import (
    change_addresses,
    delete_credentials,
    end_credentials,
    rotate_credentials,
    take_over,
)
from api.credentials.errors import CredentialsError
from api.credentials.models import ClientId, Credentials, CredentialsAco
from api.credentials.queries import acos_answered
from contacts.models import HeldType
from tests.api.credentials.keeping import made
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.signing.events import fresh_code

pytestmark = pytest.mark.rule("A6", "H1")

ACTIONS: dict[str, Callable[..., Any]] = {
    "rotate": partial(rotate_credentials, shown=None),
    "change addresses": partial(change_addresses, addresses=["10.0.0.1"], shown=None),
    "take over": take_over,
    "delete": delete_credentials,
}


def act(action: str, cast: Cast, credentials: Credentials, **changes: Any) -> None:
    asked = {"acting_person": cast.delegate, "aco": cast.lakeside, **changes}
    code = fresh_code(asked["acting_person"])
    ACTIONS[action](**asked, credentials=credentials, code=code)


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("role", ["exec", "outsider", "cms_staff"])
def test_nobody_but_a_credential_delegate_changes_them(cast: Cast, action: str, role: str) -> None:
    one = made(cast.delegate, cast.lakeside)
    with pytest.raises(Refused):
        act(action, cast, one.credentials, acting_person=getattr(cast, role))
    assert ClientId.objects.get().ends_at == one.client_id.ends_at
    assert acos_answered(one.credentials) == [cast.lakeside]


@pytest.mark.parametrize("action", ACTIONS)
def test_those_of_another_aco_are_not_changed_here(cast: Cast, action: str) -> None:
    harbor = make_aco("A9102", "Harbor ACO")
    make_contact(harbor, cast.delegate, ["credential_delegate"])
    one = made(cast.delegate, harbor)
    made(cast.delegate, cast.lakeside)
    with pytest.raises(CredentialsError, match="were deleted"):
        act(action, cast, one.credentials)
    assert acos_answered(one.credentials) == [harbor]


@pytest.mark.parametrize("action", ACTIONS)
def test_what_cms_staff_ended_stays_so(cast: Cast, action: str) -> None:
    one = made(cast.delegate, cast.lakeside)
    end_credentials(acting_person=cast.cms_staff, credentials=one.credentials, reason="Leaked.")
    with pytest.raises(CredentialsError, match="were deleted"):
        act(action, cast, one.credentials)


def test_a_change_touches_no_other_credentials(cast: Cast) -> None:
    first = made(cast.delegate, cast.lakeside)
    second = made(cast.delegate, cast.lakeside, name="Other files")
    before = CredentialsAco.objects.filter(credentials=second.credentials).values().get()
    for action in ACTIONS:
        act(action, cast, first.credentials)
    assert CredentialsAco.objects.filter(credentials=second.credentials).values().get() == before
    kept = Credentials.objects.open().get()
    assert (kept, kept.addresses) == (second.credentials, ["127.0.0.1"])
    assert ClientId.objects.get(credentials=kept).ends_at == second.client_id.ends_at


def test_rotating_again_does_not_make_an_older_secret_last_longer(cast: Cast) -> None:
    one = made(cast.delegate, cast.lakeside)
    soon = timezone.now() + timedelta(hours=1)
    ClientId.objects.update(ends_at=soon)
    act("rotate", cast, one.credentials)
    assert ClientId.objects.get(pk=one.client_id.pk).ends_at == soon


def test_what_somebody_else_of_cms_staff_has_ended_is_told_to_be_over(cast: Cast) -> None:
    one = made(cast.delegate, cast.lakeside)
    end = partial(end_credentials, credentials=one.credentials, reason="Leaked.")
    end(acting_person=cast.cms_staff)
    end(acting_person=cast.cms_staff)
    with pytest.raises(CredentialsError, match="have ended already"):
        end(acting_person=make_person("sue.staff", staff_role="administrator"))


def test_neither_another_delegate_nor_being_one_elsewhere_opens_an_aco(cast: Cast) -> None:
    make_contact(cast.lakeside, make_person("dana_reyes"), ["credential_delegate"])
    make_contact(make_aco("A9102", "Harbor ACO"), cast.delegate, ["credential_delegate"])
    one = made(cast.delegate, cast.lakeside)
    own = HeldType.objects.filter(contact__person=cast.delegate, aco=cast.lakeside)
    own.update(ended_at=timezone.now(), end_reason="Left.")
    assert acos_answered(one.credentials) == []


def test_a_client_id_dies_with_its_credentials(cast: Cast) -> None:
    one = made(cast.delegate, cast.lakeside)
    assert list(ClientId.objects.alive(timezone.now())) == [one.client_id]
    Credentials.objects.update(ended_at=timezone.now(), end_reason="Leaked.")
    assert not ClientId.objects.alive(timezone.now()).exists()
