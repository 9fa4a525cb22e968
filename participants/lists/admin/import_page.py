"""A list of participants read in on a page: first what it would do, then, confirmed, done."""

from datetime import date
from typing import Any, TextIO

from django import forms
from django.urls import reverse
from django.utils import timezone

from acoms.loading.pages import CsvField, Loaded, LoadPage
from acoms.loading.staging import OnBadLine
from acoms.programme.vocabulary import complete
from participants.lists.actions.importing import ListFile, import_participants
from participants.lists.importing.rows import COLUMNS, Layout

_LAYOUTS = {
    Layout.LIST: "An ACO's own list: " + ", ".join(COLUMNS[Layout.LIST]),
    Layout.PUBLIC: "CMS's public list: " + ", ".join(COLUMNS[Layout.PUBLIC]),
}
complete(Layout, _LAYOUTS)


class ImportForm(forms.Form):
    layout = forms.ChoiceField(
        label="Which columns the file has",
        choices=[(layout.value, label) for layout, label in _LAYOUTS.items()],
        initial=Layout.LIST.value,
        widget=forms.RadioSelect,
    )
    year = forms.IntegerField(
        label="Performance year",
        min_value=1990,
        max_value=2199,
        initial=lambda: timezone.localdate().year,
        help_text="On the list from January 1 of this year on, where the file says no day.",
    )
    file = CsvField(
        label="The list, a CSV file",
        help_text=(
            "Up to 2 MB, in UTF-8. Its first line names its columns, in any order. Larger lists "
            "are loaded on the server, by import_participants."
        ),
    )


class _ImportPage(LoadPage):
    title = "Import a list"
    verb = "Import"
    intro = (
        "Nothing changes yet: the next page says what the list would do, line by line where "
        "something is wrong with it. Nobody is taken off a list here but by a day in the column "
        "“until”."
    )
    purpose = "participant list on its way through a form"
    form = ImportForm

    def load(
        self, person: Any, name: str, lines: TextIO, on_bad_line: OnBadLine, **choices: Any
    ) -> Loaded:
        merged = import_participants(
            acting_person=person,
            file=ListFile(
                name=name,
                lines=lines,
                layout=Layout(choices["layout"]),
                as_of=date(choices["year"], 1, 1),
            ),
            on_bad_line=on_bad_line,
            only_try=choices["only_try"],
        )
        return Loaded(
            said=list(merged.summary()),
            left_out=merged.left_out,
            changes_something=merged.changes_something,
            leads_to=reverse("admin:participants_lists_participant_changelist"),
        )


import_page = _ImportPage()
