"""How CMS staff narrow the list of invitations."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from invitations.models import STATES, UNANSWERED, Invitation, in_state

SOON = timedelta(days=3)


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return list(STATES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> QuerySet[Any]:
        return queryset.filter(in_state(self.value() or "", timezone.now()))


class MailFilter(admin.SimpleListFilter):
    title = "mail"
    parameter_name = "mail"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("waiting", "Waiting"), ("failed", "Not delivered"), ("sent", "Sent")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> QuerySet[Any]:
        states = {
            "waiting": Q(mail__sent_at=None, mail__failed_at=None),
            "failed": Q(mail__failed_at__isnull=False),
            "sent": Q(mail__sent_at__isnull=False),
        }
        return queryset.filter(states.get(self.value() or "", Q()))


class EndsSoonFilter(admin.SimpleListFilter):
    title = "ends"
    parameter_name = "ends"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("soon", f"Within {SOON.days} days")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> QuerySet[Any]:
        if self.value() != "soon":
            return queryset
        now = timezone.now()
        return queryset.filter(UNANSWERED, expires_at__gt=now, expires_at__lte=now + SOON)


class SenderFilter(admin.SimpleListFilter):
    title = "sent by"
    parameter_name = "sent_by"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("staff", "CMS staff"), ("aco", "The ACO")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> QuerySet[Any]:
        if self.value() in ("staff", "aco"):
            return queryset.filter(invited_by__is_staff=self.value() == "staff")
        return queryset
