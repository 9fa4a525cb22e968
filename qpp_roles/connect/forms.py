"""The forms of Connect to an Organization, one for each step (rules D1-D4)."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from acoms.programme.identifiers import tin_in_search
from acoms.programme.tins import tin_hashes
from acoms.programme.vocabulary import complete
from acoms.site.forms import ChoiceText, RadioGroup, ReadField
from qpp_roles.connect.standing import Standing
from qpp_roles.connect.validation import FACTS, Given
from qpp_roles.organizations.kinds import Kind, OrganizationType, Role, kinds_of
from qpp_roles.organizations.search import Suggestion

_PRIVATE = {"autocomplete": "off", "spellcheck": "false"}
_DIGITS = {**_PRIVATE, "inputmode": "numeric"}
_OF_DIGITS = ("tin", "second_tin", "npi")  # an ID begins with a letter in most kinds


class TypeForm(forms.Form):
    """Step 1: the organization type."""

    type = forms.ChoiceField(
        label="Organization type",
        choices=[(one.value, ChoiceText(one.label, one.hint)) for one in OrganizationType],
        widget=RadioGroup,
        error_messages={"required": "Choose an organization type."},
    )


class ApmModelForm(forms.Form):
    """Step 2 for an APM Entity: the model that it takes part in."""

    model = forms.ChoiceField(
        choices=[(kind.code, kind.label) for kind in kinds_of(OrganizationType.APM_ENTITY)],
        widget=RadioGroup,
        error_messages={"required": "Choose a model."},
    )


class _Search(forms.CharField):
    """May be empty and yet is not called optional: the form says what is too little."""

    def validate(self, value: Any) -> None:
        """Whatever is typed will do."""


class FindForm(forms.Form):
    """Step 2: the search. `place` is what the suggestions chose, if they did."""

    use_required_attribute = False

    typed = _Search(max_length=200)
    place = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, kinds: list[Kind], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.with_tin = any(kind.has_tin for kind in kinds)
        field = self.fields["typed"]
        field.label = (
            "Legal business name, or complete TIN" if self.with_tin else "Legal business name"
        )
        field.help_text = (
            "A TIN finds its organization once all nine digits are there." if self.with_tin else ""
        )
        field.widget.attrs.update(_PRIVATE)

    def clean_typed(self) -> str:
        typed: str = self.cleaned_data["typed"]
        if self.data.get("place"):
            return typed
        if len(typed) < 2:
            raise ValidationError(
                "Enter a name or a TIN." if self.with_tin else "Enter at least two letters."
            )
        if self.with_tin and not re.search("[^\\W\\d]", typed) and not tin_in_search(typed):
            raise ValidationError("Enter all nine digits of the TIN, or a name.")
        return typed


class VirtualGroupForm(forms.Form):
    """Step 2 for a virtual group: its complete ID."""

    typed = forms.CharField(
        label="Virtual Group ID",
        max_length=40,
        help_text="The complete ID that CMS gave the group when it approved it.",
        widget=forms.TextInput(_PRIVATE),
    )


class ResultsForm(forms.Form):
    """Step 2: one of what was found."""

    place = forms.ChoiceField(
        label="Choose your organization",
        widget=RadioGroup,
        error_messages={"required": "Choose one, or search again."},
    )

    def __init__(self, found: Iterable[Suggestion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id = "found_%s"  # the search has a `place` too
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            (place_value(one), ChoiceText(one.name, described(one))) for one in found
        ]


def place_value(found: Suggestion) -> str:
    """What a form or the session calls an organization: see `state.read_place`."""
    return f"{found.kind.code}:{found.place_id}"


def described(found: Suggestion) -> str:
    """What tells it from others: its kind where its type has several, and the search's detail."""
    several = len(kinds_of(found.kind.type)) > 1
    return " · ".join(filter(None, (found.kind.label if several else "", found.detail)))


_HINTS = {
    Role.SECURITY_OFFICIAL: "Does all that a Staff User may, and answers the requests of others.",
    Role.STAFF_USER: "Sees the organization's information and submits its data.",
}
complete(Role, _HINTS)


class RoleForm(forms.Form):
    """Step 3: the role and, for the first Security Official, the facts that validate them.

    A form's own errors are of the shape of one field; whether the facts are right is not its to
    say (rule D6).
    """

    role = forms.ChoiceField(widget=RadioGroup, error_messages={"required": "Choose a role."})

    def __init__(self, kind: Kind, standing: Standing, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._all_facts = FACTS[kind.code]
        self.facts = () if standing.has_security_official else self._all_facts
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (
                role.value,
                ChoiceText(role.label, _HINTS[role], unavailable=_unavailable(role, standing)),
            )
            for role in Role
        ]
        for fact in self.facts:
            self.fields[fact.name] = ReadField(
                fact.read,
                label=fact.label,
                help_text=fact.help_text,
                required=fact.required,
                max_length=40,
                widget=forms.TextInput(_DIGITS if fact.name in _OF_DIGITS else _PRIVATE),
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        tins = [data.get("tin"), data.get("second_tin")]
        if all(tins) and tins[0] == tins[1]:
            self.add_error("second_tin", "Enter the TIN of another practice.")
        return data

    @property
    def is_overtaken(self) -> bool:
        """Whether the page that was sent asked for facts and none are needed now, or the other
        way round: the organization got or lost its Security Official meanwhile (rule D4)."""
        sent = any(fact.name in self.data for fact in self._all_facts)
        return self.is_bound and sent != bool(self.facts)

    @property
    def chosen(self) -> Role:
        return Role(self.cleaned_data["role"])

    @property
    def given(self) -> Given | None:
        """What was typed to be validated; None where nothing is asked for."""
        if not self.facts:
            return None
        data = self.cleaned_data
        tins = [data[name] for name in ("tin", "second_tin") if data.get(name)]
        return Given(
            identifier=data.get("identifier", ""),
            tins=tuple(tin_hashes(tin) for tin in tins),
            npi=data.get("npi", ""),
            ptan=data.get("ptan", ""),
        )

    @property
    def facts_fields(self) -> list[BoundField]:
        return [self[fact.name] for fact in self.facts]

    @property
    def typed(self) -> dict[str, str]:
        """What was typed so far, right or not: to be kept while one goes back."""
        return {fact.name: self.data.get(fact.name, "")[:40] for fact in self.facts}


def _unavailable(role: Role, standing: Standing) -> str:
    if role in standing.roles:
        return ""
    return "Can be asked for once this organization has a Security Official."
