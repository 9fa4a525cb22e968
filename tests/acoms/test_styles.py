"""No style is left over: what our sheets name stands in a template or a script."""

import re
from pathlib import Path

import django.contrib.admin

CHECKOUT = Path(__file__).parents[2]
SHEETS = CHECKOUT / "acoms" / "static_src" / "acoms"
ADMIN = Path(django.contrib.admin.__file__).parent / "templates"
# Python gives these: Django's admin and its forms, the lists of a request's documents and findings,
# the library's articles and the links to them, names of files that may break, and
# how urgent things are.
GIVEN = {"change-form", "nowrap", "plain", "id_body", "help-link", "level-3", "breakable"}
GIVEN |= {"dashboard", "timezonewarning", "urgency--overdue", "urgency--week"}
GIVEN |= {"calendar", "calendarbox", "shifted"}  # scripts of Django's admin do

ATTRIBUTE = re.compile(r"\b(?:class|id)=\"((?:{%.*?%}|{{.*?}}|[^\"])*)\"", re.DOTALL)
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}")
NAME = r"[a-zA-Z_][\w-]*"


def test_no_style_is_left_over() -> None:
    sheets = " ".join(sheet.read_text() for sheet in SHEETS.glob("*.css"))
    selectors = re.findall(r"([^{};]+){", re.sub(r"/\*.*?\*/", "", sheets, flags=re.DOTALL))
    styled = set(re.findall(rf"[.#]({NAME})", " ".join(selectors)))
    assert styled
    assert styled <= _named() | GIVEN


def _named() -> set[str]:
    templates = [*(CHECKOUT / "templates").rglob("*.html"), *ADMIN.rglob("*.html")]
    given = [ATTRIBUTE.findall(template.read_text()) for template in templates]
    words = [TEMPLATE_TAG.sub(" ", attribute) for attributes in given for attribute in attributes]
    scripts = [script.read_text() for script in SHEETS.glob("*.js")]
    return set(re.findall(NAME, " ".join(words + scripts)))


def test_what_is_printed_carries_no_ways_to_other_pages() -> None:
    style = (SHEETS / "acoms.css").read_text("utf-8")
    hidden = style.split("@media print {")[1].split("{ display: none; }")[0]
    for way in (".banner", ".menu", ".crumbs", ".subtabs", ".footer"):
        assert f"{way}," in hidden
