"""Changes of address on the pages of contacts: `{% load address_changes %}`."""

from typing import Any

from django import template

from contacts.models import Contact
from invitations.addresses.queries import changes_of

register = template.Library()


@register.inclusion_tag("invitations/address_changes_of_contact.html", takes_context=True)
def address_changes_of_contact(context: dict[str, Any], contact: Contact) -> dict[str, Any]:
    """Those from and to one contact, for its Contact Data page; one query."""
    return {
        "changes": changes_of(contact),
        "contact": contact,
        "access": context["request"].aco_access,
    }
