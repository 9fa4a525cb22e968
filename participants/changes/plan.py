"""What a file of changes will become: which drafts, and which of its rows none and why (rule C3).

All rows are judged together, in as many queries for two thousand of them as for one.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from acoms.once import shown
from acoms.programme.identifiers import masked_tin
from acoms.text.folding import is_named
from contacts.models import Aco
from participants.changes.drafts import Draft
from participants.changes.known import Known, known_about
from participants.changes.reading import TypedChange
from participants.changes.rules import ChangeKind
from participants.changes.words import listed_briefly
from participants.lists.models import Participant

JOINING = (ChangeKind.ADD_PARTICIPANT, ChangeKind.MERGED_TIN)
LEAVING = (ChangeKind.REMOVE_PARTICIPANT, ChangeKind.REMOVE_PROVIDERS)


@dataclass(frozen=True, slots=True)
class Planned:
    """A draft that rows of the file become; `name` is whom it is about, `remark` what of the rows
    is not used, or does not agree."""

    draft: Draft
    lines: tuple[int, ...]
    name: str
    remark: str = ""

    @property
    def what(self) -> str:
        return f"{self.draft.kind.label}: {self.name}"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that becomes nothing, and why. It names no TIN in full."""

    line: int
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    planned: list[Planned]
    left_out: list[LeftOut]

    @property
    def fingerprint(self) -> str:
        """A short text that is another one as soon as anything else would be made."""
        drafts = [(replace(p.draft, tin=""), p.lines, p.name, p.remark) for p in self.planned]
        return shown.fingerprint({"the drafts": drafts, "the rows left out": self.left_out})


class _Refused(Exception):
    """Why a row becomes nothing."""


def plan_for(aco: Aco, rows: Sequence[TypedChange]) -> Plan:
    """What becomes of each row today; six queries."""
    return _Planning(aco, rows).plan()


class _Planning:
    """One look at a file: rows become drafts of their own first, and then are put together."""

    def __init__(self, aco: Aco, rows: Sequence[TypedChange]) -> None:
        self.aco = aco
        self.rows = rows
        self.known = known_about(aco, [])
        self.joining = {row.tin for row in rows if row.kind in JOINING}
        self.by_name: defaultdict[str, list[Participant]] = defaultdict(list)
        for participant in self.known.participants.values():
            self.by_name[participant.legal_business_name.casefold()].append(participant)
        self.names: dict[int, str] = {}  # by line
        self.doubts: dict[int, str] = {}  # by line
        self.left_out: list[LeftOut] = []

    def plan(self) -> Plan:
        drafts = {}
        for row in self.rows:
            try:
                drafts[row.line] = self._draft(row)
            except _Refused as refused:
                self._leave_out(row.line, str(refused))
        known = known_about(self.aco, drafts.values())
        drafts = self._without_repeats(drafts)
        good = {line: draft for line, draft in drafts.items() if self._is_good(line, draft, known)}
        planned = self._put_together(good)
        return Plan(planned, sorted(self.left_out, key=lambda each: each.line))

    def _leave_out(self, line: int, why: str) -> None:
        self.left_out.append(LeftOut(line, self.names.get(line, ""), why))

    def _draft(self, row: TypedChange) -> Draft:
        if row.problem or row.kind is None or row.day is None:
            self.names[row.line] = row.said
            raise _Refused(row.problem)
        named = row.legal_business_name or f"TIN {masked_tin(row.tin)}"
        self.names[row.line] = f"{row.kind.label}: {named}"
        draft = Draft(
            kind=row.kind,
            happened_on=row.day,
            providers=(row.provider,) if row.provider else (),
        )
        if row.kind in JOINING:
            draft = replace(
                draft,
                tin=row.tin,
                legal_business_name=row.legal_business_name,
                doing_business_as=row.doing_business_as,
                sole_proprietor=row.sole_proprietor,
                primary_care=row.primary_care,
            )
            if row.kind is ChangeKind.MERGED_TIN:
                draft = replace(draft, participant=self._participant(row.acquirer, "").pk)
            return draft
        if row.kind is ChangeKind.ADD_PROVIDERS and self._joins(row.tin):
            return replace(draft, tin=row.tin)  # comes with its participant
        participant = self._participant(row.tin, row.legal_business_name)
        if doubt := _doubt(row, participant):
            if row.kind in LEAVING:
                raise _Refused(f"{doubt} Correct what is wrong of the two.")
            self.doubts[row.line] = doubt
        return replace(draft, participant=participant.pk)

    def _joins(self, tin: str) -> bool:
        """Whether a TIN of the file joins by it: one that is on the list already does not."""
        return tin in self.joining and not self.known.with_tin(tin)

    def _participant(self, tin: str, name: str) -> Participant:
        if tin:
            found: Sequence[Participant] = self.known.with_tin(tin)
            if not found:
                raise _Refused(f"No participant of your list has the TIN {masked_tin(tin)}.")
            return found[0]
        found = self.by_name.get(name.casefold(), [])
        if not found:
            raise _Refused(f"No participant of your list is called {name}.")
        if len(found) > 1:
            raise _Refused(f"{len(found)} participants of your list are called {name}: give a TIN.")
        return found[0]

    def _without_repeats(self, drafts: dict[int, Draft]) -> dict[int, Draft]:
        first: dict[Hashable, int] = {}
        kept = {}
        for line, draft in drafts.items():
            earlier = first.setdefault(_same(draft), line)
            if earlier == line:
                kept[line] = draft
            else:
                self._leave_out(line, f"Line {earlier} says this already.")
        return kept

    def _is_good(self, line: int, draft: Draft, known: Known) -> bool:
        if draft.kind is ChangeKind.ADD_PROVIDERS and draft.tin:
            return True
        problems = known.problems(draft)
        if problems:
            self._leave_out(line, " ".join(problem.text for problem in problems))
        return not problems

    def _put_together(self, good: dict[int, Draft]) -> list[Planned]:
        """Providers of one participant and day become one draft; those of a TIN that joins go
        with it, and nowhere if it does not."""
        groups: dict[Hashable, list[tuple[int, Draft]]] = {}
        joining = {draft.tin: draft for draft in good.values() if draft.kind in JOINING}
        for line, draft in good.items():
            if draft.kind in JOINING:
                groups.setdefault(("joins", draft.tin), []).insert(0, (line, draft))
            elif draft.tin in joining:
                groups.setdefault(("joins", draft.tin), []).append((line, draft))
            elif draft.tin:
                self._leave_out(line, "The row that adds its participant cannot be taken.")
            else:
                where = (draft.kind, draft.participant, draft.happened_on)
                groups.setdefault(where, []).append((line, draft))
        return [self._planned(rows) for rows in groups.values()]

    def _planned(self, rows: Sequence[tuple[int, Draft]]) -> Planned:
        draft = rows[0][1]
        providers = {p.npi: p for _, each in rows for p in each.providers}
        participant = self.known.participants.get(draft.participant or 0)
        other_days = [line for line, each in rows if each.happened_on != draft.happened_on]
        remarks = [self.doubts[line] for line, _ in rows if line in self.doubts]
        if other_days:
            lines = listed_briefly([f"{line}" for line in other_days])
            remarks.append(
                f"Not used: the date of line {lines}. Providers/suppliers of a TIN that joins "
                "begin with it."
            )
        return Planned(
            replace(draft, providers=tuple(providers[npi] for npi in sorted(providers))),
            tuple(sorted(line for line, _ in rows)),
            draft.legal_business_name or str(participant),
            " ".join(dict.fromkeys(remarks)),
        )


def _doubt(row: TypedChange, participant: Participant) -> str:
    """That the TIN of a row is another participant's than its name, as a sentence; or ""."""
    typed = row.legal_business_name
    names = (participant.legal_business_name, participant.doing_business_as)
    if not (row.tin and typed) or any(is_named(n, typed) or is_named(typed, n) for n in names if n):
        return ""
    return f"The TIN {masked_tin(row.tin)} is that of {participant}, not of {typed}."


def _same(draft: Draft) -> Hashable:
    """What two rows of a file may not both say."""
    if draft.kind in JOINING:
        return "joins", draft.tin
    if draft.kind is ChangeKind.REMOVE_PARTICIPANT:
        return "leaves", draft.participant
    return draft.kind, draft.participant, draft.tin, draft.npis


def provider_count(planned: Iterable[Planned]) -> int:
    return sum(len(each.draft.providers) for each in planned)
