"""People, for CMS staff: who they are, whether their identity is proven, and the ways back in."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from accounts.actions import record_manual_proofing, remove_second_factor, save_person
from accounts.admin.filters import DormantFilter, IdentityFilter, MergedFilter, SecondFactorFilter
from accounts.admin.forms import ManualProofingForm, PersonForm, ReasonForm
from accounts.admin.merge_page import merge_page
from accounts.admin.roles_page import roles_page
from accounts.duties import decide_over
from accounts.models import AuthenticatorApp, Person, ProofingAttempt
from accounts.requests import staff
from accounts.staff import Duty
from acoms.site.admin_pages import ListPage
from acoms.text.folding import Folded


class ProofingAttemptInline(admin.TabularInline[ProofingAttempt, Person]):
    model = ProofingAttempt
    template = "admin/read_only_rows.html"
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
class PersonAdmin(ListPage[Person]):
    """No field shows a secret, and no password is set here: people reset their own."""

    form = PersonForm
    change_form_template = "admin/accounts/person/change_form.html"
    list_display: Any = (
        "full_name",
        "user_id",
        "email",
        "proven",
        "second_factor",
        "last_login",
    )
    export_columns: tuple[str, ...] = (
        "user_id",
        "last_name",
        "first_name",
        "email",
        "proven",
        "second_factor",
        "is_active",
        "staff_role",
        "merged_into",
        "last_login",
    )
    list_select_related = ("merged_into",)
    list_filter: ClassVar[Any] = (
        IdentityFilter,
        SecondFactorFilter,
        "staff_role",
        "is_active",
        MergedFilter,
        DormantFilter,
    )
    search_fields = (
        "last_name__istartswith",
        "first_name__istartswith",
        "user_id__istartswith",
        "email__istartswith",
    )
    search_help_text = "Last name, first name, IDM user ID or e-mail, from its beginning"
    ordering = (Folded("last_name"), Folded("first_name"), "id")
    actions = ("record_proofing", "remove_factor")
    inlines = (ProofingAttemptInline,)
    fieldsets = (
        ("Person", {"fields": ("first_name", "last_name", "user_id", "email")}),
        (
            "Identity and sign-in",
            {
                "fields": (
                    "is_active",
                    "merged_into",
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
        ("CMS staff", {"fields": ("staff_role", "is_superuser")}),
    )
    readonly_fields = (
        "user_id",
        "email",
        "merged_into",
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
        people = super().get_queryset(request)
        return people.annotate(has_second_factor=Exists(apps))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        only_superusers = () if request.user.is_superuser else ("is_superuser",)
        return (*self.readonly_fields, *only_superusers)

    def has_change_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        if obj is None:
            return staff(request).may(Duty.CORRECT_PEOPLE)
        return bool(decide_over(staff(request), Duty.CORRECT_PEOPLE, obj))

    def has_prove_permission(self, request: HttpRequest) -> bool:
        return staff(request).may(Duty.RECORD_PROOFING)

    def has_unlock_permission(self, request: HttpRequest) -> bool:
        return staff(request).may(Duty.REMOVE_FACTOR)

    def get_urls(self) -> list[URLPattern]:
        """The page that merges another account into this one, and what CMS staff may do."""

        def merge(request: HttpRequest, object_id: str) -> HttpResponse:
            return merge_page(self, request, object_id)

        def roles(request: HttpRequest) -> HttpResponse:
            return roles_page(self, request)

        view = self.admin_site.admin_view
        return [
            path("roles/", view(roles), name="accounts_person_roles"),
            path("<path:object_id>/merge/", view(merge), name="accounts_person_merge"),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        person = kw.get("obj")
        context["why_not"] = ""
        if person is not None:
            context["why_not"] = decide_over(staff(request), Duty.CORRECT_PEOPLE, person).reason
            context["merged_accounts"] = person.merged_accounts.all()
        context["may_merge"] = staff(request).may(Duty.MERGE)
        return super().render_change_form(request, context, *args, **kw)

    def save_model(self, request: HttpRequest, obj: Person, form: Any, change: bool) -> None:
        save_person(acting_person=staff(request), person=obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # people come by invitation

    @admin.display(description="identity proven", boolean=True, ordering="proofed_at")
    def proven(self, person: Person) -> bool:
        return person.proofed_at is not None

    @admin.display(description="has a second factor", boolean=True)
    def second_factor(self, person: Person) -> bool:
        return bool(person.has_second_factor)  # type: ignore[attr-defined]

    @admin.display(description="closed after 60 days without sign-in", boolean=True)
    def dormant(self, person: Person) -> bool:
        return person.is_dormant

    @admin.action(description="Record manual proofing", permissions=["prove"])
    def record_proofing(
        self, request: HttpRequest, people: QuerySet[Person]
    ) -> HttpResponse | None:
        if people.count() != 1:
            self.message_user(request, "Choose one person.", messages.ERROR)
            return None
        if not self._may_do_to_all(request, Duty.RECORD_PROOFING, people):
            return None
        form = ManualProofingForm(request.POST if "apply" in request.POST else None)
        if form.is_valid():
            record_manual_proofing(
                acting_person=staff(request), person=people.get(), **form.cleaned_data
            )
            person = people.get()
            self.message_user(
                request,
                f"The identity of {person} is recorded as proven. If this is not their name any "
                "more, correct it now.",
            )
            if person.proven_elsewhere:
                self.message_user(
                    request,
                    "We have mailed them what to do now: set a new password by e-mail, and sign in "
                    "in the same browser.",
                )
            return None
        return self._ask(request, people, form, "record_proofing", "Record manual proofing")

    @admin.action(description="Remove second factor", permissions=["unlock"])
    def remove_factor(self, request: HttpRequest, people: QuerySet[Person]) -> HttpResponse | None:
        if not self._may_do_to_all(request, Duty.REMOVE_FACTOR, people):
            return None
        form = ReasonForm(request.POST if "apply" in request.POST else None)
        if form.is_valid():
            for person in people:
                remove_second_factor(
                    acting_person=staff(request), person=person, **form.cleaned_data
                )
                self.message_user(
                    request,
                    f"{person} proves their identity again and sets up a second factor at the "
                    "next sign-in.",
                )
            return None
        return self._ask(request, people, form, "remove_factor", "Remove second factor")

    def _may_do_to_all(self, request: HttpRequest, duty: Duty, people: QuerySet[Person]) -> bool:
        for person in people:
            decision = decide_over(staff(request), duty, person)
            if not decision:
                self.message_user(request, f"{person}: {decision.reason}", messages.ERROR)
                return False
        return True

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
