"""Assigned beneficiaries loaded on a page: first what the file would do, then done (rule C11)."""

from typing import Any, TextIO

from django import forms
from django.urls import reverse

from acoms.loading.pages import CsvField, Loaded, LoadPage
from acoms.loading.staging import OnBadLine
from contacts.models import Aco
from participants.effects.actions.benchmark import load_figures
from participants.effects.benchmark.reading import COLUMNS, read_figures
from participants.effects.rules import FEWEST_BENEFICIARIES

_NAMED = 20


class FiguresForm(forms.Form):
    file = CsvField(
        label="The figures, a CSV file",
        help_text=f"Up to 2 MB, in UTF-8. Its first line names its columns, in any order: "
        f"{', '.join(COLUMNS)}. Such as A1234, 2023, 12345. Larger files are loaded on the server, "
        "by import_assigned_beneficiaries.",
    )


class _FiguresPage(LoadPage):
    title = "Load assigned beneficiaries"
    verb = "Load"
    intro = (
        "Nothing changes yet: the next page says what the file would do, line by line where "
        "something is wrong with it. A figure that is there is changed by a new one, and none is "
        "taken away."
    )
    purpose = "assigned beneficiaries on their way through a form"
    form = FiguresForm

    def load(
        self, person: Any, name: str, lines: TextIO, on_bad_line: OnBadLine, **choices: Any
    ) -> Loaded:
        loaded = load_figures(
            acting_person=person,
            source=name,
            rows=read_figures(lines),
            only_try=choices["only_try"],
        )
        for bad in loaded.bad:
            on_bad_line(bad)
        counts = (
            f"{loaded.created:,} new, {loaded.changed:,} changed, {loaded.same:,} as they were."
        )
        return Loaded(
            said=[counts, *_warnings(loaded.warned)],
            left_out=len(loaded.bad),
            changes_something=bool(loaded.created or loaded.changed),
            leads_to=reverse("admin:participants_effects_assignedbeneficiaries_changelist"),
        )


def _warnings(warned: list[Aco]) -> list[str]:
    """Whom the figures warn: nothing, or one line."""
    if not warned:
        return []
    named = [str(aco) for aco in sorted(warned, key=str)]
    more = f" and {len(named) - _NAMED:,} more" if len(named) > _NAMED else ""
    return [
        f"Below {FEWEST_BENEFICIARIES:,} in a benchmark year, which their administrators are told: "
        f"{', '.join(named[:_NAMED])}{more}."
    ]


figures_page = _FiguresPage()
