"""Whether drafts may be submitted, and what will happen to each: before signing, and again in it.

A signer is shown each change with its consequence; the page's button carries the fingerprint of
what was shown, so that nobody signs what a colleague changed meanwhile.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from acoms.once import shown
from contacts.models import Aco
from participants.changes.cycles import all_cycles, cycle_if_submitted
from participants.changes.days import effective_day
from participants.changes.departures import leavings_of
from participants.changes.drafts import Draft
from participants.changes.known import Known, known_about
from participants.changes.leaving import Leaving
from participants.changes.models import Attachment, ChangeRequest
from participants.changes.queries import draft_of
from participants.changes.rules import ChangeKind
from participants.changes.words import ABOUT, attestation, consequence, with_tin_end


@dataclass(frozen=True, slots=True)
class Ready:
    """A draft with why it cannot be submitted (`problems`), or from when it would count."""

    change: ChangeRequest
    problems: list[str]
    effective_on: date
    attestation: str
    documents: tuple[str, ...]
    counts: str = ""  # for how long a leaver still does

    @property
    def consequence(self) -> str:
        return consequence(self.change.kind_row, self.effective_on, self.change.notice, self.counts)


def look_at(aco: Aco, changes: Sequence[ChangeRequest]) -> list[Ready]:
    """Each of some drafts (`queries.to_submit`) as it stands now, judged by today's list.

    As many queries for a hundred as for one. Sets each one's cycle, without saving it.
    """
    drafts = {change.pk: draft_of(change) for change in changes}
    known = known_about(aco, drafts.values())
    leavings, cycles = leavings_of(changes), all_cycles()
    found = []
    for change in changes:
        change.cycle = cycle_if_submitted(change, cycles)
        documents = [each for each in change.attachments.all() if each.removed_at is None]
        problems = [problem.text for problem in known.problems(drafts[change.pk])]
        problems += missing_documents(change, documents)
        found.append(
            Ready(
                change,
                problems,
                effective_day(change),
                _attestation(change, known),
                tuple(sorted(each.sha256 for each in documents)),
                leavings.get(change.pk, Leaving()).counts,
            )
        )
    return found


def missing_documents(change: ChangeRequest, documents: Iterable[Attachment]) -> list[str]:
    """A sentence for each document that a change of this kind needs and lacks."""
    there = {each.kind for each in documents}
    return [
        f"Missing: {Attachment.Kind(kind).label[0].lower()}{Attachment.Kind(kind).label[1:]}."
        for kind in ABOUT[change.kind_row].documents
        if kind not in there
    ]


def _attestation(change: ChangeRequest, known: Known) -> str:
    if change.kind_row is not ChangeKind.MERGED_TIN or change.participant is None:
        return ""
    acquirer = change.participant
    return attestation(
        acquired=with_tin_end(change.legal_business_name, change.tin),
        acquirer=with_tin_end(acquirer.legal_business_name, acquirer.tin),
        day=change.happened_on,
    )


def fingerprint(looked_at: Iterable[Ready]) -> str:
    """A short text that is another one as soon as anything else would be signed."""
    seen = list(looked_at)
    return shown.fingerprint(
        {
            "what is asked for": [shown_of(each.change) for each in seen],
            "what stands in the way": [each.problems for each in seen],
            "from when it counts": [(each.effective_on, each.counts) for each in seen],
            "documents": [each.documents for each in seen],
        }
    )


def shown_of(change: ChangeRequest) -> Draft:
    """What was asked for, with the keyed hash instead of the TIN: nine digits can be guessed."""
    return replace(draft_of(change), tin=str(change.tin_hash or ""))


def parts_of_draft(change: ChangeRequest) -> dict[str, object]:
    """What the form of a draft is filled from (`acoms.once.shown`)."""
    asked = asdict(shown_of(change))
    return {name.replace("_", " "): value for name, value in asked.items()}


def blocked(looked_at: Iterable[Ready], attested: Collection[int]) -> list[str]:
    """What stands in the way of submitting all of these, a sentence each."""
    found = []
    for each in looked_at:
        found += [f"{each.change}: {problem}" for problem in each.problems]
        if each.attestation and each.change.pk not in attested:
            found.append(f"{each.change}: attest to the merger or acquisition first.")
    return found
