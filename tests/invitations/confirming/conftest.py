"""An invitation that waits for a confirmation."""

import pytest

from accounts.models import Person
from invitations.models import Invitation
from tests.cast import Cast, make_person
from tests.invitations.confirming.waiting import JO, invite


@pytest.fixture
def waiting(cast: Cast) -> Invitation:
    """A CMS Liaison would replace the ACO Executive, in an ACO with a second signer."""
    cast.exec, cast.signer  # noqa: B018
    return invite(cast)


@pytest.fixture
def jo(cast: Cast) -> Person:
    return make_person("jo_chen", email=JO.email)
