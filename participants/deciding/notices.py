"""What an ACO's administrators and signers are told of CMS's answers (rules C3, C5, C6)."""

from typing import Any

from django.urls import reverse

from acoms.programme.dates import in_words
from contacts.models import Aco
from documents.correspondence.actions.writing import Letter, write
from documents.correspondence.kinds import MessageKind
from documents.correspondence.rules import LONGEST_SUBJECT
from notifications.actions import Telling, notify_all
from notifications.kinds import Kind, register
from notifications.quoting import quoted
from participants.changes.cycles import all_cycles, correcting_in_words
from participants.changes.models import ChangeRequest
from participants.changes.queries import EDITORS, SIGNERS, people_with
from participants.changes.words import APPROVAL_BRINGS
from participants.deciding.letters import letter_name, letter_pdf
from participants.deciding.models import FeedbackLetter

# CMS answers several requests of an ACO in one sitting: the ACO gets one mail (C5).
TOGETHER = register(Kind(name="changes_answered", mail="participants/deciding/email/answered"))
DECIDED = register(
    Kind(
        name="change_decided",
        on_screen="{said}",
        mail="participants/deciding/email/decided",
        together=TOGETHER.name,
    )
)
RETURNED = register(
    Kind(
        name="change_returned",
        on_screen="{said}",
        mail="participants/deciding/email/decided",
        together=TOGETHER.name,
    )
)


def tell_decided(change: ChangeRequest) -> None:
    """Approved, with the day from which it counts, or denied, with the reason."""
    if change.approved:
        assert change.effective_on is not None
        said = f"CMS approved: {_what(change)}. In effect from {in_words(change.effective_on)}."
        _tell(DECIDED, change, said, "Approved", APPROVAL_BRINGS.get(change.kind_row, ""))
    else:
        _tell(DECIDED, change, f"CMS denied: {_what(change)}.", "Denied", change.decision_reason)


def tell_returned(change: ChangeRequest) -> None:
    """Returned with issues, to be corrected and submitted again."""
    said = f"CMS returned with issues: {_what(change)}. Correct it and submit it again."
    by_when = correcting_in_words(change, all_cycles())
    _tell(RETURNED, change, said, "Returned with issues", change.return_reason, by_when)


def write_of_letter(letter: FeedbackLetter) -> None:
    """The letter goes to everyone who receives what CMS writes to the ACO, and to nobody else."""
    write(
        acting_person=letter.sent_by,
        aco=letter.aco,
        kind=MessageKind.FEEDBACK_LETTER,
        subject=f"Feedback on your change requests: {letter.cycle}"[:LONGEST_SUBJECT],
        body="CMS gives feedback on the change requests that this ACO submitted in the "
        f"{_lowered(str(letter.cycle))}. The attached letter says of each how it stands.",
        letters=[Letter(letter_name(letter), letter_pdf(letter))],
    )


def _tell(
    kind: Kind, change: ChangeRequest, said: str, title: str, why: str, more: str = ""
) -> None:
    url = reverse("change_request", args=[change.aco.aco_id, change.pk])
    about = quoted(("About", change.subject))
    data = {"said": said, "quoted": about, "title": title, "why": why, "more": more, "url": url}
    _notify(kind, change.aco, **data)


def _what(change: ChangeRequest) -> str:
    """In our words: the business's name is what the ACO typed."""
    return _lowered(change.kind_row.label)


def _lowered(words: str) -> str:
    return f"{words[0].lower()}{words[1:]}"


def _notify(kind: Kind, aco: Aco, **data: Any) -> None:
    people = people_with(aco, {*EDITORS, *SIGNERS})
    data = {"aco": str(aco), **data}
    notify_all(kind, [Telling(person=p, data=data, about=aco.aco_id) for p in people])
