"""What a visitor asks of a participant list: which day, whom, and between which two lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from acoms.programme.dates import in_words
from acoms.programme.identifiers import tin_in_search
from acoms.site.forms import DayField
from acoms.text.numbers import digits_of
from contacts.models import Aco
from participants.lists.kept import kept_lists
from participants.lists.snapshot import Snapshot, read, take

ON_A_DAY = "day"


class ListDayField(DayField):
    """A day on which there could be a list; left empty it is today."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput({"type": "date", "class": "ds-c-field"}, format="%Y-%m-%d")
        super().__init__(required=False, widget=widget, **kwargs)

    def clean(self, value: Any) -> date:
        day: date | None = super().clean(value)
        return day or timezone.localdate()


class ListFilter(forms.Form):
    """The day of the list and whom to look for on it."""

    on = ListDayField(label="Show the list as of")
    q = forms.CharField(
        label="Name or complete TIN",
        required=False,
        max_length=100,
        widget=forms.TextInput({"type": "search", "autocomplete": "off", "class": "ds-c-field"}),
    )

    def clean_q(self) -> str:
        typed = str(self.cleaned_data["q"]).strip()
        # Part of a TIN is a TIN's part in an address, and would find nothing.
        if len(digits := digits_of(typed)) > 4 and len(digits) != 9:
            raise forms.ValidationError("A TIN is found by all of its nine digits.")
        return typed

    @property
    def tin(self) -> str:
        """The nine digits, if a complete TIN was typed."""
        return tin_in_search(self.cleaned_data["q"])

    @property
    def day(self) -> date:
        """The day asked for, or today where it was not understood."""
        if self.is_valid() or "on" in self.cleaned_data:
            return date.fromisoformat(str(self.cleaned_data["on"]))
        return timezone.localdate()


@dataclass(frozen=True, slots=True)
class Side:
    """One of two lists that are compared, and what a page calls it."""

    name: str
    snapshot: Snapshot


class DifferenceForm(forms.Form):
    """Two lists of an ACO: as of any two days, or as certified for a performance year."""

    before = forms.ChoiceField(label="From")
    before_on = ListDayField(label="as of")
    after = forms.ChoiceField(label="To")
    after_on = ListDayField(label="as of")

    def __init__(self, aco: Aco, asked: Mapping[str, Any]) -> None:
        this_year = timezone.localdate().replace(month=1, day=1)
        usual = {"before": ON_A_DAY, "before_on": this_year, "after": ON_A_DAY}
        super().__init__({**usual, **{name: asked[name] for name in asked}})
        self.aco = aco
        self.certified = {str(one.performance_year_id): one for one in kept_lists(aco)}
        lists = [(year, f"the list certified for {year}") for year in self.certified]
        for name in ("before", "after"):
            field: Any = self.fields[name]
            field.choices = [(ON_A_DAY, "the list on a day"), *lists]
            field.widget.attrs["class"] = "ds-c-field"

    def side(self, which: str) -> Side:
        """The list that was chosen for "before" or "after"; two queries for a day's."""
        chosen = self.cleaned_data[which]
        if chosen == ON_A_DAY:
            day = self.cleaned_data[f"{which}_on"]
            return Side(in_words(day), take(self.aco, day))
        return Side(f"the list certified for {chosen}", read(self.certified[chosen].content))
