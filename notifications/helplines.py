"""Whom the reader of a mail turns to: said at its end, by the kind of notification."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Helpline:
    """`phone` may have more beside the number; `hours` may be empty."""

    name: str
    email: str
    phone: str
    hours: str = ""


# What concerns an ACO or an account of ACO-MS.
HELPDESK = Helpline("SSP Helpdesk", settings.HELPDESK_EMAIL, settings.HELPDESK_PHONE)
