"""Under /manage-access/: one's own, and each organization and ACO for those who belong there."""

from django.urls import path

from acoms.access import SIGNED_IN, allow
from contacts.access import AcoPolicy
from contacts.permissions import Permission
from qpp_roles.roles.access import AcoRolePolicy, OrganizationPolicy
from qpp_roles.roles.manage_access.views import answering, ending, mine, organization

signed_in = allow(SIGNED_IN)
belonging = allow(OrganizationPolicy())
leaving = allow(OrganizationPolicy(leaving=True))
deciding = allow(OrganizationPolicy(deciding=True))
belonging_to_aco = allow(AcoRolePolicy())
deciding_in_aco = allow(AcoPolicy(Permission.QPP_REQUESTS_ANSWER))

_ORGANIZATION = "organizations/<int:organization_id>/"
_ACO = "acos/<str:aco_id>/"

urlpatterns = [
    path("", signed_in(mine.manage_access), name="manage_access"),
    path("organizations.csv", signed_in(mine.manage_access_csv), name="manage_access_csv"),
    path("requests/", signed_in(mine.my_requests), name="my_role_requests"),
    path(
        "requests/<int:request_id>/withdraw/",
        signed_in(mine.withdraw),
        name="withdraw_role_request",
    ),
    path(_ORGANIZATION, belonging(organization.organization), name="manage_access_organization"),
    path(
        f"{_ORGANIZATION}people.csv",
        belonging(organization.people_csv),
        name="manage_access_people_csv",
    ),
    path(
        f"{_ORGANIZATION}what-i-can-do/",
        belonging(organization.what_i_can_do),
        name="manage_access_what_i_can_do",
    ),
    path(
        f"{_ORGANIZATION}requests/",
        deciding(answering.requests_of_organization),
        name="manage_access_requests",
    ),
    path(
        f"{_ORGANIZATION}requests/<int:request_id>/approve/",
        deciding(answering.approve),
        name="approve_role_request",
    ),
    path(
        f"{_ORGANIZATION}requests/<int:request_id>/deny/",
        deciding(answering.deny),
        name="deny_role_request",
    ),
    path(
        f"{_ORGANIZATION}roles/<int:held_id>/end/",
        deciding(ending.end_role),
        name="end_role_in_organization",
    ),
    path(f"{_ORGANIZATION}leave/", leaving(ending.leave), name="leave_organization"),
    path(_ACO, belonging_to_aco(organization.aco), name="manage_access_aco"),
    path(
        f"{_ACO}people.csv",
        belonging_to_aco(organization.people_of_aco_csv),
        name="manage_access_aco_people_csv",
    ),
    path(
        f"{_ACO}requests/",
        deciding_in_aco(answering.requests_of_aco),
        name="manage_access_aco_requests",
    ),
    path(
        f"{_ACO}requests/<int:request_id>/approve/",
        deciding_in_aco(answering.approve_in_aco),
        name="approve_role_request_in_aco",
    ),
    path(
        f"{_ACO}requests/<int:request_id>/deny/",
        deciding_in_aco(answering.deny_in_aco),
        name="deny_role_request_in_aco",
    ),
]
