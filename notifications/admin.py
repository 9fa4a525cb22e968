"""The outbox, for CMS staff: what was to be told, and whether its mail went out."""

from django.contrib import admin

from acoms.site.admin_pages import RecordAdmin
from notifications.models import Notification


@admin.register(Notification)
class NotificationAdmin(RecordAdmin[Notification]):
    list_display = ("kind", "address", "created_at", "mail_state", "sent_at", "attempts", "failure")
    list_filter = (
        ("sent_at", admin.EmptyFieldListFilter),
        ("failed_at", admin.EmptyFieldListFilter),
        "kind",
    )
    search_fields = ("address__istartswith",)
    search_help_text = "E-mail address, from its beginning"
    fields = (
        ("kind", "address", "person"),
        ("created_at", "due_at", "attempts"),
        ("sent_at", "failed_at", "failure"),
    )
    list_select_related = ("person",)
    export_columns = (
        "kind",
        "address",
        "created_at",
        "mail_state",
        "sent_at",
        "failed_at",
        "attempts",
        "failure",
    )

    @admin.display(description="mail")
    def mail_state(self, notification: Notification) -> str:
        if notification.by_email:
            return notification.mail_state
        if notification.gather:
            return "with others of its sitting"
        in_digest = notification.held or notification.digest_id
        return "in the weekly digest" if in_digest else "on screen only"
