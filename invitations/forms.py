"""The forms of an invitation: sending one, and typing its code."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django import forms

from acoms.site.forms import (
    ONE_WORD,
    CheckboxGroup,
    EmailAddressField,
    LineField,
    NamedForm,
    NameField,
)
from contacts.choices import Choices
from contacts.rules import family_conflict
from contacts.types import CONTACT_TYPES
from invitations.actions import Invitee

NAME = {"autocomplete": "off"}


class InviteeForm(NamedForm):
    """The person who is invited."""

    first_name = NameField(widget=forms.TextInput(NAME))
    last_name = NameField(widget=forms.TextInput(NAME), help_text=ONE_WORD)
    email = EmailAddressField(
        label="E-mail",
        max_length=254,  # the column's
        help_text="The invitation goes to this address.",
        widget=forms.EmailInput(NAME),
    )
    phone = LineField(
        max_length=30, required=False, widget=forms.TextInput({**NAME, "type": "tel"})
    )
    title = LineField(max_length=120, required=False, help_text="Such as Chief Officer.")

    def invitee(self) -> Invitee:
        data = self.cleaned_data
        return Invitee(
            first_name=data["first_name"],
            last_name=data["last_name"],
            email=data["email"],
            phone=data["phone"],
            title=data["title"],
        )


class ContactTypesField(forms.MultipleChoiceField):
    """Contact types; what describes them is asked for only when they are drawn."""

    widget = CheckboxGroup

    def valid_value(self, value: str) -> bool:
        return value in CONTACT_TYPES


class InviteForm(InviteeForm):
    """A new contact: the person, and the contact types that this administrator may give.

    A type that may not be given is shown disabled with who could, and refused by the action too.
    """

    types = ContactTypesField(
        label="Contact types",
        help_text="One person may hold several. CMS recommends naming different people.",
        error_messages={"required": "Choose at least one contact type."},
    )

    def clean_types(self) -> list[str]:
        """Rule A3 beside what else is wrong; the action asks it of all that the person holds."""
        types: list[str] = self.cleaned_data["types"]
        if conflict := family_conflict(types):
            raise forms.ValidationError(conflict)
        return types

    def __init__(self, choices: Callable[[], Choices], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["types"].choices = cache(choices)  # type: ignore[attr-defined]

    @property
    def type_groups(self) -> list[tuple[str, list[Any], bool]]:
        """The groups of contact types, each with its choices and whether it is open from the start:
        the first, and any with something chosen."""
        groups: Any = self["types"].choice_groups  # type: ignore[attr-defined]
        return [
            (heading, options, number == 0 or any(one.data["selected"] for one in options))
            for number, (heading, options) in enumerate(groups)
        ]
