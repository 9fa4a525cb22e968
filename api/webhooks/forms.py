"""What a Credential Delegate types about webhooks."""

from typing import Any

from django import forms

from accounts.forms import ConfirmForm
from acoms.api.happenings import happenings
from acoms.site.forms import CheckboxGroup, ChoiceText


class NewWebhookForm(ConfirmForm):
    """What is asked for a new webhook."""

    url = forms.CharField(
        label="Address that is told",
        max_length=500,
        widget=forms.URLInput({"autocomplete": "off"}),
        help_text="It begins with https:// and is reached from the internet.",
        error_messages={"required": "Enter the address, such as https://example.org/acoms."},
    )
    codes = forms.MultipleChoiceField(
        label="What it is told of",
        widget=CheckboxGroup,
        error_messages={"required": "Choose what the program is told of."},
    )

    field_order = ("url", "codes", "code")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["codes"].choices = [  # type: ignore[attr-defined]
            (one.code, ChoiceText(one.name, one.says)) for one in happenings()
        ]
