"""Previews and confirmations all over the site, as a person goes through them."""

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from contacts.actions import end_types, give_types
from contacts.models import Contact, HeldType
from invitations.actions import Invitee, invite, send_again
from invitations.models import Invitation
from invitations.rules import State
from participants.changes.actions.requests import save_draft
from participants.changes.models import ChangeRequest
from participants.changes.queries import draft_of
from qpp_roles.organizations.actions.correcting import close_organization
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole
from recertification.models import Answer
from tests.cast import Cast, make_contact, make_organization, make_person
from tests.contacts.several import in_all, several
from tests.participants.changes.asked import draft

JO = Invitee(first_name="Jo", last_name="Chen", email="jo.chen@example.net")


@dataclass
class Flow:
    """One preview: `page` and what is sent to it besides, by `who`; what others do meanwhile; what
    is true once it is done, and how it is said."""

    who: str
    page: str
    send: dict[str, Any]
    meanwhile: Callable[[], Any]
    done: Callable[[], bool]
    said: str
    ask: dict[str, Any] | None = None  # what is sent to see the preview; None where GET shows it
    to: str = ""  # where it is sent, if that is another address
    field: str = "shown"
    typed: str = ""  # what is typed, and is not to be lost


def contact_of(cast: Cast, role: str) -> Contact:
    return Contact.objects.get(person=getattr(cast, role), aco=cast.lakeside)


def give(cast: Cast, role: str, *codes: str) -> None:
    person: Person = getattr(cast, role)
    giving: dict[str, Any] = {"acting_person": cast.liaison, "given_by": cast.liaison}
    give_types(aco=cast.lakeside, person=person, codes=codes, **giving)


def holds(cast: Cast, role: str, *codes: str) -> bool:
    held = contact_of(cast, role).held_types.active().values_list("type", flat=True)
    return set(held) == set(codes)


def invited(cast: Cast, *codes: str) -> Invitation:
    cast.liaison  # noqa: B018
    aco = cast.lakeside
    return invite(acting_person=cast.exec, aco=aco, invitee=JO, codes=codes or ["other"])


def is_in(invitation: Invitation, state: State) -> bool:
    invitation.refresh_from_db()
    return invitation.state is state


def edit(cast: Cast) -> Flow:
    """Something is given in the other tab, and the first one takes something else away."""
    cast.liaison, cast.other  # noqa: B018
    asked = {"title": "", "phone": "", "types": ["compliance"]}
    contact = contact_of(cast, "other")
    return Flow(
        "exec",
        reverse("change_contact", args=["A9101", contact.pk]),
        {**asked, "reason": "New tasks", "confirmed": "1", "filled_from": '["", "", ["other"]]'},
        meanwhile=partial(give, cast, "other", "marketing_secondary"),
        done=lambda: holds(cast, "other", "compliance"),
        said="Contact Data is up to date",
        ask={**asked, "filled_from": '["", "", ["other"]]'},
    )


def end(cast: Cast) -> Flow:
    cast.liaison, cast.other  # noqa: B018
    return Flow(
        "exec",
        reverse("end_contact", args=["A9101", contact_of(cast, "other").pk]),
        {"reason": "Left us", "types": ["other"]},
        meanwhile=partial(give, cast, "other", "compliance"),
        done=lambda: holds(cast, "other"),
        said="is no longer a contact of this ACO",
        typed="Left us",
    )


def end_by_staff(cast: Cast) -> Flow:
    cast.liaison, cast.exec, cast.other  # noqa: B018
    give(cast, "other", "compliance")
    contact = contact_of(cast, "other")
    sent = {"types": ["compliance"], "reason": "Asked for it"}

    def meanwhile() -> None:
        codes = ["other"]
        end_types(acting_person=cast.exec, contact=contact, codes=codes, reason="Left")

    return Flow(
        "cms_staff",
        reverse("admin:contacts_contact_end_types", args=[contact.pk]),
        {**sent, "confirm": "1"},
        meanwhile=meanwhile,
        done=lambda: not contact.held_types.active().filter(type="compliance").exists(),
        said="The types are ended",
        ask={**sent, "preview": "1"},
        typed="Asked for it",
    )


def review_end(cast: Cast) -> Flow:
    flow = end(cast)
    flow.page = reverse("yearly_review_end", args=["A9101", contact_of(cast, "other").pk])
    return flow


def review_confirm(cast: Cast) -> Flow:
    cast.liaison, cast.other  # noqa: B018
    contact = contact_of(cast, "other")
    return Flow(
        "exec",
        reverse("yearly_review", args=["A9101"]),
        {},
        meanwhile=partial(give, cast, "other", "compliance"),
        done=lambda: Answer.objects.filter(contact=contact, kept=True).exists(),
        said="is confirmed",
        to=reverse("yearly_review_confirm", args=["A9101", contact.pk]),
    )


def withdraw(cast: Cast) -> Flow:
    invitation = invited(cast)
    return Flow(
        "exec",
        reverse("withdraw_invitation", args=["A9101", invitation.pk]),
        {},
        meanwhile=partial(send_again, acting_person=cast.liaison, invitation=invitation),
        done=lambda: is_in(invitation, State.WITHDRAWN),
        said="is withdrawn",
    )


def activate(cast: Cast) -> Flow:
    """Somebody else holds by then what the invited person is to take over."""
    cast.other  # noqa: B018
    invitation = invited(cast, "dua_requestor")
    cast._people["jo"] = make_person("jo_chen", email=JO.email)
    return Flow(
        "jo",
        reverse("dashboard"),
        {},
        meanwhile=partial(give, cast, "other", "dua_requestor"),
        done=lambda: is_in(invitation, State.ACTIVATED),
        said="You are now DUA Requestor",
        to=reverse("activate_invitation", args=[invitation.pk]),
    )


def drop_request(cast: Cast) -> Flow:
    change = draft(cast.lakeside, cast.exec)

    def meanwhile() -> None:
        now = ChangeRequest.objects.get(pk=change.pk)
        other = replace(draft_of(now), change=now.pk, note="Look at this")
        save_draft(acting_person=cast.liaison, aco=cast.lakeside, draft=other)

    return Flow(
        "exec",
        reverse("withdraw_change", args=["A9101", change.pk]),
        {},
        meanwhile=meanwhile,
        done=lambda: ChangeRequest.objects.get(pk=change.pk).is_deleted,
        said="Deleted:",
    )


def close(cast: Cast) -> Flow:
    """One page closes what is open, and opens what is closed."""
    place = make_organization()
    other = make_person("casey_staff", is_staff=True, is_superuser=True)

    def meanwhile() -> None:
        close_organization(acting_person=other, organization=place, reason="Gone")

    def done() -> bool:
        place.refresh_from_db()
        return place.closed_at is not None

    return Flow(
        "cms_staff",
        reverse("admin:qpp_roles_organizations_organization_closing", args=[place.pk]),
        {"reason": "Gone"},
        meanwhile=meanwhile,
        done=done,
        said="is closed",
        typed="Gone",
    )


def end_role(cast: Cast) -> Flow:
    place: Organization = make_organization()
    people = [make_person(f"official_{n}") for n in range(2)]
    official = HeldRole.Source.APPROVED
    roles = [
        HeldRole.objects.create(
            organization=place, person=one, role="security_official", source=official
        )
        for one in people
    ]

    def meanwhile() -> None:
        HeldRole.objects.filter(pk=roles[1].pk).update(
            ended_at=timezone.now(), ended_by=people[1], end_reason="Left"
        )

    def done() -> bool:
        roles[0].refresh_from_db()
        return roles[0].ended_at is not None

    return Flow(
        "cms_staff",
        reverse("admin:qpp_roles_roles_heldrole_end", args=[roles[0].pk]),
        {"reason": "Asked by phone"},
        meanwhile=meanwhile,
        done=done,
        said="is told, with the reason",
        typed="Asked by phone",
    )


def invite_across(cast: Cast) -> Flow:
    acos = several(cast.exec, 2)
    jo = make_person("jo_chen", email=JO.email)
    asked = {**asdict(JO), "types": ["other"], "acos": ["A9201", "A9202"]}
    return Flow(
        "exec",
        reverse("invite_across"),
        {**asked, "confirmed": "1"},
        meanwhile=partial(make_contact, acos[1], jo, ["other"]),
        done=lambda: Invitation.objects.count() == 2,
        said="is invited to 2 ACOs",
        ask=asked,
        typed=JO.email,
    )


def end_across(cast: Cast) -> Flow:
    contacts = in_all(several(cast.exec, 2))
    asked = {"acos": ["A9201", "A9202"]}
    held = HeldType.objects.active().filter(contact__in=contacts)
    return Flow(
        "exec",
        reverse("end_across", args=[contacts[0].pk]),
        {**asked, "reason": "Left us", "confirmed": "1"},
        meanwhile=partial(make_contact, contacts[1].aco, contacts[1].person, ["compliance"]),
        done=lambda: not held.exists(),
        said="is no longer a contact of 2 ACOs",
        ask=asked,
        typed="Left us",
    )


FLOWS = [
    edit,
    end,
    end_across,
    invite_across,
    end_by_staff,
    review_end,
    review_confirm,
    withdraw,
    activate,
    drop_request,
    end_role,
]
Making = Callable[[Cast], Flow]


def seen(browser: Client, flow: Flow) -> dict[str, str]:
    """What the form carries of what its page shows."""
    page = browser.post(flow.page, flow.ask) if flow.ask else browser.get(flow.page)
    text = page.content.decode()
    if flow.to:
        text = text[text.index(f'action="{flow.to}"') :]
    match = re.search(r'name="(shown|to)"\s+value="([0-9a-z.]+)"', text)
    assert match, flow.page
    return {match[1]: match[2]}
