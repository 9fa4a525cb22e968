"""The review that is on now, and the records of all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from acoms.once.shown import fingerprint
from acoms.programme.clock import day_in_words
from acoms.tables.cells import badge, link, together, two_lines
from acoms.tables.exports import csv_response
from acoms.tables.lists import Column, ListState
from acoms.text.folding import Folded
from contacts.access import AcoRequest
from contacts.models import Contact
from contacts.rules import listed
from contacts.types import in_order
from recertification.models import Answer, Recertification
from recertification.queries import (
    TODO,
    answers_of,
    in_review,
    last_of_their_kind,
    progress_of,
    review_of,
    shown_of_contacts,
    with_types,
)
from recertification.rules import Season
from recertification.seasons import asks, current_season, season_of

SHOWN = {"todo": "To do", "done": "Done"}
LONG_AGO = timedelta(days=365)

CSV_HEADER = (
    "ACO ID",
    "Year",
    "Name",
    "E-mail",
    "Contact types",
    "Answer",
    "Reason",
    "Answered by",
    "Answered at (Eastern Time)",
    "Review completed by",
    "Review completed at (Eastern Time)",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the review: who, what they hold, and what has been said of them."""

    aco_id: str
    contact: Contact
    types: str
    since: datetime | None
    answer: Answer | None
    todo: bool
    refusal: str

    @property
    def pk(self) -> int:
        """What the page calls the line by."""
        return self.contact.pk

    @property
    def named(self) -> str:
        page = reverse("contact", args=[self.aco_id, self.contact.pk])
        person = self.contact.person
        return two_lines(link(page, person.listed_name), person.email)

    @property
    def shows(self) -> str:
        """What the button to confirm carries (`acoms.once.shown`)."""
        return fingerprint(shown_of_contacts([self.contact]))

    @property
    def last_sign_in(self) -> str:
        last = self.contact.person.last_login
        if last is None:
            return "Never"
        long_ago = last < timezone.now() - LONG_AGO
        return together(day_in_words(last), badge("Over a year ago", "warn") if long_ago else "")


COLUMNS: tuple[Column[Row], ...] = (
    Column(
        "name",
        "Name",
        (Folded("person__last_name"), Folded("person__first_name")),
        cell=lambda row: row.named,
        names_row=True,
    ),
    Column("types", "Contact types", cell=lambda row: row.types),
    Column("since", "Since", ("since",), cell=lambda row: row.since),
    Column("sign_in", "Last sign-in", ("person__last_login",), cell=lambda row: row.last_sign_in),
    Column("review", "Review", cell="recertification/cells/review.html"),
)


@require_safe
def review(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The review that is on: everyone to confirm or end. Its record, once it is completed."""
    aco = request.aco_access.aco
    season = current_season()
    current = review_of(aco, season.year)
    context: dict[str, Any] = {
        "season": season,
        "review": current,
        "due": season.due_in_words(timezone.localdate()),
        "late": season.is_late(timezone.localdate()),
        "next": season_of(season.year + 1),
        "past": _records(request, season),
    }
    if not asks(season, aco) or (current and current.completed_at):
        return render(request, "recertification/closed.html", context)
    progress = progress_of(aco, season.year)
    return render(
        request,
        "recertification/review.html",
        {**context, "progress": progress, **_list(request, season, current)},
    )


def _list(request: AcoRequest, season: Season, current: Recertification | None) -> dict[str, Any]:
    """What the page shows of the contacts: three queries whatever their number."""
    aco = request.aco_access.aco
    state = ListState(request, COLUMNS)
    shown = state.chosen("show", SHOWN)
    people = _chosen(with_types(in_review(season.year)).filter(aco=aco), shown, state.search)
    contacts = list(people.order_by(*_order(state), "pk")[state.rows])
    answers = {
        answer.contact_id: answer
        for answer in answers_of(current).filter(contact__in=[c.pk for c in contacts])
    }
    refusals = last_of_their_kind(aco) if request.aco_access.edits_contacts else {}
    rows = [_row(aco.aco_id, c, answers.get(c.pk), refusals.get(c.pk, "")) for c in contacts]
    return {
        "rows": rows,
        "headings": state.headings,
        "columns": COLUMNS,
        "states": {"": "All", **SHOWN},
        "shown": shown,
        "search": state.search,
        "sort": request.GET.get("sort", ""),
        "back": state.url(),
        "paging": state.paging(people.count()),
    }


def _order(state: ListState) -> list[Any]:
    """Never signed in counts as longest ago; names need no such care."""
    return [
        name
        if not isinstance(name, str)
        else F(name[1:]).desc(nulls_last=True)
        if name.startswith("-")
        else F(name).asc(nulls_first=True)
        for name in state.order
    ]


def _chosen(people: QuerySet[Contact, Any], shown: str, search: str) -> QuerySet[Contact, Any]:
    if shown:
        people = people.filter(TODO) if shown == "todo" else people.exclude(TODO)
    for word in search.split():
        people = people.filter(
            Q(person__first_name__icontains=word)
            | Q(person__last_name__icontains=word)
            | Q(person__email__icontains=word)
        )
    return people


def _row(aco_id: str, contact: Any, answer: Answer | None, refusal: str) -> Row:
    # Whoever has been ended is shown with what they held.
    codes = contact.codes or (answer.types if answer else [])
    return Row(
        aco_id=aco_id,
        contact=contact,
        types=" · ".join(row.label for row in in_order(codes)),
        since=contact.since,
        answer=answer,
        todo=contact.active and not contact.kept,
        refusal=refusal,
    )


def _records(request: AcoRequest, season: Season) -> QuerySet[Recertification]:
    reviews = Recertification.objects.filter(aco=request.aco_access.aco)
    past = reviews.exclude(year=season.year)
    return past.select_related("completed_by").order_by("-year")


@require_safe
def record(request: AcoRequest, aco_id: str, year: int) -> HttpResponse:
    """The record of a year's review, as far as it has come: what was said of whom, by whom."""
    found = _review_or_404(request, year)
    answers = list(answers_of(found))
    context = {
        "review": found,
        "season": season_of(year),
        "answers": answers,
        "kept": sum(answer.kept for answer in answers),
        "ended": sum(not answer.kept for answer in answers),
    }
    return render(request, "recertification/record.html", context)


@require_safe
def record_csv(request: AcoRequest, aco_id: str, year: int) -> StreamingHttpResponse:
    """The same record as a file."""
    found = _review_or_404(request, year)
    return csv_response(f"{aco_id}-yearly-review-{year}.csv", CSV_HEADER, _csv_rows(found))


def _review_or_404(request: AcoRequest, year: int) -> Recertification:
    if year > 9999 or (found := review_of(request.aco_access.aco, year)) is None:
        raise Http404
    return found


def _csv_rows(review: Recertification) -> Iterator[tuple[Any, ...]]:
    closed = review.completed_at and review.completed_by
    by = review.completed_by.full_name if closed and review.completed_by else ""
    for answer in answers_of(review):
        yield (
            review.aco.aco_id,
            review.year,
            answer.name,
            answer.email,
            listed(answer.types),
            answer.said,
            answer.reason,
            answer.answered_by.full_name,
            answer.answered_at,
            by,
            review.completed_at,
        )
