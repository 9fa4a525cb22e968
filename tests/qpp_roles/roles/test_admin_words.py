"""What QPP's admin pages say to CMS staff: where, since when, by whom, and from when on."""

import pytest

from acoms.programme.clock import day_in_words, in_words
from qpp_roles.harp.actions import How, prepare_harp_import, run_harp_import
from qpp_roles.harp.reading import COLUMNS
from qpp_roles.roles.rules import WAITING_LONG
from tests.cast import Cast, make_organization, make_person
from tests.qpp_roles.harp.importing import JO
from tests.qpp_roles.roles.in_roles import STAFF_USER, ElmStreet, hold

pytestmark = pytest.mark.django_db


@pytest.mark.rule("D9")
def test_the_list_of_roles_has_days_and_fits(cast: Cast) -> None:
    held = hold(make_person("more_1"), make_organization(), STAFF_USER)
    page = cast.browser("cms_staff").get("/admin/qpp_roles_roles/heldrole/").content.decode()
    assert f"{day_in_words(held.since)}</td>" in page
    assert "column-source" not in page


@pytest.mark.rule("D5", "D9")
def test_a_request_that_is_too_young_says_from_when_on_it_can_be_answered(
    cast: Cast, elm: ElmStreet
) -> None:
    request = elm.ask()
    page = cast.browser("cms_staff").get(f"/admin/qpp_roles_roles/rolerequest/{request.pk}/answer/")
    from_then = in_words(request.requested_at + WAITING_LONG)
    assert f"can be answered here from {from_then} on." in page.content.decode()


@pytest.mark.rule("D1")
def test_a_practice_has_no_field_for_an_id_and_the_form_says_so(cast: Cast) -> None:
    staff = cast.browser("cms_staff")
    practice, site = make_organization(), make_organization("cpc_plus_site")
    url = "/admin/qpp_roles_organizations/organization/"
    assert 'name="identifier"' not in staff.get(f"{url}{practice.pk}/change/").content.decode()
    assert 'name="identifier"' in staff.get(f"{url}{site.pk}/change/").content.decode()
    assert "A practice has none: leave it empty." in staff.get(f"{url}add/").content.decode()


@pytest.mark.rule("D1")
def test_a_practice_is_corrected_without_it(cast: Cast) -> None:
    staff = cast.browser("cms_staff")
    practice = make_organization()
    form = {"name": "Elm Two", "location": "", "new_tin": "", "to_add": "", "to_take_out": ""}
    staff.post(f"/admin/qpp_roles_organizations/organization/{practice.pk}/change/", form)
    practice.refresh_from_db()
    assert (practice.name, practice.identifier) == ("Elm Two", "")


@pytest.mark.rule("B4")
def test_an_import_says_who_read_the_file_in_and_who_imported_it(cast: Cast) -> None:
    text = "\n".join([",".join(COLUMNS.values()), JO])
    other = make_person("mira_import", is_staff=True, staff_role="administrator")
    waiting = prepare_harp_import(acting_person=other, source="harp.csv", text=text)
    run_harp_import(acting_person=cast.cms_staff, harp_import=waiting, how=How(mail=False))
    page = cast.browser("cms_staff").get(f"/admin/qpp_roles_harp/harpimport/{waiting.pk}/change/")
    said = page.content.decode()
    assert f"Uploaded by {other.full_name} on" in said
    assert f"imported by {cast.cms_staff.full_name} on" in said
