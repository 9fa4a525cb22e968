"""An ACO's participant list on one day, as a value (rules C1, C2).

`take` reads it from the database; writing it down as canonical JSON, reading that back and
hashing it are pure. What differs between two of them says `participants.lists.difference`.
"""

import hashlib
import json
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from acoms.programme.identifiers import masked_tin
from contacts.models import Aco
from participants.lists.facts import PROVIDER_FACTS
from participants.lists.models import Participant, ProviderSupplier

# Of the JSON. A later form reads the earlier ones: a fact that these do not say has a default.
FORM = 2  # since 2 a certified list says who certified it, when and in which words


@dataclass(frozen=True, slots=True, order=True)
class ListedProvider:
    """A provider/supplier as a list names it; `since` is the day it began to be on the list."""

    npi: str
    name: str
    ccn: str
    ptan: str
    specialty: str
    since: date


@dataclass(frozen=True, slots=True, order=True)
class ListedParticipant:
    """A participant as a list names it, with its providers/suppliers by NPI.

    `tin` has nine digits, or none if CMS's public list is all that is known; then `same_name`
    tells apart participants whose legal business names are the same.
    """

    legal_business_name: str
    same_name: int
    tin: str
    doing_business_as: str
    sole_proprietor: bool
    primary_care: bool
    merged_or_acquired: bool
    since: date
    providers: tuple[ListedProvider, ...] = field(default=(), kw_only=True)

    def __post_init__(self) -> None:
        object.__setattr__(self, "providers", tuple(sorted(self.providers)))

    @property
    def masked_tin(self) -> str:
        return masked_tin(self.tin)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The list of the ACO with this ID on a day, in one order whatever order it came in."""

    aco_id: str
    on: date
    participants: tuple[ListedParticipant, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "participants", tuple(sorted(self.participants)))

    @property
    def provider_count(self) -> int:
        return sum(len(participant.providers) for participant in self.participants)


@dataclass(frozen=True, slots=True)
class Certification:
    """What a certified list says of its certification: `by` is the signer's name, `user_id` their
    IDM user ID, `at` the moment, `replaces` the hash of the list whose place it takes, or ""."""

    performance_year: int
    by: str
    user_id: str
    at: datetime
    statement: str
    replaces: str = ""


def canonical_json(snapshot: Snapshot, certification: Certification | None = None) -> str:
    """The one text of a list: equal lists have equal texts, and so equal hashes. Once certified, it
    says by whom, when and in which words, so that its hash covers those as well (rule C2)."""
    content: dict[str, Any] = {"form": FORM, **asdict(snapshot)}
    if certification is not None:
        at = certification.at.astimezone(UTC).isoformat(timespec="microseconds")
        content["certification"] = {**asdict(certification), "at": at}
    return json.dumps(
        content,
        default=date.isoformat,
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )


def sha256(text: str) -> str:
    """The hash of a text in UTF-8: what `sha256sum` says of it as a file."""
    return hashlib.sha256(text.encode()).hexdigest()


def read(text: str) -> Snapshot:
    """The list that `canonical_json` wrote down. ValueError for a form that is not known."""
    content = json.loads(text)
    if not 1 <= content["form"] <= FORM:
        raise ValueError(f"The form of this list is {content['form']}; known is up to {FORM}.")
    return Snapshot(
        aco_id=content["aco_id"],
        on=date.fromisoformat(content["on"]),
        participants=tuple(_participant(one) for one in content["participants"]),
    )


def certification_in(text: str) -> Certification | None:
    """What a list says of its certification; None for one of form 1, or one not certified."""
    said = json.loads(text).get("certification")
    return Certification(**{**said, "at": datetime.fromisoformat(said["at"])}) if said else None


def says_its_certification(text: str) -> bool:
    """Whether a certified list of this form has to say it: those of form 1 did not."""
    return bool(json.loads(text)["form"] > 1)


def _participant(content: dict[str, Any]) -> ListedParticipant:
    providers = tuple(
        ListedProvider(**{**one, "since": date.fromisoformat(one["since"])})
        for one in content["providers"]
    )
    since = date.fromisoformat(content["since"])
    return ListedParticipant(**{**content, "since": since, "providers": providers})


def take(aco: Aco, on: date) -> Snapshot:
    """An ACO's list as it stands on a day, past or future (rule C1); two queries."""
    participants = Participant.objects.filter(aco=aco).on(on)
    billing = ProviderSupplier.objects.filter(participant__in=participants.values("pk")).on(on)
    of_participant = defaultdict(list)
    for participant_id, since, *facts in billing.order_by().values_list(
        "participant_id", "effective_from", *PROVIDER_FACTS
    ):
        said = dict(zip(PROVIDER_FACTS, facts, strict=True))
        of_participant[participant_id].append(ListedProvider(**said, since=since))
    listed = participants.order_by().values_list(
        "pk",
        "legal_business_name",
        "same_name",
        "tin",
        "doing_business_as",
        "sole_proprietor",
        "primary_care",
        "merged_or_acquired",
        "effective_from",
    )
    return Snapshot(
        aco_id=aco.aco_id,
        on=on,
        participants=tuple(
            ListedParticipant(*row[1:], providers=tuple(of_participant[row[0]])) for row in listed
        ),
    )
