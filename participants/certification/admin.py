"""Which ACOs have certified their list for a year, for CMS staff; also those that have not (C2)."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from acoms.once.shown import fingerprint
from acoms.programme.clock import day_in_words
from acoms.site.admin_pages import RecordAdmin
from acoms.site.forms import TextField
from acoms.text.folding import Folded
from acoms.text.names import Name
from acoms.text.numbers import key_of
from participants.certification.actions import give_out_certified, reopen_certification
from participants.certification.checking import what_is_wrong
from participants.certification.errors import CertificationError
from participants.certification.models import (
    AcoCertification,
    CertificationReopening,
    CertifiedList,
)
from participants.certification.queries import (
    acos_with_standing,
    certified_lists,
    not_certified,
    shown_to_reopen,
    since_certified,
    standing_of,
    year_to_certify,
)
from participants.certification.rules import State, state_on
from participants.certification.views import certified_response
from participants.years.models import PerformanceYear


class ReopenForm(forms.Form):
    reason = TextField(
        max_length=2000,
        widget=forms.Textarea({"rows": 4, "cols": 60}),
        help_text="The ACO reads it.",
    )


def year_asked(request: HttpRequest) -> PerformanceYear | None:
    """The year that the list shows: the one asked for, or the one that is certified now."""
    asked = QueryDict(request.GET.get("_changelist_filters", "")) or request.GET
    year = asked.get("year", "")
    known = PerformanceYear.objects
    found = known.filter(pk=int(year)).first() if re.fullmatch(r"2\d{3}", year, re.ASCII) else None
    return found or year_to_certify()


class YearFilter(admin.SimpleListFilter):
    """Chooses the year; the list itself reads it from the address."""

    title = "performance year"
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        years = PerformanceYear.objects.order_by("-year").values_list("year", flat=True)[:5]
        return [(str(year), str(year)) for year in years]

    def choices(self, changelist: Any) -> Iterator[Any]:
        first, *others = super().choices(changelist)
        yield {**first, "display": "The one that is certified now"}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset


class CertifiedFilter(admin.SimpleListFilter):
    title = "certified"
    parameter_name = "certified"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Certified"), ("no", "Not certified"), ("none", "No list to certify")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        match self.value():
            case "yes":
                return queryset.filter(certified=True)
            case "no":
                return not_certified(queryset)
            case "none":
                return queryset.filter(certified=False, has_list=False)
        return queryset


@admin.register(AcoCertification)
class AcoCertificationAdmin(RecordAdmin[AcoCertification]):
    """Each ACO with its certification of a year, and the certified list as a file."""

    change_form_template = "admin/participants_certification/acocertification/change_form.html"
    list_display = ("name", "aco_id", "state", "certified_on", "participants_listed", "undecided")
    list_filter = (YearFilter, CertifiedFilter)
    search_fields = ("aco_id__istartswith", "name__named")
    search_help_text = "ACO ID or part of the name"
    readonly_fields = (
        "state",
        "certified_on",
        "participants_listed",
        "sha256",
        "checked",
        "since",
        "reopened",
        "undecided",
    )
    export_columns = (
        "aco_id",
        "name",
        "state",
        "certified_at",
        "certifier",
        "participants_listed",
        "sha256",
        "undecided",
    )
    ordering = (Folded("name"),)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.list_view)
        reopen, name = (
            self.admin_site.admin_view(self.reopen_view),
            "participants_certification_acocertification",
        )
        return [
            path("<int:pk>/<int:year>/list.json", view, name=f"{name}_list"),
            path("<int:pk>/<int:year>/reopen/", reopen, name=f"{name}_reopen"),
            *super().get_urls(),
        ]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What is said of a list that is not certified yet, too, or all."""
        certified = obj is not None and obj.certified
        return self.readonly_fields if certified else ("state", "undecided")

    def has_tin_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("tin"))

    def has_reopen_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("reopen"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[AcoCertification]:
        return acos_with_standing(year_asked(request))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        year = year_asked(request)
        title = "Lists certified: set a performance year first"
        if year:
            acos: QuerySet[Any] = acos_with_standing(year)
            done = acos.filter(certified=True).count()
            number = done + not_certified(acos).count()
            due = f"{year.certify_by:%B %-d, %Y}"
            title = f"Lists certified for {year.year}: {done} of {number}, due {due}"
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def beside(self, request: HttpRequest, row: AcoCertification) -> dict[str, Any]:
        if (year := year_asked(request)) is None:
            return {"title": "Certification", "year": None}
        may = self.has_reopen_permission(request)
        return {
            "title": f"Certification for {year.year}",
            "year": year,
            "sees_tins": self.has_tin_permission(request),
            "lists": certified_lists(row).filter(performance_year=year),
            "may_reopen": may and standing_of(row, year).may_be_reopened,
        }

    def list_view(self, request: HttpRequest, pk: int, year: int) -> HttpResponse:
        """The certified text itself, with the TINs; it is recorded who took it."""
        self.must(request, "tin")
        if request.method != "POST":
            return redirect("admin:participants_certification_acocertification_change", pk)
        if year > 9999:
            raise Http404
        of_year = CertifiedList.objects.select_related("aco").filter(performance_year=year)
        asked = key_of(request.POST.get("list", ""))
        which = Q(replaced_by=None) if asked is None else Q(pk=asked)
        certified = get_object_or_404(of_year, which, aco=pk)
        text = give_out_certified(
            acting_person=request.user,  # type: ignore[arg-type]  # signed in: a Person
            certified=certified,
            as_staff=True,
        )
        return certified_response(certified, text)

    def reopen_view(self, request: HttpRequest, pk: int, year: int) -> HttpResponse:
        """Let the ACO certify its list of a year again, with a reason; what was certified stays."""
        self.must(request, "reopen")
        current = CertifiedList.objects.current().select_related("aco", "performance_year")
        certified = get_object_or_404(current.filter(performance_year=min(year, 9999)), aco=pk)
        page = reverse("admin:participants_certification_acocertification_change", args=[pk])
        page = f"{page}?{urlencode({'year': year})}"
        form = ReopenForm(request.POST or None)
        if form.is_valid():
            try:
                reopen_certification(
                    acting_person=request.user,  # type: ignore[arg-type]  # signed in: a Person
                    certified=certified,
                    reason=form.cleaned_data["reason"],
                    shown=request.POST.get("shown", ""),
                )
            except CertificationError as error:
                error.show_in(form, otherwise="reason")
            else:
                self.message_user(
                    request, f"{certified.aco} can certify its list again, and is told."
                )
                return redirect(page)
        since = since_certified(certified)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Re-open the certification of {certified.aco} for {year}",
            "certified": certified,
            "until": standing_of(certified.aco, certified.performance_year).last_day_to_reopen,
            "since": since,
            "shows": fingerprint(shown_to_reopen(certified, since)),
            "form": form,
            "page": page,
        }
        return render(
            request, "admin/participants_certification/acocertification/reopen.html", context
        )

    @admin.display(description="state")
    def state(self, aco: Any) -> str:
        if aco.certify_from is None:
            return ""
        days = aco.certify_from, aco.certify_by
        state = state_on(timezone.localdate(), *days, certified=aco.certified)
        return "Not certified" if state is State.OPEN else state.value

    @admin.display(description="certified by", ordering="certified_at")
    def certified_on(self, aco: Any) -> str:
        if not aco.certified_at:
            return ""
        return f"{self.certifier(aco)}, {day_in_words(aco.certified_at)}"

    @admin.display(description="certified")
    def certified_at(self, aco: Any) -> datetime | None:
        found: datetime | None = aco.certified_at
        return found

    @admin.display(description="by")
    def certifier(self, aco: Any) -> str:
        return Name(aco.certified_by_first or "", aco.certified_by_last or "").full

    @admin.display(description="participants", ordering="certified_participants")
    def participants_listed(self, aco: Any) -> str:
        return str(aco.certified_participants or "")

    @admin.display(description="SHA-256")
    def sha256(self, aco: Any) -> str:
        return aco.certified_sha256 or ""

    @admin.display(description="checked just now")
    def checked(self, aco: Any) -> str:
        """Whether the text that is kept has the hash that was certified."""
        certified = self._current(aco)
        wrong = what_is_wrong(certified) if certified else "It is not there."
        if wrong:
            return f"CHANGED: the list that is kept is not the one that was certified. {wrong}"
        return "Unchanged: the list that is kept has this hash."

    def _current(self, aco: Any) -> CertifiedList | None:
        of_aco = CertifiedList.objects.current().filter(aco=aco.pk, sha256=aco.certified_sha256)
        return of_aco.select_related("aco", "performance_year").first()

    @admin.display(description="since it was certified")
    def since(self, aco: Any) -> str:
        """Who is on the certified list or on that of the first day of the year alone, by name."""
        certified = self._current(aco)
        found = since_certified(certified) if certified else None
        if certified is None or found is None or not found.participants_differ:
            return "The list of the first day of the year has the same participants."
        said = []
        for what, those in (("Not on the list", found.left), ("Not certified", found.joined)):
            if those:
                said.append(f"{what}: {', '.join(one.legal_business_name for one in those)}")
        return f"The list of the first day of the year differs. {'. '.join(said)}."

    @admin.display(description="re-opened")
    def reopened(self, aco: Any) -> str:
        """Each time that CMS re-opened the year's certification, and why."""
        year = aco.certify_year
        found = CertificationReopening.objects.filter(
            aco=aco.pk, certified__performance_year=year
        ).select_related("reopened_by")
        return "\n".join(
            f"{day_in_words(each.reopened_at)}, {each.reopened_by}: {each.reason}"
            for each in found.order_by("reopened_at")
        )

    @admin.display(description="undecided requests", ordering="undecided")
    def undecided(self, aco: Any) -> int:
        return int(aco.undecided)
