"""The forms with which CMS staff publish files to all readers of the library."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from documents.files.actions.publishing import refusal_of_showing
from documents.files.admin.forms import LastDayField
from documents.files.rules import LONGEST_NAME, refusal_of_name
from documents.library.actions.files import Description, refusal_of_place
from documents.library.models import Article, LibraryFile, Section
from documents.library.rules import LONGEST_SUMMARY


class DescriptionForm(forms.Form):
    """What a file is, where it stands and until when it is shown."""

    about = forms.CharField(
        label="What it is",
        max_length=LONGEST_SUMMARY,
        widget=forms.TextInput({"size": 80}),
        help_text="One sentence. The list and the search show it.",
    )
    section = forms.ModelChoiceField(
        Section.objects.all(), required=False, help_text="For a file that stands alone."
    )
    article = forms.ModelChoiceField(
        Article.objects.with_state().filter(withdrawn_at=None),
        required=False,
        help_text="For a file that belongs to an article, instead of a section.",
    )
    last_day = LastDayField(
        help_text="The last day on which it is shown. Without one, it stays until it is withdrawn."
    )

    @property
    def description(self) -> Description:
        said = self.cleaned_data
        return Description(said["about"], said["section"], said["article"], said["last_day"])

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if {"section", "article"} <= typed.keys() and (
            refusal := refusal_of_place(typed["section"], typed["article"])
        ):
            self.add_error("section", refusal)
        return typed


class PublishLibraryFileForm(DescriptionForm):
    """A file, new or a new version `of` one."""

    file = forms.FileField(
        max_length=LONGEST_NAME,
        help_text="Published under its name. Where the library has a file of this name, a new "
        "version.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )
    field_order = ("file", "about", "section", "article", "last_day")

    def __init__(self, of: LibraryFile | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": described(of) if of else {}, **kwargs})
        self.of = of
        if of:
            self.fields["file"].help_text = f"It is named {of.file.name}, as now."

    def clean_file(self) -> UploadedFile[bytes]:
        uploaded: UploadedFile[bytes] = self.cleaned_data["file"]
        if refusal := refusal_of_name(uploaded.name or ""):
            raise forms.ValidationError(refusal)
        if self.of and uploaded.name != self.of.file.name:
            raise forms.ValidationError(
                f"This file is named {uploaded.name}. A new version is named {self.of.file.name}."
            )
        return uploaded


class DescribeForm(DescriptionForm, forms.ModelForm[LibraryFile]):
    """What is said of a file that is there."""

    class Meta:
        model = LibraryFile
        fields = ("about", "section", "article")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        row = kwargs.get("instance")
        if row is not None:
            kwargs["initial"] = {**described(row), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean_last_day(self) -> Any:
        day = self.cleaned_data["last_day"]
        if refusal := refusal_of_showing(self.instance.file, day):
            raise forms.ValidationError(refusal)
        return day


def described(row: LibraryFile) -> dict[str, Any]:
    """What a form is filled with that describes a file anew."""
    return {
        "about": row.about,
        "section": row.section_id,
        "article": row.article_id,
        "last_day": row.file.last_day,
    }
