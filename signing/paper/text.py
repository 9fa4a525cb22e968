"""The text of a document: written plainly, read into parts, filled in for one ACO; pure Python.

A line that begins with `# ` is a heading, with `- ` a point of a list; an empty line ends a
paragraph. `{aco}` and the other words of `WORDS` stand for what is an ACO's own.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from acoms.text.lines import problem_with_unseen

LONGEST = 60_000
MOST_PARTS = 1_000  # headings, paragraphs and points: each costs time when the PDF is made


class Word(StrEnum):
    """What stands for a fact of the ACO; the value is how it is written between braces."""

    ACO = "aco"
    ACO_ID = "aco_id"
    YEAR = "year"
    CUSTODIANS = "custodians"


class Sort(StrEnum):
    """What a part of a text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    POINT = "point"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, a paragraph or a point of a list."""

    sort: Sort
    text: str


_BRACES = re.compile(r"\{([^{}]*)\}")


def problem_with_text(text: str) -> str:
    """Why a text is not taken; empty for a good one."""
    if not text.strip():
        return "Write the text of the document."
    if len(text) > LONGEST:
        return f"The text has {len(text):,} characters, and {LONGEST:,} is the most."
    for line in text.splitlines():
        if problem := problem_with_unseen(line):
            return problem
    unknown = [found for found in _BRACES.findall(text) if found not in set(Word)]
    if unknown:
        known = ", ".join(f"{{{word}}}" for word in Word)
        return f"{{{unknown[0]}}} stands for nothing. These can be used: {known}."
    if len(parts_of(text)) > MOST_PARTS:
        return f"The text has more than {MOST_PARTS:,} headings, paragraphs and points."
    if not any(part.sort is not Sort.HEADING for part in parts_of(text)):
        return "The text has headings only."
    return ""


def parts_of(text: str, facts: Mapping[str, str] | None = None) -> list[Part]:
    """The parts of a text in order; with `facts`, each word is what it stands for."""
    parts: list[Part] = []
    open_ = False  # whether a line goes on with the part before it
    for line in text.splitlines():
        said = " ".join(line.split())
        if not said:
            open_ = False
        elif said.startswith("# "):
            parts.append(Part(Sort.HEADING, said[2:]))
            open_ = False
        elif said.startswith("- "):
            parts.append(Part(Sort.POINT, said[2:]))
            open_ = True
        elif open_:
            parts[-1] = Part(parts[-1].sort, f"{parts[-1].text} {said}")
        else:
            parts.append(Part(Sort.PARAGRAPH, said))
            open_ = True
    if facts is None:
        return parts
    return [Part(part.sort, _filled(part.text, facts)) for part in parts]


def _filled(text: str, facts: Mapping[str, str]) -> str:
    return _BRACES.sub(lambda found: facts.get(found[1], found[0]), text)


def names_word(text: str, word: Word) -> bool:
    """Whether a text has the word for a fact."""
    return word in _BRACES.findall(text)
