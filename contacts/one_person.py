"""Who is one person in an ACO, whatever records and addresses they have: the one place to ask (A3).

Two contacts of an ACO are one person's once a change of address was activated between them or their
accounts were merged. `Contact.one_person` is the key that all records of one person share, so the
relation is closed however many steps it took, and the database holds rule A3 by it. Accounts that
were merged are one person in every ACO; a change of address links two accounts in its own ACO only.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q

from accounts.models import Person
from contacts.models import Contact
from contacts.rules import Elsewhere


@dataclass(frozen=True, slots=True)
class OnePerson:
    """Somebody as an ACO knows them: by `addresses`, which are of one or more accounts, with the
    contacts `records`; `held` are the codes under each address that holds any."""

    addresses: frozenset[str]
    records: frozenset[int] = frozenset()
    held: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def codes(self) -> frozenset[str]:
        return frozenset().union(*self.held.values())

    def under_others_than(self, *addresses: str) -> list[Elsewhere]:
        """What they hold under other addresses than these."""
        return [
            Elsewhere(email, codes)
            for email, codes in sorted(self.held.items())
            if email not in addresses
        ]

    def __or__(self, other: "OnePerson") -> "OnePerson":
        """Both as one: what a change of address is about to make of them."""
        return OnePerson(
            self.addresses | other.addresses,
            self.records | other.records,
            {**self.held, **other.held},
        )


_ANYBODY = "SELECT 1 FROM accounts_person WHERE email = ANY(%(emails)s::text[]) LIMIT 1"
# The accounts with these addresses; the records that the ACO has of those; all accounts of whoever
# has these records. An account that was merged goes on as another one, whose record is in the same
# group (`contacts.actions.merging`), so that each step is a look-up by an index.
_KNOWN = """
WITH asked AS (
    SELECT coalesce(merged_into_id, id) AS account FROM accounts_person
    WHERE email = ANY(%(emails)s::text[])
), groups AS (
    SELECT aco_id, one_person FROM contacts_contact
    WHERE aco_id = ANY(%(acos)s::bigint[]) AND person_id IN (SELECT account FROM asked)
), accounts AS (
    SELECT aco, account FROM asked CROSS JOIN unnest(%(acos)s::bigint[]) AS aco
    UNION
    SELECT contact.aco_id, coalesce(merged_into_id, person.id)
    FROM groups
    JOIN contacts_contact AS contact USING (one_person)
    JOIN accounts_person AS person ON person.id = person_id
    WHERE contact.aco_id = groups.aco_id
)
SELECT aco, person.email, coalesce(main.one_person::text, account::text), own.id, ARRAY(
    SELECT type FROM contacts_heldtype WHERE contact_id = own.id AND ended_at IS NULL
)
FROM accounts
JOIN accounts_person AS person ON person.id = account OR person.merged_into_id = account
LEFT JOIN contacts_contact AS main ON main.aco_id = aco AND main.person_id = account
LEFT JOIN contacts_contact AS own ON own.aco_id = aco AND own.person_id = person.id
"""


def people_at(aco_id: int, emails: Collection[str]) -> dict[str, OnePerson]:
    """Whom the ACO would mean by each of these addresses, and by all others of theirs; two queries
    at most.

    An address that nobody has is a person of its own.
    """
    return people_in([aco_id], emails)[aco_id]


def people_in(acos: Collection[int], emails: Collection[str]) -> dict[int, dict[str, OnePerson]]:
    """`people_at` for each of many ACOs, by its id; two queries at most."""
    asked: dict[str, list[int] | list[str]] = {"acos": list(acos), "emails": list(emails)}
    rows: list[tuple[int, str, str, int | None, list[str]]] = []
    with connection.cursor() as cursor:
        cursor.execute(_ANYBODY, asked)  # mostly nobody: who is invited is new
        if cursor.fetchone():
            cursor.execute(_KNOWN, asked)
            rows = cursor.fetchall()
    people: dict[int, dict[str, OnePerson]] = {aco: {} for aco in acos}
    for aco, email, key, record, codes in rows:
        one = OnePerson(
            frozenset({email}),
            frozenset() if record is None else frozenset({record}),
            {email: frozenset(codes)} if codes else {},
        )
        there = people[aco]
        there[key] = there[key] | one if key in there else one
    unknown = {email: OnePerson(frozenset({email})) for email in emails}
    return {
        aco: unknown | {email: one for one in there.values() for email in one.addresses}
        for aco, there in people.items()
    }


def person_at(aco_id: int, *emails: str) -> OnePerson:
    """The one person of these addresses: known to be one, or about to be made one (A11)."""
    people = people_at(aco_id, emails)
    found = people[emails[0]]
    for email in emails[1:]:
        found |= people[email]
    return found


def accounts_of_one_person(aco_id: int, person_id: int) -> set[int]:
    """The ids of the accounts that are the same person in an ACO, this one included (rule A5);
    also of those that were merged into one of them."""
    own = Contact.objects.filter(aco=aco_id, person=person_id)
    theirs = Contact.objects.filter(aco=aco_id, one_person__in=own.values("one_person"))
    records = theirs.values("person")
    merged = Q(merged_into=person_id) | Q(merged_into__in=records)
    found = Person.objects.filter(merged | Q(pk__in=records))
    return {person_id, *found.values_list("pk", flat=True)}


# For a room above, where somebody says of two accounts that they are one person's and nobody has
# answered yet: each set is of such accounts. Takes the ACO, and what is about to be answered.
FindDeclared = Callable[[int, int | None], Iterable[set[int]]]

_declared: list[FindDeclared] = []


def register_declared(find: FindDeclared) -> None:
    _declared.append(find)


def accounts_counted_as_one(aco_id: int, person_id: int, but: int | None = None) -> set[int]:
    """`accounts_of_one_person`, and those that somebody says are the same person's (rule A11).

    For what one does not do for oneself, never for what one may: nobody has answered yet whether
    it is so. `but` is the id of an invitation whose own word does not count.
    """
    counted = accounts_of_one_person(aco_id, person_id)
    said = [accounts for find in _declared for accounts in find(aco_id, but)]
    while joined := [accounts for accounts in said if not accounts.isdisjoint(counted)]:
        said = [accounts for accounts in said if accounts not in joined]
        for account in set().union(*joined) - counted:
            counted |= accounts_of_one_person(aco_id, account)
    return counted


# For what a room above has offered to a person and nobody has answered; one query.
FindOffers = Callable[[int, OnePerson], Iterable[Elsewhere]]

_offers: list[FindOffers] = []


def register_offers(find: FindOffers) -> None:
    _offers.append(find)


def held_or_offered_elsewhere(contact: Contact) -> list[Elsewhere]:
    """What the contact's person holds under other addresses and is offered: all of it counts for
    rule A3."""
    person = person_at(contact.aco_id, contact.person.email)
    offered = [offer for find in _offers for offer in find(contact.aco_id, person)]
    return person.under_others_than(contact.person.email) + offered


def held_under_other_addresses(contact: Contact) -> list[Elsewhere]:
    """What the contact's person holds under other addresses."""
    person = person_at(contact.aco_id, contact.person.email)
    return person.under_others_than(contact.person.email)
