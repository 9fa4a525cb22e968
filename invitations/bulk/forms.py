"""The form that a list of people comes in by."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from acoms.loading.reading import UnreadableFile
from invitations.bulk.reading import MOST_BYTES, Reading, read_file, read_text

PASTED = "Pasted rows"


class _OneOfTwo(forms.Field):
    """A field that may be empty and yet is not called optional: the form asks for one of two."""

    def validate(self, value: Any) -> None:
        """Whatever is given will do."""


class _ListFile(_OneOfTwo, forms.FileField):
    pass


class _ListText(_OneOfTwo, forms.CharField):
    pass


class ListForm(forms.Form):
    """A file or pasted rows. Once valid, `reading` has the rows and `source` says where from."""

    use_required_attribute = False

    file = _ListFile(
        label="CSV file",
        allow_empty_file=True,  # the reading says more of it
        help_text="At most 500 rows and 1 MB.",
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,text/csv,text/plain"}),
    )
    pasted = _ListText(
        label="Or paste rows",
        strip=False,  # a row may begin with an empty cell
        help_text="Copied from a spreadsheet, or with commas between the cells.",
        widget=forms.Textarea({"wrap": "off", "spellcheck": "false", "autocomplete": "off"}),
    )

    reading: Reading
    source: str

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            self._read(data.get("file"), data.get("pasted", ""))
        return data

    def _read(self, file: UploadedFile[Any] | None, pasted: str) -> None:
        if bool(file) == bool(pasted.strip()):
            both = "Choose a file or paste rows, not both."
            self.add_error("file", both if file else "Choose a file, or paste rows below.")
            return
        try:
            if file is None or pasted.strip():
                self.source, self.reading = PASTED, read_text(pasted)
            else:
                content = file.read(MOST_BYTES + 1)
                self.source, self.reading = file.name or "A file", read_file(content)
        except UnreadableFile as error:
            self.add_error("pasted" if pasted.strip() else "file", str(error))
