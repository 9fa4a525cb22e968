"""What the actions on roles ask past every page: each fails where it is left out."""

import pytest

from accounts.models import Person
from qpp_roles.organizations.errors import QppError
from qpp_roles.roles.actions.deciding import approve_request
from qpp_roles.roles.actions.staffing import answer_stuck_request, give_role
from qpp_roles.roles.models import HeldRole
from tests.cast import Cast, make_organization, make_person
from tests.qpp_roles.roles.in_roles import OFFICIAL, STAFF_USER, ElmStreet, ask, hold

pytestmark = [pytest.mark.django_db, pytest.mark.rule("D9")]


def merge_away(person: Person) -> None:
    """Past the action, which would move what waits: as between two that come at once."""
    kept = make_person("kept")
    Person.objects.filter(pk=person.pk).update(merged_into=kept, is_active=False)


@pytest.mark.rule("D5")
def test_an_account_that_was_merged_gets_no_role(cast: Cast) -> None:
    elm, staff = ElmStreet(), cast.cms_staff
    request = elm.ask(days_ago=40)
    merge_away(elm.asker)
    with pytest.raises(QppError, match="merged into another one"):
        approve_request(acting_person=elm.official, role_request=request)
    with pytest.raises(QppError, match="merged into another one"):
        answer_stuck_request(acting_person=staff, role_request=request, approve=True, reason="x")
    with pytest.raises(QppError, match="merged into another one"):
        give_role(
            acting_person=staff,
            organization=elm.practice,
            person=elm.asker,
            role=STAFF_USER,
            reason="Called",
        )
    assert not HeldRole.objects.filter(person=elm.asker).exists()


def test_a_role_that_staff_give_answers_that_persons_request_there_alone(cast: Cast) -> None:
    elm, oak = ElmStreet(), make_organization(name="Oak Lane")
    hold(elm.official, oak, OFFICIAL)
    here, elsewhere = elm.ask(), ask(elm.asker, oak)
    of_another = ask(make_person("bob_asker"), elm.practice)
    give_role(
        acting_person=cast.cms_staff,
        organization=elm.practice,
        person=elm.asker,
        role=STAFF_USER,
        reason="Called",
    )
    for request, answered in ((here, True), (elsewhere, False), (of_another, False)):
        request.refresh_from_db()
        assert (request.decided_at is not None) is answered
