"""The admin pages of QPP's organizations, and of what people hold and ask for in them."""

from qpp_roles.admin.harp import HarpImportAdmin as HarpImportAdmin
from qpp_roles.admin.imports import OrganizationImportAdmin
from qpp_roles.admin.organizations import OrganizationAdmin
from qpp_roles.admin.requests import RoleRequestAdmin
from qpp_roles.admin.roles import HeldRoleAdmin
from qpp_roles.admin.tries import ValidationTryAdmin as ValidationTryAdmin
from qpp_roles.admin.websites import WebsiteAdmin as WebsiteAdmin

__all__ = ["HeldRoleAdmin", "OrganizationAdmin", "OrganizationImportAdmin", "RoleRequestAdmin"]
