"""Contacts, and the page on which CMS staff end their types in the ACO's place (rule A17)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path

from accounts.admin.forms import ReasonForm
from accounts.requests import staff
from acoms.once.shown import fingerprint
from acoms.programme.clock import day_in_words
from acoms.site.admin_pages import RecordAdmin
from acoms.site.forms import CheckboxGroup
from contacts.actions import override_end_types
from contacts.errors import ContactError
from contacts.forms import HeirForm
from contacts.models import Contact, HeldType
from contacts.overriding import Effect, effect_of_ending
from contacts.previews import shown_of_end
from contacts.succession import Left, left_behind
from contacts.types import in_order


class EndTypesForm(ReasonForm, HeirForm):
    """Which of the types that a contact holds now, why CMS staff end them, and what becomes of the
    open invitations that the contact has sent."""

    types = forms.MultipleChoiceField(
        label="Contact types to end",
        widget=CheckboxGroup,
        error_messages={"required": "Choose at least one contact type."},
    )
    field_order = ("types", "reason")

    def __init__(self, held: list[str], left: Left, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_for_heir(left)
        self.offer(held)
        self.fields["reason"].label = "Why CMS ends them in the ACO's place"

    def offer(self, codes: Iterable[str]) -> None:
        """Which types there are to choose from."""
        rows = in_order(set(codes))
        self.fields["types"].choices = [(row.code, row.label) for row in rows]  # type: ignore[attr-defined]


class HoldsFilter(admin.SimpleListFilter):
    """Whether a contact holds a type now."""

    title = "state"
    parameter_name = "holds"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Current"), ("no", "Ended")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Contact]) -> QuerySet[Contact]:
        if self.value() not in ("yes", "no"):
            return queryset
        current = Q(pk__in=Contact.objects.current())
        return queryset.filter(current if self.value() == "yes" else ~current)


@admin.register(Contact)
class ContactAdmin(RecordAdmin[Contact]):
    change_form_template = "admin/contacts/contact/change_form.html"
    list_display = ("person", "aco", "types_held", "state", "title", "phone")
    list_filter = (HoldsFilter,)
    search_fields = (
        "aco__aco_id__istartswith",
        "person__last_name__istartswith",
        "person__email__istartswith",
    )
    search_help_text = "ACO ID, last name or e-mail, from its beginning"
    list_select_related = ("aco", "person")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact]:
        types = HeldType.objects.filter(contact=OuterRef("pk")).order_by()
        return (
            super()
            .get_queryset(request)
            .annotate(
                held=ArraySubquery(types.active().values("type")),
                ended_at=Subquery(types.order_by("-ended_at").values("ended_at")[:1]),
            )
        )

    @admin.display(description="contact types")
    def types_held(self, contact: Any) -> str:
        return ", ".join(row.label for row in in_order(contact.held))

    @admin.display(description="state")
    def state(self, contact: Any) -> str:
        if contact.held:
            return "Current"
        if contact.ended_at:
            return f"Ended on {day_in_words(contact.ended_at)}"
        return "Not begun"

    def has_override_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("override"))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.end_types_view)
        return [
            path("<path:object_id>/end-types/", view, name="contacts_contact_end_types"),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        context["may_override"] = self.has_override_permission(request)
        return super().render_change_form(request, context, *args, **kw)

    def end_types_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """First what it leaves the ACO without; then, for the same types, the ending itself."""
        self.must(request, "override")
        contact = self._contact(request, object_id)
        held = list(contact.held_types.active().values_list("type", flat=True))
        initial = {"types": [code for code in request.GET.getlist("types") if code in held]}
        form = EndTypesForm(
            held, self._left(request, contact, held), request.POST or None, initial=initial
        )
        effect: Effect | None = None
        shows = ""
        if "confirm" in request.POST:  # what is held no more, the action answers
            form.offer([*held, *request.POST.getlist("types")])
        if form.is_valid():
            if "confirm" in request.POST and self._end(request, contact, form):
                return redirect("admin:contacts_contact_change", contact.pk)
            chosen = [code for code in form.cleaned_data["types"] if code in held]
            effect = effect_of_ending(contact, chosen) if chosen else None
            shows = fingerprint(shown_of_end(contact, chosen))
        form.offer(held)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"End contact types of {contact.person.full_name}",
            "contact": contact,
            "form": form,
            "held": held,
            "effect": effect,
            "shows": shows,
        }
        return render(request, "admin/contacts/contact/end_types.html", context)

    def _left(self, request: HttpRequest, contact: Contact, held: list[str]) -> Left:
        """What the contact leaves behind by the end of the types that were chosen."""
        ending = request.POST.getlist("types") or request.GET.getlist("types")
        return left_behind(contact, set(held) - set(ending))

    def _end(self, request: HttpRequest, contact: Contact, form: EndTypesForm) -> bool:
        try:
            override_end_types(
                acting_person=staff(request),
                contact=contact,
                codes=form.cleaned_data["types"],
                reason=form.cleaned_data["reason"],
                heir=form.heir,
                shown=request.POST.get("shown", ""),
            )
        except ContactError as error:
            error.show_in(form)
            return False
        messages.success(request, _said_of_end(contact))
        return True

    def _contact(self, request: HttpRequest, object_id: str) -> Contact:
        try:
            found = self.get_object(request, unquote(object_id))
        except ValidationError as error:
            raise Http404 from error
        if found is None:
            raise Http404
        return found


def _said_of_end(contact: Contact) -> str:
    return (
        f"The types are ended. {contact.person.full_name} and the ACO's administrators are told, "
        "with the reason."
    )
