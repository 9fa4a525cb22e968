"""What a row of the history is called, and the sentence that says it; pure Python.

The kinds are a closed vocabulary: what cannot be said with them is `Kind.OTHER`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from acoms.text.names import Name
from contacts.rules import listed
from contacts.types import label_of

HANDED_OVER = "Handed over to "  # how the reason begins that a successor leaves behind (rule A4)
SYSTEM = "ACO-MS"


class Kind(StrEnum):
    """What happened, in the words of the filter."""

    INVITED = "Invited"
    SENT_AGAIN = "Invitation sent again"
    CONFIRMATION_ASKED = "Confirmation asked for"
    CONFIRMED = "Invitation confirmed"
    REFUSED = "Invitation not confirmed"
    TAKEN_OVER = "Invitation taken over"
    WITHDRAWN = "Invitation withdrawn"
    ACTIVATED = "Invitation activated"
    DECLINED = "Invitation declined"
    ACCEPTED = "Invitation accepted, to be confirmed"
    ACCEPTANCE_CONFIRMED = "Acceptance confirmed"
    NOT_CONFIRMED = "Acceptance not confirmed"
    EXPIRED = "Invitation expired"
    INVITATION_CHANGED = "Invitation changed"
    TYPE_GIVEN = "Contact type given"
    TYPE_ENDED = "Contact type ended"
    HANDED_OVER = "Contact type handed over"
    CONTACT_ADDED = "Contact added"
    CONTACT_CHANGED = "Contact data changed"
    ATTESTED = "Attested"
    STATEMENT_CONFIRMED = "Statement confirmed"
    STATEMENT_REFUSED = "Statement said not to be so"
    LIST_READ = "List of people uploaded"
    LIST_CONFIRMED = "List of people confirmed"
    LIST_SENT = "List of people sent"
    REVIEW_BEGUN = "Yearly review begun"
    REVIEW_ANSWERED = "Yearly review answered"
    REVIEW_COMPLETED = "Yearly review completed"
    PARTICIPANT_JOINED = "Participant joined"
    PARTICIPANT_LEFT = "Participant left"
    PARTICIPANT_CHANGED = "Participant changed"
    CHANGE_DRAFTED = "Change request drafted"
    CHANGE_SUBMITTED = "Change request submitted"
    CHANGE_RETURNED = "Change request returned"
    CHANGE_APPROVED = "Change request approved"
    CHANGE_DENIED = "Change request denied"
    CHANGE_WITHDRAWN = "Change request withdrawn"
    CHANGE_SCREENED = "Change request screened"
    CHANGE_CHANGED = "Change request changed"
    CHANGE_FILE_READ = "File of changes uploaded"
    FEEDBACK_SENT = "Feedback letter sent"
    MESSAGE_SENT = "Message from CMS"
    MESSAGE_ANSWERED = "Message from CMS answered"
    ANSWER_SETTLED = "Answer to CMS dealt with"
    LIST_CERTIFIED = "Participant list certified"
    EVENT_OPENED = "Signing Event opened"
    DOCUMENT_SIGNED = "Document signed"
    CONCERN_SAID = "Something wrong with a document"
    CONCERN_ANSWERED = "Concern about a document answered"
    BENCHMARK_NOTICE = "Adjusted benchmark told"
    DATA_FILE_READ = "Beneficiary data sharing file uploaded"
    DATA_FILE_DELETED = "Beneficiary data sharing file deleted"
    FILE_PUBLISHED = "File published"
    FILE_SCANNED = "File scanned for viruses"
    FILE_DELETED = "File deleted"
    FILE_CHANGED = "File changed"
    FILE_DOWNLOADED = "File downloaded"
    DOWNLOAD_RESUMED = "Download resumed"
    FILE_WISH = "Asked to be told of new files"
    WEBHOOK_ADDED = "Webhook added"
    WEBHOOK_ROTATED = "Webhook secret rotated"
    WEBHOOK_DELETED = "Webhook deleted"
    WEBHOOK_OFF = "Webhook turned off"
    WEBHOOK_CHANGED = "Webhook changed"
    CREDENTIALS_CREATED = "API credentials created"
    CREDENTIALS_ROTATED = "API credentials rotated"
    CREDENTIALS_ADDRESSES = "Addresses of API credentials changed"
    CREDENTIALS_TAKEN_OVER = "API credentials taken over"
    CREDENTIALS_DELETED = "API credentials deleted"
    CREDENTIALS_ENDED = "API credentials ended by CMS"
    QPP_ROLE_GIVEN = "QPP role given"
    QPP_ROLE_ENDED = "QPP role ended"
    QPP_ROLE_CHANGED = "QPP role corrected"
    ROLE_REQUESTED = "QPP role asked for"
    REQUEST_APPROVED = "Request for a QPP role approved"
    REQUEST_DENIED = "Request for a QPP role denied"
    REQUEST_WITHDRAWN = "Request for a QPP role withdrawn"
    REQUEST_REMINDED = "Reminder about a QPP role request"
    ORGANIZATION_CHANGED = "Organization changed"
    ACO_ADDED = "ACO added"
    ACO_CHANGED = "ACO data changed"
    OTHER = "Other"

    @property
    def code(self) -> str:
        """How the kind stands in an address."""
        return self.name.lower()


KINDS = {kind.code: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence is made of: who acted, the row as it is from then on, what changed."""

    kind: Kind
    actor_id: int | None
    now: Mapping[str, Any]
    changed: tuple[str, ...]  # the names of changed fields, in the programme's words
    label: str  # insert, update or delete
    thing: str  # what the row is, for rows that have no sentence of their own
    name_of: Callable[[int | None], str]

    @property
    def actor(self) -> str:
        return self.name_of(self.actor_id)

    def name(self, key: str) -> str:
        return self.name_of(self.now.get(key))

    def whose(self, key: str) -> str:
        """`Lee Park's`, or `their own` for whoever acted on themselves."""
        own = self.actor_id is not None and self.now.get(key) == self.actor_id
        return "their own" if own else f"{self.name(key)}'s"


def say_invitation(facts: Facts) -> str:
    actor, now = facts.actor, facts.now
    invited = Name(now["first_name"], now["last_name"]).full
    as_types = f"as {listed(now['types'])}"
    return {
        Kind.INVITED: f"{actor} invited {invited} {as_types}",
        Kind.SENT_AGAIN: f"{actor} sent {invited}'s invitation {as_types} again",
        Kind.CONFIRMATION_ASKED: f"{invited}'s invitation {as_types} waits for a confirmation",
        Kind.CONFIRMED: f"{actor} confirmed {invited}'s invitation {as_types}",
        Kind.REFUSED: f"{actor} did not confirm {invited}'s invitation {as_types}",
        Kind.TAKEN_OVER: f"{facts.name('taken_over_by_id')} took {invited}'s invitation "
        f"{as_types} over",
        Kind.WITHDRAWN: f"{actor} withdrew {invited}'s invitation {as_types}",
        Kind.ACTIVATED: f"{actor} activated the invitation of {invited} {as_types}",
        Kind.DECLINED: f"{actor} declined the invitation of {invited} {as_types}",
        Kind.ACCEPTED: f"{actor} accepted the invitation of {invited} {as_types}: to be confirmed",
        Kind.ACCEPTANCE_CONFIRMED: f"{facts.name('decided_by_id')} confirmed who accepted the "
        f"invitation of {invited} {as_types}",
        Kind.NOT_CONFIRMED: f"{actor} did not confirm who accepted the invitation of {invited} "
        f"{as_types}",
        Kind.EXPIRED: f"The invitation of {invited} {as_types} ended without an answer",
    }.get(facts.kind, f"{actor} changed {invited}'s invitation{named(facts)}")


def say_held_type(facts: Facts) -> str:
    kind, now, label = facts.kind, facts.now, label_of(facts.now["type"])
    if kind is Kind.TYPE_GIVEN:
        if facts.actor_id == now["person_id"]:
            return f"{facts.actor} became {label}"
        return f"{facts.actor} gave {facts.name('person_id')} {label}"
    if kind is Kind.HANDED_OVER:
        successor = now["end_reason"].removeprefix(HANDED_OVER).removesuffix(".")
        return f"{facts.name('person_id')}'s {label} was handed over to {successor}"
    if kind is Kind.TYPE_ENDED:
        reason = now["end_reason"].removesuffix(".")
        return f"{facts.actor} ended {facts.whose('person_id')} {label}: {reason}"
    return f"{facts.actor} changed the record of {facts.whose('person_id')} {label}{named(facts)}"


def say_contact(facts: Facts) -> str:
    if facts.kind is Kind.CONTACT_ADDED:
        return f"{facts.name('person_id')} was added to the ACO's contacts"
    return f"{facts.actor} changed {facts.whose('person_id')} contact data{named(facts)}"


def say_attestation(facts: Facts) -> str:
    label = label_of(facts.now["type"])
    statement = facts.now["statement"].removesuffix(".")
    if facts.kind is Kind.STATEMENT_CONFIRMED:
        return f"{facts.actor} confirmed as {label}: {statement}"
    if facts.kind is Kind.STATEMENT_REFUSED:
        return f"{facts.actor} says as {label} that this is not so: {statement}"
    of = "" if facts.now["person_id"] == facts.actor_id else f" for {facts.name('person_id')}"
    return f"{facts.actor} attested as {label}{of}: {statement}"


def say_aco(facts: Facts) -> str:
    if facts.kind is Kind.ACO_ADDED:
        return f"{facts.actor} added {facts.now['name']}"
    return f"{facts.actor} changed the ACO's data{named(facts)}"


def say_list(facts: Facts) -> str:
    source = facts.now["source"]
    return {
        Kind.LIST_READ: f"{facts.actor} uploaded a list of people to invite: {source}",
        Kind.LIST_CONFIRMED: f"{facts.actor} confirmed the list of people to invite: {source}",
        Kind.LIST_SENT: f"The whole list of people to invite was sent: {source}",
    }.get(facts.kind, f"The list of people to invite went on{named(facts)}")


def say_answer(facts: Facts) -> str:
    answer = "confirmed" if facts.now["kept"] else "ended"
    return f"{facts.actor} {answer} {facts.now['name']} in the yearly review"


def say_review(facts: Facts) -> str:
    review = f"the yearly review of {facts.now['year']}"
    return {
        Kind.REVIEW_BEGUN: f"{facts.actor} began {review}",
        Kind.REVIEW_COMPLETED: f"{facts.actor} completed {review}",
    }.get(facts.kind, f"{facts.actor} changed {review}{named(facts)}")


def say_participant(facts: Facts) -> str:
    """On the list "until" a day means: not any more from that day on."""
    name, since, until = (
        facts.now[key] for key in ("legal_business_name", "effective_from", "effective_until")
    )
    if facts.kind is Kind.PARTICIPANT_JOINED:
        return f"{facts.actor} put {name} on the participant list from {_day(since)} on"
    if facts.kind is Kind.PARTICIPANT_LEFT:
        return f"{facts.actor} took {name} off the participant list from {_day(until)} on"
    return f"{facts.actor} changed {name} on the participant list{named(facts)}"


_CHANGES = {
    "add_participant": "the addition of",
    "remove_participant": "the removal of",
    "merged_tin": "the merged or acquired TIN of",
    "add_providers": "providers/suppliers joining",
    "remove_providers": "providers/suppliers leaving",
}


def say_change_request(facts: Facts) -> str:
    now = facts.now
    name = now["legal_business_name"] or now["participant_name"]
    what, effective = f"{_CHANGES[now['kind']]} {name}", now["effective_on"]
    counts = f", from {_day(effective)} on" if effective else ""
    return {
        Kind.CHANGE_DRAFTED: f"{facts.actor} drafted {what}",
        Kind.CHANGE_SUBMITTED: f"{facts.actor} submitted {what} to CMS{counts}",
        Kind.CHANGE_RETURNED: f"{facts.actor} returned {what}: {_short(now['return_reason'])}",
        Kind.CHANGE_APPROVED: f"{facts.actor} approved {what}{counts}",
        Kind.CHANGE_DENIED: f"{facts.actor} denied {what}: {_short(now['decision_reason'])}",
        Kind.CHANGE_WITHDRAWN: f"{facts.actor} withdrew {what}",
        Kind.CHANGE_SCREENED: f"{facts.actor} screened {what}",
    }.get(facts.kind, f"{facts.actor} changed the request for {what}{named(facts)}")


def say_change_file(facts: Facts) -> str:
    if facts.kind is Kind.CHANGE_FILE_READ:
        return f"{facts.actor} uploaded a file of changes: {facts.now['source']}"
    return f"{facts.actor} changed the file of changes {facts.now['source']}{named(facts)}"


def say_feedback_letter(facts: Facts) -> str:
    return f"{facts.actor} sent a feedback letter"


def say_message(facts: Facts) -> str:
    return f"{facts.actor} sent the message “{facts.now['subject']}” from CMS"


def say_reply(facts: Facts) -> str:
    about = f"the message “{facts.now['subject']}”"
    if facts.kind is Kind.ANSWER_SETTLED:
        return f"{facts.actor} dealt with an answer to {about}"
    whose = "for CMS " if facts.now["from_cms"] else ""
    return f"{facts.actor} wrote an answer {whose}below {about}"


def say_certified_list(facts: Facts) -> str:
    return f"{facts.actor} certified the participant list for {facts.now['performance_year_id']}"


def say_aco_event(facts: Facts) -> str:
    if facts.kind is Kind.EVENT_OPENED:
        return f"The {facts.now['event_title']} opened"
    return f"{facts.actor} added the ACO to the {facts.now['event_title']}"


def say_signature(facts: Facts) -> str:
    what = f"{facts.now['document_title']} (version {facts.now['version_number']})"
    return f"{facts.actor} signed {what} as {label_of(facts.now['contact_type'])}"


def say_concern(facts: Facts) -> str:
    title = facts.now["document_title"]
    if facts.kind is Kind.CONCERN_ANSWERED:
        return f"{facts.actor} answered what was said about {title}"
    return f"{facts.actor} said that something is wrong with {title}: {_short(facts.now['text'])}"


def say_benchmark_notice(facts: Facts) -> str:
    return f"{facts.actor} told the adjusted benchmark for {facts.now['performance_year_id']}"


def say_data_sharing_file(facts: Facts) -> str:
    what = f"the beneficiary data sharing file {facts.now['source']}"
    return {
        Kind.DATA_FILE_READ: f"{facts.actor} uploaded {what}",
        Kind.DATA_FILE_DELETED: f"{facts.actor} deleted {what}",
    }.get(facts.kind, f"{facts.actor} went through {what}{named(facts)}")


def _short(reason: str) -> str:
    return reason.removesuffix(".")


_QPP_ROLES = {"security_official": "Security Official", "staff_user": "Staff User"}


def say_qpp_role(facts: Facts) -> str:
    role, person = _QPP_ROLES[facts.now["role"]], facts.name("person_id")
    if facts.kind is Kind.QPP_ROLE_GIVEN:
        if facts.now["source"] == "validated":
            return f"{person} was validated as the first {role}"
        return f"{facts.actor} made {person} {role}"
    if facts.kind is Kind.QPP_ROLE_ENDED:
        reason = facts.now["end_reason"].removesuffix(".")
        return f"{facts.actor} ended the role of {person} as {role}: {reason}"
    return f"{facts.actor} changed the record of {person} as {role}{named(facts)}"


def say_role_request(facts: Facts) -> str:
    role, person = _QPP_ROLES[facts.now["role"]], facts.name("person_id")
    why = f": {facts.now['reason'].removesuffix('.')}" if facts.now["reason"] else ""
    by, whose = facts.name("decided_by_id"), facts.whose("person_id")
    return {
        Kind.ROLE_REQUESTED: f"{person} asked to be {role}",
        Kind.REQUEST_APPROVED: f"{by} approved that {person} is {role}{why}",
        Kind.REQUEST_DENIED: f"{by} denied {person} the role {role}{why}",
        Kind.REQUEST_WITHDRAWN: f"{facts.actor} withdrew {whose} request to be {role}",
        Kind.REQUEST_REMINDED: f"A reminder was sent about {person}'s request to be {role}",
    }.get(facts.kind, f"{facts.actor} changed the request of {person}{named(facts)}")


def say_organization(facts: Facts) -> str:
    verb = "took out" if facts.label == "delete" else "changed"
    return f"{facts.actor} {verb} {facts.now['name']}{named(facts)}"


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day:%B} {day.day}, {day.year}"


def say_helpdesk_message(facts: Facts) -> str:
    if facts.label == "delete":
        return f"{facts.actor} deleted a message to or from the SSP Helpdesk"
    verb = "answered for" if facts.now["from_cms"] else "wrote to"
    return f"{facts.actor} {verb} the SSP Helpdesk"


def say_anything(facts: Facts) -> str:
    """For what no room has given a sentence of its own."""
    verb = {"insert": "added", "delete": "removed"}.get(facts.label, "changed")
    return f"{facts.actor} {verb} {facts.thing}{named(facts) if verb == 'changed' else ''}"


def named(facts: Facts) -> str:
    return f": {', '.join(facts.changed)}" if facts.changed else ""
