"""What the Reporting subtab shows of the reports that ACO-MS makes."""

from django.http import HttpRequest

from acoms.site.sections import Section
from contacts.models import Aco
from documents.reports.registry import reports


def made_reports(request: HttpRequest, aco: Aco) -> Section:
    """The ways to the reports about an ACO; no query."""
    return Section("documents/reports/_of_aco.html", {"aco": aco, "reports": reports()})
