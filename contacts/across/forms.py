"""Choosing among several ACOs, and what ending somebody's access there asks (rule J5)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from accounts.models import Person
from acoms.site.forms import CheckboxGroup, ChoiceText
from contacts.across.ends import End
from contacts.forms import HeirForm, reason_field


class AcosForm(forms.Form):
    """Some of one's own ACOs, by their IDs."""

    acos = forms.MultipleChoiceField(
        label="ACOs",
        widget=CheckboxGroup,
        error_messages={
            "required": "Choose at least one ACO.",
            "invalid_choice": "The list has changed. Choose among the ACOs that it has now.",
        },
    )

    def offer(self, acos: Mapping[str, ChoiceText | str]) -> None:
        self.fields["acos"].choices = list(acos.items())  # type: ignore[attr-defined]


def chosen_again(sent: QueryDict, offered: Sequence[str]) -> list[str]:
    """Which ACOs are chosen as the form is shown once more: all, none, or those that were."""
    choose = sent.get("choose")
    return {"all": list(offered), "none": []}.get(str(choose), sent.getlist("acos"))


class EndForm(HeirForm):
    """Why access ends, and in each ACO what becomes of the invitations that are left behind."""

    reason = reason_field()

    def __init__(self, ends: Sequence[End], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._asked = {f"heir_{end.aco.aco_id}": end for end in ends if end.goes}
        for name, end in self._asked.items():
            self.ask_for_heir(end.left, name, f"Open invitations in {end.aco}")

    @property
    def of_acos(self) -> list[forms.BoundField]:
        """What is asked of each ACO."""
        return [self[name] for name in self._asked if name in self.fields]

    @property
    def heirs(self) -> dict[int, Person | None]:
        """Who takes over, by the contact's id; call it on a valid form."""
        return {end.contact.pk: self.cleaned_data.get(name) for name, end in self._asked.items()}
