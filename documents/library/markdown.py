"""Markdown as articles are written in it; pure Python.

Headings, lists, tables, links, bold and italic words. HTML is text, pictures are refused, and
links lead to https, to an e-mail address, to a page of ACO-MS or to a heading of the same article.
Nothing that comes out has a style or a script.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

LONG = 4  # headings, from which on an article begins with a table of its contents
_FIRST_LEVEL, _LAST_LEVEL = 2, 6  # the page itself has the h1
_HERE = "part-"  # before the id of a heading: no other part of a page is called so


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of an article: what it says, where it is, and how deep."""

    text: str
    anchor: str
    level: int


@dataclass(frozen=True, slots=True)
class Read:
    """An article's text, read: as HTML, as plain words, with its headings and where it leads."""

    html: str
    words: str
    headings: tuple[Heading, ...]
    links: tuple[str, ...]
    pictures: tuple[str, ...]

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings that a long article lists at its beginning."""
        found = tuple(one for one in self.headings if one.level <= _FIRST_LEVEL + 1)
        return found if len(found) >= LONG else ()


def read(body: str) -> Read:
    """What `body`, a text in Markdown, says. Nothing in it fails: what is not allowed is left out
    or stays text, and `problems` says so."""
    links: list[str] = []
    parser = _parser(links)
    tokens = parser.parse(body)
    pictures = tuple(one.content for one in _inline(tokens) if one.type == "image")
    headings = tuple(_headings(tokens))
    _tables(tokens)
    html = parser.renderer.render(tokens, parser.options, {})
    return Read(html, _words(tokens), headings, tuple(dict.fromkeys(links)), pictures)


def problems(body: str) -> list[str]:
    """Why a text is not taken as it is, in sentences; the pages of ACO-MS that its links name are
    the caller's to look up (`own_pages`)."""
    found = read(body)
    said = [
        f"The link to “{link}” is not taken. A link begins with https://, mailto: or a single /."
        for link in found.links
        if not _leads_somewhere(link)
    ]
    anchors = {heading.anchor for heading in found.headings}
    said += [
        f"The link to “{link}” leads to no heading of this article."
        for link in found.links
        if link.startswith("#") and _HERE + link[1:] not in anchors
    ]
    if found.pictures:
        said.append("Pictures are not shown in articles. Say it in words.")
    return said


def own_pages(body: str) -> list[str]:
    """The addresses of pages of ACO-MS that a text links to, each once."""
    return [one for one in read(body).links if one.startswith("/")]


def _parser(links: list[str]) -> MarkdownIt:
    """`links` is filled with the addresses that it meets, also with those that it refuses."""
    parser = MarkdownIt("commonmark", {"html": False}, renderer_cls=_Html).enable("table")

    def take(url: str) -> bool:
        links.append(url)
        return _leads_somewhere(url)

    parser.validateLink = take  # type: ignore[method-assign]
    return parser


def _leads_somewhere(url: str) -> bool:
    if any(c.isspace() or not c.isprintable() for c in url) or "\\" in url:
        return False
    if url.startswith(("#", "/")):
        return url != "#" and not url.startswith("//")
    try:
        to = urlsplit(url)
    except ValueError:
        return False
    if to.scheme == "https":
        return bool(to.hostname) and "@" not in to.netloc
    return to.scheme == "mailto" and "@" in to.path


class _Html(RendererHTML):
    """HTML without pictures, and with links that tell the other end nothing."""

    def image(self, tokens: Sequence[Token], idx: int, *_: Any) -> str:
        alt: str = self.renderInlineAsText(tokens[idx].children or [], {}, {})  # type: ignore[arg-type]
        return _escaped(alt)

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        link = tokens[idx]
        to = str(link.attrGet("href") or "")
        if to.startswith("#"):
            link.attrSet("href", f"#{_HERE}{to[1:]}")
        elif to.startswith("https:"):
            link.attrSet("rel", "noreferrer")
        return self.renderToken(tokens, idx, options, env)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _inline(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield from token.children or ()


def _headings(tokens: Sequence[Token]) -> Iterator[Heading]:
    """Each heading, whose token is given its anchor and a level: from h2 on, none left out."""
    opened = [i for i, token in enumerate(tokens) if token.type == "heading_open"]
    highest = min((int(tokens[i].tag[1]) for i in opened), default=1)
    before, known = _FIRST_LEVEL - 1, set[str]()
    for i in opened:
        wanted = int(tokens[i].tag[1]) - highest + _FIRST_LEVEL
        before = min(wanted, before + 1, _LAST_LEVEL)
        text = _text(tokens[i + 1])
        anchor = stem = _HERE + (_plain(text) or "heading")
        number = 1
        while anchor in known:
            number += 1
            anchor = f"{stem}-{number}"
        known.add(anchor)
        tokens[i].tag = tokens[i + 2].tag = f"h{before}"
        tokens[i].attrSet("id", anchor)
        yield Heading(text, anchor, before)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", letters).strip("-")


def _tables(tokens: Sequence[Token]) -> None:
    """Tables as all others: on a phone each cell says its heading. No cell has a style."""
    labels: list[str] = []
    column = 0
    for i, token in enumerate(tokens):
        match token.type:
            case "table_open":
                token.attrSet("class", "table")
                labels = []
            case "tr_open":
                column = 0
            case "th_open":
                token.attrs = {"scope": "col"}
                labels.append(_text(tokens[i + 1]))
            case "td_open":
                token.attrs = {"data-label": labels[column]} if column < len(labels) else {}
                column += 1


def _words(tokens: Sequence[Token]) -> str:
    """The text as it is read: its marks gone, a line for each block."""
    lines = (
        _text(token) if token.type == "inline" else token.content
        for token in tokens
        if token.type in ("inline", "fence", "code_block")
    )
    return "\n".join(filter(None, (re.sub(r"\s+", " ", line).strip() for line in lines)))


def _text(inline: Token) -> str:
    parts = (
        " " if one.type in ("softbreak", "hardbreak") else _alt(one) or one.content
        for one in inline.children or ()
    )
    return "".join(parts).strip()


def _alt(token: Token) -> str:
    return _text(token) if token.type == "image" else ""
