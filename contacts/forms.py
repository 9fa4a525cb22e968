"""Forms about contacts."""

import copy
import re
from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy

from accounts.models import Person
from acoms.site.forms import CheckboxGroup, EmailAddressField, LineField, PhoneField, TextField
from acoms.text.saying import say
from contacts.choices import Choices
from contacts.facts import (
    ALL_LEFT_OUT,
    NEEDS_A_LINE,
    Facts,
    asks_for_facts,
    asks_for_public_line,
    attestations_for,
)
from contacts.models import Aco
from contacts.plans import Plan
from contacts.succession import Left
from contacts.types import in_order


class AcoInput(forms.TextInput):
    """A line with a list of ACOs, of which the browser suggests those that fit what is typed."""

    template_name = "contacts/aco_input.html"
    choices: Iterable[tuple[Any, str]] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        asked = {"size": "50", "list": f"{name}_suggested", **(attrs or {})}
        context = super().get_context(name, value, asked)
        return {**context, "suggested": [label for key, label in self.choices if key]}


class AcoField(forms.ModelChoiceField[Aco]):
    """An ACO, by its ACO ID or as the list of suggestions has it: `Lakeside (A9101)`."""

    widget = AcoInput
    default_error_messages = {
        "required": "Enter an ACO ID, such as A4321.",
        "invalid_choice": "There is no ACO with this ACO ID. Enter one such as A4321, or type "
        "part of the ACO's name and choose it from the list.",
    }

    def __init__(self, queryset: Any = None, **kwargs: Any) -> None:
        said = "Enter its ACO ID, or type part of its name and choose it."
        kwargs = {"label": "ACO", "help_text": said, **kwargs}
        acos = Aco.objects.all() if queryset is None else queryset
        super().__init__(acos, to_field_name="aco_id", **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """As the suggestions have it; a record says the row's key. What was typed is none: `1204`,
        with the A forgotten, becomes no other ACO."""
        if isinstance(value, int):
            value = Aco.objects.filter(pk=value).first() or value
        return str(value) if isinstance(value, Aco) else value

    def to_python(self, value: Any) -> Aco | None:
        typed = str(value or "").strip().upper()
        in_brackets = re.search(r"\(([^()]+)\)$", typed)
        return super().to_python(in_brackets[1] if in_brackets else typed)


class ContactForm(forms.Form):
    """A contact's details and the types they are to hold from now on (rule A10)."""

    title = LineField(max_length=120, required=False)
    phone = LineField(max_length=30, required=False, widget=forms.TextInput({"type": "tel"}))
    types = forms.MultipleChoiceField(
        label="Contact types",
        help_text="One person may hold several. CMS recommends naming different people.",
        widget=CheckboxGroup,
        required=False,
    )

    def __init__(self, choices: Choices, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["types"].choices = choices  # type: ignore[attr-defined]


class PublicLineForm(forms.Form):
    """How the public reaches a Public Contact: a phone, an e-mail, or both (rule A18)."""

    public_phone = PhoneField(
        label=gettext_lazy("Phone for the public"),
        required=False,
        help_text=gettext_lazy("With its area code. Leave it empty if you enter an e-mail."),
    )
    public_email = EmailAddressField(
        label=gettext_lazy("E-mail for the public"),
        required=False,
        help_text=gettext_lazy("A Public Contact needs a phone number or an e-mail address."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if _lacks_a_line(self, data):
            self.add_error("public_phone", say(NEEDS_A_LINE))
        return data

    @property
    def facts(self) -> Facts:
        """What was said; call it on a valid form."""
        return Facts(**self.cleaned_data)


def _lacks_a_line(form: forms.Form, data: dict[str, Any]) -> bool:
    """Whether both were left empty; what cannot be read has its own error."""
    wrong = {"public_phone", "public_email"} & set(form.errors)
    return not wrong and not data.get("public_phone") and not data.get("public_email")


class FactsForm(forms.Form):
    """What contact types ask for when they are given (rule A18): one box for each statement.

    `own` says that the person is asked for themselves; `not_so` says what to do where a statement
    is not so.
    """

    not_so: Any = "Confirm this statement. If it is not so, go back and take the contact type out."

    def __init__(
        self, codes: Collection[str], *args: Any, own: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.attestations = attestations_for(codes)
        self.asks_for_public_line = asks_for_public_line(codes)
        for one in self.attestations:
            self.fields[one.code] = forms.BooleanField(
                label=say(one.about_you) if own else one.statement,
                error_messages={"required": self.not_so},
            )
        if self.asks_for_public_line:
            for name, field in PublicLineForm.base_fields.items():
                self.fields[name] = copy.deepcopy(field)

    def clean(self) -> dict[str, Any]:
        """All that is missing is said at once."""
        data = super().clean() or {}
        if self._lacks_a_line(data):
            self.add_error("public_phone", say(NEEDS_A_LINE))
        return data

    def _lacks_a_line(self, data: dict[str, Any]) -> bool:
        return self.asks_for_public_line and _lacks_a_line(self, data)

    @property
    def facts(self) -> Facts:
        """What was said; call it on a valid form."""
        data = self.cleaned_data
        return Facts(
            attested=frozenset(one.code for one in self.attestations if data.get(one.code)),
            public_phone=data.get("public_phone", ""),
            public_email=data.get("public_email", ""),
        )


class OwnFactsForm(FactsForm):
    """The same asked of an invited person, who may leave out a type for which something is asked,
    where that leaves others."""

    not_so = gettext_lazy(
        "Confirm this statement. If it is not so, decline the request and tell whoever invited you."
    )

    def __init__(self, codes: Collection[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(codes, *args, own=True, **kwargs)
        asking = [row for row in in_order(set(codes)) if asks_for_facts([row.code])]
        self._may_leave = asking if len(set(codes)) > 1 else []
        self._number = len(set(codes))
        for row in self._may_leave:
            self.fields[_leaving(row.code)] = forms.BooleanField(
                required=False,
                label=say("I decline to be {label}. Leave this contact type out.", label=row.label),
            )
            for one in row.attestations:
                self.fields[one.code].required = False

    def clean(self) -> dict[str, Any]:
        """What is missing of the types that are not left out, all at once."""
        data = super().clean() or {}
        for row in self._may_leave:
            if row.code in self.left_out:
                continue
            for one in row.attestations:
                if not data.get(one.code):
                    said = say("Confirm this, or decline to be {label} below.", label=row.label)
                    self.add_error(one.code, said)
        if len(self.left_out) == self._number:
            self.add_error(None, say(ALL_LEFT_OUT))
        return data

    def _lacks_a_line(self, data: dict[str, Any]) -> bool:
        left = in_order(self.left_out)
        return not any(row.serves_the_public for row in left) and super()._lacks_a_line(data)

    @property
    def left_out(self) -> list[str]:
        """The codes of the types that are declined; call it on a form that was sent."""
        return [row.code for row in self._may_leave if self.cleaned_data.get(_leaving(row.code))]


def _leaving(code: str) -> str:
    return f"leave_{code}"


def reason_field() -> TextField:
    """Why somebody's contact types end."""
    return TextField(
        max_length=500,
        help_text="Kept with the record, such as: left the organization.",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Enter a reason."},
    )


WITHDRAW = "withdraw"


class HeirForm(forms.Form):
    """What becomes of open invitations that somebody can stand for no longer (rule A5).

    Asks only where there are some; whoever ends them chooses, and nothing is chosen before.
    """

    def ask_for_heir(self, left: Left, name: str = "heir", label: str = "Open invitations") -> None:
        if not left.offers:
            return
        heirs = {str(person.pk): person for person in left.heirs}
        people = [(pk, f"{person.full_name} takes them over") for pk, person in heirs.items()]
        self.fields[name] = forms.TypedChoiceField(
            label=label,
            choices=[("", "Choose"), (WITHDRAW, "Withdraw them"), *people],
            coerce=heirs.get,
            help_text=format_html(
                "<p>Sent and not answered yet:</p><ul>{}</ul>"
                "<p>What the person who takes over may not give is withdrawn.</p>",
                format_html_join("", "<li>{}</li>", ((one,) for one in left.offers)),
            ),
            error_messages={"required": "Choose what becomes of these invitations."},
        )

    @property
    def heir(self) -> Person | None:
        """Who takes over; call it on a valid form."""
        return self.cleaned_data.get("heir")


class PreviewForm(FactsForm, HeirForm):
    """What a planned change asks for: the facts of what is gained, the reason of what ends, and
    what becomes of the invitations that are left behind."""

    def __init__(self, plan: Plan, left: Left, *args: Any, **kwargs: Any) -> None:
        super().__init__([row.code for row in plan.gained], *args, own=plan.own, **kwargs)
        self.ask_for_heir(left)
        if plan.lost:
            self.fields["reason"] = reason_field()
