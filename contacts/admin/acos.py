"""ACOs, with what each still lacks (rule A16)."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from acoms.site.admin_pages import ListPage
from acoms.text.names import as_sentence
from contacts.actions import save_aco
from contacts.imports import LEVELS, read_name, read_states, read_website
from contacts.models import Aco, Track
from contacts.queries import LACKS, with_filled_types
from contacts.rules import SECURITY_OFFICIAL, missing_required
from contacts.types import ADMIN_CODES


class MissingTypesFilter(admin.SimpleListFilter):
    """What an ACO lacks; each choice says how many ACOs it is."""

    title = "required contact types"
    parameter_name = "required"
    conditions = {**LACKS, "complete": ~LACKS["missing"]}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("missing", "Some are missing"),
            ("complete", "All are filled"),
            ("no_administrator", "No administrator"),
            ("no_security_official", "No QPP Security Official"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Aco]) -> QuerySet[Aco]:
        return queryset.filter(self.conditions.get(self.value() or "", Q()))


Read = TypeVar("Read")


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

    def clean_name(self) -> str:
        return self._read(read_name, self.cleaned_data["name"])

    def clean_service_area(self) -> list[str]:
        return self._read(read_states, ", ".join(self.cleaned_data["service_area"]))

    def clean_website(self) -> str:
        return self._read(read_website, self.cleaned_data["website"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        level = data.get("basic_level")
        if level and data.get("track") != Track.BASIC:
            self.add_error("basic_level", "A level goes with the BASIC track only.")
        elif level and level not in LEVELS:
            self.add_error("basic_level", "A level of the BASIC track is a letter from A to E.")
        return data

    def _read(self, read: Callable[[str], Read], typed: str) -> Read:
        """What the import of the public list would read."""
        try:
            return read(typed)
        except ValueError as error:
            said = as_sentence(f"{str(error)[0].upper()}{str(error)[1:]}")
            raise forms.ValidationError(said) from None


@admin.register(Aco)
class AcoAdmin(ListPage[Aco]):
    form = AcoForm
    list_display = (
        "name",
        "aco_id",
        "track",
        "agreement_start_date",
        "missing_count",
        "administrator",
        "security_official",
    )
    export_columns = (
        "aco_id",
        "name",
        "track",
        "agreement_start_date",
        "administrator",
        "security_official",
        "missing_count",
        "missing_types",
    )
    list_filter = (MissingTypesFilter, "track", "agreement_start_date")
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ("aco_id__istartswith", "name__named")
    search_help_text = "ACO ID or part of the name"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Aco]:
        return with_filled_types(super().get_queryset(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Aco | None = None) -> tuple[str, ...]:
        return ("aco_id", "missing_types") if obj else ()  # an ACO ID is for ever

    def get_fields(self, request: HttpRequest, obj: Aco | None = None) -> list[Any]:
        return [*AcoForm.Meta.fields, *(["missing_types"] if obj else [])]

    def save_model(self, request: HttpRequest, obj: Aco, form: Any, change: bool) -> None:
        save_aco(acting_person=request.user, aco=obj)  # type: ignore[arg-type]  # signed in: a Person

    @admin.display(description="required types missing")
    def missing_count(self, aco: Any) -> int:
        return len(missing_required(aco.filled))

    @admin.display(description="required types missing")
    def missing_types(self, aco: Any) -> str:
        return ", ".join(row.label for row in missing_required(aco.filled)) or "None"

    @admin.display(description="administrator", boolean=True)
    def administrator(self, aco: Any) -> bool:
        return not set(ADMIN_CODES).isdisjoint(aco.filled)

    @admin.display(description="Security Official", boolean=True)
    def security_official(self, aco: Any) -> bool:
        return SECURITY_OFFICIAL in aco.filled
