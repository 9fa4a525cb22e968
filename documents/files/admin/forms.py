"""The forms with which CMS staff publish files."""

from contextlib import suppress
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from contacts.forms import AcoField
from documents.files.models import PublishedFile
from documents.files.naming import UnknownName, read_name
from documents.files.rules import FIRST_YEAR, LAST_YEAR, one_spelling, refusal_of_name
from documents.files.types import TYPES, Place, types_in

_LAST_DAY = "The last day on which it is shown. Without one, the settings say how long."


def refusal_of_last_day(day: Any) -> str:
    """Why a new file cannot be shown until this day; empty if it can."""
    return "This day is past: nobody would see it." if day and day < timezone.localdate() else ""


class LastDayField(forms.DateField):
    """An optional last day."""

    def __init__(self, **kwargs: Any) -> None:
        more = {"label": "Last day", "required": False, "help_text": _LAST_DAY}
        super().__init__(widget=forms.DateInput({"type": "date"}), **{**more, **kwargs})

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if refusal := refusal_of_last_day(day):
            raise forms.ValidationError(refusal)
        return day


class PublishForm(forms.Form):
    """One file for one ACO."""

    aco = AcoField()
    type = forms.ChoiceField(
        label="Type",
        choices=[
            ("", "Choose a type"),
            *(
                (place.label, [(row.code, f"{row.category}: {row}") for row in types_in(place)])
                for place in Place
            ),
        ],
    )
    file = forms.FileField(
        label="File",
        max_length=150,
        help_text="Published under its name. Where the ACO has a file of this name, a new version.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )
    performance_year = forms.IntegerField(
        label="Performance year",
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        help_text="Without one, the year that the file's name says.",
    )
    last_day = LastDayField()

    def clean_type(self) -> Any:
        return TYPES[self.cleaned_data["type"]]

    def clean_file(self) -> UploadedFile[bytes]:
        uploaded: UploadedFile[bytes] = self.cleaned_data["file"]
        if refusal := refusal_of_name(one_spelling(uploaded.name or "")):
            raise forms.ValidationError(refusal)
        return uploaded

    def clean(self) -> dict[str, Any]:
        """Without a year it is that of the file's name, as of several files."""
        data = super().clean() or {}
        if data.get("file") and not data.get("performance_year"):
            with suppress(UnknownName):
                data["performance_year"] = read_name(one_spelling(data["file"].name)).year
        return data


class _Several(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralField(forms.FileField):
    """Any number of files."""

    widget = _Several

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralField, self).clean(one, initial) for one in given or [None]]


class SeveralForm(forms.Form):
    """Several files, each for the ACO that its name says."""

    chosen = SeveralField(
        label="Files",
        help_text="Their names say ACO, type and day, such as "
        "P.A1234.ACO.ZCY26.D260211.T1435560.zip. The next page says of each what it is; nothing is "
        "published before you confirm it.",
        error_messages={"required": "Choose files.", "empty": "A file among them is empty."},
    )
    last_day = LastDayField()


class LastDayForm(forms.ModelForm[PublishedFile]):
    """Until when a file is shown; a day that is past takes it away."""

    class Meta:
        model = PublishedFile
        fields = ("last_day",)
        help_texts = {
            "last_day": "After it nobody sees the file, and its bytes are deleted at night. "
            "If the day is past, the file is removed right away."
        }
