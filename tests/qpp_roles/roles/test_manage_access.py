"""Manage Access: one's organizations in tabs, their people, and who sees what (D5, D7, D8, E1)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participants.lists.models import Participant
from qpp_roles.organizations.kinds import KINDS, Role, allowed_by
from qpp_roles.roles.models import HeldRole, RoleRequest
from tests.cast import Cast, make_contact, make_organization, make_person
from tests.qpp_roles.roles.in_roles import OFFICIAL, STAFF_USER, ElmStreet, ask, at, hold

URL = "/manage-access/"
LAKESIDE = f"{URL}acos/A9101/"


def shown(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def downloaded(answer: Any) -> list[str]:
    return b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()


@pytest.mark.rule("D7")
def test_a_new_person_starts_with_one_button_and_three_lines_of_help(cast: Cast) -> None:
    page = shown(cast.browser("outsider").get(URL))
    assert "You are not connected to an organization yet." in page
    assert page.count('<a class="ds-c-button ds-c-button--solid" href="/manage-access/connect/">')
    assert page.split("<ol>")[-1].count("<li>") == 3
    assert "Practices (" not in page


@pytest.mark.rule("D7")
def test_organizations_stand_in_tabs_by_type_with_ones_role(elm: ElmStreet) -> None:
    person = make_person("vera_vendor")
    hold(person, elm.practice, STAFF_USER)
    hold(person, make_organization("qcdr", "Heart QCDR"), OFFICIAL)
    hold(person, make_organization("cpc_plus_site", "Hill Site"), OFFICIAL)
    browser = at(person)
    page = shown(browser.get(URL))
    for tab in ("Practices (1)", "APM Entities (1)", "Registries (1)", "Virtual Groups (0)"):
        assert tab in page
    assert "Elm Street Family Practice" in page
    assert 'href="https://qpp.cms.gov/login">Go to QPP' in page
    assert "Heart QCDR" not in page
    registries = shown(browser.get(f"{URL}?type=registry"))
    assert "Heart QCDR" in registries
    assert "Elm Street" not in registries
    assert "You are not connected to any of the Virtual Groups." in shown(
        browser.get(f"{URL}?type=virtual-group")
    )
    assert "Elm Street" in shown(browser.get(f"{URL}?type=nonsense")), "falls back"


@pytest.mark.rule("D7")
def test_a_single_tin_aco_shows_as_apm_entity_and_as_practice_once_connected_to_both(
    cast: Cast,
) -> None:
    person, tin = make_person("una_single"), "001700777"
    only = Participant(
        aco=cast.lakeside,
        legal_business_name="Una Single MD",
        effective_from=timezone.localdate() - timedelta(days=1),
    )
    only.set_tin(tin)
    only.save()
    practice = make_organization("practice", "Una Single MD", tin=tin)
    make_contact(cast.lakeside, person, ["qpp_security_official"])
    browser = at(person)
    assert "Practices (0)" in shown(browser.get(URL))
    hold(person, practice, OFFICIAL)
    page = shown(browser.get(URL))
    assert "Practices (1)" in page
    assert "APM Entities (1)" in page
    assert "Una Single MD" in page
    assert "Lakeside Care Partners ACO" in shown(browser.get(f"{URL}?type=apm-entity"))


@pytest.mark.rule("D7", "B2")
def test_an_acos_qpp_role_shows_under_apm_entities_with_who_manages_it(cast: Cast) -> None:
    page = shown(cast.browser("qpp_staff").get(URL))
    assert "Lakeside Care Partners ACO" in page
    assert "ACO ID A9101" in page
    assert 'href="/manage-access/acos/A9101/"' in page
    assert "The ACO's administrators give and end this role." in page
    assert not HeldRole.objects.exists(), "no second copy"


@pytest.mark.rule("A13", "B1", "D8")
def test_an_acos_page_says_who_has_which_role_and_who_gives_them(cast: Cast) -> None:
    kind, people_there = KINDS["ssp_aco"], (cast.security_official, cast.qpp_staff, cast.exec)
    for user, role in (("qpp_staff", STAFF_USER), ("security_official", OFFICIAL)):
        page = shown(cast.browser(user).get(LAKESIDE)).replace("&#x27;", "'")
        assert f"You are <strong>{role.label}</strong> here." in page
        for allowed in allowed_by(role, kind):
            assert allowed.sentence in page
        people = page.split("People with a QPP role")[1]
        for one in people_there[:2]:
            assert f"{one.last_name}, {one.first_name}" in people
        assert f"{cast.exec.full_name}, ACO Executive" in people
        assert "QPP@cms.hhs.gov" in people
        assert (cast.qpp_staff.email in people) is (role is OFFICIAL)
        assert "Waiting for your answer" not in page, "nobody asked before August 5, 2021"


@pytest.mark.rule("B2", "D5")
def test_an_acos_page_begins_with_requests_where_there_are_any(cast: Cast, elm: ElmStreet) -> None:
    ask(elm.asker, cast.lakeside)
    page = shown(cast.browser("security_official").get(LAKESIDE))
    assert "Waiting for your answer (1)" in page
    assert "Approve" in page
    assert f'href="{LAKESIDE}requests/"' in page
    page = shown(cast.browser("qpp_staff").get(LAKESIDE))
    assert "1 request for a role here waits for a Security Official." in page
    assert "Ann Asker" not in page


@pytest.mark.rule("E1")
def test_an_acos_roles_are_shown_to_their_holders_alone(cast: Cast) -> None:
    official = cast.security_official
    for part in ("", "people.csv"):
        refused = cast.browser("exec").get(LAKESIDE + part)
        assert refused.status_code == 403
        assert "You have no QPP role in this ACO." in refused.content.decode()
        assert official.full_name in refused.content.decode()
        assert cast.browser("outsider").get(LAKESIDE + part).status_code == 404


def test_whoever_holds_both_roles_of_an_aco_stands_once(cast: Cast) -> None:
    person = make_person("una_both")
    make_contact(cast.lakeside, person, ["qpp_security_official", "qpp_staff_user"])
    lines = downloaded(at(person).get(f"{LAKESIDE}people.csv?q=una"))
    assert len(lines) == 2
    assert "Security Official" in lines[1]
    assert person.email in lines[1]


@pytest.mark.rule("D8")
@pytest.mark.parametrize("code", [code for code in KINDS if code != "ssp_aco"])
@pytest.mark.parametrize("role", list(Role))
def test_the_page_says_what_each_role_lets_one_do(db: None, code: str, role: Role) -> None:
    person, place = make_person("una"), make_organization(code, "Somewhere")
    hold(person, place, role)
    browser, kind = at(person), KINDS[code]
    page = shown(browser.get(URL))
    explained = shown(
        browser.get(f"/manage-access/organizations/{place.pk}/what-i-can-do/")
    ).replace("&#x27;", "'")
    for one in allowed_by(role, kind):
        assert one.sentence in page.replace("&#x27;", "'")
        assert one.sentence in explained.split("Only a Security Official can")[0]
    approving = "Approve or deny requests of others"
    assert (approving in page) is (role is OFFICIAL)


def test_a_vendor_searches_by_name_id_and_complete_tin(db: None) -> None:
    vendor = make_person("vera_vendor")
    for name, tin in (("Elm Street", "001700101"), ("Oak Lane", "001700102")):
        hold(vendor, make_organization("practice", name, tin=tin), STAFF_USER)
    browser = at(vendor)
    assert "Oak Lane" not in shown(browser.get(f"{URL}?q=elm"))
    by_tin = shown(browser.get(f"{URL}?q=00-1700102"))
    assert "Oak Lane" in by_tin
    assert "Elm Street" not in by_tin
    assert "matches “001700”" in shown(browser.get(f"{URL}?q=001700")), "part of a TIN finds none"
    assert "001700101" not in shown(browser.get(URL)), "TINs are masked"
    down = shown(browser.get(f"{URL}?sort=-name"))
    assert down.index("Oak Lane") < down.index("Elm Street")
    lines = downloaded(browser.get(f"{URL}organizations.csv?q=elm"))
    assert [line.split(",")[0] for line in lines] == ["Organization", "Elm Street"]


def test_ones_own_requests_with_their_state_and_the_ways_on(elm: ElmStreet) -> None:
    denied = elm.ask(days_ago=9)
    now = timezone.now()
    RoleRequest.objects.filter(pk=denied.pk).update(
        decided_at=now, decided_by=elm.official, approved=False, reason="Not with us"
    )
    site = make_organization("cpc_plus_site", "Hill Site", identifier="T1AR7777")
    pending = ask(elm.asker, site)
    browser = at(elm.asker)
    page = shown(browser.get(URL))
    assert "Not with us" in page
    assert "by Olga Official" in page
    assert "Ask again" in page
    assert "T1AR7777" not in page, "an ID may be a proof (D4)"
    withdraw = f"{URL}requests/{pending.pk}/withdraw/"
    assert withdraw in page
    assert "Withdraw your request?" in shown(browser.get(withdraw))
    pending.refresh_from_db()
    assert pending.withdrawn_at is None, "a GET changes nothing"
    assert browser.post(withdraw)["Location"] == URL
    assert "Withdrawn" in shown(browser.get(f"{URL}requests/?state=withdrawn"))
    assert at(elm.official).post(withdraw).status_code == 404, "somebody else's"


@pytest.mark.rule("D5", "E1")
def test_who_sees_what_of_an_organization(elm: ElmStreet, cast: Cast) -> None:
    request = elm.ask()
    official, staff_user = at(elm.official), at(elm.staff_user)
    page = shown(official.get(elm.url))
    assert "Waiting for your answer (1)" in page
    assert elm.staff_user.email in page
    page = shown(staff_user.get(elm.url))
    assert "Official, Olga" in page
    assert "1 request for a role here waits for a Security Official." in page
    assert elm.official.email not in page
    assert "Ann Asker" not in page
    for part in ("requests/", f"requests/{request.pk}/approve/", f"requests/{request.pk}/deny/"):
        refused = staff_user.post(elm.url + part)
        assert refused.status_code == 403
        assert b"<li>Olga Official</li>" in refused.content
        assert b"contact types" not in refused.content
        for outsider in (at(elm.asker), cast.browser("exec"), cast.browser("cms_staff")):
            assert outsider.get(elm.url + part).status_code == 404
    for part in ("", "people.csv", "what-i-can-do/"):
        there = f"{URL}organizations/{elm.practice.pk}/{part}"
        not_there = f"{URL}organizations/999999/{part}"
        assert at(elm.asker).get(there).status_code == 404
        assert at(elm.asker).get(not_there).status_code == 404


@pytest.mark.rule("D5", "E4")
def test_a_security_official_answers_after_a_look_at_what_it_gives(elm: ElmStreet) -> None:
    request, browser = elm.ask(OFFICIAL), at(elm.official)
    approve = f"{elm.url}requests/{request.pk}/approve/"
    page = shown(browser.get(approve))
    assert "Approve Ann Asker's request?" in page
    assert "Register a group for the CAHPS for MIPS survey" in page
    request.refresh_from_db()
    assert request.decided_at is None
    done = shown(browser.post(approve, follow=True))
    assert "Ann Asker is Security Official now." in done
    assert "Asker, Ann" in done
    assert browser.get(approve)["Location"] == elm.url, "nothing left to answer"


@pytest.mark.rule("D5")
def test_a_denial_asks_why_and_the_second_is_told_who_was_first(elm: ElmStreet) -> None:
    request, second = elm.ask(), make_person("otto_official")
    hold(second, elm.practice, OFFICIAL)
    deny = f"{elm.url}requests/{request.pk}/deny/"
    assert "Enter a reason." in shown(at(elm.official).post(deny, {"reason": " "}))
    assert at(elm.official).post(deny, {"reason": "Left us"})["Location"] == elm.url
    said = shown(at(second).post(deny, {"reason": "Also"}, follow=True))
    first = "Olga Official denied Ann Asker&#x27;s request a moment ago. It stays so."
    assert first in said
    approve = deny.replace("deny", "approve")
    assert first in shown(at(second).get(approve, follow=True)), "also who only looks"
    assert first in shown(at(second).post(approve, follow=True))
    past = shown(at(second).get(f"{elm.url}requests/?state=denied"))
    assert "Left us" in past


@pytest.mark.rule("D5")
def test_requests_sorted_by_state_stand_in_groups(cast: Cast, elm: ElmStreet) -> None:
    now, by = timezone.now(), elm.official
    answered: dict[str, Any] = {"decided_at": now, "decided_by": by}
    elm.ask(**answered, approved=False, reason="No")
    elm.ask(withdrawn_at=now)
    elm.ask(**answered, approved=True)
    elm.ask(**answered, approved=False, reason="No")
    elm.ask()
    in_groups = ["pending", "approved", "denied", "denied", "withdrawn"]
    for person, url in ((by, f"{elm.url}requests/"), (elm.asker, f"{URL}requests/")):
        found = at(person).get(f"{url}?sort=state").context["requests"]
        assert [one.state.value for one in found] == in_groups
        found = at(person).get(f"{url}?sort=-state").context["requests"]
        assert [one.state.value for one in found] == in_groups[::-1]
    staff, table = cast.browser("cms_staff"), "/admin/qpp_roles_roles/rolerequest/"
    column = staff.get(table).context["cl"].list_display.index("state")
    for sign, groups in (("", in_groups), ("-", in_groups[::-1])):
        listed = staff.get(table, {"o": f"{sign}{column}"}).context["cl"].result_list
        assert [one.state.value for one in listed] == groups


@pytest.mark.rule("D9")
def test_an_organization_without_security_officials_points_to_qpp(elm: ElmStreet) -> None:
    elm.ask()
    HeldRole.objects.filter(pk=elm.held.pk).update(ended_at=timezone.now(), end_reason="Left")
    page = shown(at(elm.staff_user).get(elm.url))
    assert "Nobody here can answer requests now, and 1 waits." in page
    assert "QPP@cms.hhs.gov" in page


@pytest.mark.rule("A19")
def test_a_role_that_ended_opens_nothing_at_the_next_request(elm: ElmStreet) -> None:
    browser = at(elm.staff_user)
    shown(browser.get(elm.url))
    HeldRole.objects.filter(pk=elm.held_by_staff_user.pk).update(
        ended_at=timezone.now(), end_reason="Left"
    )
    assert browser.get(elm.url).status_code == 404
    assert "You are not connected to an organization yet." in shown(browser.get(URL))


def test_people_as_a_file_with_addresses_for_security_officials_only(elm: ElmStreet) -> None:
    lines = downloaded(at(elm.official).get(f"{elm.url}people.csv"))
    assert lines[0].startswith("Last name,First name,E-mail,Role")
    assert [line.split(",")[2] for line in lines[1:]] == [elm.official.email, elm.staff_user.email]
    for_staff_user = downloaded(at(elm.staff_user).get(f"{elm.url}people.csv?q=olga"))
    assert len(for_staff_user) == 2
    assert "@" not in "".join(for_staff_user)


@pytest.mark.rule("D5")
def test_the_dashboard_says_that_requests_wait(cast: Cast, elm: ElmStreet) -> None:
    elm.ask()
    ask(elm.staff_user, cast.lakeside)
    official = cast.security_official
    hold(official, elm.practice, OFFICIAL)
    page = shown(at(official).get("/dashboard/"))
    assert "Answer role requests" in page
    assert f'<a href="{elm.url}">Elm Street Family Practice</a> (1)' in page
    assert 'href="/manage-access/acos/A9101/"' in page
    assert "Answer role requests" not in shown(at(elm.staff_user).get("/dashboard/"))


@pytest.mark.parametrize("page", ["", "organization", "aco", "requests", "own", "dashboard"])
def test_a_hundred_rows_cost_the_queries_of_one(elm: ElmStreet, cast: Cast, page: str) -> None:
    url = {
        "": URL,
        "organization": elm.url,
        "aco": LAKESIDE,
        "requests": f"{elm.url}requests/",
        "own": f"{URL}requests/",
        "dashboard": "/dashboard/",
    }[page]
    browser = at(elm.official)
    elm.ask()
    ask(elm.official, make_organization("practice", "Wanted"))
    make_contact(cast.lakeside, elm.official, ["qpp_security_official"])
    ask(elm.asker, cast.lakeside)

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            shown(browser.get(url))
        return len(counted)

    queries()
    with_one = queries()
    for number in range(100):
        person = make_person(f"person_{number}")
        hold(person, elm.practice, STAFF_USER)
        place = make_organization("practice", f"Practice {number}")
        hold(elm.official, place, OFFICIAL)
        ask(person, place)
        ask(make_person(f"asker_{number}"), elm.practice)
        ask(elm.official, make_organization("practice", f"Wanted {number}"))
        make_contact(cast.lakeside, person, ["qpp_staff_user"])
        ask(make_person(f"early_{number}"), cast.lakeside)
    assert queries() == with_one
