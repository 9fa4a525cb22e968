"""What CMS staff fill in to write an event, choose its ACOs, change a document and answer."""

from typing import Any

from django import forms

from acoms.site.forms import DayField, LineField, TextField
from contacts.imports import STATES
from contacts.models import Aco, Track
from signing.actions.events import Draft
from signing.choosing import Choice, acos_chosen
from signing.kinds import BY_THE_ACO, CHOICES, KINDS
from signing.rules import problem_with_days

_TWO = [
    (code, title)
    for code, title in CHOICES
    if len(KINDS[code].signers) > 1 and not KINDS[code].is_elsewhere and code not in BY_THE_ACO
]
_OF_CMS = [(code, title) for code, title in CHOICES if code not in BY_THE_ACO]
_YEARLY = [code for code, kind in KINDS.items() if kind.yearly]


class AcosForm(forms.Form):
    """Which ACOs."""

    everyone = forms.BooleanField(label="All ACOs", required=False)
    ids = forms.CharField(
        label="ACO IDs",
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 3, "cols": 60}),
        help_text="Separated by spaces or commas. Leave this empty to choose by the facts below.",
    )
    track = forms.ChoiceField(required=False, choices=[("", "Any track"), *Track.choices])
    state = forms.ChoiceField(
        label="State of the service area",
        required=False,
        choices=[("", "Any state"), *((code, code) for code in sorted(STATES))],
    )
    agreement_period = forms.IntegerField(required=False, min_value=1, max_value=99)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not AcosForm.base_fields.keys() <= said.keys():
            return said
        choice = Choice(
            ids=said["ids"],
            track=said["track"],
            state=said["state"],
            agreement_period=said["agreement_period"],
            everyone=said["everyone"],
        )
        try:
            self.acos: list[Aco] = acos_chosen(choice)
        except ValueError as error:
            self.add_error("ids", str(error))
        return said


class EventForm(AcosForm):
    """A new event: its days, its documents and its ACOs."""

    field_order = ("title", "performance_year", "opens_on", "due_on", "documents", "two_signers")

    title = LineField(max_length=120, help_text="ACOs read it, for example: 2027 Signing Event.")
    performance_year = forms.IntegerField(min_value=2012, max_value=2999)
    opens_on = DayField(label="Opens on")
    due_on = DayField(label="Due on")
    documents = forms.MultipleChoiceField(
        choices=_OF_CMS, initial=_YEARLY, widget=forms.CheckboxSelectMultiple
    )
    two_signers = forms.MultipleChoiceField(
        label="Signed by two different people",
        required=False,
        choices=_TWO,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens_on, due_on = data.get("opens_on"), data.get("due_on")
        if opens_on and due_on and (problem := problem_with_days(opens_on, due_on)):
            self.add_error("due_on", problem)
        return data

    @property
    def draft(self) -> Draft:
        said = self.cleaned_data
        return Draft(
            title=said["title"],
            performance_year=said["performance_year"],
            opens_on=said["opens_on"],
            due_on=said["due_on"],
            needed={
                code: 2 if code in said["two_signers"] else 1
                for code in KINDS
                if code in said["documents"]
            },
        )


class VersionForm(forms.Form):
    """The text of a document."""

    text = forms.CharField(
        widget=forms.Textarea({"rows": 24, "cols": 90}),
        strip=False,
        help_text="An empty line ends a paragraph. A line that begins with “# ” is a heading, with "
        "“- ” a point of a list. {aco}, {aco_id}, {year} and {custodians} are filled in for each "
        "ACO.",
    )
    reason = TextField(
        label="What changed, and why",
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2, "cols": 90}),
        help_text="Once the event is open: signers read it.",
    )


class AnswerForm(forms.Form):
    answer = TextField(
        max_length=4000,
        widget=forms.Textarea({"rows": 6, "cols": 80}),
        help_text="Whoever wrote reads it in ACO-MS and by e-mail.",
    )
