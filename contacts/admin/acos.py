"""ACOs, with what each still lacks (rule A16)."""

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from acoms.site.admin_pages import ListPage
from acoms.text.names import as_sentence
from contacts.actions import save_aco
from contacts.actions.acos import FIELDS
from contacts.agreement import ENDS_SOON
from contacts.ending.views import end_of_agreement
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


class AgreementFilter(admin.SimpleListFilter):
    """ACOs whose agreement has ended stand apart: the list begins with the others (J4)."""

    title = "agreement"
    parameter_name = "agreement"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("ends_soon", f"It ends within {ENDS_SOON} days"),
            ("ending", "An end is recorded"),
            ("ended", "It has ended"),
            ("all", "All ACOs"),
        ]

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": "In the program"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Aco]:
        found: QuerySet[Aco] = queryset.in_program()
        match self.value():
            case "ends_soon":
                found = queryset.ending_soon()
            case "ending":
                found = found.filter(ends_on__isnull=False)
            case "ended":
                found = queryset.ended()
            case "all":
                found = queryset
        return found


Read = TypeVar("Read")


class AcoForm(forms.ModelForm[Aco]):
    class Meta:
        model = Aco
        fields = FIELDS

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
        "ends_on",
        "missing_count",
        "administrator",
        "security_official",
    )
    export_columns = (
        "aco_id",
        "name",
        "track",
        "agreement_start_date",
        "ends_on",
        "administrator",
        "security_official",
        "missing_count",
        "missing_types",
    )
    list_filter = (AgreementFilter, MissingTypesFilter, "track", "agreement_start_date")
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = ("aco_id__istartswith", "name__named")
    search_help_text = "ACO ID or part of the name"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Aco]:
        return with_filled_types(super().get_queryset(request))

    def has_end_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("end"))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.end_view)
        return [
            path("<path:object_id>/end/", view, name="contacts_aco_end"),
            *super().get_urls(),
        ]

    def end_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Recording that the agreement ends (J4)."""
        self.must(request, "end")
        aco = self.get_object(request, unquote(object_id))
        if aco is None:
            raise Http404
        context = {**self.admin_site.each_context(request), "opts": self.opts}
        return end_of_agreement(request, aco, context)

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
