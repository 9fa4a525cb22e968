"""What each kind of change is, asks for and brings about, in words; pure Python (rules C3, C4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from acoms.programme.dates import in_words
from acoms.programme.vocabulary import complete
from participants.changes.rules import ChangeKind, Notice
from participants.lists.rules import may_leave_on

PROGRAM_BEGAN = date(2012, 4, 1)
MOST_AHEAD = timedelta(days=366)

_NEW = ("tin", "legal_business_name", "doing_business_as", "sole_proprietor", "primary_care")


@dataclass(frozen=True, slots=True)
class About:
    """One kind of change for whoever makes a request: when to choose it, and what it asks for.

    `day` is what its date means, `fields` are those of its form, `documents` the kinds of
    attachments without which it is not submitted.
    """

    guidance: str
    day: str
    day_hint: str
    fields: tuple[str, ...]
    documents: tuple[str, ...] = ()
    needs_providers: bool = False


ABOUT = {
    ChangeKind.ADD_PARTICIPANT: About(
        "A Medicare-enrolled TIN signed your ACO's participant agreement and joins the list. CMS "
        "screens and decides; it counts from January 1 of the year of its feedback cycle.",
        "Agreement signed on",
        "The day on which the last of both sides signed the participant agreement.",
        (*_NEW, "happened_on", "providers", "providers_file", "note"),
        ("first_page", "signature_page"),
    ),
    ChangeKind.REMOVE_PARTICIPANT: About(
        "A participant's agreement with your ACO ended. CMS is told; nobody has to approve it.",
        "Agreement ended on",
        "From this day on it is not on the list.",
        ("participant", "happened_on", "note"),
    ),
    ChangeKind.MERGED_TIN: About(
        "A participant of your list took over another TIN entirely, and that TIN's past billing "
        "is to count (42 CFR 425.204(g)). An authorized signer attests to it.",
        "Merged or acquired on",
        "The day on which the participant took the other TIN over.",
        ("participant", *_NEW, "happened_on", "providers", "providers_file", "note"),
        ("merger_proof",),
    ),
    ChangeKind.ADD_PROVIDERS: About(
        "Clinicians or organizations began to bill under the TIN of a participant of your list.",
        "Began to bill under this TIN on",
        "Where several began on different days, make a request for each day.",
        ("participant", "happened_on", "providers", "providers_file", "note"),
        needs_providers=True,
    ),
    ChangeKind.REMOVE_PROVIDERS: About(
        "Clinicians or organizations of a participant stopped billing under its TIN.",
        "Stopped billing under this TIN on",
        "Where several stopped on different days, make a request for each day.",
        ("participant", "leaving", "happened_on", "providers", "providers_file", "note"),
        needs_providers=True,
    ),
}
complete(ChangeKind, ABOUT)


def refusal_of_day(kind: ChangeKind, day: date, today: date) -> str:
    """Why a change cannot be of this day, or ""."""
    if day < PROGRAM_BEGAN:
        return "The Shared Savings Program began on April 1, 2012. Check the year."
    if kind in (ChangeKind.ADD_PARTICIPANT, ChangeKind.MERGED_TIN) and day > today:
        return "This day is still to come. Send the request once it has happened."
    if day > today + MOST_AHEAD:
        return "This is more than a year ahead. Check the year."
    return ""


def refusal_to_leave(who: str, joined_on: date, left_on: date, today: date) -> str:
    """Why somebody on the list cannot leave on a day, or "" (rule C3)."""
    if may_leave_on(left_on, joined_on, today):
        return ""
    return (
        f"{who} joined your list on {in_words(joined_on)}, so it can only leave after that day. "
        "Check the date. If it never took part, ask the SSP Helpdesk."
    )


def _days(number: int) -> str:
    return f"{number} day{'' if number == 1 else 's'}"


def notice_in_words(notice: Notice, *, sent: bool) -> str:
    """How a notice stands to its 30 days: `12 days left`, `3 days late`, `In time` (rule C4)."""
    if notice.is_late:
        return f"{_days(-notice.days_left)} late"
    if sent:
        return "In time"
    return f"{_days(notice.days_left)} left" if notice.days_left else "Last day today"


# 42 CFR 425.204(g): what the approval of a merged or acquired TIN means.
MERGED_NOW = (
    "Its past billing counts with that of the participant that took it over. It is on the list as "
    "a merged or acquired TIN, and does not notify beneficiaries itself."
)
# Rule C6: what the approval of a joining participant opens.
MAY_NOW = (
    "The participant may now tell beneficiaries that it takes part, and the ACO may ask for "
    "identifiable data of beneficiaries who had primary care services from it."
)

APPROVAL_BRINGS = {ChangeKind.ADD_PARTICIPANT: MAY_NOW, ChangeKind.MERGED_TIN: MERGED_NOW}


def consequence(kind: ChangeKind, effective_on: date, notice: Notice, counts: str = "") -> str:
    """From when a change counts and why, said before it is signed (rules C3, C4).

    `counts` says for how long a participant that leaves still does.
    """
    day = in_words(effective_on)
    if kind is ChangeKind.MERGED_TIN:
        return (
            f"If CMS approves, its past billing counts with that of the participant that took it "
            f"over from {day} on, with performance year {effective_on.year}. It is on the list as "
            "a merged or acquired TIN, and does not notify beneficiaries itself."
        )
    if kind is ChangeKind.ADD_PARTICIPANT:
        return (
            f"If CMS approves, it joins the list on {day}, with performance year "
            f"{effective_on.year}. Until then it does not count, and it may not tell beneficiaries "
            "before the approval."
        )
    if kind is ChangeKind.REMOVE_PARTICIPANT:
        leaves = f"It is off the list from {day} on, with its providers/suppliers, as soon as you"
        return f"{leaves} submit. {counts}".strip()
    if kind is ChangeKind.ADD_PROVIDERS:
        begins = f"If CMS approves, they are on the list from {day} on"
    else:
        begins = f"They are off the list from {day} on, as soon as you submit"
    return f"{begins}{': the notice is late, so its own day counts' if notice.is_late else ''}."


def attestation(*, acquired: str, acquirer: str, day: date) -> str:
    """What a signer attests to of a merged or acquired TIN; each is named with its TIN's end."""
    return (
        f"I attest that {acquired} was merged into or acquired by {acquirer} on {in_words(day)}, "
        "and that all who billed under the acquired TIN have reassigned their billing to the TIN "
        "that acquired it."
    )


def with_tin_end(name: str, tin: str) -> str:
    """A participant as an attestation names it: `Elm Street (TIN ending 1234)`."""
    return f"{name} (TIN ending {tin[-4:]})"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the participant agreement as it was uploaded."""

    what: str
    file: str
    sha256: str
    uploaded_on: date


def agreement_text(*, participant: str, pages: Sequence[Page]) -> str:
    """What is signed for the ACO of an agreement that the participant has signed (rule F2)."""
    participant = _without_braces(participant)
    listed = [
        f"- {page.what}: the file {_without_braces(page.file)}, uploaded on "
        f"{in_words(page.uploaded_on)}. SHA-256: {page.sha256}."
        for page in pages
    ]
    return "\n".join(
        [
            f"This is the ACO Participant Agreement (42 CFR 425.116) between {{aco}} and "
            f"{participant}.",
            "",
            "# What the participant signed",
            "",
            f"{participant} has signed the agreement. Its pages are kept in ACO-MS as they were "
            "uploaded. They belong to this document by their hashes:",
            "",
            *listed,
            "",
            "# What the ACO signs",
            "",
            f"{{aco}} agrees to the agreement with {participant} whose pages are named above, and "
            "is bound by it. The person who signs has the authority to bind the ACO.",
            "",
        ]
    )


def _without_braces(typed: str) -> str:
    """What was typed stands for nothing (`signing.paper.text`)."""
    return typed.translate(str.maketrans("{}", "()"))


def numbered(number: int, one: str, many: str = "") -> str:
    """`1 change request`, `3 change requests`."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def listed_briefly(names: Sequence[str], most: int = 3) -> str:
    """Some names, and how many more."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most} more" if len(names) > most else shown
