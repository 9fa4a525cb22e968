"""Webhooks of all ACOs and what they were sent, for CMS staff to read (rule E5: no secrets)."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse

from acoms.programme.clock import in_words
from acoms.site.admin_pages import RecordAdmin
from acoms.tables.cells import link
from api.webhooks.models import Webhook, WebhookDelivery, WebhookDeliveryQuerySet
from api.webhooks.queries import names_of


class StateFilter(admin.SimpleListFilter):
    """By `state`: a subclass has its words, each with what narrows the rows to it."""

    title = parameter_name = "state"
    states: dict[str, tuple[str, Callable[[Any], QuerySet[Any]]]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(code, words) for code, (words, _) in self.states.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        found = self.states.get(self.value() or "")
        return found[1](queryset) if found else queryset


class WebhookFilter(StateFilter):
    states = {
        "working": ("Working", lambda rows: rows.open().filter(off_at=None, failing_since=None)),
        "failing": (
            "Failing",
            lambda rows: rows.open().filter(off_at=None, failing_since__isnull=False),
        ),
        "off": ("Turned off", lambda rows: rows.open().filter(off_at__isnull=False)),
        "deleted": ("Deleted", lambda rows: rows.filter(ended_at__isnull=False)),
    }


class DeliveryFilter(StateFilter):
    states = {
        "failed": ("Not delivered", WebhookDeliveryQuerySet.failed),
        "waiting": ("Waiting or tried again", WebhookDeliveryQuerySet.waiting),
        "delivered": ("Delivered", WebhookDeliveryQuerySet.delivered),
    }


@admin.register(Webhook)
class WebhookAdmin(RecordAdmin[Webhook]):
    list_display = ("address", "aco_id", "state", "last_answer", "made_by", "made_at")
    list_filter = (WebhookFilter,)
    list_select_related = ("aco", "made_by")
    search_fields = ("url__icontains", "aco__aco_id__istartswith")
    search_help_text = "Part of the address, or an ACO ID"
    fields = readonly_fields = (
        "url",
        "aco",
        "told_of",
        "state",
        "last_answer",
        "messages",
        "made_by",
        "made_at",
        "rotated_at",
        "off_at",
        "ended_at",
    )
    ordering = ("-made_at", "-pk")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Webhook]:
        tried = WebhookDelivery.objects.filter(webhook=OuterRef("pk"), tried_at__isnull=False)
        last = tried.order_by("-tried_at")
        return (
            super()
            .get_queryset(request)
            .annotate(
                tried_at=Subquery(last.values("tried_at")[:1]),
                status=Subquery(last.values("status")[:1]),
                failure=Subquery(last.values("failure")[:1]),
            )
        )

    @admin.display(description="address", ordering="url")
    def address(self, webhook: Webhook) -> str:
        return webhook.url

    @admin.display(description="ACO", ordering="aco__aco_id")
    def aco_id(self, webhook: Webhook) -> str:
        return webhook.aco.aco_id

    @admin.display(description="told of")
    def told_of(self, webhook: Webhook) -> str:
        return ", ".join(names_of(webhook))

    @admin.display(description="last answer")
    def last_answer(self, webhook: Any) -> str:
        if webhook.tried_at is None:
            return "Nothing was sent in the last 30 days"
        return f"{in_words(webhook.tried_at)}: {webhook.failure or webhook.status}"

    @admin.display(description="messages of the last 30 days")
    def messages(self, webhook: Webhook) -> str:
        page = reverse("admin:api_webhooks_webhookdelivery_changelist")
        return link(f"{page}?webhook__id__exact={webhook.pk}", webhook.deliveries.count())


@admin.register(WebhookDelivery)
class WebhookDeliveryAdmin(RecordAdmin[WebhookDelivery]):
    list_display = ("code", "aco_id", "address", "happened_at", "state", "attempts", "answer")
    list_filter = (DeliveryFilter,)
    list_select_related = ("webhook__aco",)
    search_fields = (
        "webhook__url__iexact",
        "webhook__aco__aco_id__istartswith",
        "uid__istartswith",
    )
    search_help_text = "An ACO ID, a webhook's whole address, or the ID of a message"
    fields = readonly_fields = (
        "code",
        "aco_id",
        "webhook",
        "uid",
        "happened_at",
        "state",
        "attempts",
        "tried_at",
        "answer",
        "tried_next",
        "delivered_at",
        "given_up_at",
    )

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        of_one = lookup == "webhook__id__exact"
        return of_one or super().lookup_allowed(lookup, value, request)

    @admin.display(description="ACO", ordering="webhook__aco__aco_id")
    def aco_id(self, message: WebhookDelivery) -> str:
        return message.webhook.aco.aco_id

    @admin.display(description="webhook", ordering="webhook__url")
    def address(self, message: WebhookDelivery) -> str:
        return message.webhook.url

    @admin.display(description="tried next")
    def tried_next(self, message: WebhookDelivery) -> str:
        return "" if message.is_over else in_words(message.due_at)

    @admin.display(description="answer")
    def answer(self, message: WebhookDelivery) -> str:
        return message.failure or str(message.status or "")
