"""Changes of address on the pages of contacts."""

from typing import cast

from django.http import HttpRequest

from acoms.site.sections import Section
from contacts.access import AcoRequest
from contacts.models import Contact
from invitations.addresses.queries import changes_of


def changes_of_contact(request: HttpRequest, contact: Contact) -> Section | None:
    """Those from and to one contact, for its Contact Data page; one query."""
    if not (changes := changes_of(contact)):
        return None
    access = cast("AcoRequest", request).aco_access
    context = {"changes": changes, "contact": contact, "access": access}
    return Section("invitations/_changes_of_contact.html", context)
