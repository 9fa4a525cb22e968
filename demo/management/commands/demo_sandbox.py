"""`manage.py demo_sandbox`: registers the QPP sandbox, at the address that it has this time."""

import os
from typing import Any

import pghistory
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from accounts.models import Person
from accounts.staff import StaffRole
from demo.qpp_sandbox.client import CLIENT_ID
from qpp_roles.openid.actions import Addresses, register_website, save_website
from qpp_roles.openid.models import Website

NAME = "QPP sandbox"


class Command(BaseCommand):
    help = "Registers the QPP sandbox as a website to sign in to (local mode only)."

    def handle(self, *args: Any, **options: Any) -> None:
        url, secret = os.environ.get("QPP_SANDBOX_URL"), os.environ.get("QPP_SANDBOX_SECRET")
        if not url or not secret:
            raise CommandError("QPP_SANDBOX_URL and QPP_SANDBOX_SECRET are not set.")
        staff = Person.objects.filter(staff_role=StaffRole.ADMINISTRATOR, is_active=True).first()
        if staff is not None:
            register_sandbox(staff, url, secret)


@transaction.atomic
def register_sandbox(staff: Person, url: str, secret: str) -> Website:
    """The sandbox's website, with a secret that its program knows already: the one way in which
    it differs from QPP's own."""
    addresses = Addresses((f"{url}/callback",), (f"{url}/signed-out",), f"{url}/logout-notice")
    website = Website.objects.filter(pk=CLIENT_ID).first()
    if website is None:
        website, _ = register_website(
            acting_person=staff, name=NAME, addresses=addresses, website_id=CLIENT_ID
        )
    elif website.closed_at is not None:
        return website
    elif website.get_redirect_uris() != [f"{url}/callback"]:
        save_website(acting_person=staff, website=website, name=NAME, addresses=addresses)
    if not website.check_secret(secret):
        with pghistory.context(action="demo data"):
            website.set_secret(secret)
            website.save(update_fields=["secret"])
    return website
