"""What will happen to each row of a list, by the rules that one invitation has to keep.

The rows are judged all together: as many queries for five hundred of them as for one. Sending
asks every rule again, of each row alone, through `invitations.actions.invite`.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from acoms.once import shown
from acoms.text.email_addresses import normalize_email
from contacts.confirmation import confirmation_needed
from contacts.models import Aco
from contacts.one_person import OnePerson, people_in
from contacts.queries import holders_in
from contacts.rules import (
    Elsewhere,
    family_conflict,
    refusal_of_one_person,
    refusal_to_give_oneself,
    refusal_to_grant,
)
from contacts.types import SINGLE_CODES, ContactType, in_order, label_of
from invitations.bulk.models import Row
from invitations.forms import InviteeForm
from invitations.models import Invitation
from invitations.offers import as_elsewhere
from invitations.rules import refusal_of_second, refusal_to_offer


@dataclass(frozen=True, slots=True)
class Checked:
    """A row with why it cannot be sent (`problems`), and what else to know (`remarks`)."""

    row: Row
    problems: list[str]
    remarks: list[str]

    @property
    def good(self) -> bool:
        return not self.problems

    @property
    def reason(self) -> str:
        return " ".join(self.problems)


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows about the addresses of a list, in one ACO."""

    people: Mapping[str, OnePerson]
    open: Mapping[str, Invitation]
    holders: Mapping[str, str]

    def elsewhere(self, address: str) -> list[Elsewhere]:
        """What the person of an address is, or is offered, under other addresses (rule A3)."""
        person = self.people.get(address)
        if person is None:  # nothing was typed that is an address
            return []
        offers = [
            one
            for one in self.open.values()
            if one.email != address
            and (one.email in person.addresses or one.replaces_id in person.records)
        ]
        return person.under_others_than(address) + as_elsewhere(offers)

    def refusal_to_offer(self, address: str, codes: Collection[str]) -> str:
        """Why the person of an address may not be offered `codes` beside what they have (A3)."""
        person = self.people.get(address)
        held = person.held.get(address, ()) if person else ()
        return refusal_to_offer(held, codes) or refusal_of_one_person(
            codes, self.elsewhere(address)
        )

    def refusal_of_second(self, address: str) -> str:
        """Why nobody is invited by an address that has an open invitation."""
        open_ = self.open.get(address)
        if open_ is None:
            return ""
        return refusal_of_second(address, open_.types, open_.given_by.full_name)


def check_rows(
    aco: Aco,
    rows: Sequence[Row],
    inviter_holds: Collection[str],
    inviters_own: Collection[str] = (),
) -> list[Checked]:
    """Each row judged as if someone who holds `inviter_holds` in `aco`, and whose own addresses
    are `inviters_own`, sent it now; 3 queries."""
    addresses = [normalize_email(row.email) for row in rows]
    known = known_in([aco.pk], set(addresses))[aco.pk]
    earlier = _earlier_lines(rows, addresses, known.people)
    problems = [
        _problems(row, address, known, inviter_holds, earlier.get(row.line, ()))
        + ([own] if address in inviters_own and (own := refusal_to_give_oneself(row.codes)) else [])
        for row, address in zip(rows, addresses, strict=True)
    ]
    good = [row for row, found in zip(rows, problems, strict=True) if not found]
    takers = _takers(good)
    offered = {code for row in good for code in row.codes}
    waits = confirmation_needed(aco, inviter_holds, offered).codes
    return [
        Checked(row, found, [] if found else _remarks(row, known.holders, takers, waits))
        for row, found in zip(rows, problems, strict=True)
    ]


def fingerprint(checked: Iterable[Checked]) -> str:
    """A short text that is another one as soon as anything else would happen.

    The page's button carries it, so that nobody confirms what they have not been shown.
    """
    return shown.fingerprint(
        {"the rows": [(each.row.line, each.problems, each.remarks) for each in checked]}
    )


def known_in(acos: Collection[int], addresses: Collection[str]) -> dict[int, Known]:
    """What is known about some addresses in each of many ACOs, by its id; four queries at most."""
    people = people_in(acos, addresses)
    everyone = [one for there in people.values() for one in there.values()]
    theirs = Q(email__in={email for one in everyone for email in one.addresses}) | Q(
        replaces__in={record for one in everyone for record in one.records}
    )
    unanswered = Invitation.objects.still_open(timezone.now()).filter(theirs, aco__in=acos)
    open_: dict[int, dict[str, Invitation]] = {aco: {} for aco in acos}
    for each in unanswered.select_related("invited_by", "taken_over_by"):
        open_[each.aco_id][each.email] = each
    holders = holders_in(acos, SINGLE_CODES)
    return {
        aco: Known(
            people[aco], open_[aco], {code: names[0] for code, names in holders[aco].items()}
        )
        for aco in acos
    }


def _problems(
    row: Row,
    address: str,
    known: Known,
    inviter_holds: Collection[str],
    earlier: Sequence[tuple[Row, str]],
) -> list[str]:
    """Everything that stands in a row's way: as typed, within the list, in the ACO."""
    if row.problem and not (row.first_name or row.last_name or row.email):
        return [row.problem]  # a line that could not be taken apart
    found = [row.problem, *refusals_of(form_of(row)), refusal_to_grant(inviter_holds, row.codes)]
    if not row.problem:  # which may be why it names no type
        found.append(known.refusal_to_offer(address, row.codes))
    found += [_refusal_beside(row, address, *other) for other in earlier]
    found.append(known.refusal_of_second(address))
    return [problem for problem in found if problem]


def form_of(row: Row) -> InviteeForm:
    """The row in the form of a single invitation, which says what is wrong with names and address.

    It is never drawn.
    """
    return InviteeForm(
        {
            "first_name": row.first_name,
            "last_name": row.last_name,
            "email": row.email,
            "phone": row.phone,
            "title": row.title,
        }
    )


def refusals_of(form: InviteeForm) -> list[str]:
    """What is wrong with names and address, as sentences that name the field, each once."""
    return [
        _naming(str(form[field].label), str(message))
        for field, messages in form.errors.items()
        for message in messages
    ]


def _naming(label: str, said: str) -> str:
    return said if f"“{label}”" in said else f"{label}: {said}"


def _earlier_lines(
    rows: Sequence[Row], addresses: Sequence[str], people: Mapping[str, OnePerson]
) -> dict[int, list[tuple[Row, str]]]:
    """For each row the rows of the same person that stand further up, with their addresses."""
    seen: defaultdict[str, list[tuple[Row, str]]] = defaultdict(list)
    found = {}
    for row, address in zip(rows, addresses, strict=True):
        if not address:
            continue
        theirs = seen[min(people[address].addresses)]  # the first address stands for all of them
        found[row.line] = list(theirs)
        theirs.append((row, address))
    return found


def _refusal_beside(row: Row, address: str, other: Row, other_address: str) -> str:
    """Why a row cannot be sent beside an earlier one of the same person; empty if it can."""
    if address == other_address:
        return (
            f"Line {other.line} has the same address. Put all contact types of one person into "
            "one row."
        )
    if conflict := family_conflict({*row.codes, *other.codes}):
        return f"{conflict} Line {other.line} is the same person, under {other_address}."
    return ""


def _takers(rows: Iterable[Row]) -> Counter[str]:
    """How many people of the list each type is for that one person holds at a time."""
    return Counter(code for row in rows for code in row.codes if code in SINGLE_CODES)


def remarks_on(kind: ContactType, holders: Mapping[str, str], waits: Collection[str]) -> list[str]:
    """Whom the person takes a type over from (A4), and whether a signer confirms it before anything
    is sent (A5)."""
    found = []
    if kind.code in waits:
        found.append(f"A signer confirms {kind.label} first. Nothing is sent before.")
    if holder := holders.get(kind.code):
        found.append(f"Takes over {kind.label} from {holder} on activation.")
    return found


def _remarks(
    row: Row, holders: Mapping[str, str], takers: Mapping[str, int], waits: Collection[str]
) -> list[str]:
    """What `remarks_on` says of the types, and who in the list is for the same type (A4)."""
    found = []
    for kind in in_order(row.codes):
        found += remarks_on(kind, holders, waits)
        if takers.get(kind.code, 0) > 1:
            found.append(
                f"{takers[kind.code]} people of this list are invited as {label_of(kind.code)}, "
                "which one person holds: each takes it over from whoever activated before."
            )
    return found
