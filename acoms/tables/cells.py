"""What stands in a cell of a list, and how rows are drawn."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.template import Context
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from acoms.programme.clock import day_in_words
from acoms.tables.lists import Column


def link(url: str, text: object) -> SafeString:
    return format_html('<a href="{}">{}</a>', url, text)


def tel_url(number: str) -> str:
    """A phone number as its address: "1-888-734-6433 (Option 1)" is tel:+18887346433. What has no
    area code, and no country's, is dialed as it is."""
    digits = "".join(c for c in number.partition("(")[0] or number if c.isdecimal())
    if len(digits) == 10 and not number.startswith("+"):
        digits = f"1{digits}"
    return f"tel:+{digits}" if len(digits) > 10 or number.startswith("+") else f"tel:{digits}"


def badge(text: object, tone: str = "") -> SafeString:
    """A word that stands out. `tone` is info, good, warn or bad."""
    if not tone:
        return format_html('<span class="badge">{}</span>', text)
    return format_html('<span class="badge badge--{}">{}</span>', tone, text)


def two_lines(first: object, second: object) -> SafeString:
    """The second line is smaller and paler."""
    return format_html('{}<br><span class="muted small">{}</span>', first, second)


def whole(text: object) -> SafeString:
    """What stands on one line: a number with its unit."""
    return format_html('<span class="whole">{}</span>', text)


def breakable(name: object) -> SafeString:
    """A file's name, which goes on in the next line behind a point or a stroke; within a part only
    where that is long."""
    parts = re.findall(r"[^._-]{1,24}[._-]*|[._-]+", str(name))
    between = mark_safe("<wbr>")
    joined = format_html_join(between, "{}", ((part,) for part in parts))
    return format_html('<span class="breakable">{}</span>', joined)


def together(*parts: object) -> SafeString:
    """Several beside each other, without those that are empty."""
    return format_html_join(" ", "{}", ((part,) for part in parts if part))


def as_html(value: object) -> str:
    """A cell's value on a page: a day or a moment as `Dec 6, 2026`, nothing for None."""
    match value:
        case None:
            return ""
        case datetime():
            return day_in_words(value)
        case date():
            return date_format(value, "M j, Y")
    return conditional_escape(str(value) if not isinstance(value, str) else value)


def draw_rows(
    columns: Sequence[Column[Any]], rows: Iterable[Any], context: Context, ids: str = ""
) -> SafeString:
    """The table's body. With `ids`, a row is found by it and the row's `pk`."""
    drawers = [_drawer(column, context) for column in columns]
    parts = ["<tbody>"]
    for row in rows:
        parts.append(str(format_html('<tr id="{}{}">', ids, row.pk)) if ids else "<tr>")
        with context.push(row=row):
            parts += [draw(row) for draw in drawers]
        parts.append("</tr>")
    parts.append("</tbody>")
    return mark_safe("".join(parts))  # noqa: S308 - of cells that are escaped


def _drawer(column: Column[Any], context: Context) -> Callable[[Any], str]:
    """What makes a row's cell in this column."""
    draw = _contents(column, context)
    if column.names_row:
        return lambda row: f'<th scope="row">{draw(row)}</th>'
    label = "" if column.plain else f' data-label="{conditional_escape(column.label)}"'

    def cell(row: Any) -> str:
        drawn = draw(row)
        return f"<td{label}>{drawn}</td>" if drawn else "<td></td>"

    return cell


def _contents(column: Column[Any], context: Context) -> Callable[[Any], str]:
    if not isinstance(column.cell, str):
        value = column.cell
        return lambda row: as_html(value(row))
    assert context.template is not None
    template = context.template.engine.get_template(column.cell)
    return lambda _: template.render(context).strip()
