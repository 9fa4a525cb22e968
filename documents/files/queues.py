"""Files that were not published or not shown, on the first page of CMS staff (rules G4, J1)."""

from django.db.models import QuerySet

from acoms.site.admin_filters import RECENT, recent_since
from acoms.site.program_day import Counted, Part, count
from documents.files.models import FileVersion, FileVersionQuerySet, RefusedFile
from documents.files.rules import Scan


def refused_lately() -> QuerySet[RefusedFile]:
    return RefusedFile.objects.filter(refused_at__gte=recent_since())


def infected_lately() -> FileVersionQuerySet:
    return FileVersion.objects.filter(scan=Scan.INFECTED.value, scanned_at__gte=recent_since())


def register_queues() -> None:
    refused = Counted(
        title=f"Files refused in the last {RECENT.days} days",
        model="documents_files.RefusedFile",
        rows=refused_lately,
        narrowed={"when": "recent"},
        since="refused_at",
    )
    found = Counted(
        title=f"Files held back by the virus scanner in the last {RECENT.days} days",
        model="documents_files.FileVersion",
        rows=infected_lately,
        narrowed={"scan__exact": Scan.INFECTED.value, "when": "recent"},
        since="scanned_at",
    )
    count(Part.FAILED, 40, refused)
    count(Part.FAILED, 50, found)
