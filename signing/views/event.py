"""An ACO's Signing Event: what is to be signed, by whom, and how it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from contacts.access import AcoAccess, AcoRequest
from contacts.missing import url_to_add
from contacts.permissions import Permission
from contacts.rules import missing_to_sign
from contacts.types import Code, label_of
from signing.models import Signature
from signing.queries import DocumentStanding, Standing, events_of, standings
from signing.reminding import reminded
from signing.rules import State

MOST = 100  # events: each participant agreement is one


@dataclass(frozen=True, slots=True)
class Row:
    """A document as a row of the page."""

    standing: Standing
    one: DocumentStanding
    access: AcoAccess
    person: int
    signers: Mapping[Permission, list[str]]
    last_reminded: datetime | None = None

    @property
    def reminded(self) -> datetime | None:
        """When whoever signs it was last reminded of it: not of a version written since."""
        at, version = self.last_reminded, self.one.version
        return None if at is None or (version and version.written_at > at) else at

    @property
    def title(self) -> str:
        return self.one.document.title

    @property
    def who_signs(self) -> str:
        two = ", two people" if self.one.document.needed == 2 else ""
        return f"{self.one.kind.who_signs}{two}"

    @property
    def is_mine(self) -> bool:
        """Whether the reader can sign it now."""
        can = self.one.may_be_signed_by(self.person, self.access.held)
        return bool(can) and self.standing.is_open

    @property
    def url(self) -> str:
        aco_id = self.access.aco.aco_id
        if self.one.kind.is_elsewhere:
            return self.one.done.url if self.one.done else reverse(self.one.page, args=[aco_id])
        own, document = self.standing.aco_event.pk, self.one.document.pk
        return reverse("read_document", args=[aco_id, own, document])

    @property
    def signatures(self) -> list[tuple[Signature, str]]:
        """What is signed, and as what."""
        return [(one, label_of(one.contact_type)) for one in self.one.signatures]

    @property
    def waits_for(self) -> list[str]:
        """Who could sign it: by name to those who see the contacts, by type to the others."""
        if self.one.is_signed or not self.standing.is_open:
            return []
        done = {one.person.full_name for one in self.one.signatures}
        return [name for name in self.signers[self.one.kind.permission] if name not in done]


@require_safe
def signing_event(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The ACO's events, the latest first, each with its documents."""
    access, person = request.aco_access, request.user.pk
    found = standings(list(events_of(access.aco)[:MOST]))
    signers = {
        permission: access.who_could(permission)
        for permission in (Permission.SIGN_ACO_DOCUMENTS, Permission.SIGN_DUA)
    }
    when = reminded([standing.aco_event for standing in found])
    events = [
        (
            standing,
            [
                Row(standing, one, access, person, signers, when.get(standing.aco_event.pk))
                for one in standing.documents
            ],
        )
        for standing in found
    ]
    waits = any(standing.state is State.WAITING for standing, _ in events)
    missing = missing_to_sign(access.filled) if waits or not events else []
    context = {
        "events": events,
        "states": State,
        "lacking": missing,
    }
    if access.edits_contacts:
        context["url_to_add"] = url_to_add(access.aco, [row.code for row in missing])
        context["url_to_add_custodian"] = url_to_add(access.aco, [Code.DUA_CUSTODIAN])
    return render(request, "signing/event.html", context)
