"""People with the number of their ACOs: this floor knows both."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from accounts.admin import PersonAdmin
from accounts.admin.filters import YesNoFilter
from accounts.models import Person
from contacts.models import HeldType


class SeveralAcosFilter(YesNoFilter):
    title = "in several ACOs"
    parameter_name = "several_acos"

    def condition(self) -> Q:
        return Q(aco_count__gt=1)


admin.site.unregister(Person)


@admin.register(Person)
class PersonWithAcosAdmin(PersonAdmin):
    list_display = (*PersonAdmin.list_display, "acos")
    list_filter = (SeveralAcosFilter, *PersonAdmin.list_filter)
    export_columns = (*PersonAdmin.export_columns, "acos")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        held = HeldType.objects.active().filter(contact__person=OuterRef("pk")).order_by()
        number = held.values("contact__person").annotate(n=Count("aco", distinct=True)).values("n")
        people = super().get_queryset(request)
        return people.annotate(aco_count=Coalesce(Subquery(number, output_field=IntegerField()), 0))

    @admin.display(description="ACOs", ordering="aco_count")
    def acos(self, person: Any) -> int:
        return int(person.aco_count)
