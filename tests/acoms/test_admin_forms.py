"""Forms of the admin speak and warn as all other pages do."""

import re

import pytest

from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_a_record_says_its_errors_as_other_forms_do_and_leads_to_them(cast: Cast) -> None:
    url = f"/admin/contacts/aco/{cast.lakeside.pk}/change/"
    typed = {"aco_id": "", "name": "", "initial_start_date": "yesterday"}
    shown = cast.browser("cms_staff").post(url, typed).content.decode()
    assert re.search(r"Correct \d errors", shown)
    assert 'href="#id_name"' in shown
    assert "This is not a date." in shown
    assert "Please correct" not in shown


def test_leaving_what_was_typed_asks_first_and_a_record_leads_back_to_its_list(cast: Cast) -> None:
    url = f"/admin/contacts/aco/{cast.lakeside.pk}/change/"
    shown = cast.browser("cms_viewer").get(url).content.decode()
    assert "acoms/acoms" in shown, "the script that asks"
    assert "Back to the list</a>" in shown
    assert ">Close</a>" not in shown
