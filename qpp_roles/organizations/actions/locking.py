"""The order of locks: the organization (or the ACO), then its requests, then people."""

from qpp_roles.organizations.models import Organization


def lock_organization(organization: Organization) -> Organization:
    """Lock the organization's row, so that what is counted stays so; the row as it is now."""
    return Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)
