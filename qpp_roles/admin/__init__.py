"""The admin pages of QPP's organizations, and of what people hold and ask for in them."""

from qpp_roles.admin.imports import OrganizationImportAdmin
from qpp_roles.admin.organizations import OrganizationAdmin
from qpp_roles.admin.websites import WebsiteAdmin as WebsiteAdmin

__all__ = ["OrganizationAdmin", "OrganizationImportAdmin"]
