"""ACOs and people, as the search finds them (rule J2)."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from acoms.programme.dates import in_words
from contacts.models import Aco, Contact
from contacts.permissions import Permission
from contacts.tabs import first_tab
from helpdesk.models import Ticket
from search.sources import Group, HelpPage, Hit, Source
from search.viewer import Sight, Viewer, all_of_them, staff_only

_NAMED_ACOS = 3


def _acos_seen(sight: Sight) -> Q:
    return Q() if sight.is_staff else Q(sight.held("aco"))


def _acos(viewer: Viewer, keys: Collection[int]) -> Mapping[int, Hit]:
    """An ACO leads to the first subtab that the viewer's types open there; staff to the admin."""
    found = {}
    for aco in Aco.objects.filter(pk__in=keys):
        if held := viewer.held.get(aco.pk):
            url = reverse(first_tab(held), args=[aco.aco_id])
        else:
            url = reverse("admin:contacts_aco_change", args=[aco.pk])
        found[aco.pk] = Hit(aco.name, aco.aco_id, url)
    return found


ACOS = Source(
    kind="aco",
    group=Group.ACOS,
    model=Aco,
    words=("{row}.name", "{row}.aco_id"),
    reads=("name", "aco_id"),
    aco="{row}.id",
    seen_by=_acos_seen,
    hits=_acos,
)


def _contacts_of(viewer: Viewer) -> list[int]:
    return viewer.acos_with(Permission.CONTACTS_READ)


def _sees_contacts(viewer: Viewer) -> bool:
    """Staff find them by their accounts."""
    return not viewer.is_staff and bool(_contacts_of(viewer))


def _contacts_seen(sight: Sight) -> Q:
    """The contacts of the ACOs whose Contacts subtab they see, also those whose types ended."""
    theirs = Contact.objects.filter(sight.may("aco", Permission.CONTACTS_READ))
    return Q(key__in=theirs.values("person"))


def _contacts(viewer: Viewer, keys: Collection[int]) -> Mapping[int, Hit]:
    """Somebody leads to their page in the first of the ACOs by ID, and all are named."""
    of_person: dict[int, list[Contact]] = defaultdict(list)
    found = Contact.objects.filter(aco__in=_contacts_of(viewer), person__in=keys)
    for contact in found.select_related("person", "aco").order_by("aco__aco_id"):
        of_person[contact.person_id].append(contact)
    return {person: _contact_hit(theirs) for person, theirs in of_person.items()}


def _contact_hit(contacts: list[Contact]) -> Hit:
    first, *others = contacts
    where = f"{first.aco}"
    if others:
        ids = [one.aco.aco_id for one in others[:_NAMED_ACOS]]
        more = f" and {len(others) - _NAMED_ACOS} more" if len(others) > _NAMED_ACOS else ""
        where = f"{where}, also {', '.join(ids)}{more}"
    url = reverse("contact", args=[first.aco.aco_id, first.pk])
    return Hit(first.person.listed_name, f"{first.person.email} · {where}", url)


CONTACTS = Source(
    kind="contact",
    group=Group.PEOPLE,
    model=Person,
    words=("{row}.first_name", "{row}.last_name", "{row}.email"),
    reads=("first_name", "last_name", "email"),
    open_to=_sees_contacts,
    seen_by=_contacts_seen,
    hits=_contacts,
)


def _accounts(viewer: Viewer, keys: Collection[int]) -> Mapping[int, Hit]:
    return {
        one.pk: Hit(
            one.listed_name,
            f"{one.email} · IDM user ID {one.user_id}",
            reverse("admin:accounts_person_change", args=[one.pk]),
        )
        for one in Person.objects.filter(pk__in=keys)
    }


# An IDM user ID is shown to CMS staff only, so it finds people for them only.
ACCOUNTS = Source(
    kind="account",
    group=Group.PEOPLE,
    model=Person,
    words=("{row}.first_name", "{row}.last_name", "{row}.email", "{row}.user_id"),
    reads=("first_name", "last_name", "email", "user_id"),
    open_to=staff_only,
    seen_by=all_of_them,
    hits=_accounts,
)


def _tickets(viewer: Viewer, keys: Collection[int]) -> Mapping[int, Hit]:
    return {
        one.pk: Hit(
            f"Message to the SSP Helpdesk {one.reference}",
            f"{one.about} · {in_words(timezone.localdate(one.asked_at))}",
            reverse("admin:helpdesk_ticket_change", args=[one.pk]),
        )
        for one in Ticket.objects.filter(pk__in=keys)
    }


TICKETS = Source(
    kind="ticket",
    group=Group.HELP,
    model=Ticket,
    words=("{row}.reference",),
    reads=("reference",),
    open_to=staff_only,
    seen_by=all_of_them,
    hits=_tickets,
)
HELP_PAGES = (
    HelpPage("SSP Helpdesk", "help support contact phone e-mail message question", "helpdesk"),
    HelpPage("Contact types", "help roles administrator required", "contact_types"),
    HelpPage("Who can do what", "help permissions rights access matrix", "who_can_do_what"),
)
