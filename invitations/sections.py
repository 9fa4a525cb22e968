"""The ways to inviting somebody, on the pages of contacts and ACOs."""

from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from acoms.site.sections import Section, admin_tool
from contacts.access import AcoRequest
from contacts.models import Aco, Contact
from contacts.queries import acos_that_lack


def to_add(request: HttpRequest, aco: Aco) -> Section | None:
    """The way to invite somebody; no query."""
    if not cast("AcoRequest", request).aco_access.edits_contacts:
        return None
    url = reverse("add_contact", args=[aco.aco_id])
    return Section("invitations/_to_add.html", {"url": url, "label": "Add New Contact"})


def to_invite_again(request: HttpRequest, contact: Contact) -> Section:
    """The way to invite somebody whose types have all ended; no query."""
    url = reverse("add_contact", args=[cast("AcoRequest", request).aco_access.aco.aco_id])
    again = {"url": f"{url}?again={contact.pk}", "label": "Invite again"}
    return Section("invitations/_to_add.html", again)


def first_administrator(request: HttpRequest, aco: Aco) -> Section | None:
    """For those who may invite, where an ACO lacks administrators; one query."""
    may = request.user.has_perm("invitations.add_invitation")
    if not may or not acos_that_lack("no_administrator").filter(pk=aco.pk).exists():
        return None
    url = reverse("admin:invitations_invitation_add")
    return admin_tool("Invite its first administrator", f"{url}?aco={aco.aco_id}")
