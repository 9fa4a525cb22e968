"""What someone asks of the effects page: who joins or leaves, and on which day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from acoms.programme.dates import in_words
from acoms.site.forms import RadioGroup
from contacts.models import Aco
from participants.changes.days import effective_day
from participants.effects.queries import (
    adjustment_of,
    requests_to_join,
    standing_of_participant,
    standing_of_request,
)
from participants.effects.rules import Standing, cannot_join, cannot_leave
from participants.lists.forms import ListDayField
from participants.lists.models import Participant
from participants.years.agreement import Agreement

JOINS, LEAVES = "joins", "leaves"
_REQUEST = "request-"  # before a request's number; a participant's stands alone


class EffectsForm(forms.Form):
    """A change to ask about, which the lists allow. Without a participant the day alone counts.

    Once valid, `standing` is what the lists say of the participant, and `adjustment` CMS's reason
    to follow its change in that year.
    """

    change = forms.ChoiceField(
        label="What happens",
        choices=[(JOINS, "A participant joins"), (LEAVES, "A participant leaves")],
        widget=RadioGroup,
    )
    participant = forms.ChoiceField(
        label="Participant", required=False, widget=forms.Select({"class": "ds-c-field"})
    )
    day = ListDayField(label="On which day")

    standing: Standing | None = None
    adjustment = ""

    def __init__(self, aco: Aco, agreement: Agreement, asked: Any) -> None:
        super().__init__(asked)
        self.agreement = agreement
        self._participants = {str(one.pk): one for one in Participant.objects.filter(aco=aco)}
        self._requests = {f"{_REQUEST}{one.pk}": one for one in requests_to_join(aco)}
        field: Any = self.fields["participant"]
        field.choices = list(self._choices())

    def _choices(self) -> Iterator[tuple[str, Any]]:
        yield "", "Any participant"
        today = timezone.localdate()
        listed: list[tuple[str, str]] = []
        gone: list[tuple[str, str]] = []
        for key, one in self._participants.items():
            until = one.effective_until
            group = gone if until is not None and until <= today else listed
            group.append((key, _labelled(one)))
        asked = [
            (key, f"{_labelled(one)}, to join {in_words(effective_day(one))}")
            for key, one in self._requests.items()
        ]
        groups = {
            "On the list": listed,
            "Asked for in a change request": asked,
            "Not on the list any more": gone,
        }
        yield from ((label, choices) for label, choices in groups.items() if choices)

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        if self.errors:
            return asked
        participant = self._participants.get(asked["participant"])
        if participant is not None:
            self.standing = standing_of_participant(participant)
            self.adjustment = adjustment_of(participant, self.agreement.year_of(self.changed_on))
        elif request := self._requests.get(asked["participant"]):
            self.standing = standing_of_request(request)
        refuse = cannot_join if self.joins else cannot_leave
        if refusal := refuse(self.changed_on, self.agreement, self.standing):
            self.add_error("day", refusal)
        return asked

    @property
    def joins(self) -> bool:
        return bool(self.cleaned_data["change"] == JOINS)

    @property
    def changed_on(self) -> date:
        day: date = self.cleaned_data["day"]
        return day


def _labelled(row: Any) -> str:
    masked = f", TIN {row.masked_tin}" if row.tin else ""
    return f"{row.legal_business_name}{masked}"
