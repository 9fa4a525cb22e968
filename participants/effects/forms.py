"""What someone asks of the effects page: who joins or leaves, and on which day."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from acoms.forms import RadioGroup
from contacts.models import Aco
from participants.lists.forms import DayField
from participants.models import Participant

JOINS, LEAVES = "joins", "leaves"


class EffectsForm(forms.Form):
    """A change to ask about. A participant is optional: the rules ask for the day alone."""

    change = forms.ChoiceField(
        label="What happens",
        choices=[(JOINS, "A participant joins"), (LEAVES, "A participant leaves")],
        widget=RadioGroup,
    )
    day = DayField(label="On which day")
    participant = forms.ModelChoiceField(
        queryset=Participant.objects.none(),
        label="Participant",
        required=False,
        empty_label="Any participant",
        widget=forms.Select({"class": "ds-c-field"}),
    )

    def __init__(self, aco: Aco, asked: Any) -> None:
        super().__init__(asked)
        field: Any = self.fields["participant"]
        field.queryset = Participant.objects.filter(aco=aco).only(
            "legal_business_name", "effective_from", "effective_until"
        )

    @property
    def changed_on(self) -> date:
        day: date = self.cleaned_data["day"] or timezone.localdate()
        return day
