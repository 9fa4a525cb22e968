"""Forms of the yearly review."""

from typing import Any

from django import forms

from acoms.text.numbers import key_of
from contacts.forms import HeirForm, reason_field
from contacts.succession import Left


class EndForm(HeirForm):
    """Why a contact is no longer one, and what becomes of the invitations that it leaves."""

    reason = reason_field()

    def __init__(self, left: Left, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_heir(left)


class ConfirmOthersForm(forms.Form):
    """The contacts that stood on the page, so that nobody is confirmed whom nobody has seen."""

    contacts = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_contacts(self) -> list[int]:
        words = self.cleaned_data["contacts"].split(",")
        return [key for word in words if (key := key_of(word)) is not None]
