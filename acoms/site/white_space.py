"""Templates are written for people; what is sent is made small as they are loaded.

A process loads a template once, so this costs a request nothing.
"""

import re
from dataclasses import dataclass, field

from django.template import Origin
from django.template.loaders import filesystem

# White space beside the tags of these is not shown; of the others, only inside them.
_APART = (
    "address article aside blockquote body br caption dd div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 head header hr html legend li link main meta nav ol "
    "optgroup option p section summary table tbody td tfoot th thead title tr ul"
).replace(" ", "|")
_APART_INSIDE = "button|details|dialog|select"
# Mail servers take no endless lines.
_LAST_OF_LINE = re.compile("</(?:blockquote|dd|div|dl|form|h[1-6]|li|ol|p|section|table|tr|ul)>")

_TEMPLATE_TAG = r"{%[^\n]*?%}|{{[^\n]*?}}"
_AS_WRITTEN = "|".join(rf"<{name}\b.*?</{name}>" for name in ("pre", "script", "style", "textarea"))
_PIECES = re.compile(rf"({_AS_WRITTEN}|{_TEMPLATE_TAG})", re.DOTALL)
_COMMENT = re.compile(r"{#[^\n]*?#}")
_RUN = re.compile(rf"(?:[ \t\r\n]|{_COMMENT.pattern})+")  # a space that does not break is seen

_ATTRIBUTES = rf"(?:{_TEMPLATE_TAG}|\"[^\"]*\"|'[^']*'|[^>\"'])*+"
_BESIDE = re.compile(
    rf" ?(?P<apart></?(?:{_APART})\b{_ATTRIBUTES}>) ?"
    rf"|(?P<opening><(?:{_APART_INSIDE})\b{_ATTRIBUTES}>) | (?P<closing></(?:{_APART_INSIDE})>)"
)
_END_OF_TAG = re.compile(rf"<\w{_ATTRIBUTES}(?<= )>")
_AT_START = re.compile(rf" |</?(?:{_APART})\b|</(?:{_APART_INSIDE})>")
_AT_END = re.compile(rf"(?: |</?(?:{_APART})\b[^<>]*>|<(?:{_APART_INSIDE})\b[^<>]*>)$")
_WORD = re.compile(r"{%\s*(?P<end>end)?(?P<word>\w+)")


class Loader(filesystem.Loader):
    """Our own templates, without the white space that only people need.

    While Django explains errors (`DEBUG`) they stay as written, so that its line numbers are true.
    """

    def get_contents(self, origin: Origin) -> str:
        contents = super().get_contents(origin)
        if self.engine.debug or not origin.name.endswith(".html"):
            return contents
        return squeezed(contents)


def squeezed(html: str) -> str:
    """The source of a template that shows the same and is smaller.

    A run of white space, with the `{# comments #}` in it, becomes one space, and nothing where none
    is shown: beside elements that stand apart from what is around them, at the ends of the template
    and of its blocks, and after another space, whichever way through `{% if %}` was taken. What is
    in `<pre>`, `<textarea>`, `<script>`, `<style>` and template tags stays.
    """
    pieces = _PIECES.split(html)
    pieces[::2] = [_RUN.sub(_in_one, text) for text in pieces[::2]]
    html = _END_OF_TAG.sub(lambda tag: f"{tag[0][:-1].rstrip(' ')}>", "".join(pieces))
    html = _BESIDE.sub(r"\g<apart>\g<opening>\g<closing>", html)
    pieces = _PIECES.split(html)
    pieces = _without_seconds(pieces, forwards=True)
    pieces = _without_seconds(pieces[::-1], forwards=False)[::-1]
    return _LAST_OF_LINE.sub(r"\g<0>\n", "".join(pieces)).removesuffix("\n")


def _in_one(run: re.Match[str]) -> str:
    return " " if _COMMENT.sub("", run[0]) else ""


def _without_seconds(pieces: list[str], *, forwards: bool) -> list[str]:
    """`pieces`, texts and others in turn, without spaces that follow one or an edge on every way.

    Backwards it is the same of the spaces that one comes before.
    """
    kept, way = [], _Way(forwards=forwards)
    for number, piece in enumerate(pieces):
        text = piece
        if number % 2:
            way.goes_through(piece)
        else:
            if way.free:
                text = piece.removeprefix(" ") if forwards else piece.removesuffix(" ")
            if text:
                way.free = bool(_AT_END.search(text) if forwards else _AT_START.match(text))
        kept.append(text)
    return kept


class _Way:
    """Whether a space would show nothing here (`free`), as one goes through a template."""

    def __init__(self, *, forwards: bool) -> None:
        self.free = True
        self._forwards = forwards
        self._open: list[_Branches] = []

    def goes_through(self, tag: str) -> None:
        match = _WORD.match(tag)
        word = match["word"] if match else ""
        begins = bool(match and bool(match["end"]) != self._forwards)
        if word == "block":
            self.free = begins
        elif word in ("if", "for", "with") and begins:
            self._open.append(_Branches(before=self.free, one_is_taken=word == "with"))
            self.free = self.free and word != "for"  # a loop also comes here from its own end
        elif word in ("if", "for", "with") and self._open:
            branches = self._open.pop()
            branches.ends.append(self.free)
            self.free = all(branches.ends) and (branches.one_is_taken or branches.before)
        elif word in ("elif", "else", "empty") and self._open:
            branches = self._open[-1]
            branches.ends.append(self.free)
            branches.one_is_taken |= word != "elif"
            self.free = branches.before
        elif " as " not in tag:  # such a tag shows nothing
            self.free = False


@dataclass(slots=True)
class _Branches:
    before: bool
    one_is_taken: bool
    ends: list[bool] = field(default_factory=list)
