"""ACOs and who holds which contact type, for CMS staff."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from acoms.admin_pages import ReadOnly, RecordAdmin
from contacts.actions import save_aco
from contacts.models import Aco, Contact, HeldType
from contacts.queries import with_filled_types
from contacts.rules import missing_required
from contacts.types import REQUIRED_CODES


class MissingTypesFilter(admin.SimpleListFilter):
    title = "required contact types"
    parameter_name = "required"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("missing", "Some are missing"), ("complete", "All are filled")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Aco]) -> QuerySet[Aco]:
        complete = Q(filled__contains=list(REQUIRED_CODES))
        if self.value() == "missing":
            return queryset.exclude(complete)
        return queryset.filter(complete) if self.value() == "complete" else queryset


class HeldTypeInline(ReadOnly, admin.TabularInline[HeldType, Aco]):
    model = HeldType
    fk_name = "aco"
    fields = readonly_fields = ("contact", "type", "since", "ended_at", "end_reason")
    ordering = ("ended_at", "type")
    extra = 0
    verbose_name_plural = "Contacts and their types"

    def get_queryset(self, request: HttpRequest) -> QuerySet[HeldType]:
        return super().get_queryset(request).select_related("contact__person", "contact__aco")


class AcoForm(forms.ModelForm[Aco]):
    class Meta:
        model = Aco
        fields = (
            "aco_id",
            "name",
            "service_area",
            "agreement_period",
            "initial_start_date",
            "agreement_start_date",
            "track",
            "basic_level",
            "high_revenue",
            "website",
        )

    def clean_aco_id(self) -> str:
        return str(self.cleaned_data["aco_id"]).strip().upper()


@admin.register(Aco)
class AcoAdmin(admin.ModelAdmin[Aco]):
    form = AcoForm
    list_display = ("name", "aco_id", "track", "agreement_start_date", "missing_count")
    list_filter = (MissingTypesFilter, "track", "agreement_start_date")
    search_fields = ("aco_id__istartswith", "name__icontains")
    search_help_text = "ACO ID or part of the name"
    show_full_result_count = False
    list_per_page = 50
    inlines = (HeldTypeInline,)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Aco]:
        return with_filled_types(super().get_queryset(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Aco | None = None) -> tuple[str, ...]:
        return ("aco_id", "missing_types") if obj else ()  # an ACO ID is for ever

    def get_fields(self, request: HttpRequest, obj: Aco | None = None) -> list[Any]:
        return [*AcoForm.Meta.fields, *(["missing_types"] if obj else [])]

    def has_delete_permission(self, request: HttpRequest, obj: Aco | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Aco, form: Any, change: bool) -> None:
        save_aco(acting_person=request.user, aco=obj)  # type: ignore[arg-type]  # signed in: a Person

    @admin.display(description="required types missing")
    def missing_count(self, aco: Any) -> int:
        return len(missing_required(aco.filled))

    @admin.display(description="required types missing")
    def missing_types(self, aco: Any) -> str:
        return ", ".join(row.label for row in missing_required(aco.filled)) or "None"


@admin.register(HeldType)
class HeldTypeAdmin(RecordAdmin[HeldType]):
    list_display = ("person", "type", "aco", "since", "ended_at")
    list_filter = (("ended_at", admin.EmptyFieldListFilter), "type", "since")
    search_fields = (
        "aco__aco_id__istartswith",
        "contact__person__last_name__istartswith",
        "contact__person__email__istartswith",
    )
    search_help_text = "ACO ID, last name or e-mail, from its beginning"
    list_select_related = ("aco", "contact__person")

    @admin.display(ordering="contact__person__last_name")
    def person(self, held: HeldType) -> str:
        return held.contact.person.full_name


@admin.register(Contact)
class ContactAdmin(RecordAdmin[Contact]):
    list_display = ("person", "aco", "title", "phone")
    search_fields = (
        "aco__aco_id__istartswith",
        "person__last_name__istartswith",
        "person__email__istartswith",
    )
    search_help_text = "ACO ID, last name or e-mail, from its beginning"
    list_select_related = ("aco", "person")
