"""Who gets a message, how long it can be changed, and how it is said; pure Python (A14, G1, G2)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from contacts.types import CONTACT_TYPES, in_order
from documents.correspondence.kinds import MessageKind

RECEIVING = tuple(row.code.value for row in CONTACT_TYPES.values() if row.receives_correspondence)
LONGEST_SUBJECT = 120
LONGEST_BODY = 20_000
LONGEST_REPLY = 10_000
MOST_ATTACHMENTS = 10
LATEST = timedelta(days=366)  # as far ahead as a message is scheduled


class To(StrEnum):
    """Which ACOs a message goes to; the value is what the database keeps."""

    ALL = "all"
    LISTED = "listed"
    ALIKE = "alike"

    @property
    def label(self) -> str:
        return _TO[self]


_TO = {
    To.ALL: "All ACOs",
    To.LISTED: "The ACOs listed below",
    To.ALIKE: "ACOs that match all of the facts below",
}


class MessageState(StrEnum):
    """How far a message is."""

    DRAFT = "Draft"
    SCHEDULED = "Scheduled"
    SENDING = "Being sent"
    SENT = "Sent"
    WITHDRAWN = "Withdrawn"


def state_of(*, confirmed: bool, started: bool, finished: bool, withdrawn: bool) -> MessageState:
    """How far a message is, from what happened to it."""
    if withdrawn:
        return MessageState.WITHDRAWN
    if not confirmed:
        return MessageState.DRAFT
    if not started:
        return MessageState.SCHEDULED
    return MessageState.SENT if finished else MessageState.SENDING


def named_types(kind: MessageKind, named: Collection[str]) -> list[str]:
    """The types that get the e-mail, in the table's order; none for all that receive (A14)."""
    return [row.code.value for row in in_order(set(named or kind.mails_to))]


def is_mailed(held: Collection[str], named: Collection[str]) -> bool:
    """Whether a holder of `held`, who receives, gets the e-mail; no `named` is everyone (A14)."""
    return not named or not set(named).isdisjoint(held)


def to_whom(named: Collection[str]) -> str:
    """Who got the e-mail, in words."""
    if not named:
        return "Everyone"
    return ", ".join(row.label for row in in_order(set(named)))


def refusal_of_time(at: datetime, now: datetime) -> str:
    """Why a message is not sent at `at`; empty if it can be."""
    if at <= now:
        return "This time has passed. Choose a later one, or send the message now."
    if at - now > LATEST:
        return "A message is scheduled for a year ahead at most."
    return ""


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a plain text, which empty lines part."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    return [part.strip("\n") for part in "\n".join(lines).split("\n\n") if part.strip()]
