"""One line of text that somebody types and others read, on pages and in mail; pure Python.

A name, a title: nothing in it is unseen, turns the direction of reading, begins a line of its own,
or becomes a link in a mail program.
"""

import re
import unicodedata

from acoms.text.letters import code_of, first_unseen
from acoms.text.saying import say

# What mail programs make links of; after NFKC, for which other letters' dots are dots too.
_LINKED = re.compile(
    r"\bhttps?\b|://|\bwww\.|[a-z0-9-]\.[a-z]{2}|\d{1,3}(?:\.\d{1,3}){3}", re.IGNORECASE
)

_DRAWN = {0xFE0E: None, 0xFE0F: None}  # they choose between an emoji's shapes

# The same as far as a regular expression of PostgreSQL says it.
SPELLED = (
    r"^(?! )(?!.* $)(?!.*  )(?!.*[A-Za-z0-9-]\.[A-Za-z]{2})(?!.*://)(?!.*[Ww][Ww][Ww]\.)"
    r"[^\u0001-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u2000-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    r"\U000e0000-\U000e01ef]+$"
)


def tidied(typed: str) -> str:
    """With one plain space for each stretch of spaces of any kind, none at its ends, and letters in
    NFC: with their accents as one sign, where there is one."""
    if typed.isascii():  # as are nearly all of the millions of names that lists bring
        spaced = typed.replace("\t", " ")
    else:
        spaced = _spaced(unicodedata.normalize("NFC", typed))
    return re.sub(" +", " ", spaced).strip()


def problem_with_line(line: str) -> str:
    """Why a tidied line is not taken, as a sentence; empty for a good one."""
    if problem := problem_with_unseen(line):
        return problem
    if word := next(filter(is_linked, line.split()), ""):
        return say(
            "“{word}” looks like the address of a website. Leave it out, or put a space after "
            "the dot.",
            word=word,
        )
    return ""


def problem_with_unseen(line: str) -> str:
    """The half of it that the names of businesses keep too: one may be called `Care.com LLC`."""
    if line.isascii() and line.isprintable():
        return ""
    if unseen := first_unseen(line, allowed=" "):
        if unseen in "\n\r\v\f\x85\u2028\u2029":
            return say("Enter this on one line.")
        return say(
            "This holds a character that cannot be seen ({code}). Type it instead of pasting it.",
            code=code_of(unseen),
        )
    return ""


def tidied_text(typed: str) -> str:
    """Several lines: they end alike, each space of any kind is a plain one, letters are in NFC, and
    nothing stands at either end. How an emoji is drawn is left to the reader's font."""
    if not (typed.isascii() and typed.isprintable()):
        lines = typed.replace("\r\n", "\n").replace("\r", "\n").translate(_DRAWN)
        typed = _spaced(unicodedata.normalize("NFC", lines))
    return typed.strip()


def _spaced(line: str) -> str:
    return "".join(" " if unicodedata.category(c) == "Zs" or c == "\t" else c for c in line)


def problem_with_text(text: str) -> str:
    """Why a tidied text of several lines is not taken, as a sentence; empty for a good one.

    For answers, reasons and notes: others read them, and decide by what they see.
    """
    return next(filter(None, map(problem_with_unseen, text.split("\n"))), "")


def read_line(typed: str, what: str, longest: int) -> str:
    """A cell of a list that holds the name of a business, or another text that others read: tidied.

    ValueError says what is wrong with it; `what` it is, as a sentence begins with it: `The name`.
    """
    line = tidied(typed)
    if len(line) > longest:
        raise ValueError(f"{what} is longer than {longest} characters.")
    if problem := problem_with_unseen(line):
        raise ValueError(f"{what}: {problem}")
    return line


def is_linked(word: str) -> bool:
    """Whether a mail program may make a link of it."""
    return bool(_LINKED.search(unicodedata.normalize("NFKC", word).replace("\u3002", ".")))
