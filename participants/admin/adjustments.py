"""Adjustments for unusual circumstances and interim reconciliations (rule C9)."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from contacts.models import Aco
from participants.actions.adjustments import record_adjustment, record_interim_election
from participants.admin.recorded import RecordedOnce
from participants.effects.queries import years_of
from participants.effects.years import refusal_of_interim, refusal_to_adjust
from participants.models import Adjustment, InterimElection


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
            days = participant.effective_from, participant.effective_until
            if refusal := refusal_to_adjust(year, *days, years_of(participant.aco)):
                self.add_error("performance_year", refusal)
        return asked


class InterimElectionForm(forms.ModelForm[Any]):
    class Meta:
        model = InterimElection
        fields = ("aco",)
        labels = {"aco": "ACO"}
        help_texts = {"aco": "It began in 2012 and elected an interim reconciliation."}

    def clean_aco(self) -> Aco:
        aco: Aco = self.cleaned_data["aco"]
        if refusal := refusal_of_interim(aco.initial_start_date):
            raise forms.ValidationError(refusal)
        return aco


@admin.register(Adjustment)
class AdjustmentAdmin(RecordedOnce[Adjustment]):
    """Years that follow a participant's change at once."""

    list_display = ("participant", "aco", "performance_year", "reason", "recorded_at", "recorder")
    list_filter = ("performance_year",)
    list_select_related = ("participant__aco", "recorded_by")
    search_fields = (
        "participant__legal_business_name__istartswith",
        "participant__aco__aco_id__iexact",
    )
    search_help_text = "Participant or ACO ID"
    raw_id_fields = ("participant",)
    form = AdjustmentForm

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        record_adjustment(acting_person=request.user, adjustment=obj)  # type: ignore[arg-type]

    @admin.display(description="ACO", ordering="participant__aco__aco_id")
    def aco(self, adjustment: Adjustment) -> str:
        return str(adjustment.participant.aco)

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
