"""What screening has to find, row by row and fact by fact, as the rules have it (rule C5).

Source: 42 CFR 425.306. The statements of `participants.screening.actions.checks` say it of a whole
programme at once; `test_screening_sql.py` holds them to this. All dates are Eastern, and every
`until` is exclusive: the first day on which it is not so any more.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, NamedTuple

from acoms.programme.identifiers import read_npi
from acoms.text.folding import folded, in_one_word
from participants.changes.rules import ChangeKind
from participants.screening.rules import Enrolment, Reason

Facts = dict[str, Any]
Found = dict[tuple["Subject", str], Facts]  # by whom it is about, and the NPI or ""


@dataclass(frozen=True, slots=True)
class Days:
    """From a day (inclusive) until another (exclusive), or on without an end."""

    start: date
    until: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.until is None or day < self.until)

    def overlap(self, other: "Days") -> bool:
        """Whether any day is in both. Days that end as they begin hold none."""
        start = max(self.start, other.start)
        ends = [until for until in (self.until, other.until) if until is not None]
        return not ends or start < min(ends)

    def reach(self, day: date) -> bool:
        """Whether any of them is that day or later."""
        return self.until is None or self.until > max(day, self.start)

    @property
    def facts(self) -> Facts:
        until = {"until": self.until.isoformat()} if self.until else {}
        return {"from": self.start.isoformat(), **until}


class Subject(NamedTuple):
    """One of the participants on the lists, or of the change requests, by its number."""

    kind: Literal["listed", "asked"]
    number: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A participant of a list, with the days of each NPI under it; without a TIN in CMS's list."""

    aco: str
    tin: str
    name: str
    primary_care: bool
    days: Days
    npis: Mapping[str, Days]


@dataclass(frozen=True, slots=True)
class Asked:
    """A change request; `joins` is the day from which its TIN would be on the list."""

    aco: str
    kind: ChangeKind
    tin: str
    name: str
    primary_care: bool
    joins: date
    with_cms: bool
    npis: frozenset[str]


@dataclass(frozen=True, slots=True)
class Deactivation:
    npi: str
    days: Days


@dataclass(frozen=True, slots=True)
class Sanction:
    """Of a TIN (or its official) or an NPI. It stands until the day of reinstatement."""

    of: str
    of_official: bool
    reason: str
    days: Days

    def stands_on(self, day: date, waivers: Iterable["Waiver"]) -> bool:
        """It stands, unless a waiver that has not expired on that day overrides it."""
        waived = any(waiver.of == self.of and day in waiver.days for waiver in waivers)
        return day in self.days and not waived


@dataclass(frozen=True, slots=True)
class Waiver:
    of: str
    days: Days


@dataclass(frozen=True, slots=True)
class Taking:
    """A TIN that takes part in another shared savings initiative."""

    initiative: str
    tin: str
    primary_care: bool
    days: Days


@dataclass(frozen=True, slots=True)
class Answer:
    """What PECOS says of a TIN or an NPI; its name, or "" where it gives none."""

    of: str
    status: Enrolment
    name: str


@dataclass(frozen=True, slots=True)
class Programme:
    """All that a screening compares, on a day. `ends` are the first days without an agreement."""

    day: date
    ends: Mapping[str, date] = field(default_factory=dict)
    listed: tuple[Listed, ...] = ()
    asked: tuple[Asked, ...] = ()
    deactivations: tuple[Deactivation, ...] = ()
    sanctions: tuple[Sanction, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    takings: tuple[Taking, ...] = ()
    answers: tuple[Answer, ...] = ()


class Tin(NamedTuple):
    """A TIN that is looked at, of a list or asked for."""

    subject: Subject
    aco: str
    tin: str
    name: str
    primary_care: bool
    days: Days


class Screening:
    """A screening of a programme, or of these of its change requests alone."""

    def __init__(self, programme: Programme, only: frozenset[int] | None = None) -> None:
        self.programme, self.day, self.only = programme, programme.day, only

    def found(self, reason: Reason) -> Found:
        return _FINDERS[reason](self)

    def _subjects(self) -> Iterator[tuple[Subject, Listed | Asked]]:
        """Lists as far as they are not over, and what CMS has to answer."""
        if self.only is None:
            for number, listed in enumerate(self.programme.listed):
                if listed.days.reach(self.day):
                    yield Subject("listed", number), listed
        for number, asked in enumerate(self.programme.asked):
            if asked.with_cms and (self.only is None or number in self.only):
                yield Subject("asked", number), asked

    def _tins(self) -> Iterator[Tin]:
        return (_tin(subject, row) for subject, row in self._subjects() if row.tin)

    def _others(self, tin: Tin) -> Iterator[Tin]:
        """With what a TIN may collide: what other ACOs have or, of one that is asked for, ask."""
        rows: list[tuple[Subject, Listed | Asked]] = [
            (Subject("listed", number), row) for number, row in enumerate(self.programme.listed)
        ]
        if tin.subject.kind == "asked":
            rows += [
                (Subject("asked", number), row)
                for number, row in enumerate(self.programme.asked)
                if row.with_cms
            ]
        others = (_tin(subject, row) for subject, row in rows)
        return (one for one in others if one.tin == tin.tin and one.aco != tin.aco)

    def _npis(self) -> Iterator[tuple[Subject, str]]:
        for subject, row in self._subjects():
            if isinstance(row, Listed):
                yield from (
                    (subject, npi) for npi, days in row.npis.items() if days.reach(self.day)
                )
            elif row.kind is not ChangeKind.REMOVE_PROVIDERS:
                yield from ((subject, npi) for npi in row.npis)

    def _bad_npis(self) -> Found:
        return {
            (subject, npi): facts for subject, npi in self._npis() if (facts := self._of_npi(npi))
        }

    def _of_npi(self, npi: str) -> Facts:
        """Deactivated from a day until it is reactivated, if it is; or none at all."""
        since = [
            one.days.start
            for one in self.programme.deactivations
            if one.npi == npi and self.day in one.days
        ]
        if since:
            return {"deactivated_on": min(since).isoformat()}
        return {} if is_npi(npi) else {"invalid": True}

    def _not_enrolled(self) -> Found:
        known = {one.of: one.status for one in self.programme.answers}
        asked = [((tin.subject, ""), tin.tin) for tin in self._tins()]
        asked += [((subject, npi), npi) for subject, npi in self._npis()]
        return {
            key: {"status": known[number].value}
            for key, number in asked
            if known.get(number, Enrolment.APPROVED) is not Enrolment.APPROVED
        }

    def _sanctioned_organizations(self) -> Found:
        return self._with_sanctions(((one.subject, ""), one.tin) for one in self._tins())

    def _sanctioned_officials(self) -> Found:
        tins = (((one.subject, ""), one.tin) for one in self._tins())
        return self._with_sanctions(tins, of_official=True)

    def _sanctioned_providers(self) -> Found:
        return self._with_sanctions(((subject, npi), npi) for subject, npi in self._npis())

    def _with_sanctions(
        self, asked: Iterable[tuple[tuple[Subject, str], str]], *, of_official: bool = False
    ) -> Found:
        standing: dict[str, list[Facts]] = {}
        for one in self.programme.sanctions:
            if one.of_official is of_official and one.stands_on(self.day, self.programme.waivers):
                standing.setdefault(one.of, []).append({"reason": one.reason, **one.days.facts})
        return {key: {"sanctions": standing[of]} for key, of in asked if of in standing}

    def _in_other_acos(self) -> Found:
        """A TIN that bills primary care services belongs to one ACO only (42 CFR 425.306(b)), and
        to none after the end of its agreement (rule J4)."""
        return _with_others(
            (
                tin,
                [
                    {"aco": other.aco, **other.days.facts}
                    | ({"asked": True} if other.subject.kind == "asked" else {})
                    for other in self._others(tin)
                    if self._collide(
                        tin._replace(days=self._in_agreement(tin)),
                        other.primary_care,
                        self._in_agreement(other),
                    )
                ],
            )
            for tin in self._tins()
            if self._in_agreement(tin).reach(self.day)
        )

    def _in_agreement(self, tin: Tin) -> Days:
        ends = [day for day in (tin.days.until, self.programme.ends.get(tin.aco)) if day]
        return Days(tin.days.start, min(ends, default=None))

    def _in_other_initiatives(self) -> Found:
        return _with_others(
            (
                tin,
                [
                    {"initiative": other.initiative, **other.days.facts}
                    for other in self.programme.takings
                    if other.tin == tin.tin and self._collide(tin, other.primary_care, other.days)
                ],
            )
            for tin in self._tins()
        )

    def _collide(self, tin: Tin, primary_care: bool, days: Days) -> bool:
        """Whether both have it on some day from today on, and either bills primary care."""
        exclusive = tin.primary_care or primary_care
        return exclusive and days.reach(self.day) and tin.days.overlap(days)

    def _other_names(self) -> Found:
        """PECOS has the TIN under a name that is unlike. Capitals, accents, signs, spaces and "and"
        make no difference."""
        known = {one.of: one.name for one in self.programme.answers}
        return {
            (tin.subject, ""): {"pecos": pecos, "ours": tin.name}
            for tin in self._tins()
            if (pecos := known.get(tin.tin, "")) and is_another_name(tin.name, pecos)
        }

    def _single_tins(self) -> Found:
        """All that an ACO asks for makes or ends a single-TIN ACO, or leaves no TIN."""
        found: Found = {}
        for subject, row in self._subjects():
            if not isinstance(row, Asked) or row.kind not in _CHANGING_TINS:
                continue
            asked = [
                -1 if one.kind is ChangeKind.REMOVE_PARTICIPANT else 1
                for one in self.programme.asked
                if one.aco == row.aco and one.with_cms and one.kind in _CHANGING_TINS
            ]
            listed = [one for one in self.programme.listed if one.aco == row.aco]
            before = sum(self.day in one.days for one in listed)
            after = max(0, before + sum(asked))
            if (before == 1) != (after == 1) or after == 0:
                found[subject, ""] = {"before": before, "after": after}
        return found


_CHANGING_TINS = (
    ChangeKind.ADD_PARTICIPANT,
    ChangeKind.MERGED_TIN,
    ChangeKind.REMOVE_PARTICIPANT,
)
_FINDERS: dict[Reason, Callable[[Screening], Found]] = {
    Reason.BAD_NPI: Screening._bad_npis,
    Reason.NO_APPROVED_ENROLLMENT: Screening._not_enrolled,
    Reason.ORG_MED_SANCTIONS: Screening._sanctioned_organizations,
    Reason.AO_MED_SANCTIONS: Screening._sanctioned_officials,
    Reason.PROVIDER_MED_SANCTIONS: Screening._sanctioned_providers,
    Reason.OVERLAP_ACO: Screening._in_other_acos,
    Reason.OVERLAP_INITIATIVE: Screening._in_other_initiatives,
    Reason.OTHER_NAME: Screening._other_names,
    Reason.SINGLE_TIN: Screening._single_tins,
}


def is_npi(typed: str) -> bool:
    """Whether it is an NPI as the doors read one."""
    try:
        return read_npi(typed) == typed
    except ValueError:
        return False


def is_another_name(listed: str, in_pecos: str) -> bool:
    return in_one_word(folded(listed)) != in_one_word(folded(in_pecos))


def _tin(subject: Subject, row: Listed | Asked) -> Tin:
    days = row.days if isinstance(row, Listed) else Days(row.joins)
    return Tin(subject, row.aco, row.tin, row.name, row.primary_care, days)


def _with_others(found: Iterable[tuple[Tin, list[Facts]]]) -> Found:
    return {(tin.subject, ""): {"with": others} for tin, others in found if others}
