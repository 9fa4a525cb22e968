"""`manage.py import_organizations FILE.csv`: load QPP's organizations, two million or one."""

from collections.abc import Iterator
from typing import Any, TextIO

from django.core.management.base import CommandError, CommandParser

from accounts.models import Person
from acoms.access import Refused
from acoms.loading.commands import LoadCommand
from acoms.loading.staging import OnBadLine
from qpp_roles.organizations.actions.importing import OrganizationFile, import_organizations
from qpp_roles.organizations.importing.rows import COLUMNS
from qpp_roles.organizations.importing.telling import summary
from qpp_roles.organizations.kinds import STORED

FORM = f"""
The file is CSV in UTF-8. Its first line names its columns, in any order: {", ".join(COLUMNS)}.
Columns that it does not need may be missing. `record` says what a line is about:

  organization     (or empty) kind, name; tin for a practice or a registry; identifier for all
                   but a practice; location, such as Lansing, MI
  clinician        of a practice: tin of the practice, npi, ptan
  member           a practice in an organization that is made of practices, such as a virtual
                   group: kind and identifier of that, tin of the practice
  site clinician   of a CPC+ Practice Site: identifier of the site, tin of the practice, npi

`kind` is one of {", ".join(STORED)}.
ACOs of the Shared Savings Program come from import_acos. An organization is known by its TIN (a
practice) or by its kind and ID. An empty tin or location leaves what is there, and an
organization that is not in the file stays. Running it again changes nothing.
"""


class Command(LoadCommand):
    help = "Loads QPP's organizations, with their clinicians and member practices, from a list."
    form = FORM
    can_be_tried = True

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "--as",
            dest="acting",
            metavar="USER_ID",
            help="the CMS administrator in whose name the import stands in the admin and the "
            "history; without it, it stands there as the server's",
        )
        parser.add_argument(
            "--kind",
            choices=STORED,
            default="",
            help="a list as CMS publishes it, of organizations of this kind: with a column for the "
            "ID, such as vendor_id, and one for the name, or JSON with the IDs alone",
        )
        parser.add_argument(
            "--all-or-nothing", action="store_true", help="change nothing if any line is bad"
        )
        parser.add_argument(
            "--complete-lists",
            action="store_true",
            help="take out the clinicians and members that the file does not name of an "
            "organization that it names some of; all or nothing",
        )

    def load(
        self, name: str, lines: TextIO, on_bad_line: OnBadLine, **options: Any
    ) -> Iterator[str]:
        try:
            record, merged = import_organizations(
                acting_person=_person(options["acting"]),
                file=OrganizationFile(
                    name=name,
                    lines=lines,
                    kind=options["kind"],
                    all_or_nothing=options["all_or_nothing"],
                    complete_lists=options["complete_lists"],
                ),
                on_bad_line=on_bad_line,
                progress=self.progress,
                only_try=options["dry_run"],
            )
        except Refused as error:
            raise CommandError(error.decision.reason) from None
        yield from summary(record, merged)


def _person(user_id: str | None) -> Person | None:
    if user_id is None:
        return None
    person = Person.objects.filter(user_id=user_id.strip().lower()).first()
    if person is None:
        raise CommandError(f"Nobody has the user ID {user_id}.")
    return person
