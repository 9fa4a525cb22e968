"""How CMS staff narrow the list of people."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from accounts.models import Person


class YesNoFilter(admin.SimpleListFilter):
    """A filter with two answers."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Yes"), ("no", "No")]

    def condition(self) -> Q:
        raise NotImplementedError

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "yes":
                return queryset.filter(self.condition())
            case "no":
                return queryset.exclude(self.condition())
        return queryset


class IdentityFilter(YesNoFilter):
    title = "identity proven"
    parameter_name = "proven"

    def condition(self) -> Q:
        return Q(proofed_at__isnull=False)


class SecondFactorFilter(YesNoFilter):
    title = "has a second factor"
    parameter_name = "second_factor"

    def condition(self) -> Q:
        return Q(has_second_factor=True)


class DormantFilter(YesNoFilter):
    title = "closed after 60 days"
    parameter_name = "dormant"

    def condition(self) -> Q:
        return Q(pk__in=Person.objects.dormant())


class MergedFilter(YesNoFilter):
    title = "merged into another account"
    parameter_name = "merged"

    def condition(self) -> Q:
        return Q(merged_into__isnull=False)
