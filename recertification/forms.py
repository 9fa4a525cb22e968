"""Forms of the yearly review."""

from typing import Any

from django import forms

from acoms.site.forms import TextField
from acoms.text.numbers import key_of
from contacts.forms import HeirForm
from contacts.succession import Left


class EndForm(HeirForm):
    """Why a contact is no longer one, and what becomes of the invitations that it leaves."""

    reason = TextField(
        max_length=500,
        help_text="Kept with the record, such as: left the organization.",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Enter a reason."},
    )

    def __init__(self, left: Left, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_heir(left)


class ConfirmOthersForm(forms.Form):
    """The contacts that stood on the page, so that nobody is confirmed whom nobody has seen."""

    contacts = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_contacts(self) -> list[int]:
        words = self.cleaned_data["contacts"].split(",")
        return [key for word in words if (key := key_of(word)) is not None]
