"""An ACO is asked for by a line with suggestions, which takes its ACO ID."""

import pytest
from django import forms
from pytest_django import DjangoAssertNumQueries

from contacts.forms import AcoField
from tests.cast import Cast, make_aco

pytestmark = pytest.mark.django_db


class Asks(forms.Form):
    aco = AcoField()


@pytest.mark.parametrize(
    "typed", ["A9101", " a9101 ", "Lakeside Care Partners ACO (A9101)", "Renamed since (A9101)"]
)
def test_an_aco_is_found_by_its_id_however_it_is_typed(cast: Cast, typed: str) -> None:
    form = Asks({"aco": typed})
    assert cast.lakeside
    assert form.is_valid(), form.errors
    assert form.cleaned_data["aco"] == cast.lakeside


@pytest.mark.parametrize("typed", ["A9999", "Lakeside Care Partners ACO", "1", "(A9101"])
def test_what_names_no_aco_keeps_what_was_typed_and_says_what_to_do(cast: Cast, typed: str) -> None:
    assert cast.lakeside
    form = Asks({"aco": typed})
    assert "Enter one such as A4321" in form.errors["aco"][0]
    assert f'value="{typed}"' in str(form["aco"])


def test_the_line_suggests_each_aco_in_one_query(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert cast.lakeside
    for n in range(20):
        make_aco(f"A92{n:02}", f"ACO {n}")
    with django_assert_num_queries(1):
        drawn = str(Asks()["aco"])
    assert '<option value="ACO 7 (A9207)">' in drawn
    assert drawn.count("<option") == 21
    assert 'list="aco_suggested"' in drawn
    assert '<datalist id="aco_suggested">' in drawn


def test_a_page_that_leads_to_the_form_fills_the_line(cast: Cast) -> None:
    for given in (cast.lakeside, cast.lakeside.pk):
        assert f'value="{cast.lakeside}"' in str(Asks(initial={"aco": given})["aco"])
    assert 'value="A9101"' in str(Asks(initial={"aco": "A9101"})["aco"])


@pytest.mark.parametrize("digits", [4, 5000])
def test_digits_that_were_typed_become_no_aco_of_this_key(cast: Cast, digits: int) -> None:
    """With the A forgotten: as the form is shown again, it names no other ACO."""
    typed = f"{cast.lakeside.pk:0{digits}}"
    form = Asks({"aco": typed})
    assert not form.is_valid()
    assert f'value="{typed}"' in str(form["aco"])
