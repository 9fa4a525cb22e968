"""Every form's markup: labels, hints and errors are tied to their fields for everyone to find."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.template.loader import render_to_string

from acoms.site.forms import CheckboxGroup, ChoiceText, RadioGroup

VOID = {"input", "br", "img", "hr"}


class Elements(HTMLParser):
    """The elements of a piece of HTML, each with its attributes and the text inside it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.all: list[dict[str, str]] = []
        self._open: list[dict[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = {"tag": tag, "text": "", **{name: value or "" for name, value in attrs}}
        self.all.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()["tag"] == tag, "elements are not nested properly"

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element["text"] += data

    def find(self, **wanted: str) -> dict[str, str]:
        (found,) = self.find_all(**wanted)
        return found

    def find_all(self, **wanted: str) -> list[dict[str, str]]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [e for e in self.all if all(e.get(n) == v for n, v in wanted.items())]


class Invitation(forms.Form):
    name = forms.CharField(label="Name", max_length=80)
    email = forms.EmailField(label="E-mail", help_text="We write there.")
    phone = forms.CharField(label="Phone", required=False)
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    state = forms.ChoiceField(label="State", choices=[("MD", "Maryland")])
    kind = forms.ChoiceField(
        label="Kind", choices=[("a", "One"), ("b", ChoiceText("Two", "Second"))], widget=RadioGroup
    )
    types = forms.MultipleChoiceField(
        label="Contact types",
        help_text="Choose at least one.",
        widget=CheckboxGroup,
        choices=[
            (
                "Leadership",
                [
                    ("exec", ChoiceText("ACO Executive", unavailable="Held by Sam Ortiz.")),
                    ("signer", ChoiceText("Signer", "Signs.", "Missing", ("Administrator",))),
                ],
            ),
            ("QPP", [("staff", "QPP Staff User")]),
        ],
    )
    agree = forms.BooleanField(label="I agree", help_text="To the statement.")
    secret = forms.CharField(widget=forms.HiddenInput)


def drawn(data: dict[str, object] | None = None) -> Elements:
    return Elements(str(Invitation(data)))


def test_a_label_and_a_hint_belong_to_their_field() -> None:
    page = drawn()
    assert page.find(for_="id_email")["text"] == "E-mail"
    assert page.find(id="id_email")["aria-describedby"] == "id_email_helptext"
    assert page.find(id="id_email_helptext")["text"] == "We write there."
    assert page.find(id="id_email")["class"] == "ds-c-field"


def test_optional_fields_say_so_and_the_others_do_not() -> None:
    page = drawn()
    assert page.find(for_="id_phone")["text"] == "Phone (optional)"
    assert page.find(for_="id_name")["text"] == "Name"


def test_a_wrong_field_says_what_is_wrong_and_is_marked_as_invalid() -> None:
    page = drawn({"email": "nobody"})
    field = page.find(id="id_email")
    assert field["aria-invalid"] == "true"
    assert field["value"] == "nobody", "what was typed is kept"
    assert "ds-c-field--error" in field["class"]
    assert field["aria-describedby"].split() == ["id_email_helptext", "id_email_error"]
    assert page.find(id="id_email_error")["text"] == "Enter a valid email address."


def test_nothing_is_marked_as_wrong_before_the_form_is_sent() -> None:
    page = drawn()
    assert not page.find_all(role="alert")
    assert not page.find_all(aria_invalid="true")


def test_the_error_summary_takes_the_focus_and_leads_to_each_field() -> None:
    page = drawn({"email": "nobody", "secret": "x"})
    summary = page.find(role="alert")
    assert summary["tabindex"] == "-1"
    assert "autofocus" in summary
    ids = {e["id"] for e in page.all if "id" in e}
    targets = [e["href"].removeprefix("#") for e in page.find_all(tag="a")]
    assert targets == ["id_name", "id_email", "id_state", "id_kind_0", "id_types_0_1", "id_agree"]
    assert set(targets) <= ids


def test_the_summary_also_lists_what_belongs_to_no_visible_field() -> None:
    form = Invitation({"name": "Dana"})
    form.add_error(None, "This ACO is closed.")
    summary = Elements(render_to_string("forms/errors.html", {"form": form})).find(role="alert")
    assert "This ACO is closed." in summary["text"]
    assert "Fill in “E-mail”." in summary["text"]


def test_what_is_too_long_or_not_listed_is_said_in_our_words() -> None:
    form = Invitation({"name": "x" * 81, "state": "nonsense", "types": ["nonsense"]})
    assert form.errors["name"] == ["Shorten this to 80 characters. It has 81 now."]
    assert form.errors["state"] == form.errors["types"] == ["Choose from what is listed."]


def test_a_group_is_a_fieldset_whose_legend_hint_and_error_are_its_own() -> None:
    page = drawn({"name": "Dana"})
    group = page.find(tag="fieldset", id="id_types")
    assert group["aria-describedby"] == "id_types_helptext id_types_error"
    assert "Contact types" in [e["text"] for e in page.find_all(tag="legend")]
    radio = page.find(id="id_kind_0")
    assert "aria-invalid" not in radio, "one radio button cannot be invalid"


def test_choices_stand_under_their_headings() -> None:
    page = drawn()
    headings = [
        page.find(id=group["aria-labelledby"])["text"] for group in page.find_all(role="group")
    ]
    assert headings == ["Leadership", "QPP"]
    assert page.find(for_="id_types_1_0")["text"] == "QPP Staff User"


def test_a_choice_that_cannot_be_made_is_disabled_and_says_why() -> None:
    page = drawn()
    choice = page.find(id="id_types_0_0")
    assert "disabled" in choice
    assert page.find(id=choice["aria-describedby"])["text"].strip() == "Held by Sam Ortiz."
    assert "disabled" not in page.find(id="id_types_0_1")


def test_a_choice_shows_its_flag_hint_and_badges() -> None:
    page = drawn()
    label = page.find(for_="id_types_0_1")
    assert label["text"] == "Signer Missing"
    assert page.find(id="id_types_0_1_hint")["text"].split() == ["Signs.", "Administrator"]
    assert page.find(id="id_kind_1")["aria-describedby"] == "id_kind_1_hint"


def test_what_was_chosen_stays_chosen() -> None:
    page = drawn({"types": ["staff"], "kind": "b", "agree": "on", "note": "<b>"})
    chosen = {e["id"] for e in page.find_all(tag="input") if "checked" in e}
    assert chosen == {"id_kind_1", "id_types_1_0", "id_agree"}
    assert page.find(id="id_note")["text"].strip() == "<b>"


def test_a_single_checkbox_has_its_label_beside_it_and_its_error_tied_to_it() -> None:
    page = drawn({"name": "Dana"})
    box = page.find(id="id_agree")
    assert box["class"] == "ds-c-choice"
    assert box["aria-describedby"] == "id_agree_helptext id_agree_error"
    assert page.find(for_="id_agree")["text"] == "I agree"


@pytest.mark.parametrize("evil", ["<script>", '"><img src=x>'])
def test_choice_texts_are_escaped(evil: str) -> None:
    class Evil(forms.Form):
        types = forms.MultipleChoiceField(
            widget=CheckboxGroup, choices=[("x", ChoiceText(evil, evil, evil, (evil,), evil))]
        )

    html = str(Evil())
    assert evil not in html
    assert html.count("&lt;") == 5
