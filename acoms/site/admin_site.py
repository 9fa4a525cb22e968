"""The Django admin where CMS staff run the programme; a second factor is required (rule A9)."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import auth
from django.contrib.admin import AdminSite
from django.core.exceptions import ImproperlyConfigured
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from acoms.access import Decision, Refused
from acoms.access.pages import page_asked_for
from acoms.database.ours import is_ours
from acoms.site.navigation import url_of_way

# The rooms that CMS staff see, in this order, and under which heading each one's lists stand.
ORDER = {
    "contacts": "ACOs",
    "recertification": "ACOs",
    "accounts": "People",
    "invitations": "Invitations",
    "qpp_roles": "QPP",
    "participants": "Participants",
    "documents": "Documents",
    "signing": "Signing",
    "helpdesk": "SSP Helpdesk",
    "api": "API",
    "activity": "History",
    "notifications": "History",
}


def room_of(app_label: str) -> str:
    """The top-level package that an app stands in."""
    return apps.get_app_config(app_label).name.partition(".")[0]


class AcomsAdminSite(AdminSite):
    """Signing in, signing out and passwords are the site's own pages, for staff like for anyone.

    `acoms.access` has sent strangers to the sign-in and hidden the admin from people who are not
    CMS staff before any of this runs.
    """

    site_header = "ACO-MS for CMS staff"
    site_title = "ACO-MS"
    index_title = "The program's day"

    def register(self, model_or_iterable: Any, *args: Any, **options: Any) -> None:
        """Only the project's own models: a library's are not the programme's words."""
        models: Any = model_or_iterable
        if isinstance(models, ModelBase):
            models = [models]
        ours = [model for model in models if is_ours(apps.get_app_config(model._meta.app_label))]
        if lost := {room_of(model._meta.app_label) for model in ours} - set(ORDER):
            raise ImproperlyConfigured(f"{__name__}.ORDER lacks {', '.join(sorted(lost))}")
        super().register(ours, *args, **options)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The headings in the program's order, each with its rooms' lists by name."""
        found = super().get_app_list(request, app_label)
        rooms = list(ORDER)
        headings: dict[str, Any] = {}
        for app in sorted(found, key=lambda app: rooms.index(room_of(app["app_label"]))):
            name = ORDER[room_of(app["app_label"])]
            heading = headings.setdefault(name, {**app, "name": name, "models": []})
            heading["models"] = sorted(heading["models"] + app["models"], key=lambda m: m["name"])
        return list(headings.values())

    def app_index(  # type: ignore[override]
        self, request: HttpRequest, app_label: str, extra_context: Any = None
    ) -> HttpResponse:
        """The lists stand on the first page, all of them."""
        return redirect("admin:index")

    def has_permission(self, request: HttpRequest) -> bool:
        """CMS staff whose session was opened with a second factor that they still have."""
        return super().has_permission(request) and request.has_second_factor()  # type: ignore[attr-defined]

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Where the admin sends whoever lacks permission. Never shows a form of its own."""
        if self.has_permission(request):
            return redirect(page_asked_for(request) or "admin:index")
        raise Refused(
            Decision(False, "The admin is for CMS staff who have signed in with a second factor.")
        )

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        if request.method != "POST":
            return redirect("account_logout")
        auth.logout(request)
        return redirect(settings.LOGOUT_REDIRECT_URL)

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        return redirect(url_of_way("staff:password"))

    def password_change_done(  # type: ignore[override]
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        return redirect(url_of_way("staff:account"))
