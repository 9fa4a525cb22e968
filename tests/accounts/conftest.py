"""People at the door."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from accounts import signup
from accounts.models import Person, RecoveryCodes
from accounts.signup import Voucher
from tests.accounts.door import PASSWORD, at_second_factor
from tests.cast import make_person
from tests.signing_in import authenticator_code, give_second_factor


@pytest.fixture(autouse=True)
def _nobody_is_locked_out() -> None:
    """Each test begins with nothing counted by the rate limits."""
    cache.clear()


@pytest.fixture
def newcomer(db: None) -> Person:
    """Someone with an account and nothing else: no proven identity, no second factor."""
    return _with_password(make_person("nora.new", proofed_at=None, proofed_by=""))


@pytest.fixture
def regular(db: None) -> Person:
    """Someone who has signed in before: identity proven, authenticator app, saved codes."""
    person = _with_password(make_person("rita.regular"))
    give_second_factor(person)
    return person


def _with_password(person: Person) -> Person:
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def voucher(monkeypatch: pytest.MonkeyPatch) -> Voucher:
    """Every visitor of this test carries this voucher."""
    voucher = Voucher("Vera.Voucher@Example.org", "Vera", "Voucher")
    monkeypatch.setattr(signup, "_readers", [lambda _: voucher])
    monkeypatch.setattr(signup, "_next_pages", [])
    return voucher


@pytest.fixture
def sign_in_by_pages(client: Client) -> Callable[[Person], Any]:
    """Sign in as a browser does: password, agreement, code."""

    def through(person: Person) -> Any:
        at_second_factor(client, person)
        response = client.post("/account/second-factor/", {"code": authenticator_code(person)})
        assert response.status_code == 302, response.content.decode()
        return response

    return through


@pytest.fixture
def codes(regular: Person) -> list[str]:
    """The regular's recovery codes."""
    codes: list[str] = RecoveryCodes.objects.get(user=regular).codes
    return codes
