"""The Dashboard of somebody who has no access to anything yet (rule D7)."""

import pytest

from tests.cast import Cast
from tests.qpp_roles.roles.in_roles import ElmStreet, at


@pytest.mark.rule("D7")
def test_it_tells_who_has_nothing_yet_where_it_begins(cast: Cast) -> None:
    page = cast.browser("outsider").get("/dashboard/").content.decode()
    assert "Where to start" in page
    assert 'href="/manage-access/connect/"' in page
    assert 'href="/manage-access/">Manage Access</a> shows' in page
    assert "What happens with your access will appear here." in page


def test_whoever_has_a_role_or_is_cms_staff_is_not_told(cast: Cast) -> None:
    for person in (ElmStreet().staff_user, cast.other, cast.qpp_staff, cast.cms_staff):
        assert "Where to start" not in at(person).get("/dashboard/").content.decode()
