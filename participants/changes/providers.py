"""Providers/suppliers as people type them or have them in a file, one a line; pure Python (C1)."""

import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from acoms.loading.reading import BadLine, plain, read_each, table_of
from acoms.programme.identifiers import read_ccn, read_npi, read_ptan
from acoms.text.lines import read_line
from participants.lists.facts import provider_facts

MOST = 5_000
HEADINGS = {
    "npi": ("NPI", "individual NPI", "organization NPI"),
    "name": ("Provider name", "name", "provider"),
    "ccn": ("CCN",),
    "ptan": ("PTAN",),
    "specialty": ("Specialty",),
}
EXAMPLE = "2234567891, Dr. Ana Reyes, , 040071, Family Medicine"
_SIGNS = re.compile(r"[,;\t]")
_LONGEST = {"name": 200, "specialty": 100}
_READ: Mapping[str, Callable[[str], str]] = {"ccn": read_ccn, "ptan": read_ptan}


@dataclass(frozen=True, slots=True)
class TypedProvider:
    """One provider/supplier, with its identifiers in their one spelling."""

    npi: str
    name: str = ""
    ccn: str = ""
    ptan: str = ""
    specialty: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.npi})" if self.name else self.npi


def read_provider(cells: Mapping[str, str]) -> TypedProvider:
    """A provider from its cells by column. ValueError says what is wrong with them."""
    read = {"npi": read_npi(cells.get("npi", ""))}
    for column, form in _READ.items():
        if typed := cells.get(column, ""):
            read[column] = form(typed)
    for column, longest in _LONGEST.items():
        read[column] = read_line(cells.get(column, ""), f"The {column}", longest)
    return TypedProvider(**read)


def read_providers(text: str, *, in_a_file: bool = False) -> tuple[list[TypedProvider], list[str]]:
    """The providers of a text, and a sentence for each line that cannot be taken.

    A file names its columns, in any order. Typed lines may lack the names; then they are as the
    page says: NPI, name, CCN, PTAN, specialty. Raises UnreadableFile.
    """
    lines: Iterable[str] = io.StringIO(text, newline="")
    above = 0
    if not in_a_file and not _names_columns(text):
        lines, above = chain([f"{_between(text).join(HEADINGS)}\n"], lines), 1
    rows = list(islice(table_of(lines, HEADINGS, ["npi"], typed=True).rows, MOST + 1))
    if len(rows) > MOST:
        return [], [f"These are more than {MOST:,} lines, which can be read at a time."]
    found: dict[str, TypedProvider] = {}
    problems = []
    for row in read_each(rows, read_provider):
        if isinstance(row, BadLine):
            problems.append(f"Line {row.line - above}: {row.reason}")
        elif row[1].npi in found:
            problems.append(
                f"Line {row[0] - above}: The NPI {row[1].npi} stands further up already."
            )
        else:
            found[row[1].npi] = row[1]
    return list(found.values()), problems


def _names_columns(text: str) -> bool:
    first = next((line for line in io.StringIO(text, newline="") if line.strip()), "")
    return any(plain(word) == "npi" for word in _SIGNS.split(first))


def _between(text: str) -> str:
    """What stands between the cells of typed lines: the sign behind the first NPI that has one."""
    found = _SIGNS.search(text.strip())
    return found[0] if found else ","


def as_lines(providers: Sequence[TypedProvider]) -> str:
    """Providers as the text that `read_providers` reads, to be edited."""
    return "\n".join(
        ", ".join(_cell(cell) for cell in provider_facts(p).values()).rstrip(", ")
        for p in providers
    )


def _cell(text: str) -> str:
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if any(sign in text for sign in ',";\t') else text
