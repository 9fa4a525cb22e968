"""What makes an article of the Knowledge Library; pure Python (rules G3, G5)."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from acoms.text.letters import code_of, first_unseen
from acoms.text.lines import problem_with_unseen, tidied
from documents.library.markdown import problems

LONGEST_TITLE = 120
LONGEST_SUMMARY = 300
LONGEST_BODY = 60_000
LONGEST_NOTE = 300
LONGEST_WORDS = 1_000
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"


class State(StrEnum):
    """How an article stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CHANGING = "changing"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    State.DRAFT: "Draft, not published",
    State.PUBLISHED: "Published",
    State.CHANGING: "Published, with a draft of a new version",
    State.WITHDRAWN: "Withdrawn",
}


def state_of(*, published: bool, draft: bool, withdrawn: bool) -> State:
    """How an article stands whose versions are so."""
    if withdrawn:
        return State.WITHDRAWN
    if not published:
        return State.DRAFT
    return State.CHANGING if draft else State.PUBLISHED


@dataclass(frozen=True, slots=True)
class Text:
    """What a version of an article says, and what changed with it."""

    title: str
    summary: str
    body: str
    note: str

    @property
    def tidy(self) -> "Text":
        """As it is kept: plain spaces, and lines that end alike."""
        lines = [tidied_end(line) for line in self.body.splitlines()]
        body = "\n".join(lines).strip("\n")
        return Text(tidied(self.title), tidied(self.summary), body, tidied(self.note))


def tidied_end(line: str) -> str:
    """A line of Markdown: its beginning means something, its end nothing."""
    spaced = "".join(" " if unicodedata.category(c) == "Zs" else c for c in line)
    return spaced.rstrip()


def refusals(text: Text) -> dict[str, list[str]]:
    """Why a text is not taken: sentences, by the field that they are about."""
    said: dict[str, list[str]] = {}
    for name, what, longest in _FIELDS:
        typed = getattr(text, name)
        if not typed.strip():
            said[name] = [what]
        elif len(typed) > longest:
            said[name] = [f"This is {len(typed):,} characters long. At most {longest:,} are taken."]
        elif name != "body" and (problem := problem_with_unseen(typed)):
            said[name] = [problem]
    if "body" not in said:
        if unseen := first_unseen(text.body, allowed=" \n\t"):
            said["body"] = [f"This holds a character that cannot be seen ({code_of(unseen)})."]
        elif found := problems(text.body):
            said["body"] = found
    return said


_FIELDS = (
    ("title", "Enter a title.", LONGEST_TITLE),
    ("summary", "Describe in one sentence what the article helps with.", LONGEST_SUMMARY),
    ("body", "Write the article.", LONGEST_BODY),
    ("note", "Describe what changed. Readers see it below the title.", LONGEST_NOTE),
)


def is_slug(text: str) -> bool:
    """Whether a text can be the last part of an article's address."""
    return len(text) <= 80 and re.fullmatch(SLUG, text) is not None
