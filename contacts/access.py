"""Access to an ACO: loaded with one query, then every question is answered from it (rule E1)."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.requests import SignedInRequest
from acoms.access import SIGNED_IN, Decision, Refused
from acoms.database.prepared import Prepared
from acoms.programme.dates import in_words
from contacts.agreement import survives
from contacts.models import ACO_ID, Aco, Contact, HeldType
from contacts.permissions import Permission, decide, types_with
from contacts.queries import SEVERAL, acos_of_person, holders_of
from contacts.rules import missing_required
from contacts.types import REQUIRED_CODES, ContactType, in_order


@dataclass(frozen=True, slots=True)
class AcoAccess:
    """What one person is in one ACO.

    `held` are the codes of the types they hold there; `filled` those that anybody holds.
    """

    aco: Aco
    held: frozenset[str]
    filled: frozenset[str]

    def decide(self, permission: Permission) -> Decision:
        """Whether the person may; nobody changes anything once the agreement is over (J4)."""
        if self.aco.has_ended and not survives(permission):
            return refusal_of_ended(self.aco)
        return decide(self.held, permission)

    def require(self, permission: Permission) -> None:
        """Raise `Refused`, with the reason and who could, unless the person may."""
        if not (decision := self.decide(permission)):
            raise Refused(decision)

    @property
    def edits_contacts(self) -> bool:
        return bool(self.decide(Permission.CONTACTS_EDIT))

    @property
    def sees_people(self) -> bool:
        """Whether the ACO's contacts are named to this person: where they may see its Contacts
        page, and nowhere else either (rule E1)."""
        return bool(self.decide(Permission.CONTACTS_READ))

    def holders(self, codes: Collection[str]) -> dict[str, list[str]]:
        """`holders_of` for this person's eyes: nobody, where they do not see the contacts."""
        return holders_of(self.aco, codes) if self.sees_people else {}

    def who_could(self, permission: Permission) -> list[str]:
        """Whoever could do it here, for a sentence: by name to those who see the contacts, by
        contact type to the others; empty where nobody could. At most one query."""
        able = types_with(permission)
        if not self.sees_people:
            return [row.label for row in in_order(self.filled & set(able))]
        return sorted({name for names in self.holders(able).values() for name in names})

    @property
    def required_filled(self) -> str:
        """How many of the required types somebody holds: "14 of 17" (rule A16)."""
        return f"{len(REQUIRED_CODES) - len(self.missing)} of {len(REQUIRED_CODES)}"

    @property
    def missing(self) -> list[ContactType]:
        """The required types that the ACO lacks (rule A16)."""
        return missing_required(self.filled)


def _with_access(person: int, aco_id: str) -> QuerySet[Aco]:
    held = HeldType.objects.active().filter(aco=OuterRef("pk"))
    own = HeldType.objects.filter(aco=OuterRef("pk"), contact__person=person)
    return (
        Aco.objects.filter(aco_id=aco_id)
        .order_by()
        .annotate(
            viewer_types=ArraySubquery(own.active().values("type")),
            viewer_types_at_the_end=ArraySubquery(
                own.filter(ended_at=OuterRef("end_carried_out_at")).values("type")
            ),
            filled_types=ArraySubquery(held.distinct().values("type")),
        )
    )


_ACCESS = Prepared(_with_access, person=int, aco_id=str)


def load_access(person_id: int, aco_id: str) -> AcoAccess | None:
    """A person's access to an ACO, or None for an outsider: one query.

    Of an ACO whose agreement is over, what its contacts held at the end still counts for a while.
    """
    found = next(iter(_ACCESS.instances(person=person_id, aco_id=aco_id)), None)
    if found is None:
        return None
    held = frozenset(found.viewer_types)
    if found.can_be_read:
        held |= frozenset(found.viewer_types_at_the_end)
    return AcoAccess(found, held, frozenset(found.filled_types)) if held else None


def edited_by(person_id: int) -> list[AcoAccess]:
    """The ACOs whose contacts a person edits now, by name: one query. None whose agreement is over
    is among them (J4)."""
    return edited_among(acos_of_person(person_id))


def edited_among(acos: Iterable[Any]) -> list[AcoAccess]:
    """Those of somebody's `acos_of_person` whose contacts they edit; no query."""
    found = (AcoAccess(aco, frozenset(aco.codes), frozenset(aco.filled)) for aco in acos)
    return [access for access in found if access.edits_contacts]


def held_now(person_id: int, aco_id: int) -> frozenset[str]:
    """The codes of the types that a person holds in an ACO: what an action asks once it has the
    ACO's lock, because the page's answer may be old by then."""
    return frozenset(row["type"] for row in _HELD.rows(aco=aco_id, person=person_id))


_HELD = Prepared(
    lambda aco, person: (
        HeldType.objects.active().filter(aco=aco, contact__person=person).values("type")
    ),
    aco=int,
    person=int,
)


def held_to_read(person_id: int, aco_id: int) -> frozenset[str]:
    """What counts for reading: `held_now`, and what was held when the agreement ended, as long as
    that is read (J4)."""
    last = HeldType.objects.at_the_end().filter(aco=aco_id, contact__person=person_id)
    return held_now(person_id, aco_id) or frozenset(last.values_list("type", flat=True))


def refusal_of_ended(aco: Aco) -> Decision:
    """Why nothing of an ACO is changed any more, once its agreement is over (J4)."""
    assert aco.ends_on is not None
    assert aco.last_day_to_read is not None
    ended, read = map(in_words, (aco.ends_on, aco.last_day_to_read))
    return Decision(
        False,
        f"The agreement of {aco} ended on {ended}. Nothing is changed there any more. Those who "
        f"were its contacts then read its pages and files until {read}.",
    )


def require(held: Collection[str], permission: Permission) -> None:
    """Raise `Refused`, with the reason and who could, unless holders of `held` may."""
    decision = decide(held, permission)
    if not decision:
        raise Refused(decision)


class AcoRequest(SignedInRequest):
    """A request that an `AcoPolicy` admitted. For annotations only."""

    aco_access: AcoAccess


@dataclass(frozen=True, slots=True)
class AcoPolicy:
    """Contacts of the ACO in the URL whose types have `permission`; outsiders get 404."""

    permission: Permission

    @property
    def name(self) -> str:
        return f"may {self.permission.value}"

    def admit(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase | None:
        if (response := SIGNED_IN.admit(request)) is not None:
            return response
        aco_id = kwargs["aco_id"]
        # What is no ACO ID is not asked of the database, which takes no NUL.
        is_id = re.fullmatch(ACO_ID, aco_id)
        access = load_access(cast("int", request.user.pk), aco_id) if is_id else None
        if access is None:
            raise Http404
        request.aco_access = access  # type: ignore[attr-defined]
        decision = access.decide(self.permission)
        if not decision:
            raise Refused(explain(decision, access, types_with(self.permission)))
        return None


@dataclass(frozen=True, slots=True)
class OwnContactPolicy:
    """Contacts who may do with their own record (`contact_id`) what `own` says, and those who may
    do it with everybody's; outsiders get 404."""

    own: Permission
    everybodys: Permission

    @property
    def name(self) -> str:
        return f"may {self.everybodys.value}, or is the contact and may {self.own.value}"

    def admit(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase | None:
        if (answer := AcoPolicy(Permission.OWN_ACCESS_READ).admit(request, **kwargs)) is not None:
            return answer
        access = cast("AcoRequest", request).aco_access
        if access.decide(self.own):
            contact = Contact.objects.filter(
                pk=kwargs["contact_id"], aco=access.aco, person=cast("int", request.user.pk)
            )
            if contact.exists():
                return None
        return AcoPolicy(self.everybodys).admit(request, **kwargs)


class AcrossRequest(SignedInRequest):
    """A request that `EDITORS_OF_SEVERAL` admitted. For annotations only."""

    edited: list[AcoAccess]


class _EditorsOfSeveral:
    """Whoever edits the contacts of more than one ACO; for everyone else there is no page (J5),
    but what was typed before is answered: for the only one that is left, or as not done."""

    name = "edits the contacts of several ACOs"

    def admit(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase | None:
        if (response := SIGNED_IN.admit(request)) is not None:
            return response
        person_id = cast("int", request.user.pk)
        edited = edited_by(person_id)
        if len(edited) < SEVERAL and not (
            request.method == "POST" and (edited or _has_edited(person_id))
        ):
            raise Http404
        request.edited = edited  # type: ignore[attr-defined]
        return None


EDITORS_OF_SEVERAL = _EditorsOfSeveral()


def _has_edited(person_id: int) -> bool:
    """Whether somebody edits, or has edited, the contacts of any ACO."""
    editing = types_with(Permission.CONTACTS_EDIT)
    return HeldType.objects.filter(contact__person=person_id, type__in=editing).exists()


def explain(decision: Decision, access: AcoAccess, codes: Collection[str]) -> Decision:
    """A refusal with the people of this ACO who could do it, as holders of `codes`, where they
    are named to whoever asked (rule E1); at most one query."""
    if not decision.who_could:
        return decision
    holders = access.holders(codes)
    labels: dict[str, list[str]] = {}
    for row in in_order(set(holders)):
        for name in holders[row.code]:
            labels.setdefault(name, []).append(row.label)
    return replace(
        decision, who_here=tuple(f"{name} ({', '.join(held)})" for name, held in labels.items())
    )


def aco_tab_shown(permission: Permission) -> Any:
    """For `acoms.site.navigation`: show a subtab to those who have `permission`."""

    def shown(request: HttpRequest) -> bool:
        access: AcoAccess | None = getattr(request, "aco_access", None)
        return access is not None and bool(access.decide(permission))

    return shown
