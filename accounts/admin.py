"""People, for CMS staff: who they are, whether their identity is proven, and the ways back in."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.actions import record_manual_proofing, remove_second_factor, save_person
from accounts.models import AuthenticatorApp, Person, ProofingAttempt
from accounts.rules import DORMANT_AFTER


class YesNoFilter(admin.SimpleListFilter):
    """A filter with two answers."""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Yes"), ("no", "No")]

    def condition(self) -> Q:
        raise NotImplementedError

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "yes":
                return queryset.filter(self.condition())
            case "no":
                return queryset.exclude(self.condition())
        return queryset


class IdentityFilter(YesNoFilter):
    title = "identity proven"
    parameter_name = "proven"

    def condition(self) -> Q:
        return Q(proofed_at__isnull=False)


class SecondFactorFilter(YesNoFilter):
    title = "has a second factor"
    parameter_name = "second_factor"

    def condition(self) -> Q:
        return Q(has_second_factor=True)


class DormantFilter(YesNoFilter):
    title = "closed after 60 days"
    parameter_name = "dormant"

    def condition(self) -> Q:
        since = timezone.now() - DORMANT_AFTER
        return (
            Q(created_at__lte=since)
            & (Q(last_login=None) | Q(last_login__lte=since))
            & (Q(password_changed_at=None) | Q(password_changed_at__lte=since))
        )


class ReasonForm(forms.Form):
    """Why CMS staff step in; kept with the record."""

    reason = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), max_length=500)


class ManualProofingForm(ReasonForm):
    reference = forms.CharField(
        label="Helpdesk reference",
        max_length=60,
        help_text="The number under which the Helpdesk has kept how the identity was proven.",
    )
    field_order = ("reference", "reason")


class ProofingAttemptInline(admin.TabularInline[ProofingAttempt, Person]):
    model = ProofingAttempt
    fields = readonly_fields = ("reference", "started_at", "outcome", "answered_at")
    can_delete = False
    extra = 0
    max_num = 0
    verbose_name_plural = "Attempts at remote identity proofing"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True


@admin.register(Person)
class PersonAdmin(admin.ModelAdmin[Person]):
    """No field shows a secret, and no password is set here: people reset their own."""

    list_display = ("full_name", "user_id", "email", "proven", "second_factor", "last_login")
    list_filter = (IdentityFilter, SecondFactorFilter, "is_staff", "is_active", DormantFilter)
    search_fields = (
        "last_name__istartswith",
        "first_name__istartswith",
        "user_id__istartswith",
        "email__istartswith",
    )
    search_help_text = "Last name, first name, IDM user ID or e-mail, from its beginning"
    ordering = ("last_name", "first_name", "id")
    show_full_result_count = False
    list_per_page = 50
    actions = ("record_proofing", "remove_factor")
    inlines = (ProofingAttemptInline,)
    fieldsets = (
        ("Person", {"fields": ("first_name", "last_name", "user_id", "email")}),
        (
            "Identity and sign-in",
            {
                "fields": (
                    "is_active",
                    "proofed_at",
                    "proofed_by",
                    "second_factor",
                    "last_login",
                    "password_changed_at",
                    "statement_agreed_at",
                    "dormant",
                    "created_at",
                )
            },
        ),
        ("CMS staff", {"fields": ("is_staff", "is_superuser")}),
    )
    readonly_fields = (
        "user_id",
        "email",
        "proofed_at",
        "proofed_by",
        "second_factor",
        "last_login",
        "password_changed_at",
        "statement_agreed_at",
        "dormant",
        "created_at",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        apps = AuthenticatorApp.objects.filter(user=OuterRef("pk"), confirmed=True)
        people: QuerySet[Person] = super().get_queryset(request)
        return people.annotate(has_second_factor=Exists(apps))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        only_superusers = () if request.user.is_superuser else ("is_staff", "is_superuser")
        return (*self.readonly_fields, *only_superusers)

    def has_change_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        """Superusers only change other CMS staff, or their second factors would be worth little."""
        return obj is None or not obj.is_staff or bool(request.user.is_superuser)

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        save_person(acting_person=_staff(request), person=obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # people come by invitation

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # the record of who did what keeps its people

    @admin.display(description="identity proven", boolean=True, ordering="proofed_at")
    def proven(self, person: Person) -> bool:
        return person.proofed_at is not None

    @admin.display(description="has a second factor", boolean=True)
    def second_factor(self, person: Person) -> bool:
        return bool(person.has_second_factor)  # type: ignore[attr-defined]

    @admin.display(description="closed after 60 days without sign-in", boolean=True)
    def dormant(self, person: Person) -> bool:
        return person.is_dormant

    @admin.action(description="Record manual proofing", permissions=["change"])
    def record_proofing(
        self, request: HttpRequest, people: QuerySet[Person]
    ) -> HttpResponse | None:
        if people.count() != 1:
            self.message_user(request, "Choose one person.", messages.ERROR)
            return None
        if not self._may_change_all(request, people):
            return None
        form = ManualProofingForm(request.POST if "apply" in request.POST else None)
        if form.is_valid():
            record_manual_proofing(
                acting_person=_staff(request), person=people.get(), **form.cleaned_data
            )
            self.message_user(request, f"The identity of {people.get()} is recorded as proven.")
            return None
        return self._ask(request, people, form, "record_proofing", "Record manual proofing")

    @admin.action(description="Remove second factor", permissions=["change"])
    def remove_factor(self, request: HttpRequest, people: QuerySet[Person]) -> HttpResponse | None:
        if not self._may_change_all(request, people):
            return None
        form = ReasonForm(request.POST if "apply" in request.POST else None)
        if form.is_valid():
            for person in people:
                remove_second_factor(
                    acting_person=_staff(request), person=person, **form.cleaned_data
                )
                self.message_user(
                    request,
                    f"{person} proves their identity again and sets up a second factor at the "
                    "next sign-in.",
                )
            return None
        return self._ask(request, people, form, "remove_factor", "Remove second factor")

    def _may_change_all(self, request: HttpRequest, people: QuerySet[Person]) -> bool:
        allowed = all(self.has_change_permission(request, person) for person in people)
        if not allowed:
            self.message_user(
                request, "Only a superuser may do this for CMS staff.", messages.ERROR
            )
        return allowed

    def _ask(
        self,
        request: HttpRequest,
        people: QuerySet[Person],
        form: forms.Form,
        action: str,
        title: str,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "people": people,
            "form": form,
            "action": action,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return render(request, "admin/accounts/person/reason.html", context)


def _staff(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user
