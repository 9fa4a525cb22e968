"""Filters that lists of the admin share."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

RECENT = timedelta(days=30)


def recent_since() -> datetime:
    """From here on something is recent."""
    return timezone.now() - RECENT


class RecentFilter(admin.SimpleListFilter):
    """What came lately: a subclass names the `field` that says when."""

    title = "when"
    parameter_name = "when"
    field: str

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("recent", f"In the last {RECENT.days} days")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != "recent":
            return queryset
        return queryset.filter(**{f"{self.field}__gte": recent_since()})
