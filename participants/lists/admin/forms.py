"""How CMS staff type participants and providers/suppliers: read as a line of a list is."""

from collections.abc import Callable
from copy import copy
from typing import Any, TypeVar

from django import forms
from django.forms.models import construct_instance

from acoms.programme.identifiers import read_ccn, read_npi, read_ptan, read_tin
from acoms.site.forms import ReadField, TextField
from acoms.text.lines import read_line
from contacts.forms import AcoField
from participants.lists.actions.correcting import refusal_of_provider, refusal_to_list
from participants.lists.models import Participant, ProviderSupplier

Read = TypeVar("Read")
_OUT_OF_ORDER = "This is before the first day: nobody leaves before they join."


class _ListedForm(forms.ModelForm[Any]):
    """Asks why, and reads what is typed. `refusal` says what stands in the way of the whole."""

    reason = TextField(
        label="Why CMS corrects the list",
        widget=forms.Textarea({"rows": 3}),
        max_length=500,
        help_text="The ACO reads it in the history of the participant.",
    )

    def refusal(self, row: Any) -> str:
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Before Django checks the constraints, whose words are not for people."""
        if not self.errors:
            row = construct_instance(self, copy(self.instance))
            if row.effective_until is not None and row.effective_until < row.effective_from:
                self.add_error("effective_until", _OUT_OF_ORDER)
            elif refusal := self.refusal(row):
                self.add_error("effective_from", refusal)
        return self.cleaned_data

    def read(self, name: str, read: Callable[[str], Read]) -> Read | str:
        """What was typed in a field, in its one spelling."""
        typed = self.cleaned_data[name]
        try:
            return read(typed) if typed else ""
        except ValueError as error:
            raise forms.ValidationError(str(error)) from None

    def read_line(self, name: str) -> str:
        """A name or another text, as the import reads it."""
        field = self.fields[name]
        longest = field.max_length  # type: ignore[attr-defined]
        return str(
            self.read(
                name, lambda typed: read_line(typed, f"The {str(field.label).lower()}", longest)
            )
        )


class ParticipantForm(_ListedForm):
    aco = AcoField()
    new_tin = ReadField(
        read_tin,
        label="New TIN",
        required=False,
        max_length=40,
        help_text="Nine digits. What is here already is not shown; leave this empty to keep it.",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    class Meta:
        model = Participant
        fields = (
            "aco",
            "legal_business_name",
            "doing_business_as",
            "sole_proprietor",
            "primary_care",
            "merged_or_acquired",
            "effective_from",
            "effective_until",
        )

    def clean_legal_business_name(self) -> str:
        return self.read_line("legal_business_name")

    def clean_doing_business_as(self) -> str:
        return self.read_line("doing_business_as")

    def refusal(self, row: Any) -> str:
        # One without a TIN is numbered when it is saved, and so cannot be there twice.
        tin = self.cleaned_data.get("new_tin", "")
        new_without = row.pk is None and not tin
        return "" if new_without else refusal_to_list(row, tin)


class ProviderForm(_ListedForm):
    class Meta:
        model = ProviderSupplier
        fields = (
            "participant",
            "npi",
            "name",
            "ccn",
            "ptan",
            "specialty",
            "effective_from",
            "effective_until",
        )

    def clean_npi(self) -> str:
        return str(self.read("npi", read_npi))

    def clean_name(self) -> str:
        return self.read_line("name")

    def clean_specialty(self) -> str:
        return self.read_line("specialty")

    def clean_ccn(self) -> str:
        return str(self.read("ccn", read_ccn))

    def clean_ptan(self) -> str:
        return str(self.read("ptan", read_ptan))

    def refusal(self, row: Any) -> str:
        return refusal_of_provider(row)
