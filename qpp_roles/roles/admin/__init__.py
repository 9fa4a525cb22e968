"""QPP roles and requests for them, as QPP staff work with them (rule D9)."""

from qpp_roles.roles.admin import requests as requests
from qpp_roles.roles.admin import roles as roles
