"""QPP's organizations as CMS staff find, correct and read them in."""

from qpp_roles.organizations.admin import imports as imports
from qpp_roles.organizations.admin import organizations as organizations
