"""The whole list of what a person is to do, of which the Dashboard shows the beginning."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from acoms.tables.cells import badge, link, two_lines
from acoms.tables.lists import Column, ListState
from acoms.text.folding import folded
from contacts.attention import Item
from dashboard.grouping import due_of, in_order
from dashboard.queries import of_person
from dashboard.rules import Urgency, urgency

ROWS = 20  # of a page: on a phone each is a card
_TONES = {Urgency.OVERDUE: "bad", Urgency.THIS_WEEK: "warn"}


def _due(item: Item) -> str:
    """Its day and how far that is, in a badge where it is urgent."""
    today = timezone.localdate()
    words, how = due_of([item], today), urgency(item.due, today)
    return badge(f"{how.mark} {words}", _TONES[how]) if how in _TONES else words


COLUMNS: tuple[Column[Item], ...] = (
    Column("due", "Due", ("due",), cell=_due),
    Column(
        "what",
        "What",
        ("what",),
        cell=lambda item: two_lines(link(item.url, item.task.title), item.text),
        names_row=True,
    ),
    Column("place", "Where", ("place",), cell=lambda item: item.place_in_full),
    Column("count", "How many", ("count",), cell=lambda item: item.counted),
)
_KEYS: dict[str, Callable[[Item], Any]] = {
    "due": lambda item: item.due or date.max,
    "what": lambda item: (item.task.title, item.place),
    "place": lambda item: folded(item.place_in_full),
    "count": lambda item: item.count,
}


@require_safe
def to_do(request: SignedInRequest) -> HttpResponse:
    """Everything to do, narrowed by urgency, by task and by a place's name or ID."""
    items = of_person(request.user.pk).items
    state, today = ListState(request, COLUMNS, per_page=ROWS), timezone.localdate()
    tasks = {item.task.name: item.task for item in items}
    when = state.chosen("when", list(Urgency))
    task = state.chosen("task", tasks)
    found = [
        item
        for item in in_order(items)
        if (not when or urgency(item.due, today) == when)
        and (not task or item.task.name == task)
        and folded(state.search) in folded(item.place_in_full)
    ]
    found.sort(key=_KEYS[state.sorted_by.key], reverse=state.descending)
    context = {
        "state": state,
        "rows": found[state.rows],
        "paging": state.paging(len(found)),
        "number": len(found),
        "urgencies": list(Urgency),
        "when": when,
        "tasks": sorted(tasks.values(), key=lambda one: one.title),
        "task": task,
        "counted": tasks[task].counted(sum(item.count for item in found)) if task else "",
    }
    return render(request, "dashboard/to_do.html", context)
