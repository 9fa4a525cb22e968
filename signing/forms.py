"""What a signer states and gives, and what somebody says is wrong with a document."""

from typing import Any

from django import forms

from accounts.forms import ConfirmForm
from acoms.site.forms import TextField


class IntentForm(ConfirmForm):
    """The intent, the name in full, and a code of the second factor (rule F3).

    `seen` is the hash of what the signer read.
    """

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    agreed = forms.BooleanField(
        error_messages={"required": "Check the box to sign, or leave the page."}
    )
    name = forms.CharField(
        label="Your full name",
        max_length=161,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": "Enter your full name."},
    )
    field_order = ("seen", "agreed", "name", "code")


class SignForm(IntentForm):
    """To sign a version of a document as a contact type."""

    def __init__(self, data: Any = None, *, says: str = "") -> None:
        super().__init__(data)
        self.fields["agreed"].label = says or "I sign this document"

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10_000)
    contact_type = forms.CharField(widget=forms.HiddenInput, max_length=40)


class ConcernForm(forms.Form):
    text = TextField(
        label="What is wrong",
        max_length=2000,
        widget=forms.Textarea({"rows": 5}),
        help_text="CMS reads it and answers here and by e-mail. Nothing is signed by this. Three "
        "messages of yours about one document can wait for an answer at a time.",
        error_messages={"required": "Describe what is wrong."},
    )
