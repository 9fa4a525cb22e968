"""What other rooms' pages show of API credentials (`acoms.site.sections`)."""

from django.http import HttpRequest

from accounts.models import Person
from acoms.site.sections import Section
from api.credentials.models import CredentialsAco


def what_stops(request: HttpRequest, person: Person) -> Section | None:
    """For CMS staff, before they close somebody's account: the credentials that open an ACO by it;
    one query."""
    rows = CredentialsAco.objects.answered_for().filter(delegate=person, credentials__ended_at=None)
    found = rows.select_related("credentials", "aco").order_by("credentials__name", "aco__aco_id")
    context = {"rows": list(found)}
    return Section("api/credentials/what_stops.html", context) if context["rows"] else None
