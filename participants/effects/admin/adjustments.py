"""Adjustments for unusual circumstances and interim reconciliations (rule C9)."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse

from acoms.programme.clock import day_in_words
from acoms.site.admin_pages import RecordedOnce
from acoms.site.forms import TextField
from contacts.forms import AcoField
from contacts.models import Aco
from participants.changes.errors import ChangeError
from participants.effects.actions.adjustments import (
    record_adjustment,
    record_interim_election,
    withdraw_adjustment,
)
from participants.effects.adjusting import refusal_to_record
from participants.effects.models.adjustments import Adjustment, InterimElection
from participants.effects.queries import standing_of_participant
from participants.years.agreement import refusal_of_interim
from participants.years.queries import years_of


class AdjustmentForm(forms.ModelForm[Any]):
    class Meta:
        model = Adjustment
        fields = ("participant", "performance_year", "reason")
        help_texts = {
            "participant": "Its number: filled in where you come from the participant's page; "
            "the magnifying glass finds it, too.",
            "performance_year": "Assignment and all else of this year follow its joining or "
            "leaving at once, for unusual circumstances (42 CFR 425.214(a)).",
            "reason": "What is unusual about it.",
        }

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        participant, year = asked.get("participant"), asked.get("performance_year")
        if participant and year:
            recorded = Adjustment.objects.standing().filter(participant=participant)
            if recorded.filter(performance_year=year).exists():
                self.add_error("performance_year", f"An adjustment of {year} stands already.")
            standing = standing_of_participant(participant)
            if refusal := refusal_to_record(year, standing, years_of(participant.aco)):
                self.add_error("performance_year", refusal)
        return asked


class WithdrawForm(forms.Form):
    reason = TextField(
        max_length=2000,
        widget=forms.Textarea({"rows": 4, "cols": 60}),
        help_text="The ACO reads it.",
    )


def _aco_of(adjustment: Adjustment) -> str:
    return str(adjustment.participant.aco)


class InterimElectionForm(forms.ModelForm[Any]):
    aco = AcoField(help_text="It began in 2012 and elected an interim reconciliation.")

    class Meta:
        model = InterimElection
        fields = ("aco",)

    def clean_aco(self) -> Aco:
        aco: Aco = self.cleaned_data["aco"]
        if refusal := refusal_of_interim(aco.initial_start_date):
            raise forms.ValidationError(refusal)
        return aco


@admin.register(Adjustment)
class AdjustmentAdmin(RecordedOnce[Adjustment]):
    """Years that follow a participant's change at once."""

    list_display = ("participant", "aco", "performance_year", "reason", "recorded_at", "withdrawn")
    export_columns = (
        "participant",
        "aco",
        "performance_year",
        "reason",
        "recorded_at",
        "recorder",
        "withdrawn_at",
        "withdrawn_by",
        "withdrawal_reason",
    )
    list_filter = ("performance_year", ("withdrawn_at", admin.EmptyFieldListFilter))
    list_select_related = ("participant__aco", "recorded_by", "withdrawn_by")
    search_fields = (
        "participant__legal_business_name__istartswith",
        "participant__aco__aco_id__iexact",
    )
    search_help_text = "Participant or ACO ID"
    raw_id_fields = ("participant",)
    change_form_template = "admin/participants_effects/adjustment/change_form.html"
    form = AdjustmentForm

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        asked = AdjustmentForm.Meta.fields
        if obj is None:
            return asked
        said = ("withdrawn_at", "withdrawn_by", "withdrawal_reason") if obj.withdrawn_at else ()
        return (*asked, "recorded_at", "recorded_by", *said)

    def get_urls(self) -> list[URLPattern]:
        withdraw = self.admin_site.admin_view(self.withdraw_view)
        name = "participants_effects_adjustment_withdraw"
        return [path("<int:pk>/withdraw/", withdraw, name=name), *super().get_urls()]

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("withdraw"))

    def beside(self, request: HttpRequest, row: Adjustment) -> dict[str, Any]:
        return {"may_withdraw": self.has_withdraw_permission(request)}

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take an adjustment back, with a reason that the ACO reads."""
        self.must(request, "withdraw")
        adjustment = get_object_or_404(Adjustment.objects.select_related("participant__aco"), pk=pk)
        page = reverse("admin:participants_effects_adjustment_change", args=[pk])
        form = WithdrawForm(request.POST or None)
        if form.is_valid():
            try:
                withdraw_adjustment(
                    acting_person=request.user,  # type: ignore[arg-type]  # signed in: a Person
                    adjustment=adjustment,
                    reason=form.cleaned_data["reason"],
                )
            except ChangeError as error:
                error.show_in(form, otherwise="reason")
            else:
                self.message_user(request, f"It is withdrawn. {_aco_of(adjustment)} is told.")
                return redirect(page)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": f"Withdraw the adjustment: {adjustment}",
            "adjustment": adjustment,
            "form": form,
            "page": page,
        }
        return render(request, "admin/participants_effects/adjustment/withdraw.html", context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        record_adjustment(acting_person=request.user, adjustment=obj)  # type: ignore[arg-type]

    @admin.display(description="ACO", ordering="participant__aco__aco_id")
    def aco(self, adjustment: Adjustment) -> str:
        return _aco_of(adjustment)

    @admin.display(description="withdrawn", ordering="withdrawn_at")
    def withdrawn(self, adjustment: Adjustment) -> str:
        return day_in_words(adjustment.withdrawn_at) if adjustment.withdrawn_at else ""

    @admin.display(description="recorded by", ordering="recorded_by__last_name")
    def recorder(self, adjustment: Adjustment) -> str:
        return str(adjustment.recorded_by)


@admin.register(InterimElection)
class InterimElectionAdmin(RecordedOnce[InterimElection]):
    """ACOs of 2012 with an interim reconciliation."""

    list_display = ("aco", "recorded_at", "recorder")
    list_filter = ("recorded_at",)
    list_select_related = ("aco", "recorded_by")
    search_fields = ("aco__aco_id__iexact", "aco__name__istartswith")
    search_help_text = "ACO ID or name"
    form = InterimElectionForm

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        record_interim_election(acting_person=request.user, election=obj)  # type: ignore[arg-type]

    @admin.display(description="recorded by", ordering="recorded_by__last_name")
    def recorder(self, election: InterimElection) -> str:
        return str(election.recorded_by)
