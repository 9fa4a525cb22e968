"""Clinicians and member practices as CMS staff type them, one a line: pure Python (rule D4)."""

import re
from dataclasses import dataclass

from acoms.programme.identifiers import read_npi, read_ptan, read_tin
from qpp_roles.organizations.kinds import Kind, KindCode

_MOST = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A clinician of a practice (NPI, PTAN), a member practice (TIN), or a clinician of a member
    practice in a CPC+ Practice Site (TIN, NPI)."""

    tin: str = ""
    npi: str = ""
    ptan: str = ""


def form_of_entry(kind: Kind) -> str:
    """How a line is typed, for whoever types; "" for a kind that has no such list."""
    if kind.code == KindCode.PRACTICE:
        return "One clinician a line: the NPI, then a PTAN that they bill under there."
    if kind.code == KindCode.CPC_PLUS_SITE:
        return (
            "One practice a line: its TIN. Or one clinician a line: the TIN of the practice, then "
            "the NPI."
        )
    if kind.has_members:
        return "One practice a line: its TIN."
    return ""


def read_entries(kind: Kind, typed: str) -> list[Entry]:
    """The entries of what was typed; ValueError names the first line that is wrong, and why."""
    entries = []
    for number, line in enumerate(typed.splitlines(), 1):
        if cells := re.split(r"[\s,;]+", line.strip(" ,;\t")):
            if cells == [""]:
                continue
            try:
                entries.append(_read(kind, cells))
            except ValueError as error:
                raise ValueError(f"Line {number}: {error}") from None
    if len(entries) > _MOST:
        raise ValueError(f"These are more than {_MOST} lines: import them as a list.")
    return entries


def _read(kind: Kind, cells: list[str]) -> Entry:
    match kind.code, cells:
        case KindCode.PRACTICE, [npi, ptan]:
            return Entry(npi=read_npi(npi), ptan=read_ptan(ptan))
        case KindCode.CPC_PLUS_SITE, [tin, npi]:
            return Entry(tin=read_tin(tin), npi=read_npi(npi))
        case _, [tin] if kind.has_members:
            return Entry(tin=read_tin(tin))
    raise ValueError(form_of_entry(kind) or f"A {kind.label} has no such list.")
