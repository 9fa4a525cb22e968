"""QPP's organizations, two million of them: found by the beginning of the name, by TIN or by ID."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.requests import staff
from acoms.tables.estimated_paging import EstimatedPaginator
from participants.lists.admin.tins import tin_page
from qpp_roles.organizations.actions.correcting import (
    close_organization,
    reopen_organization,
    save_organization,
)
from qpp_roles.organizations.admin.by_tin import FindsByTin
from qpp_roles.organizations.admin.import_page import import_page
from qpp_roles.organizations.admin.organization_form import OrganizationForm, WhyForm
from qpp_roles.organizations.errors import QppError
from qpp_roles.organizations.kinds import STORED
from qpp_roles.organizations.models import Organization
from qpp_roles.organizations.search import begins, has_inside, plain

_SHOWN = 200  # of an organization's clinicians or members


class OpenFilter(admin.SimpleListFilter):
    title = "open"
    parameter_name = "open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Open"), ("no", "Closed")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Organization]
    ) -> QuerySet[Organization]:
        match self.value():
            case "yes":
                return queryset.filter(closed_at=None)
            case "no":
                return queryset.filter(closed_at__isnull=False)
        return queryset


@admin.register(Organization)
class OrganizationAdmin(FindsByTin[Organization]):
    """In the order of an index, or a page of it would sort millions; counts are estimates."""

    form = OrganizationForm
    change_form_template = "admin/qpp_roles_organizations/organization/change_form.html"
    change_list_template = "admin/qpp_roles_organizations/organization/change_list.html"
    list_display = ("name", "kind", "identifier", "tin_ending", "location", "is_open")
    export_columns = ("kind", "name", "identifier", "tin_ending", "location", "closed_at")
    sortable_by = ()
    list_filter = ("kind", OpenFilter)
    show_facets = admin.ShowFacets.NEVER
    paginator = EstimatedPaginator
    search_fields = ("name",)
    search_help_text = "The name or its beginning, a complete ID or a complete TIN"
    readonly_fields = ("tin_ending", "created_at", "closed_at", "clinicians_here", "members_here")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organization]:
        rows = Organization.objects.filter(kind__in=STORED)
        return rows.order_by(*self.get_ordering(request))

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        return ("kind", "searched")

    def search(self, rows: QuerySet[Organization], typed: str) -> QuerySet[Organization]:
        if not (typed := plain(typed)):
            return rows
        ways = (Q(identifier=typed.upper()), begins(typed), has_inside(typed))
        asked = (rows.filter(way) for way in ways if way)
        return next((found for found in asked if found.exists()), rows.none())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return (*self.readonly_fields, "kind") if obj else self.readonly_fields

    def get_fieldsets(self, request: HttpRequest, obj: Organization | None = None) -> Any:
        typed = self.has_change_permission(request, obj) if obj else True
        facts = ["kind", "name"]
        if obj is None or obj.kind_row.read_id:
            facts.append("identifier")
        if obj is None or obj.kind_row.has_tin:
            facts += [*(["tin_ending"] if obj else []), *(["new_tin"] if typed else [])]
        facts.append("location")
        if obj is None:
            return [(None, {"fields": facts})]
        sets: list[Any] = [(None, {"fields": [*facts, "created_at", "closed_at"]})]
        lines = ["to_add", "to_take_out"] if typed else []
        if obj.kind == "practice":
            sets.append(("Clinicians", {"fields": ["clinicians_here", *lines]}))
        elif obj.kind_row.has_members:
            sets.append(("Member practices", {"fields": ["members_here", *lines]}))
        return sets

    def get_urls(self) -> list[URLPattern]:
        """Besides: pages that read a list in, show a TIN in full, close and open again."""

        def read_in(request: HttpRequest) -> HttpResponse:
            return import_page(self, request)

        def show_tin(request: HttpRequest, object_id: str) -> HttpResponse:
            return tin_page(self, request, object_id)

        view = self.admin_site.admin_view
        return [
            path("import/", view(read_in), name="qpp_roles_organizations_organization_import"),
            path(
                "<path:object_id>/tin/",
                view(show_tin),
                name="qpp_roles_organizations_organization_tin",
            ),
            path(
                "<int:object_id>/closing/",
                view(self.closing_view),
                name="qpp_roles_organizations_organization_closing",
            ),
            *super().get_urls(),
        ]

    def save_model(self, request: HttpRequest, obj: Organization, form: Any, change: bool) -> None:
        save_organization(
            acting_person=staff(request),
            organization=obj,
            tin=form.cleaned_data.get("new_tin", ""),
            add=form.add,
            take_out=form.take_out,
        )

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, *args: Any, **kwargs: Any
    ) -> Any:
        try:
            return super().changeform_view(request, object_id, *args, **kwargs)
        except QppError as refusal:  # only what happened since the page was checked
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.path)

    def closing_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Asks why, and closes the organization or opens it again."""
        self.must(request, "change")
        organization = get_object_or_404(Organization, pk=object_id)
        closing = organization.closed_at is None
        if request.method == "POST":  # what the page asked, whatever has become of it
            closing = request.POST.get("to") == "close"
        form = WhyForm(request.POST or None)
        page = reverse("admin:qpp_roles_organizations_organization_change", args=[object_id])
        if form.is_valid():
            act = close_organization if closing else reopen_organization
            try:
                act(acting_person=staff(request), organization=organization, **form.cleaned_data)
            except QppError as refusal:
                refusal.show_in(form)
            else:
                organization.refresh_from_db()
                self.message_user(request, _closed_or_open(organization))
                return redirect(page)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Close" if closing else "Open again",
            "organization": organization,
            "closing": closing,
            "form": form,
        }
        return render(request, "admin/qpp_roles_organizations/organization/closing.html", context)

    @admin.display(description="TIN")
    def tin_ending(self, organization: Organization) -> str:
        return organization.masked_tin

    @admin.display(description="open", boolean=True)
    def is_open(self, organization: Organization) -> bool:
        return organization.closed_at is None

    @admin.display(description="here now")
    def clinicians_here(self, practice: Organization) -> SafeString | str:
        rows = practice.clinicians.order_by("npi", "ptan").values_list("npi", "ptan")
        return _listed([f"NPI {npi}, PTAN {ptan}" for npi, ptan in rows[: _SHOWN + 1]])

    @admin.display(description="here now")
    def members_here(self, organization: Organization) -> SafeString | str:
        rows = organization.members.order_by("pk").prefetch_related("clinicians")[: _SHOWN + 1]
        return _listed([_member(one) for one in rows])


def _closed_or_open(organization: Organization) -> str:
    return f"{organization.name} is {'open again' if organization.closed_at is None else 'closed'}."


def _member(member: Any) -> str:
    npis = ", ".join(clinician.npi for clinician in member.clinicians.all()[:_SHOWN])
    return f"TIN {member.masked_tin}{f': NPI {npis}' if npis else ''}"


def _listed(lines: list[str]) -> SafeString | str:
    if not lines:
        return "None yet."
    more = f"The first {_SHOWN} are shown." if len(lines) > _SHOWN else ""
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines[:_SHOWN]))
    return format_html("<ul>{}</ul>{}", items, more)
