"""The way to recording the end of an agreement, on an ACO's page in the admin (rule J4)."""

from django.http import HttpRequest
from django.urls import reverse

from acoms.site.sections import Section, admin_tool
from contacts.models import Aco


def end_of_agreement(request: HttpRequest, aco: Aco) -> Section | None:
    """For those who may; no query."""
    if not request.user.has_perm("contacts.end_aco"):
        return None
    label = "End of the agreement" if aco.ends_on else "Record the end of the agreement"
    return admin_tool(label, reverse("admin:contacts_aco_end", args=[aco.pk]))
