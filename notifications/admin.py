"""The outbox, for CMS staff: what was to be told, and whether its mail went out."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from acoms.site.admin_filters import RECENT, recent_since
from acoms.site.admin_pages import RecordAdmin
from notifications.models import Notification
from notifications.rules import in_words


class MailFilter(admin.SimpleListFilter):
    title = "e-mail"
    parameter_name = "mail"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [
            ("failed_lately", f"Not delivered in the last {RECENT.days} days"),
            ("failed", "Not delivered"),
            ("waiting", "Waiting"),
            ("sent", "Sent"),
        ]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Notification]
    ) -> QuerySet[Notification]:
        match self.value():
            case "failed_lately":
                return queryset.filter(failed_at__gte=recent_since())
            case "failed":
                return queryset.filter(failed_at__isnull=False)
            case "waiting":
                return queryset.filter(by_email=True, sent_at=None, failed_at=None)
            case "sent":
                return queryset.filter(sent_at__isnull=False)
        return queryset


class KindFilter(admin.SimpleListFilter):
    """Of the kinds that there are."""

    title = "about"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        kinds = Notification.objects.order_by("kind").values_list("kind", flat=True).distinct()
        return sorted(((kind, in_words(kind)) for kind in kinds), key=lambda each: each[1])

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Notification]
    ) -> QuerySet[Notification]:
        return queryset.filter(kind=self.value()) if self.value() else queryset


@admin.register(Notification)
class NotificationAdmin(RecordAdmin[Notification]):
    list_display = ("about", "address", "created_at", "mail_state", "sent_at", "failure")
    list_filter = (MailFilter, KindFilter)
    search_fields = ("address__istartswith",)
    search_help_text = "E-mail address, from its beginning"
    fields = (
        ("about", "address", "person"),
        ("created_at", "due_at", "attempts"),
        ("sent_at", "failed_at", "failure"),
    )
    list_select_related = ("person",)
    readonly_fields = ("about",)
    export_columns = (
        "about",
        "address",
        "created_at",
        "mail_state",
        "sent_at",
        "failed_at",
        "attempts",
        "failure",
    )

    @admin.display(description="about", ordering="kind")
    def about(self, notification: Notification) -> str:
        return in_words(notification.kind)

    @admin.display(description="state")
    def mail_state(self, notification: Notification) -> str:
        if notification.by_email:
            return notification.mail_state
        if notification.gather:
            return "with others of its sitting"
        in_digest = notification.held or notification.digest_id
        return "in the weekly digest" if in_digest else "on screen only"
