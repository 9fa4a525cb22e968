"""Forms of the yearly review."""

from django import forms


class EndForm(forms.Form):
    """Why a contact is no longer one."""

    reason = forms.CharField(
        max_length=500,
        help_text="Kept with the record, such as: left the organization.",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Say why, in a few words."},
    )


class ConfirmOthersForm(forms.Form):
    """The contacts that stood on the page, so that nobody is confirmed whom nobody has seen."""

    contacts = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean_contacts(self) -> list[int]:
        words = self.cleaned_data["contacts"].split(",")
        return [int(word) for word in words if word.isdecimal() and len(word) < 19]
