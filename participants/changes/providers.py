"""Providers/suppliers as people type them or have them in a file, one a line; pure Python (C1)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from acoms.loading.reading import plain
from acoms.loading.tables import Line, columns_of, lines_of
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


def read_providers(text: str) -> tuple[list[TypedProvider], list[str]]:
    """The providers of a text, and a sentence for each line that cannot be taken.

    With a first line of headings the columns may stand in any order; without one: NPI, name, CCN,
    PTAN, specialty. Raises UnreadableFile.
    """
    lines = lines_of(text)
    columns: Sequence[str] = list(HEADINGS)
    if lines and "npi" in map(plain, lines[0].cells):
        columns, _ = columns_of(lines[0].cells, HEADINGS, ["npi"])
        lines = lines[1:]
    if len(lines) > MOST:
        return [], [f"These are {len(lines):,} lines, and {MOST:,} can be read at a time."]
    found: dict[str, TypedProvider] = {}
    problems = []
    for line in lines:
        try:
            provider = _read_line(line, columns)
            if provider.npi in found:
                raise ValueError(f"The NPI {provider.npi} stands further up already.")
            found[provider.npi] = provider
        except ValueError as error:
            problems.append(f"Line {line.number}: {error}")
    return list(found.values()), problems


def _read_line(line: Line, columns: Sequence[str]) -> TypedProvider:
    if any(line.cells[len(columns) :]):
        raise ValueError(f"It has {len(line.cells)} cells, and {len(columns)} are known.")
    return read_provider({c: cell for c, cell in zip(columns, line.cells, strict=False) if c})


def as_lines(providers: Sequence[TypedProvider]) -> str:
    """Providers as the text that `read_providers` reads, to be edited."""
    return "\n".join(
        ", ".join(_cell(cell) for cell in provider_facts(p).values()).rstrip(", ")
        for p in providers
    )


def _cell(text: str) -> str:
    quoted = text.replace('"', '""')
    return f'"{quoted}"' if any(sign in text for sign in ',";\t') else text
