"""A list of organizations read in on a page: first what it would do, then, confirmed, done."""

from typing import Any, TextIO

from django import forms
from django.urls import reverse

from acoms.loading.pages import CsvField, Loaded, LoadPage
from acoms.loading.staging import OnBadLine
from qpp_roles.organizations.actions.importing import OrganizationFile, import_organizations
from qpp_roles.organizations.importing.rows import COLUMNS
from qpp_roles.organizations.importing.telling import summary
from qpp_roles.organizations.kinds import KINDS, STORED


class ListForm(forms.Form):
    file = CsvField(
        label="The list, a CSV file",
        help_text=f"Up to 2 MB. Its first line names its columns, in any order: "
        f"{', '.join(COLUMNS)}. Kinds are {', '.join(STORED)}. Larger lists are loaded on the "
        "server, by import_organizations.",
    )
    kind = forms.ChoiceField(
        label="What it lists",
        required=False,
        choices=[
            ("", "What its lines say"),
            *((code, f"{KINDS[code].plural}, as CMS publishes them") for code in STORED),
        ],
    )
    complete_lists = forms.BooleanField(
        label="Take out the clinicians and members that the list does not name",
        required=False,
        help_text="Of organizations that it names some of. Then all its lines must be good.",
    )


class _ImportPage(LoadPage):
    title = "Import a list"
    verb = "Import"
    intro = (
        "Nothing changes yet: the next page says what the list would do, line by line where "
        "something is wrong with it."
    )
    purpose = "list of organizations on its way through a form"
    form = ListForm
    template = "admin/qpp_roles_organizations/organization/import.html"

    def load(
        self, person: Any, name: str, lines: TextIO, on_bad_line: OnBadLine, **choices: Any
    ) -> Loaded:
        complete = choices["complete_lists"]
        record, merged = import_organizations(
            acting_person=person,
            file=OrganizationFile(
                name=name, lines=lines, kind=choices["kind"], complete_lists=complete
            ),
            on_bad_line=on_bad_line,
            only_try=choices["only_try"],
        )
        said = list(summary(record, merged))
        refused = complete and record.left_out > 0
        if refused:
            said.append(
                "Nothing can go in: a complete list has good lines only. Correct them and choose "
                "the file again."
            )
        return Loaded(
            said=said,
            left_out=record.left_out,
            changes_something=not refused
            and bool(record.added or record.changed or record.removed),
            leads_to=reverse(
                "admin:qpp_roles_organizations_organizationimport_change", args=[record.pk]
            ),
        )


import_page = _ImportPage()
