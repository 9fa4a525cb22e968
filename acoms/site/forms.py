"""How every form is drawn: the CMS Design System's markup from `templates/forms/`.

`{{ form }}` gives an error summary and all fields; `{{ form.email.as_field_group }}` one field;
`{% include "forms/errors.html" %}` the summary alone, for a form laid out by hand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.boundfield import BoundField, BoundWidget
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext, gettext_lazy, ngettext

from acoms.access.unsent import FILLED_FROM, given_to, is_secret
from acoms.crypto.codes import read_code
from acoms.crypto.link_secrets import CODE_LENGTH
from acoms.programme.dates import read_day
from acoms.text.email_addresses import normalize_email, validate_readable_email
from acoms.text.lines import (
    problem_with_line,
    problem_with_text,
    problem_with_unseen,
    tidied,
    tidied_text,
)
from acoms.text.names import LONGEST as LONGEST_NAME
from acoms.text.names import UnreadableName, problem_with_name, read_name
from acoms.text.phones import read_phone


@dataclass(frozen=True, slots=True)
class ChoiceText:
    """What stands beside a radio button or checkbox, where a label alone would not do.

    `flag` stands out beside the label; `hint` is a line below it; `badges`, a word or two each,
    follow the hint; `unavailable` says why the choice cannot be made, and disables it.
    """

    label: str
    hint: str = ""
    flag: str = ""
    badges: tuple[str, ...] = ()
    unavailable: str = ""

    def __str__(self) -> str:
        return self.label

    @property
    def has_description(self) -> bool:
        return bool(self.hint or self.badges or self.unavailable)


class _DescribedChoices(forms.widgets.ChoiceWidget):
    """Disables the choices that say why they cannot be made, and ties descriptions to them."""

    def create_option(self, name: str, value: Any, label: Any, *args: Any, **kwargs: Any) -> Any:
        option = super().create_option(name, value, label, *args, **kwargs)
        if isinstance(label, ChoiceText):
            if label.unavailable:
                option["attrs"]["disabled"] = True
            if label.has_description and "id" in option["attrs"]:
                option["attrs"]["aria-describedby"] = f"{option['attrs']['id']}_hint"
        return option


class CheckboxGroup(_DescribedChoices, forms.CheckboxSelectMultiple):
    """Several of a list; its choices' labels may be `ChoiceText`."""


class RadioGroup(_DescribedChoices, forms.RadioSelect):
    """One of a list; its choices' labels may be `ChoiceText`."""


class EmailAddressField(forms.EmailField):
    """An address in its one spelling; look-alikes are refused with the reason (rules A3, E2)."""

    default_validators = [validate_readable_email]

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        # What is too long to be an address is refused as that, once.
        others = (one for one in self.validators if not isinstance(one, MaxLengthValidator))
        self.validators = list(others)

    def clean(self, value: Any) -> Any:
        return normalize_email(super().clean(value))


class LineField(forms.CharField):
    """One line that others read: nothing in it is unseen, and no mail program makes it a link."""

    def to_python(self, value: Any) -> str:
        return tidied(super().to_python(value) or "")

    def run_validators(self, value: Any) -> None:
        super().run_validators(value)
        if problem := self.problem_with(value):
            raise forms.ValidationError(problem, code="unreadable_line")

    def problem_with(self, line: str) -> str:
        return problem_with_line(line)


class TextField(forms.CharField):
    """Several lines that others read, such as a reason: nothing in them is unseen."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return tidied_text(super().to_python(value) or "")

    def run_validators(self, value: Any) -> None:
        super().run_validators(value)
        if problem := problem_with_text(value):
            raise forms.ValidationError(problem, code="unreadable_text")


class BusinessNameField(LineField):
    """A business's name, which may look like the address of a website; mails quote it."""

    def problem_with(self, line: str) -> str:
        return problem_with_unseen(line)


class NameField(LineField):
    """One part of a person's name; which of the two may be empty, `NamedForm` says."""

    says_optional = False

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=LONGEST_NAME, required=False, **kwargs)

    def problem_with(self, line: str) -> str:
        return problem_with_name(line)


ONE_WORD = "If the person has only one name, enter it here."
YOUR_ONE_WORD = gettext_lazy("If you have only one name, enter it here.")


class NamedForm(forms.Form):
    """A person's name in two fields. A name of one word is the last name, wherever it was typed."""

    first_name = NameField(label=gettext_lazy("First name"))
    last_name = NameField(label=gettext_lazy("Last name"), help_text=ONE_WORD)

    def clean(self) -> dict[str, Any]:
        super().clean()
        return self.with_name()

    def with_name(self) -> dict[str, Any]:
        data = self.cleaned_data
        if "first_name" in data and "last_name" in data:
            try:
                name = read_name(data["first_name"], data["last_name"])
            except UnreadableName as error:
                error.show_in(self)
            else:
                data |= {"first_name": name.first, "last_name": name.last}
        return data


class ReadField(forms.CharField):
    """Something with one spelling, however it is typed: what `read` makes of it, whose ValueError
    says why it is not taken."""

    def __init__(self, read: Callable[[str], str], **kwargs: Any) -> None:
        self.read = read
        super().__init__(**kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        try:
            return self.read(typed) if typed else ""
        except ValueError as error:
            raise forms.ValidationError(str(error), code="unreadable") from None


class PhoneField(ReadField):
    """A phone number."""

    widget = forms.TextInput({"type": "tel", "autocomplete": "off"})

    def __init__(self, read: Callable[[str], str] = read_phone, **kwargs: Any) -> None:
        super().__init__(read, max_length=60, **kwargs)


class DayField(forms.DateField):
    """A day, as `read_day` reads it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        try:
            return read_day(value)
        except ValueError as error:
            raise forms.ValidationError(str(error), code="invalid") from None


class CodeField(ReadField):
    """A code that is typed or pasted with what stands around it. What is none is never tried."""

    widget = forms.TextInput(
        {"autocomplete": "one-time-code", "autocapitalize": "characters", "spellcheck": "false"}
    )

    def __init__(self, read: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(read, max_length=200, **kwargs)


class SecurityCodeForm(forms.Form):
    """The security code that stands in an e-mail beside its link."""

    code = CodeField(
        partial(read_code, length=CODE_LENGTH),
        label=gettext_lazy("Security code from the e-mail"),
        help_text=gettext_lazy(
            "Eight letters and digits, such as 7K2M-Q9XD. Capital letters do not matter."
        ),
    )

    def refuse(self, tries_left: int) -> None:
        """Say that the code was wrong, and how many tries are left."""
        said = ngettext(
            "That is not the code in the e-mail. {number} try is left.",
            "That is not the code in the e-mail. {number} tries are left.",
            tries_left,
        )
        self.add_error("code", said.format(number=tries_left))


_REQUIRED = forms.Field.default_error_messages["required"]


def _asks(widget: forms.Widget, label: str) -> str:
    """What to do about a required field that was left empty."""
    if isinstance(widget, forms.CheckboxInput):
        return gettext("Check this box to continue.")
    if isinstance(widget, forms.FileInput):
        return "Choose a file."
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.SelectMultiple):
        return "Choose at least one."
    if isinstance(widget, forms.Select | forms.RadioSelect):
        return gettext("Choose one.")
    return gettext("Fill in “{label}”.").format(label=label)


_NOT_LISTED = tuple(
    field.default_error_messages["invalid_choice"]
    for field in (
        forms.ChoiceField,
        forms.MultipleChoiceField,
        forms.ModelChoiceField,
        forms.ModelMultipleChoiceField,
    )
)


class Field(BoundField):
    """A form's field with the design system's classes and its groups of choices. Where it has no
    words of its own for what is wrong, it says what to do."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        if field.error_messages.get("required") == _REQUIRED:
            field.error_messages["required"] = _asks(field.widget, str(self.label))
        if field.error_messages.get("invalid_choice") in _NOT_LISTED:
            field.error_messages["invalid_choice"] = gettext("Choose from what is listed.")
        field.error_messages.setdefault(
            "max_length",
            gettext("Shorten this to %(limit_value)d characters. It has %(show_value)d now."),
        )

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if self.use_fieldset:
            # The fieldset carries the error of the group: one radio button cannot be invalid.
            attrs.pop("aria-invalid", None)
        if (classes := self._classes(widget)) is not None:
            attrs["class"] = f"{widget.attrs.get('class', '')} {classes}".strip()
        return attrs

    def _classes(self, widget: forms.Widget) -> str | None:
        if widget.is_hidden:
            return None
        if self.is_choice or isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
            return "ds-c-choice"
        return "ds-c-field ds-c-field--error" if self.errors else "ds-c-field"

    def value(self) -> Any:
        """The form's value; what was typed when the session had ended, where that is given back."""
        form, widget = self.form, self.field.widget
        if form.is_bound or widget.is_hidden or self.field.disabled or is_secret(self.name):
            return super().value()
        kept = given_to([each.html_name for each in form.visible_fields()])
        if kept is None:
            return super().value()
        typed = widget.value_from_datadict(kept, MultiValueDict(), self.html_name)
        return self.field.prepare_value(typed)

    @property
    def is_choice(self) -> bool:
        """A single checkbox, whose label stands beside it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_secret(self) -> bool:
        """What is hidden while it is typed, unless one asks to see it."""
        return isinstance(self.field.widget, forms.PasswordInput)

    @property
    def chosen_in_vain(self) -> str:
        """What to do about a file that came beside errors: no browser chooses it again."""
        lost = self.form.errors and not self.errors and self.form.files.get(self.html_name)
        return "Choose it again, too. It is not kept while there are errors." if lost else ""

    @property
    def is_optional(self) -> bool:
        """Optional fields say so; the others are required. A checkbox left empty is an answer."""
        says_optional = getattr(self.field, "says_optional", True)
        return not self.field.required and says_optional and not self.is_choice

    @property
    def choice_groups(self) -> list[tuple[str, list[BoundWidget]]]:
        """The choices of a group of checkboxes or radio buttons, under their headings."""
        widget = self.field.widget
        assert isinstance(widget, forms.widgets.ChoiceWidget)
        attrs = self.build_widget_attrs({"id": self.auto_id, **widget.attrs})
        value = self.value()
        groups = widget.get_context(self.html_name, value, attrs)["widget"]["optgroups"]
        return [
            (str(label or ""), [BoundWidget(widget, o, self.form.renderer) for o in options])
            for label, options, _ in groups
        ]

    @property
    def focus_id(self) -> str:
        """The id that the error summary links to: the field, or a group's first choice."""
        if not self.use_fieldset:
            return self.id_for_label or self.auto_id
        for _, options in self.choice_groups:
            for option in options:
                if not option.data["attrs"].get("disabled"):
                    return option.id_for_label or self.auto_id
        return self.auto_id


def filled_from(request: HttpRequest, form: forms.BaseForm, now: str) -> str:
    """What the page's hidden field `filled_from` carries: over what its `form` was typed, which an
    action compares with what is there by then.

    `now` is what is there now. What was sent came with its own, and so did text that is given back
    after a sign-in; "" where that one could not be kept.
    """
    if request.method == "POST":
        return str(request.POST.get(FILLED_FROM, now))
    kept = given_to(each.html_name for each in form.visible_fields())
    return now if kept is None else str(kept.get(FILLED_FROM, ""))


class FormRenderer(TemplatesSetting):
    """Fields and errors from the project's own templates."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = Field
