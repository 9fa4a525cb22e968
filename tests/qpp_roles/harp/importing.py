"""Lists of HARP accounts, and the command that brings them in."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from accounts.models import Person
from contacts.models import Contact, HeldType
from notifications.models import Notification
from qpp_roles.harp.reading import COLUMNS
from tests.cast import Cast, make_person

HEAD = ",".join(COLUMNS.values())
TODAY = date(2026, 11, 20)
JO = "jo.harp,Jo.Harp@example.org,Jo,Harp,A9101,Security Official,2020-03-31"


def line(n: int, aco: str = "A9101", role: str = "Staff User") -> str:
    return f"harp.user{n},harp{n}@example.org,Harp,Number{n},{aco},{role},2020-03-31"


def person_of(n: int, user_id: str = "", **fields: Any) -> Person:
    """An account of whom `line(n)` speaks."""
    its = {"email": f"harp{n}@example.org", "first_name": "Harp", "last_name": f"Number{n}"}
    return make_person(user_id or f"harp.user{n}", **{**its, **fields})


class Importing:
    """`manage.py import_harp`, run by `cast.cms_staff` unless said otherwise."""

    def __init__(self, cast: Cast, folder: Path) -> None:
        self.cast = cast
        cast.cms_staff  # noqa: B018 - made by naming them
        self.file, self.report_file = folder / "harp.csv", folder / "report.csv"
        self.said = ""

    def run(self, *lines: str, acting: str = "the_cms_staff", **options: Any) -> str:
        """What it said on either stream; its error too, if it ended in one."""
        if lines:
            self.file.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
        out = io.StringIO()
        options = {"report": self.report_file, **options}
        try:
            call_command("import_harp", self.file, acting=acting, stdout=out, stderr=out, **options)
        except CommandError as error:
            out.write(f"ERROR {error}")
        return out.getvalue()

    @property
    def report(self) -> list[dict[str, str]]:
        return list(csv.DictReader(self.report_file.open(encoding="utf-8-sig")))

    @property
    def outcomes(self) -> list[str]:
        return [row["Outcome"] for row in self.report]

    def reason(self, number: int = 0) -> str:
        return self.report[number]["Reason"]


def everything() -> Sequence[Any]:
    """All that an import could change but its own records."""
    models: Sequence[Any] = (Person, EmailAddress, Contact, HeldType, Notification)
    return [list(model.objects.order_by("pk").values()) for model in models]
