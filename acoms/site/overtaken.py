"""A form that was filled from a row overwrites nothing that was changed there since (decision 86).

Its page carries a fingerprint of what each field was filled with (`acoms.once.shown`), in the field
`filled_from`. Where the row has something else by the time the form comes, nothing is saved: the
form says what is there now, keeps what was typed, and takes over the rest.
"""

from contextlib import suppress
from typing import Any, ClassVar, cast

from django import forms
from django.db.models import Model
from django.http import HttpRequest, QueryDict

from acoms.access.unsent import FILLED_FROM
from acoms.once.shown import fingerprint
from acoms.site.forms import filled_from

OVERTAKEN = "Changed since you opened this form, and nothing was saved:"
LOOK_AGAIN = "What you typed is kept. Look at it again, and save."


class OvertakenForm(forms.BaseForm):
    """Mixed into a form with initial values, before it. `sent` is the fingerprint that its page
    carried; None is for whoever asks without a page."""

    sent: ClassVar[str | None] = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_overtaken = False
        self.now = {
            name: _plain(field, self.get_initial_for_field(field, name))
            for name, field in self.fields.items()
            if not field.disabled
        }

    def carries(self, request: HttpRequest) -> str:
        """What the page's hidden field `filled_from` carries."""
        now = fingerprint(self.now)
        return now if self.is_overtaken else filled_from(request, self, now)

    def clean(self) -> Any:
        data = super().clean()
        if self.sent is not None and self.sent != fingerprint(self.now):
            self._compare(self.sent.split("."))
        return data

    def _compare(self, before: list[str]) -> None:
        """Say what is there now where the row was changed, unless the same was typed."""
        if len(before) != len(self.now):
            before = [""] * len(self.now)
        changes = []
        for (name, now), filled in zip(self.now.items(), before, strict=True):
            field = self.fields[name]
            typed = _plain(field, self[name].data)
            if filled == fingerprint({name: now}) or typed == now:
                continue
            untouched = filled == fingerprint({name: typed})
            if untouched:
                self._take_over(name)
            typed_too = "" if untouched else ", where you typed something else"
            changes.append(f"{_label(self, name)} is {_in_words(field, now)} now{typed_too}.")
        if changes:
            self.is_overtaken = True
            self.add_error(None, " ".join([OVERTAKEN, *changes, LOOK_AGAIN]))

    def _take_over(self, name: str) -> None:
        """Fill a field that nobody typed into with what is there now."""
        field = self.fields[name]
        value = field.prepare_value(self.get_initial_for_field(field, name))
        data = cast("QueryDict", self.data).copy()
        data.pop(self.add_prefix(name), None)
        values = value if isinstance(value, list | tuple) else [value]
        if value not in (None, False):
            data.setlist(self.add_prefix(name), [str(one) for one in values])
        self.data = data


def overtaken_form(form: type[forms.BaseForm], request: HttpRequest) -> type[Any]:
    """A class of form whose page carried what the request says."""
    sent = request.POST.get(FILLED_FROM)
    return type(form.__name__, (OvertakenForm, form), {"sent": sent})


def _plain(field: forms.Field, value: Any) -> object:
    """What a field would make of a value, typed or stored alike."""
    with suppress(forms.ValidationError):
        value = field.to_python(field.prepare_value(value))
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, str):  # browsers end lines in their own way
        return "\n".join(line.rstrip() for line in value.strip().splitlines())
    return value


def _label(form: forms.BaseForm, name: str) -> str:
    return f"“{form[name].label}”"


def _in_words(field: forms.Field, value: object) -> str:
    if value in (None, "", []):
        return "empty"
    if isinstance(value, bool):
        return "on" if value else "off"
    choices = dict(getattr(field, "choices", ()))
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(choices.get(one, one)) for one in values)
