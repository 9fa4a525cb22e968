"""Articles as files: Markdown, with what else is to be said in lines at the top.

    ---
    title: Inviting a contact
    summary: How an administrator adds a person to an ACO.
    section: Program Resources
    order: 20
    note: The steps name the new button.
    ---

A folder `articles/` beside this file has those that come with ACO-MS; `sections.txt` in a folder
puts its sections in order, each with what it is for.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from documents.library.rules import Text, is_slug

OWN = Path(__file__).parent / "articles"
SECTIONS = "sections.txt"
_NAMES = ("title", "summary", "section", "order", "note")
_OTHERWISE = "This article came with ACO-MS."


class UnreadableArticle(ValueError):
    """Why a file is no article; the text names the file."""


@dataclass(frozen=True, slots=True)
class ArticleFile:
    """An article as a file has it."""

    slug: str
    section: str
    about_section: str
    section_order: int
    order: int
    text: Text


def read_folder(folder: Path) -> list[ArticleFile]:
    """The articles in a folder, by name. Raises UnreadableArticle with all that is wrong."""
    sections = dict(_sections(folder))
    found, wrong = [], []
    for path in sorted(folder.glob("*.md")):
        try:
            found.append(_read(path, sections))
        except ValueError as error:
            wrong.append(f"{path.name}: {error}")
    if not found and not wrong:
        wrong.append(f"There is no .md file in {folder}.")
    if wrong:
        raise UnreadableArticle("\n".join(wrong))
    return found


def _sections(folder: Path) -> Iterator[tuple[str, tuple[int, str]]]:
    """Each section's place and what it is for; nothing, where the folder does not say it."""
    path = folder / SECTIONS
    lines = path.read_text("utf-8").splitlines() if path.exists() else []
    for number, line in enumerate(filter(None, lines), start=1):
        name, _, about = line.partition(":")
        yield name.strip(), (number * 10, about.strip())


def _read(path: Path, sections: dict[str, tuple[int, str]]) -> ArticleFile:
    if not is_slug(path.stem):
        raise ValueError("Call it by small letters, digits and single hyphens: how-to-invite.md.")
    top, said, body = path.read_text("utf-8").partition("\n---\n")
    lines = top.splitlines()
    if not said or not lines or lines[0].strip() != "---":
        raise ValueError("It does not begin with lines between two of ---.")
    facts = dict(_fact(line) for line in lines[1:] if line.strip())
    if lacking := [name for name in ("title", "summary", "section") if not facts.get(name)]:
        raise ValueError(f"It lacks {', '.join(lacking)}.")
    order = facts.get("order", "50")
    if not (order.isascii() and order.isdecimal() and len(order) < 5):
        raise ValueError(f"Its order “{order}” is no number below 10,000.")
    section_order, about = sections.get(facts["section"], (500, ""))
    note = facts.get("note") or _OTHERWISE
    text = Text(facts["title"], facts["summary"], body, note)
    return ArticleFile(path.stem, facts["section"], about, section_order, int(order), text)


def _fact(line: str) -> tuple[str, str]:
    name, colon, value = line.partition(":")
    if not colon or name.strip() not in _NAMES:
        raise ValueError(f"The line “{line}” is none of {', '.join(_NAMES)}.")
    return name.strip(), value.strip()


def written(file: ArticleFile) -> str:
    """A file's text, as `read_folder` reads it."""
    facts = (
        ("title", file.text.title),
        ("summary", file.text.summary),
        ("section", file.section),
        ("order", str(file.order)),
        ("note", file.text.note),
    )
    top = "\n".join(f"{name}: {value}" for name, value in facts)
    return f"---\n{top}\n---\n\n{file.text.body}\n"
