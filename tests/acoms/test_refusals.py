"""A refusal stands beside the field that it is about, or above the form."""

from django import forms

from acoms.text.refusals import Refusal


class WhyForm(forms.Form):
    reason = forms.CharField()
    day = forms.DateField()


class TooEarly(Refusal):
    field = "day"


def shown(refusal: Refusal, otherwise: str | None = None) -> dict[str, list[str]]:
    form = WhyForm({"reason": "moved", "day": "2026-01-01"})
    refusal.show_in(form, otherwise=otherwise)
    return {field: [str(one) for one in said] for field, said in form.errors.items()}


def test_a_refusal_stands_at_its_field() -> None:
    assert shown(Refusal("Say why.", "reason")) == {"reason": ["Say why."]}
    assert shown(TooEarly("That is too early.")) == {"day": ["That is too early."]}
    assert shown(TooEarly("Say why.", "reason")) == {"reason": ["Say why."]}


def test_a_refusal_about_no_field_of_the_form_stands_above_it_or_where_the_page_says() -> None:
    for refusal in (Refusal("Not now."), Refusal("Not now.", "other")):
        assert shown(refusal) == {"__all__": ["Not now."]}
        assert shown(refusal, "reason") == {"reason": ["Not now."]}
