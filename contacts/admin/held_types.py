"""Who holds which contact type, and held it, across all ACOs."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from acoms.site.admin_pages import RecordAdmin
from contacts.models import HeldType


class InForceFilter(admin.SimpleListFilter):
    title = "held"
    parameter_name = "held"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("now", "Now"), ("before", "Before, ended")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[HeldType]) -> QuerySet[HeldType]:
        match self.value():
            case "now":
                return queryset.filter(ended_at=None)
            case "before":
                return queryset.filter(ended_at__isnull=False)
        return queryset


@admin.register(HeldType)
class HeldTypeAdmin(RecordAdmin[HeldType]):
    """The counts beside the types say how many of each there are, for this search and filters."""

    list_display = ("person", "type", "aco", "since", "ended_at")
    export_columns = (
        "aco_id_of",
        "aco_name",
        "last_name",
        "first_name",
        "email",
        "type",
        "since",
        "ended_at",
        "end_reason",
    )
    list_filter = (InForceFilter, "type", "since")
    show_facets = admin.ShowFacets.ALWAYS
    search_fields = (
        "aco__aco_id__istartswith",
        "contact__person__last_name__istartswith",
        "contact__person__email__istartswith",
    )
    search_help_text = "ACO ID, last name or e-mail, from its beginning"
    list_select_related = ("aco", "contact__aco", "contact__person")
    actions = ("end_in_the_acos_place",)

    def has_override_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("override"))

    @admin.action(description="End in the ACO's place", permissions=["override"])
    def end_in_the_acos_place(
        self, request: HttpRequest, held_types: QuerySet[HeldType]
    ) -> HttpResponse | None:
        """To the page that shows what that would leave the ACO without, and asks why."""
        chosen = list(held_types.filter(ended_at=None).values_list("contact_id", "type"))
        contacts = {contact for contact, _ in chosen}
        if len(contacts) != 1:
            self.message_user(request, "Choose types that one contact holds now.", messages.ERROR)
            return None
        query = QueryDict(mutable=True)
        query.setlist("types", [code for _, code in chosen])
        page = reverse("admin:contacts_contact_end_types", args=[contacts.pop()])
        return redirect(f"{page}?{query.urlencode()}")

    @admin.display(ordering="contact__person__last_name")
    def person(self, held: HeldType) -> str:
        return held.contact.person.full_name

    @admin.display(description="ACO ID")
    def aco_id_of(self, held: HeldType) -> str:
        return held.aco.aco_id

    @admin.display(description="ACO")
    def aco_name(self, held: HeldType) -> str:
        return held.aco.name

    @admin.display
    def last_name(self, held: HeldType) -> str:
        return held.contact.person.last_name

    @admin.display
    def first_name(self, held: HeldType) -> str:
        return held.contact.person.first_name

    @admin.display(description="e-mail")
    def email(self, held: HeldType) -> str:
        return held.contact.person.email
