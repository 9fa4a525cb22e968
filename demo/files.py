"""Made-up files of Lakeside in the Data Hub and Reporting: several types, one in two versions."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Person
from contacts.models import Aco
from documents.files.actions import publish
from documents.files.models import PublishedFile
from documents.files.naming import read_name
from documents.files.types import CMS_REPORT

# Of each name the part between the ACO and the day.
_NAMED = ("ZC{}", "ZCW{}", "MBI{}", "BNMRK.{}", "QEXPU.{}", "QALR.{}")
_ENDINGS = {"MBI{}": "txt", "BNMRK.{}": "csv", "QEXPU.{}": "csv", "QALR.{}": "csv"}


def load_files(lakeside: Aco, staff: Person) -> None:
    """Small files that say that they are made up."""
    if PublishedFile.objects.filter(aco=lakeside).exists():
        return
    made = timezone.localdate() - timedelta(days=12)
    for part in _NAMED:
        kind = part.format(f"Y{made:%y}")
        ending = _ENDINGS.get(part, "zip")
        name = f"P.{lakeside.aco_id}.ACO.{kind}.D{made:%y%m%d}.T1435560.{ending}"
        _publish(lakeside, name, "made up")
        made += timedelta(days=1)
    _publish(lakeside, name, "made up, and corrected")
    publish(
        acting_person=staff,
        aco=lakeside,
        type=CMS_REPORT,
        name=f"Performance summary {made.year}.txt",
        content=[b"A made-up summary.\n"],
        year=made.year,
    )


def _publish(aco: Aco, name: str, what: str) -> None:
    said = read_name(name)
    content = f"{name}: {what}\n".encode()
    publish(
        acting_person=None, aco=aco, type=said.type, name=name, content=[content], year=said.year
    )
