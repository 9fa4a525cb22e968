"""What a page shows of rooms above its own: sections, which those rooms register.

A room calls `register_section` in its `AppConfig.ready()`; the page's template draws them all with
`{% page_sections "its URL name" about %}`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Section:
    """A template, and what it is drawn with besides the request."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


def admin_tool(label: str, url: str) -> Section:
    """A link among those beside the heading of an admin page."""
    return Section("admin/tool.html", {"label": label, "url": url})


# Takes the request and what the page is about: a section, or None where there is nothing to show;
# a constant number of queries.
Shown = Callable[[HttpRequest, Any], Section | None]

_sections: dict[str, list[tuple[int, Shown]]] = {}


def register_section(page: str, order: int, section: Shown) -> None:
    """Put a section on `page` at its place (`order`); a page with several places names each."""
    _sections.setdefault(page, []).append((order, section))
    _sections[page].sort(key=lambda each: each[0])


def sections(page: str, request: HttpRequest, about: Any) -> list[Section]:
    """What there is to show on a page, in order."""
    shown = (section(request, about) for _, section in _sections.get(page, ()))
    return [section for section in shown if section is not None]
