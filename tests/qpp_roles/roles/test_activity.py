"""What happened in an organization, for CMS staff to read (rule E3)."""

import pytest

from qpp_roles.roles.actions.deciding import approve_request, deny_request, withdraw_request
from qpp_roles.roles.actions.staffing import change_role, end_role
from tests.cast import Cast, make_organization, make_person
from tests.qpp_roles.roles.in_roles import OFFICIAL, ElmStreet, ask, hold

ACTIVITY = "/admin/activity/activity/"


@pytest.mark.rule("E3", "D9")
def test_cms_staff_read_who_did_what_in_an_organization(cast: Cast, elm: ElmStreet) -> None:
    deny_request(acting_person=elm.official, role_request=elm.ask(), reason="Unknown here.")
    withdraw_request(acting_person=elm.asker, role_request=elm.ask())
    approve_request(acting_person=elm.official, role_request=elm.ask(days_ago=1))
    change_role(
        acting_person=cast.cms_staff, held=elm.held_by_staff_user, role=OFFICIAL, reason="x"
    )
    end_role(acting_person=cast.cms_staff, held=elm.held, reason="Left.")
    elm.practice.name = "Elm Street Clinic"
    elm.practice.save()
    hold(elm.official, make_organization("practice", "Oak Lane"), OFFICIAL)
    browser = cast.browser("cms_staff")
    page = browser.get(f"{ACTIVITY}?organization={elm.practice.pk}").content.decode()
    for said in (
        "Ann Asker asked to be Staff User.",
        "Olga Official denied Ann Asker the role Staff User: Unknown here.",
        "Ann Asker withdrew their own request to be Staff User.",
        "Olga Official approved that Ann Asker is Staff User.",
        "Olga Official made Ann Asker Staff User.",
        "made Sam Staff Security Official.",
        "ended the role of Olga Official as Security Official: Left.",
        "changed Elm Street Clinic",
        "Only Elm Street Clinic.",
    ):
        assert said in page, said
    assert "Oak Lane" not in page
    everything = browser.get(ACTIVITY).content.decode()
    assert "Oak Lane" in everything
    lines = b"".join(browser.get(f"{ACTIVITY}export/?q=Left").streaming_content)  # type: ignore[attr-defined]
    assert b"Elm Street Clinic" in lines


def test_an_old_request_stands_in_its_acos_activity(cast: Cast, elm: ElmStreet) -> None:
    elm.ask()
    ask(make_person("otto"), cast.lakeside)
    page = cast.browser("exec").get("/acos/A9101/activity/").content.decode()
    assert "Otto Person asked to be Staff User." in page
    assert "Ann Asker" not in page
