"""The way to the history of what an admin page shows."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from acoms.site.sections import Section, admin_tool
from contacts.models import Aco
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole, RoleRequest


def of_aco(request: HttpRequest, aco: Aco) -> Section:
    return _activity(aco_id=aco.aco_id)


def of_organization(request: HttpRequest, organization: Organization) -> Section:
    return _activity(organization=organization.pk)


def of_role(request: HttpRequest, one: HeldRole | RoleRequest) -> Section | None:
    """Of the organization of a role or a request for one; an ACO's is found at the ACO."""
    return _activity(organization=one.organization_id) if one.organization_id else None


def _activity(**asked: str | int) -> Section:
    url = reverse("admin:activity_activity_changelist")
    return admin_tool("Activity", f"{url}?{urlencode(asked)}")
