"""Which day a report is about."""

from datetime import date

from django import forms
from django.utils import timezone

from documents.reports.rules import refusal_of_day


class DayForm(forms.Form):
    on = forms.DateField(
        label="As of",
        required=False,
        widget=forms.DateInput({"type": "date"}),
        error_messages={"invalid": "Enter a date, such as 12/31/2026."},
    )

    def clean_on(self) -> date:
        today = timezone.localdate()
        day: date = self.cleaned_data["on"] or today
        if refusal := refusal_of_day(day, today):
            raise forms.ValidationError(refusal)
        return day
