import pytest

from tests.cast import Cast
from tests.qpp_roles.openid.website import Qpp, qpp_of


@pytest.fixture
def qpp(cast: Cast) -> Qpp:
    """QPP's website, registered."""
    return qpp_of(cast)
