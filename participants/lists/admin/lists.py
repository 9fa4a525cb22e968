"""Participants and their providers/suppliers across all ACOs (rule C1)."""

import uuid
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.access import TOO_MANY_NUMBERS, may_try_number
from accounts.requests import staff
from acoms.programme.identifiers import masked_tin, read_tin
from acoms.programme.tins import tin_hashes, with_tin
from acoms.site.admin_pages import ListPage
from acoms.tables.estimated_paging import EstimatedPaginator
from contacts.actions import lock_aco_even_ended
from participants.lists.actions.correcting import save_participant, save_provider
from participants.lists.admin.forms import ParticipantForm, ProviderForm
from participants.lists.admin.import_page import import_page
from participants.lists.admin.of_aco import urls_of_aco
from participants.lists.admin.tins import tin_page
from participants.lists.errors import ListError
from participants.lists.models import Participant, ProviderSupplier, in_effect_on

_SOUGHT = "admin_sought_tin"  # the session keeps its hash; no address and no log has the TIN


class OnTheListFilter(admin.SimpleListFilter):
    title = "on the list"
    parameter_name = "on"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("today", "Today"), ("later", "Later, not yet"), ("before", "Before, not any more")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        today = timezone.localdate()
        match self.value():
            case "today":
                return queryset.filter(in_effect_on(today))
            case "later":
                return queryset.filter(effective_from__gt=today)
            case "before":
                return queryset.filter(effective_until__lte=today)
        return queryset


class TinFilter(admin.SimpleListFilter):
    """Whether a TIN is known; and the one that was looked for, if one was."""

    title = "TIN"
    parameter_name = "tin"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        sought = request.session.get(_SOUGHT)
        found = [("sought", f"The one that ends in {sought['end']}")] if sought else []
        return [*found, ("given", "Given"), ("none", "Not given")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "sought":
                hashes = request.session.get(_SOUGHT, {}).get("hashes", ())
                return queryset.filter(tin_hash__in=[uuid.UUID(one) for one in hashes])
            case "given":
                return queryset.filter(tin_hash__isnull=False)
            case "none":
                return queryset.filter(tin_hash=None)
        return queryset


class _ListedAdmin(ListPage[Any]):
    """Saved by an action, whose refusal is shown; nothing is deleted: whoever leaves has an end."""

    paginator = EstimatedPaginator
    show_facets = admin.ShowFacets.NEVER

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Whose list it is stays."""
        fixed = self.form.Meta.fields[:1] if obj else ()  # type: ignore[attr-defined]
        return (*self.readonly_fields, *fixed)

    def lock(self, obj: Any) -> None:
        """The ACO's, as the actions do."""
        lock_aco_even_ended(obj.aco if isinstance(obj, Participant) else obj.participant.aco)

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, *args: Any, **kwargs: Any
    ) -> Any:
        try:
            return super().changeform_view(request, object_id, *args, **kwargs)
        except ListError as refusal:  # only what happened since the page was checked
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.path)


@admin.register(Participant)
class ParticipantAdmin(_ListedAdmin):
    form = ParticipantForm
    change_list_template = "admin/participants_lists/participant/change_list.html"
    change_form_template = "admin/participants_lists/participant/change_form.html"
    list_display = (
        "legal_business_name",
        "aco",
        "tin_ending",
        "doing_business_as",
        "effective_from",
        "effective_until",
    )
    export_columns = (
        "aco_id_of",
        "legal_business_name",
        "tin_ending",
        "doing_business_as",
        "sole_proprietor",
        "primary_care",
        "merged_or_acquired",
        "effective_from",
        "effective_until",
    )
    list_filter = (
        OnTheListFilter,
        TinFilter,
        "merged_or_acquired",
        "sole_proprietor",
        "primary_care",
    )
    list_select_related = ("aco",)
    search_fields = ("aco__aco_id__istartswith", "legal_business_name__named")
    search_help_text = "ACO ID or part of the legal business name"
    readonly_fields = ("tin_ending", "providers_here")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        here = ["tin_ending", "providers_here"] if obj else []
        may = self.has_change_permission(request, obj) if obj else True
        return [*ParticipantForm.Meta.fields, *here, *(["new_tin", "reason"] if may else [])]

    def get_urls(self) -> list[URLPattern]:
        """Besides: a list read in, a TIN found, and one shown in full."""

        def page(of: Callable[..., HttpResponse]) -> Any:
            return self.admin_site.admin_view(lambda request, **at: of(self, request, **at))

        return [
            *urls_of_aco(self),
            path("import/", page(import_page), name="participants_lists_participant_import"),
            path(
                "find-tin/",
                self.admin_site.admin_view(self.find_tin_view),
                name="participants_lists_participant_find_tin",
            ),
            path(
                "<path:object_id>/tin/", page(tin_page), name="participants_lists_participant_tin"
            ),
            *super().get_urls(),
        ]

    def find_tin_view(self, request: HttpRequest) -> HttpResponse:
        """Leads to the participants with a complete TIN, at an address that does not name it."""
        self.must(request, "view")
        here = reverse("admin:participants_lists_participant_changelist")
        try:
            tin = read_tin(request.POST.get("tin", ""))
        except ValueError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect(here)
        if not may_try_number(request, finds=Participant.objects.filter(with_tin(tin)).exists):
            self.message_user(request, TOO_MANY_NUMBERS, messages.ERROR)
            return redirect(here)
        hashes = [str(one) for one in tin_hashes(tin)]
        request.session[_SOUGHT] = {"hashes": hashes, "end": tin[-4:]}
        return redirect(f"{here}?tin=sought")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        save_participant(
            acting_person=staff(request),
            participant=obj,
            tin=form.cleaned_data["new_tin"],
            reason=form.cleaned_data["reason"],
        )

    @admin.display(description="TIN")
    def tin_ending(self, participant: Participant) -> str:
        return masked_tin(participant.tin) or "Not given"

    @admin.display(description="ACO ID")
    def aco_id_of(self, participant: Participant) -> str:
        return str(participant.aco.aco_id)

    @admin.display(description="providers/suppliers")
    def providers_here(self, participant: Participant) -> SafeString:
        counts = participant.providers.aggregate(
            today=Count("pk", filter=in_effect_on(timezone.localdate())), ever=Count("pk")
        )
        return format_html(
            '<a href="{}?participant__id__exact={}">{} today, {} ever</a>',
            reverse("admin:participants_lists_providersupplier_changelist"),
            participant.pk,
            counts["today"],
            counts["ever"],
        )


@admin.register(ProviderSupplier)
class ProviderSupplierAdmin(_ListedAdmin):
    """600,000 of them: found from the beginning of a number."""

    form = ProviderForm
    list_display = (
        "npi",
        "name",
        "participant",
        "aco_id_of",
        "ccn",
        "specialty",
        "effective_from",
        "effective_until",
    )
    export_columns = (*list_display[:5], "ptan", *list_display[5:])
    list_filter = (OnTheListFilter,)
    list_select_related = ("participant__aco",)
    search_fields = ("npi__startswith", "participant__aco__aco_id__exact")
    search_help_text = "The beginning of an NPI, or a complete ACO ID"
    sortable_by = ()
    raw_id_fields = ("participant",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        may = self.has_change_permission(request, obj) if obj else True
        return [*ProviderForm.Meta.fields, *(["reason"] if may else [])]

    def lookup_allowed(self, lookup: str, value: str, request: Any = None) -> bool:
        of_one = lookup == "participant__id__exact"
        return of_one or super().lookup_allowed(lookup, value, request)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        save_provider(
            acting_person=staff(request), provider=obj, reason=form.cleaned_data["reason"]
        )

    @admin.display(description="ACO ID")
    def aco_id_of(self, provider: ProviderSupplier) -> str:
        return str(provider.participant.aco.aco_id)
