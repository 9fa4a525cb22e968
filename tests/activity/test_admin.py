"""CMS staff see the activity of all ACOs, and the seals, in the admin: to read only."""

from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activity.actions import seal_history
from contacts.actions import end_types
from contacts.models import Contact
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E3")]

URL = "/admin/activity/activity/"


@pytest.fixture
def staff() -> Client:
    casey = make_person("casey_staff", is_staff=True, is_superuser=True)
    return sign_in(Client(), casey)


@pytest.fixture
def two_acos(cast: Cast) -> Cast:
    contact = Contact.objects.get(person=cast.it)
    end_types(acting_person=cast.exec, contact=contact, codes={"it_primary"}, reason="left us")
    make_contact(make_aco("A9102", "Harbor"), make_person("hugo_boss"), ["aco_executive"])
    return cast


def lines(browser: Client, **asked: Any) -> list[tuple[str, str]]:
    answer = browser.get(URL, asked)
    assert answer.status_code == 200
    return [(entry.aco, entry.sentence) for entry in answer.context["entries"]]


def test_staff_see_every_aco(two_acos: Cast, staff: Client) -> None:
    seen = lines(staff)
    assert {aco for aco, _ in seen} == {"A9101", "A9102"}
    assert ("A9102", "Hugo Boss became ACO Executive.") in seen


def test_staff_see_one_aco_or_one_person(two_acos: Cast, staff: Client) -> None:
    assert {aco for aco, _ in lines(staff, aco_id="a9102")} == {"A9102"}
    of_hugo = lines(staff, person="HUGO_boss@example.org")
    assert of_hugo
    assert all("Hugo" in line for _, line in of_hugo)
    assert lines(staff, person="hugo_boss") == of_hugo
    assert len(lines(staff, kind="type_ended")) == 1


def test_what_is_not_there_is_said(two_acos: Cast, staff: Client) -> None:
    shown = unescape(staff.get(URL, {"aco_id": "A0000", "person": "ghost"}).content.decode())
    assert "There is no ACO with this ID." in shown
    assert "Nobody has this user ID or e-mail address." in shown


def test_staff_download_what_is_filtered(two_acos: Cast, staff: Client) -> None:
    answer = staff.get(f"{URL}export/", {"kind": "type_ended"})
    rows = b"".join(answer).decode().splitlines()
    assert rows[0].endswith("ACO ID,ACO,Organization,Page,Address,Request")
    assert len(rows) == 2
    assert "A9101" in rows[1]


def test_others_find_nothing_there(two_acos: Cast) -> None:
    assert two_acos.browser("exec").get(URL).status_code == 404
    assert two_acos.browser("exec").get(f"{URL}export/").status_code == 404


def test_an_acos_page_leads_to_its_activity(two_acos: Cast, staff: Client) -> None:
    page = staff.get(reverse("admin:contacts_aco_change", args=[two_acos.lakeside.pk]))
    link = f"{URL}?aco_id=A9101"
    assert f'href="{link}"' in page.content.decode()
    assert staff.get(link).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_seals_are_listed_and_stay_as_they_are(two_acos: Cast, staff: Client) -> None:
    seal_history(settle=timedelta(0))
    with CaptureQueriesContext(connection) as asked:
        page = staff.get("/admin/activity/seal/").content.decode()
    assert "contacts_heldtypeevent" in page
    assert not [one for one in asked if "DISTINCT" in one["sql"]], "code knows the tables"
    assert staff.get("/admin/activity/seal/1/change/").status_code == 200
    assert staff.post("/admin/activity/seal/1/delete/", {"post": "yes"}).status_code == 403
    assert staff.get("/admin/activity/seal/add/").status_code == 403
