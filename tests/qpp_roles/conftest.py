"""Fixtures for QPP roles."""

import pytest
from django.test import Client

from qpp_roles.organizations.kinds import Role
from qpp_roles.organizations.models import Organization
from tests.cast import make_person
from tests.qpp_roles.connect.applicants import elm_street
from tests.qpp_roles.connect.connecting import give
from tests.qpp_roles.roles.in_roles import ElmStreet
from tests.signing_in import sign_in


@pytest.fixture
def elm(db: None) -> ElmStreet:
    """Elm Street Family Practice and its people."""
    return ElmStreet()


@pytest.fixture
def jo(db: None) -> Client:
    """The browser of someone who has an account and nothing else."""
    return sign_in(Client(), make_person("jo_chen"))


@pytest.fixture
def practice(db: None) -> Organization:
    """An organization in which nobody has a role yet."""
    return elm_street()


@pytest.fixture
def led(practice: Organization) -> Organization:
    """The same, with Ann Ray as its Security Official."""
    give(practice, "ann_ray", Role.SECURITY_OFFICIAL)
    return practice
