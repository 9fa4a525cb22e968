"""The websites that people sign in to with ACO-MS: registered, corrected and closed by CMS staff.

A secret is on one page, in the answer to the request that made it, and never again (rule E5).
"""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.cache import add_never_cache_headers

from accounts.requests import staff
from acoms.once.shown import fingerprint
from acoms.programme.clock import in_words
from acoms.site.admin_pages import ListPage
from acoms.site.forms import TextField
from qpp_roles.openid.actions import (
    Addresses,
    close_website,
    register_website,
    renew_secret,
    save_website,
    shown_to_renew,
)
from qpp_roles.openid.models import Website
from qpp_roles.openid.rules import problem_with_uri
from qpp_roles.organizations.errors import QppError

_LINES = forms.Textarea({"rows": 3, "cols": 80, "autocomplete": "off", "spellcheck": "false"})


class AddressesField(forms.CharField):
    """Addresses of a website, one a line."""

    widget = _LINES

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        found = tuple(line.strip() for line in typed.splitlines() if line.strip())
        problems = [problem_with_uri(uri, local_mode=settings.LOCAL_MODE) for uri in found]
        if any(problems):
            raise forms.ValidationError([problem for problem in problems if problem])
        return found


class WebsiteForm(forms.ModelForm[Website]):
    redirect = AddressesField(
        label="After signing in",
        help_text="Where people come back to, one address a line. A sign-in leads to exactly "
        "these, and to no other.",
    )
    post_logout = AddressesField(
        label="After signing out",
        required=False,
        help_text="Where people may go on after they have signed out, one address a line.",
    )
    backchannel_logout = AddressesField(
        label="Told of ended sign-ins",
        required=False,
        widget=forms.TextInput({"size": 80, "autocomplete": "off", "spellcheck": "false"}),
        help_text="The website's back-channel logout address. Without one it learns that a role "
        "has ended when it next asks.",
    )

    class Meta:
        model = Website
        fields = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        website = self.instance
        if not website._state.adding and "redirect" in self.fields:
            self.initial = {
                **self.initial,
                "redirect": "\n".join(website.get_redirect_uris()),
                "post_logout": "\n".join(website.get_post_logout_redirect_uris()),
                "backchannel_logout": website.backchannel_logout_uri,
            }

    @property
    def addresses(self) -> Addresses:
        typed = self.cleaned_data
        return Addresses(
            typed["redirect"],
            typed.get("post_logout") or (),
            next(iter(typed.get("backchannel_logout") or ()), ""),
        )


class WhyForm(forms.Form):
    """Why a website is closed; kept with the record."""

    reason = TextField(widget=forms.Textarea(attrs={"rows": 3}), max_length=500)


class OpenFilter(admin.SimpleListFilter):
    title = "open"
    parameter_name = "open"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Open"), ("no", "Closed")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Website]) -> QuerySet[Website]:
        match self.value():
            case "yes":
                return queryset.exclude(data__has_key="closed_at")
            case "no":
                return queryset.filter(data__has_key="closed_at")
        return queryset


@admin.register(Website)
class WebsiteAdmin(ListPage[Website]):
    form = WebsiteForm
    change_form_template = "admin/qpp_roles_openid/website/change_form.html"
    list_display = ("name", "id", "is_open", "created_at")
    list_filter = (OpenFilter,)
    search_fields = ("name__named", "id__istartswith")
    search_help_text = "Part of the name, or the beginning of the client ID"
    ordering = ("name", "id")
    readonly_fields = ("id", "created_at", "secret_made", "closed")

    def get_fieldsets(self, request: HttpRequest, obj: Website | None = None) -> Any:
        addresses: list[Any] = ["redirect", "post_logout", "backchannel_logout"]
        if obj is None:
            return [(None, {"fields": ["name", *addresses]})]
        facts = ["name", "id", "created_at", "secret_made", "closed"]
        if not self.has_change_permission(request, obj):
            addresses = ["addresses_here"]
        return [(None, {"fields": [*facts, *addresses]})]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        shown = () if self.has_change_permission(request, obj) else ("addresses_here",)
        return (*self.readonly_fields, *shown)

    def has_change_permission(self, request: HttpRequest, obj: Website | None = None) -> bool:
        """What is closed stays as it is."""
        is_open = obj is None or obj.closed_at is None
        return is_open and super().has_change_permission(request, obj)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path(
                "<str:object_id>/secret/",
                view(self.secret_view),
                name="qpp_roles_openid_website_secret",
            ),
            path(
                "<str:object_id>/close/",
                view(self.close_view),
                name="qpp_roles_openid_website_close",
            ),
            *super().get_urls(),
        ]

    def save_model(self, request: HttpRequest, obj: Website, form: Any, change: bool) -> None:
        given: dict[str, Any] = {"name": form.cleaned_data["name"], "addresses": form.addresses}
        if change:
            save_website(acting_person=staff(request), website=obj, **given)
        else:
            made, obj.new_secret = register_website(acting_person=staff(request), **given)
            obj.pk = made.pk

    def response_add(
        self, request: HttpRequest, obj: Website, post_url_continue: Any = None
    ) -> HttpResponse:
        return self._show_secret(request, obj, obj.new_secret)

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, *args: Any, **kwargs: Any
    ) -> Any:
        try:
            return super().changeform_view(request, object_id, *args, **kwargs)
        except QppError as refusal:  # only what happened since the page was checked
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.path)

    def secret_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks, and makes a new secret."""
        website = self._open_website(request, object_id)
        if request.method == "POST":
            try:
                shown = request.POST.get("shown")
                secret = renew_secret(acting_person=staff(request), website=website, shown=shown)
            except QppError as error:
                self.message_user(request, str(error), messages.ERROR)
                website = self._open_website(request, object_id)
            else:
                return self._show_secret(request, website, secret)
        context = self._context(request, website, "Make a new secret")
        context["shows"] = fingerprint(shown_to_renew(website))
        return render(request, "admin/qpp_roles_openid/website/renew.html", context)

    def close_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Asks why, and closes the website."""
        self.must(request, "change")
        found = Website.objects.all() if request.method == "POST" else Website.objects.open()
        website = get_object_or_404(found, pk=object_id)
        form = WhyForm(request.POST or None)
        if form.is_valid():
            try:
                close_website(acting_person=staff(request), website=website, **form.cleaned_data)
            except QppError as error:
                form.add_error(None, str(error))
            else:
                self.message_user(
                    request, f"{website.name} is closed. All sign-ins there have ended."
                )
                return redirect("admin:qpp_roles_openid_website_change", website.pk)
        context = {**self._context(request, website, "Close"), "form": form}
        return render(request, "admin/qpp_roles_openid/website/close.html", context)

    def _open_website(self, request: HttpRequest, object_id: str) -> Website:
        self.must(request, "change")
        return get_object_or_404(Website.objects.open(), pk=object_id)

    def _show_secret(self, request: HttpRequest, website: Website, secret: str) -> HttpResponse:
        context = {**self._context(request, website, "The secret"), "secret": secret}
        response = render(request, "admin/qpp_roles_openid/website/secret.html", context)
        add_never_cache_headers(response)
        return response

    def _context(self, request: HttpRequest, website: Website, title: str) -> dict[str, Any]:
        shell = self.admin_site.each_context(request)
        return {**shell, "opts": self.opts, "title": title, "website": website}

    @admin.display(description="open", boolean=True)
    def is_open(self, website: Website) -> bool:
        return website.closed_at is None

    @admin.display(description="secret made")
    def secret_made(self, website: Website) -> str:
        return in_words(website.secret_made_at) if website.secret_made_at else ""

    @admin.display(description="closed")
    def closed(self, website: Website) -> str:
        return in_words(website.closed_at) if website.closed_at else "no"

    @admin.display(description="addresses")
    def addresses_here(self, website: Website) -> str:
        return "\n".join(
            [
                *website.get_redirect_uris(),
                *website.get_post_logout_redirect_uris(),
                *filter(None, [website.backchannel_logout_uri]),
            ]
        )
