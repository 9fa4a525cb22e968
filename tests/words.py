"""The words that are out: says where templates, sentences in Python and documents still have one.

The list is the table in `docs/words.md`: what is out, and what to write instead.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PAGE = Path("docs/words.md")
NOT_READ = (str(PAGE), "docs/rules.md", "tests/")
_COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|\{\{.*?\}\}", re.DOTALL)
_TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
_CODE = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)", re.DOTALL)


class Out(NamedTuple):
    """A word or phrase that is out, how it is found, and what to write."""

    words: str
    pattern: re.Pattern[str]
    instead: str


def words_out(page: str) -> list[Out]:
    """The list, from the rows of the page's table."""
    rows = re.findall(r"^\| (`.*?) \| (.*) \|$", page, re.MULTILINE)
    return [
        Out(words, _pattern(words), instead)
        for cell, instead in rows
        for words in re.findall("`(.*?)`", cell)
    ]


def _pattern(words: str) -> re.Pattern[str]:
    """The phrase, over the ends of lines too; in any case, where it has no capital letter."""
    phrase = r"\s+".join(map(re.escape, words.split()))
    return re.compile(rf"(?<!\w){phrase}(?!\w)", 0 if words != words.lower() else re.IGNORECASE)


def _blank(text: re.Match[str]) -> str:
    """As many lines of nothing."""
    return "\n" * text[0].count("\n") or " "


def _sentences_of_tag(tag: re.Match[str]) -> str:
    """What a tag says to people: its strings of several words."""
    said = [text for text in re.findall(r'"([^"]*)"', tag[0]) if " " in text]
    return " ".join(said) + "\n" * tag[0].count("\n")


def said_in(path: str, source: str) -> Iterator[tuple[int, str]]:
    """What a file says to people, each with the line on which it begins."""
    if path.endswith(".md"):
        yield 1, _CODE.sub(_blank, source)
    elif path.endswith(".py"):
        yield from _sentences(ast.parse(source))
    else:
        yield 1, _TAG.sub(_sentences_of_tag, _COMMENT.sub(_blank, source))


def _sentences(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The strings of several words that are no docstrings."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = " " in node.value and " | " not in node.value  # no name, no type
            if words and id(node) not in docstrings:
                yield node.lineno, node.value


def found_in(path: str, source: str, out: list[Out]) -> Iterator[str]:
    """A line for each word that is out."""
    for line, text in said_in(path, source):
        for words, pattern, instead in out:
            for found in pattern.finditer(text):
                at = line + text.count("\n", 0, found.start())
                yield f"{path}:{at}: “{words}” is out. Write: {instead}"


def files() -> list[str]:
    """What is read: templates, Python of the site, and documents."""
    tracked = subprocess.run(
        ["git", "ls-files", "templates", "*.py", "*.md"], capture_output=True, text=True, check=True
    )
    return [
        path
        for path in tracked.stdout.split()
        if not path.startswith(NOT_READ) and "/migrations/" not in path
    ]


def main() -> int:
    """Print what is found; 1 if there is any."""
    out = words_out(PAGE.read_text())
    found = [line for path in files() for line in found_in(path, Path(path).read_text(), out)]
    print("\n".join(found) or f"None of {len(out)} words that are out is anywhere.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
