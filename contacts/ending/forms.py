"""What CMS staff are asked when an ACO's agreement ends (rule J4)."""

from typing import Any

from django import forms
from django.utils import timezone

from accounts.admin.forms import ReasonForm
from acoms.site.forms import DayField, RadioGroup
from contacts.agreement import EndKind, refusal_of_day


class EndForm(ReasonForm):
    """The day, how the agreement ends, and why."""

    ends_on = DayField(
        label="Last day of the agreement",
        help_text="Everything ends as this day is over, Eastern Time. If it is over already, enter "
        "yesterday.",
    )
    kind = forms.ChoiceField(
        label="How the agreement ends",
        choices=[(kind.value, kind.label) for kind in EndKind],
        widget=RadioGroup,
        error_messages={"required": "Choose how the agreement ends."},
    )
    field_order = ("ends_on", "kind", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "Why it ends"
        self.fields["reason"].help_text = "The ACO's contacts read it."

    @property
    def end(self) -> Any:
        """What was entered, as the action takes it."""
        given = self.cleaned_data
        return {**given, "kind": EndKind(given["kind"]), "reason": given["reason"].strip()}

    def clean_ends_on(self) -> Any:
        day = self.cleaned_data["ends_on"]
        if refusal := refusal_of_day(day, timezone.localdate()):
            raise forms.ValidationError(refusal)
        return day


class TakeBackForm(ReasonForm):
    """Why an end is taken back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "Why CMS takes it back"
        self.fields["reason"].help_text = "The ACO's administrators read it."
