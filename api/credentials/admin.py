"""API credentials of all ACOs: CMS staff see them, and end any (rule H1)."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path

from accounts.requests import staff
from acoms.programme.clock import in_words
from acoms.site.admin_pages import RecordAdmin
from acoms.site.forms import TextField
from api.credentials.actions import end_credentials
from api.credentials.errors import CredentialsError
from api.credentials.models import Credentials


class EndForm(forms.Form):
    """Why credentials are ended; the ACOs' people are told."""

    reason = TextField(widget=forms.Textarea({"rows": 3}), max_length=500)


class EndedFilter(admin.SimpleListFilter):
    title = "ended"
    parameter_name = "ended"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("no", "Not deleted or ended"), ("yes", "Deleted or ended")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() in ("yes", "no"):
            return queryset.filter(ended_at__isnull=self.value() == "no")
        return queryset


@admin.register(Credentials)
class CredentialsAdmin(RecordAdmin[Credentials]):
    change_form_template = "admin/api_credentials/credentials/change_form.html"
    list_display = ("name", "for_acos", "may_read", "made_by", "made_at", "last_used", "ends")
    list_filter = (EndedFilter,)
    list_select_related = ("made_by",)
    search_fields = ("name__icontains", "acos__aco__aco_id__istartswith")
    search_help_text = "Part of the name, or an ACO ID"
    fields = readonly_fields = (
        "name",
        "for_acos",
        "may_read",
        "from_addresses",
        "made_by",
        "made_at",
        "client_ids",
        "last_used",
        "ends",
        "end_reason",
    )
    ordering = ("-made_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Credentials]:
        return super().get_queryset(request).prefetch_related("acos__aco", "client_ids")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.end_view)
        return [
            path("<int:pk>/end/", view, name="api_credentials_credentials_end"),
            *super().get_urls(),
        ]

    def has_end_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("end"))

    def beside(self, request: HttpRequest, row: Credentials) -> dict[str, Any]:
        return {"may_end": row.ended_at is None and self.has_end_permission(request)}

    def end_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks why, and ends the credentials."""
        self.must(request, "end")
        found = get_object_or_404(Credentials, pk=pk)
        form = EndForm(request.POST or None)
        if form.is_valid():
            try:
                end_credentials(
                    acting_person=staff(request), credentials=found, **form.cleaned_data
                )
            except CredentialsError as error:
                error.show_in(form, otherwise="reason")
            else:
                self.message_user(request, f"{found.name} has ended. The ACOs are told.")
                return redirect("admin:api_credentials_credentials_change", found.pk)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "End",
            "credentials": found,
            "form": form,
        }
        return render(request, "admin/api_credentials/credentials/end.html", context)

    @admin.display(description="ACOs")
    def for_acos(self, row: Credentials) -> str:
        found = (one for one in row.acos.all() if row.ended_at or not one.ended_at)
        return ", ".join(sorted({one.aco.aco_id for one in found}))

    @admin.display(description="may read")
    def may_read(self, row: Credentials) -> str:
        return row.resource_names

    @admin.display(description="addresses")
    def from_addresses(self, row: Credentials) -> str:
        return ", ".join(row.addresses)

    @admin.display(description="client IDs")
    def client_ids(self, row: Credentials) -> str:
        return ", ".join(str(one) for one in row.client_ids.all())

    @admin.display(description="last used")
    def last_used(self, row: Credentials) -> str:
        used = [one for one in row.client_ids.all() if one.last_used_at]
        last = max(used, key=lambda one: one.last_used_at or one.made_at, default=None)
        if last is None or last.last_used_at is None:
            return "Never"
        return f"{in_words(last.last_used_at)}, from {last.last_used_from}"

    @admin.display(description="ends")
    def ends(self, row: Credentials) -> str:
        if row.ended_at:
            return f"ended {in_words(row.ended_at)}"
        return next((in_words(one.ends_at) for one in row.client_ids.all()), "")
