"""The forms of a change of address."""

from collections.abc import Collection
from typing import Any

from django import forms

from acoms.site.forms import (
    ONE_WORD,
    CheckboxGroup,
    ChoiceText,
    EmailAddressField,
    NamedForm,
    NameField,
)
from contacts.choices import Choices
from contacts.models import Contact
from contacts.types import ContactType
from invitations.actions import Invitee
from invitations.forms import NAME

NOT_CARRIED = "Not offered to the new address: when it ends, this person holds it no longer."


class NewAddressForm(NamedForm):
    """The new address, the name where it needs correcting, and which types carry over."""

    email = EmailAddressField(
        label="New e-mail address",
        help_text="The invitation goes to this address.",
        widget=forms.EmailInput(NAME),
    )
    first_name = NameField(widget=forms.TextInput(NAME))
    last_name = NameField(widget=forms.TextInput(NAME), help_text=ONE_WORD)
    types = forms.MultipleChoiceField(
        label="Contact types that carry over",
        widget=CheckboxGroup,
        error_messages={"required": "Choose at least one contact type."},
    )

    def __init__(self, contact: Contact, choices: Choices, data: Any = None) -> None:
        offered = [(code, text) for _, group in choices for code, text in group]
        initial = {
            "first_name": contact.person.first_name,
            "last_name": contact.person.last_name,
            "types": [code for code, text in offered if not text.unavailable],
        }
        super().__init__(data, initial=initial)
        self.contact = contact
        self.fields["types"].choices = choices  # type: ignore[attr-defined]

    def invitee(self) -> Invitee:
        data = self.cleaned_data
        return Invitee(
            first_name=data["first_name"],
            last_name=data["last_name"],
            email=data["email"],
            phone=self.contact.phone,
            title=self.contact.title,
        )


class FinishForm(forms.Form):
    """Which of the old address's types end now: all of them, unless something is left there.

    What the invitation did not offer says so: with its end, the person holds it no longer.
    """

    types = forms.MultipleChoiceField(
        label="Contact types to end at the old address",
        widget=CheckboxGroup,
        error_messages={"required": "Choose at least one contact type."},
    )

    def __init__(self, left: list[ContactType], carried: Collection[str], data: Any = None) -> None:
        super().__init__(data, initial={"types": [row.code for row in left]})
        self.fields["types"].choices = [  # type: ignore[attr-defined]
            (row.code, ChoiceText(row.label, hint="" if row.code in carried else NOT_CARRIED))
            for row in left
        ]
