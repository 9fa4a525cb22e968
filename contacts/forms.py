"""Forms about contacts."""

from django import forms

from acoms.forms import CheckboxGroup
from contacts.types import CHOICES, ContactType


class EndTypesForm(forms.Form):
    """Which of a contact's types end now, and why."""

    types = forms.MultipleChoiceField(
        label="Contact types to end",
        choices=CHOICES,
        widget=CheckboxGroup,
        error_messages={"required": "Choose at least one contact type."},
    )
    reason = forms.CharField(
        max_length=500,
        help_text="Kept with the record, such as: left the organization.",
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, held: list[ContactType], *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["types"].choices = [(row.code, row.label) for row in held]  # type: ignore[attr-defined]
