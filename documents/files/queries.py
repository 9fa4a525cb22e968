"""Reads of an ACO's files that pages show, each in a constant number of queries."""

from datetime import datetime

from django.db.models import Case, Q, QuerySet, Value, When

from accounts.models import Person
from contacts.models import Aco
from documents.files.models import Download, FileVersion, FileVisit, FileWish
from documents.files.rules import Wish
from documents.files.types import Place, types_in


def files_of(aco: Aco, place: Place) -> QuerySet[FileVersion]:
    """The current version of each file that is shown in a place of an ACO, with its file and
    `type_name`. Not ordered."""
    codes = [row.code for row in types_in(place)]
    names = [When(file__type=row.code, then=Value(row.name)) for row in types_in(place)]
    current = FileVersion.objects.current().filter(file__aco=aco, file__type__in=codes)
    return current.annotate(type_name=Case(*names, default=Value(""))).select_related("file")


def asked_for(
    files: QuerySet[FileVersion],
    place: Place,
    *,
    search: str = "",
    year: str = "",
    category: str = "",
    code: str = "",
    since: datetime | None = None,
) -> QuerySet[FileVersion]:
    """Those of `files` that have all of this: a part of the name, a performance year, a category or
    a type by its code, and that are shown since a moment."""
    if search:
        files = files.filter(file__name__icontains=search)
    if year:
        files = files.filter(file__performance_year=int(year))
    if category:
        codes = [row.code for row in types_in(place) if row.category == category]
        files = files.filter(file__type__in=codes)
    if code:
        files = files.filter(file__type=code)
    return files.filter(shown_at__gt=since) if since else files


def delivered_between(
    files: QuerySet[FileVersion],
    *,
    created: tuple[datetime | None, datetime | None] = (None, None),
    updated: tuple[datetime | None, datetime | None] = (None, None),
) -> QuerySet[FileVersion]:
    """Those of `files` that were first published, and whose last version is shown, from a moment
    on and before another."""
    limits = {
        "file__published_at__gte": created[0],
        "file__published_at__lt": created[1],
        "shown_at__gte": updated[0],
        "shown_at__lt": updated[1],
    }
    return files.filter(**{name: at for name, at in limits.items() if at is not None})


def facts_of(files: QuerySet[FileVersion]) -> tuple[list[str], set[str]]:
    """The performance years of `files`, the latest first, and the codes of their types; one
    query."""
    rows = files.order_by().values_list("file__performance_year", "file__type").distinct()
    found = list(rows)
    years = {year for year, _ in found if year is not None}
    return [str(year) for year in sorted(years, reverse=True)], {code for _, code in found}


def last_visit(person: Person, aco: Aco, place: Place) -> datetime | None:
    """When somebody's visit before the present one ended."""
    mine = FileVisit.objects.filter(person=person, aco=aco, place=place.value)
    return mine.values_list("before", flat=True).first()


def wish_of(person: Person, aco: Aco) -> Wish | None:
    """How somebody is told of an ACO's new files; None for not at all."""
    how = FileWish.objects.filter(person=person, aco=aco).values_list("how", flat=True).first()
    return Wish(how) if how else None


def downloads_of(aco: Aco, search: str = "") -> QuerySet[Download]:
    """Who took the ACO's files; `search` is a part of a file's or a person's name. Not ordered."""
    found = Download.objects.filter(version__file__aco=aco)
    if search:
        found = found.filter(
            Q(version__file__name__icontains=search)
            | Q(person__first_name__istartswith=search)
            | Q(person__last_name__istartswith=search)
        )
    return found.select_related("version__file", "person")
