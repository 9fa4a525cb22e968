"""Access: every view states who may use it, and whatever does not is refused (rule E1).

A view is wrapped where its URL is declared::

    path("help/", allow(PUBLIC)(views.helpdesk), name="help")

A *policy* admits a request, sends the visitor to sign in, hides the page (404) or refuses it (403)
with a `Decision` that says why and who could. Policies that know about ACOs live in
`contacts.access`.
"""

from acoms.access.decisions import ALLOWED, Decision, Refused
from acoms.access.policies import CMS_STAFF, PUBLIC, SIGNED_IN, Policy, allow, policy_of

__all__ = [
    "ALLOWED",
    "CMS_STAFF",
    "PUBLIC",
    "SIGNED_IN",
    "Decision",
    "Policy",
    "Refused",
    "allow",
    "policy_of",
]
