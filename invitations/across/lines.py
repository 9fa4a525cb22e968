"""What inviting somebody to several ACOs does in each, by the rules of one invitation; read for all
of them at once (rule J5)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from accounts.models import Person
from acoms.once.shown import Parts
from contacts.access import AcoAccess
from contacts.choices import grantors_here
from contacts.confirmation import confirmations_needed, signing_in_each
from contacts.models import Aco
from contacts.queries import holders_in
from contacts.rules import (
    confirms_first,
    grantors_of,
    listed,
    may_grant,
    refusal_to_give_oneself,
    refusal_to_grant,
)
from contacts.types import in_order
from invitations.actions import Invitee
from invitations.actions.sending import is_same, written
from invitations.bulk.checks import known_in, remarks_on
from invitations.confirming.checks import confirmers_but
from invitations.models import Invitation


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One ACO: the `codes` that are offered there, what else to know (`remarks`), whether somebody
    confirms first (`waits`), or why nobody is invited there (`refusal`). `sent` is what the very
    same form has just sent there."""

    aco: Aco
    codes: Sequence[str]
    remarks: Sequence[str]
    waits: bool
    refusal: str
    sent: Invitation | None

    @property
    def goes(self) -> bool:
        return not self.refusal and self.sent is None

    @property
    def types_listed(self) -> str:
        return listed(self.codes)


def lines_for(
    giver: Person, acos: Sequence[AcoAccess], invitee: Invitee, codes: Collection[str]
) -> list[Line]:
    """What happens in each ACO if the giver invites somebody now; eight queries at most.

    Somebody who is a contact there already is offered what they do not hold.
    """
    email = invitee.email
    asked: list[str] = [row.code for row in in_order(set(codes))]
    known = known_in([one.aco.pk for one in acos], {email, giver.email})
    needs = confirmations_needed({one.aco.pk: one.held for one in acos}, asked)
    signing = signing_in_each([aco for aco, need in needs.items() if need])
    grantors = _grantors(acos, asked)

    def line_of(one: AcoAccess) -> Line:
        key, there = one.aco.pk, known[one.aco.pk]
        held = there.people[email].held.get(email, frozenset())
        offered = [code for code in asked if code not in held]
        own = email in there.people[giver.email].addresses
        sent = there.open.get(email)
        if sent is not None and not is_same(sent, written(giver, one.aco, invitee, offered)):
            sent = None
        refusal = (
            _refusal_to_grant(one, offered, grantors.get(key, {}))
            or there.refusal_to_offer(email, offered or asked)
            or (refusal_to_give_oneself(offered) if own else "")
            or ("" if sent else there.refusal_of_second(email))
        )
        waits = not set(needs[key].codes).isdisjoint(offered)
        remarks = [text for row in in_order(offered) for text in remarks_on(row, there.holders, ())]
        if already := held & set(asked):
            remarks.insert(0, f"Already {listed(already)}.")
        if waits:
            who = confirmers_but(signing[key], offered, giver.pk, email)
            remarks.append(f"{confirms_first(who)}. Nothing is sent before.")
        return Line(
            aco=one.aco, codes=offered, remarks=remarks, waits=waits, refusal=refusal, sent=sent
        )

    return [line_of(one) for one in acos]


def _grantors(acos: Sequence[AcoAccess], codes: Sequence[str]) -> dict[int, dict[str, list[str]]]:
    """Who could give what the giver may not, in each ACO; one query at most."""
    refusing = [one.aco.pk for one in acos if refusal_to_grant(one.held, codes)]
    able = {each for code in codes for each in grantors_of(code)}
    return holders_in(refusing, able) if refusing else {}


def _refusal_to_grant(
    access: AcoAccess, codes: Sequence[str], grantors: Mapping[str, Sequence[str]]
) -> str:
    """Why the giver may not give all of `codes`, and who in this ACO could (A5, A6)."""
    refusal = refusal_to_grant(access.held, codes)
    if not refusal:
        return ""
    first = next(code for code in codes if not may_grant(access.held, code))
    return refusal + grantors_here(first, grantors)


def shown_of(invitee: Invitee, lines: Sequence[Line]) -> Parts:
    """What the page shows (`acoms.once.shown`)."""
    return {"the person": invitee} | {
        line.aco.aco_id: (
            line.codes,
            line.remarks,
            line.refusal,
            line.sent.pk if line.sent else None,
        )
        for line in lines
    }


def shown_before(invitee: Invitee, lines: Sequence[Line]) -> Parts:
    """What the page has shown before what was sent by it had been sent."""
    return shown_of(invitee, [replace(line, sent=None) for line in lines])
