"""How CMS staff type an organization: read as a line of a list is."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms

from acoms.programme.identifiers import read_tin
from acoms.site.forms import TextField
from qpp_roles.organizations.actions.correcting import refusal_to_save
from qpp_roles.organizations.importing.entries import Entry, form_of_entry, read_entries
from qpp_roles.organizations.importing.rows import read_identifier, read_location, read_name
from qpp_roles.organizations.kinds import KINDS, Kind
from qpp_roles.organizations.models import Organization

Read = TypeVar("Read")
_LINES = forms.Textarea({"rows": 4, "autocomplete": "off", "spellcheck": "false"})


class OrganizationForm(forms.ModelForm[Organization]):
    new_tin = forms.CharField(
        label="New TIN",
        required=False,
        max_length=20,
        help_text="Of a practice or a registry: nine digits. What is here already is not shown; "
        "leave this empty to keep it.",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    to_add = forms.CharField(label="Add", required=False, widget=_LINES)
    to_take_out = forms.CharField(label="Take out", required=False, widget=_LINES)

    class Meta:
        model = Organization
        fields = ("kind", "name", "identifier", "location")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            self.fields[
                "identifier"
            ].help_text = (
                "Its Practice Site ID, Vendor ID, or the like. A practice has none: leave it empty."
            )
        else:
            for name in ("to_add", "to_take_out"):
                if name in self.fields:
                    self.fields[name].help_text = form_of_entry(self.instance.kind_row)

    def clean(self) -> dict[str, Any]:
        """The one spelling of everything. Not Django's own check of constraints, whose words are
        not for people: `refusal_to_save` says what stands in the way."""
        code = self.cleaned_data.get("kind") or self.instance.kind
        if code:
            kind = KINDS[code]
            self._read("name", read_name)
            self._read("location", read_location)
            self._read("identifier", lambda typed: read_identifier(kind, typed))
            self._read("new_tin", lambda typed: self._tin(kind, typed))
            for name in ("to_add", "to_take_out"):
                self._read(name, lambda typed: read_entries(kind, typed))
        if code and not self.errors:
            self._refuse_doubles(code)
        return self.cleaned_data

    @property
    def add(self) -> list[Entry]:
        return self.cleaned_data.get("to_add") or []

    @property
    def take_out(self) -> list[Entry]:
        return self.cleaned_data.get("to_take_out") or []

    def _refuse_doubles(self, code: str) -> None:
        typed = Organization(
            pk=self.instance.pk, kind=code, identifier=self.cleaned_data.get("identifier", "")
        )
        if refusal := refusal_to_save(typed, self.cleaned_data.get("new_tin", "")):
            self.add_error("identifier" if KINDS[code].read_id else "new_tin", refusal)

    def _tin(self, kind: Kind, typed: str) -> str:
        if not typed:
            if kind.tin_required and self.instance.tin_hash is None:
                raise ValueError(f"A {kind.label} needs its TIN: enter its nine digits.")
            return ""
        if not kind.has_tin:
            raise ValueError(f"A {kind.label} has no TIN of its own.")
        return read_tin(typed)

    def _read(self, name: str, read: Callable[[str], Read]) -> None:
        if name not in self.cleaned_data:
            return
        try:
            self.cleaned_data[name] = read(self.cleaned_data[name])
        except ValueError as error:
            self.add_error(name, str(error))


class WhyForm(forms.Form):
    """Why an organization is closed or opened again; kept with the record."""

    reason = TextField(widget=forms.Textarea(attrs={"rows": 3}), max_length=500)
