"""When a Signing Event opens, how it stands, who signs and when it is called to mind: pure Python
(rules A15, F1 to F7)."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from contacts.types import in_order
from signing.kinds import Kind

REMINDED = (30, 14, 7, 1)  # days before an event is due
ALSO_ADMINISTRATORS = 7  # from so many days before on the administrators hear of it, too


class State(StrEnum):
    """How one ACO's event stands; in the words that the page uses."""

    PREPARED = "Not open yet"
    WAITING = "Waiting for signers"
    OPEN = "Open"
    LATE = "Late"
    COMPLETE = "Complete"
    CLOSED = "Closed"


def state_on(
    day: date,
    *,
    opens_on: date,
    due_on: date,
    is_released: bool,
    is_opened: bool,
    is_closed: bool,
    is_complete: bool,
) -> State:
    """The state on a day. The day on which it is due is in time; late documents can be signed.

    `is_released` says that CMS has opened the event, `is_opened` that it has opened for this ACO.
    """
    if is_opened and is_complete:
        return State.COMPLETE
    if is_closed:
        return State.CLOSED
    if not is_released or (day < opens_on and not is_opened):
        return State.PREPARED
    if not is_opened:
        return State.WAITING
    return State.OPEN if day <= due_on else State.LATE


def due_in_words(day: date, due_on: date) -> str:
    """How many days are left, or how many it is late."""
    left = (due_on - day).days
    if left == 0:
        return "due today"
    days = "1 day" if abs(left) == 1 else f"{abs(left)} days"
    return f"{days} left" if left > 0 else f"{days} late"


def reminder_on(day: date, due_on: date) -> str:
    """The step that is due by a day: 30, 14, 7 and 1 days before, then each week; "" for none."""
    left = (due_on - day).days
    if left <= -7:
        return f"late {-left // 7}"
    steps = [step for step in REMINDED if left <= step]
    return f"{steps[-1]} before" if steps else ""


def reminds_administrators(day: date, due_on: date) -> bool:
    """Whether the administrators are reminded beside the signers."""
    return (due_on - day).days <= ALSO_ADMINISTRATORS


def signing_type(held: Collection[str], kind: Kind) -> str:
    """The contact type as which somebody signs a document: the first that they hold of those that
    sign it; "" where they hold none (rules A15, F2)."""
    own = in_order(tuple(code for code in kind.signers if code in held))
    return own[0].code.value if own else ""


def statement(aco: str, contact_type: str) -> str:
    """What a signer states, word for word as the record keeps it."""
    return f"I have read this document, and I sign it for {aco} as {contact_type}."


def slot_in_words(kind: Kind, slot: int, needed: int) -> str:
    """What stands above the place for a signature."""
    if needed == 1:
        return f"Signature of the {kind.who_signs}"
    which = "a holder of" if slot == 1 else "another holder of"
    return f"Signature {slot} of {needed}: {which} {kind.who_signs}"


def problem_with_days(opens_on: date, due_on: date) -> str:
    """Why an event cannot have these days; empty if it can."""
    if due_on < opens_on:
        return "It is due before it opens. Choose a later due date."
    return ""


def problem_with_needed(kind: Kind, needed: int) -> str:
    """Why a document cannot ask for so many signatures; empty if it can (rule F2)."""
    if needed not in (1, 2):
        return "One or two people sign a document."
    if needed == 2 and len(kind.signers) == 1:
        return f"{kind.title}: the {kind.who_signs} alone signs it."
    if needed == 2 and kind.is_elsewhere:
        return f"{kind.title}: one person certifies it."
    if kind.by_the_aco:
        return f"{kind.title}: an administrator of the ACO starts it, from the change request."
    return ""
