"""Templates are written for people; what is sent is made small as they are loaded.

A process loads a template once, so this costs a request nothing.
"""

import re

from django.template import Origin
from django.template.loaders import filesystem

# White space just inside these is not shown, whatever their style.
_APART = (
    "address article aside blockquote body button caption dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header html legend li main nav ol "
    "optgroup option p section select summary table tbody td tfoot th thead title tr ul"
).replace(" ", "|")

_TEMPLATE_TAG = r"{%[^\n]*?%}|{{[^\n]*?}}"
_AS_WRITTEN = r"<(?P<element>pre|script|style|textarea)\b.*?</(?P=element)\s*>"
_SPACE = r"[ \t\r\n]"  # and not those that people see, such as the one that does not break
_COMMENT = re.compile(r"{#.*?#}")
_RUN = re.compile(rf"{_AS_WRITTEN}|{_TEMPLATE_TAG}|(?P<run>(?:{_SPACE}|{{#[^\n]*?#}})+)", re.DOTALL)
_ATTRIBUTES = rf"(?:{_TEMPLATE_TAG}|\"[^\"]*\"|'[^']*'|[^>\"'])*+"
_ENDS = re.compile(
    rf"(?P<opening><(?:{_APART})\b{_ATTRIBUTES}>){_SPACE}|{_SPACE}(?P<closing></(?:{_APART})>)"
)


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

    A run of white space with the `{# comments #}` in it becomes one line break or space; at the
    ends of the template and of elements that stand apart from what is around them, nothing. What
    is in `<pre>`, `<textarea>`, `<script>`, `<style>` and template tags stays.
    """
    return _ENDS.sub(r"\g<opening>\g<closing>", _RUN.sub(_in_one, html)).strip(" \t\r\n")


def _in_one(found: re.Match[str]) -> str:
    run = found["run"]
    if run is None:
        return found[0]
    between = _COMMENT.sub("", run)
    return "\n" if "\n" in between else between[:1]
