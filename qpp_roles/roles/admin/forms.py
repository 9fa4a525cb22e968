"""What QPP staff are asked when they act in an organization's place (rule D9)."""

from typing import Any

from django import forms

from accounts.admin.forms import ReasonForm
from accounts.models import Person
from acoms.programme.identifiers import tin_in_search
from acoms.programme.tins import with_tin
from acoms.text.email_addresses import normalize_email
from qpp_roles.organizations.kinds import KINDS, STORED, Role
from qpp_roles.organizations.models import Organization
from qpp_roles.organizations.search import plain

_PLAIN = forms.TextInput({"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"})


class GiveRoleForm(ReasonForm):
    """Someone, an organization and the role: nothing is found by a part of its name here."""

    kind = forms.ChoiceField(
        label="Type of organization", choices=[(code, KINDS[code].label) for code in STORED]
    )
    number = forms.CharField(
        label="ID or TIN of the organization",
        max_length=20,
        help_text="Whole: a practice's or a registry's TIN, or the organization's ID.",
        widget=_PLAIN,
    )
    person = forms.CharField(
        max_length=254, help_text="IDM user ID or e-mail address, whole.", widget=_PLAIN
    )
    role = forms.ChoiceField(choices=[(role.value, role.label) for role in Role])
    field_order = ("kind", "number", "person", "role", "reason")

    def clean_person(self) -> Person:
        typed = str(self.cleaned_data["person"]).strip()
        found = Person.objects.filter(user_id=typed.lower()).first()
        found = found or Person.objects.filter(email=normalize_email(typed)).first()
        if found is None:
            raise forms.ValidationError("No account has this IDM user ID or e-mail address.")
        return found

    def clean_role(self) -> Role:
        return Role(self.cleaned_data["role"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "kind" in data and "number" in data:
            found = organizations_of(data["kind"], data["number"])
            if len(found) == 1:
                data["organization"] = found[0]
            else:
                several = "Several have this TIN: type the ID." if found else ""
                kind = KINDS[data["kind"]].label
                self.add_error("number", several or f"No {kind} has this ID or TIN.")
        return data


def organizations_of(kind: str, number: str) -> list[Organization]:
    """The organizations of a kind with this ID or complete TIN, at most two."""
    typed = plain(number)
    found = Organization.objects.filter(kind=kind, identifier=typed.upper()).exclude(identifier="")
    if not found.exists() and (tin := tin_in_search(typed)):
        found = Organization.objects.filter(with_tin(tin), kind=kind)
    return list(found[:2])


class AnswerForm(ReasonForm):
    """QPP staff's answer to a request; the requester reads the reason."""

    answer = forms.ChoiceField(
        choices=[("approve", "Approve"), ("deny", "Deny")], widget=forms.RadioSelect
    )
    field_order = ("answer", "reason")
