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
from django.utils.http import url_has_allowed_host_and_scheme

from acoms.access import Decision, Refused
from acoms.database.ours import is_ours
from acoms.site.navigation import url_of_way

# The rooms that CMS staff see, in this order.
ORDER = (
    "contacts",
    "recertification",
    "accounts",
    "invitations",
    "qpp_roles",
    "api",
    "participants",
    "signing",
    "documents",
    "helpdesk",
    "notifications",
    "activity",
)
# What a room is called whose subjects are apps of their own.
TITLES = {
    "api": "API",
    "qpp_roles": "QPP",
    "participants": "Participants",
    "documents": "Documents",
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
    index_title = "The program"

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
        """The rooms in the programme's order, each with what its subjects have, by name."""
        found = super().get_app_list(request, app_label)
        if app_label is not None:
            return found
        rooms: dict[str, Any] = {}
        for app in sorted(found, key=lambda app: ORDER.index(room_of(app["app_label"]))):
            name = room_of(app["app_label"])
            title = TITLES.get(name, app["name"])
            room = rooms.setdefault(name, {**app, "name": title, "models": []})
            room["models"] = sorted(room["models"] + app["models"], key=lambda one: one["name"])
        return list(rooms.values())

    def has_permission(self, request: HttpRequest) -> bool:
        """CMS staff whose session was opened with a second factor that they still have."""
        return super().has_permission(request) and request.has_second_factor()  # type: ignore[attr-defined]

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Where the admin sends whoever lacks permission. Never shows a form of its own."""
        if self.has_permission(request):
            to = request.GET.get("next", "")
            safe = url_has_allowed_host_and_scheme(to, allowed_hosts=None)
            return redirect(to if safe else "admin:index")
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
