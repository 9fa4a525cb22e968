"""What a change of participants affects, and from when (rules C6 to C10)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contacts.access import AcoRequest
from participants.effects.forms import JOINS, EffectsForm
from participants.effects.queries import agreement_of, is_adjusted
from participants.effects.rules import effects_of_joining, effects_of_leaving
from participants.effects.timeline import timeline


@require_safe
def effects(request: AcoRequest, aco_id: str) -> HttpResponse:
    aco = request.aco_access.aco
    form = EffectsForm(aco, request.GET or None)
    context: dict[str, Any] = {"form": form, "agreement": agreement_of(aco)}
    if context["agreement"] and form.is_valid():
        day, participant = form.changed_on, form.cleaned_data["participant"]
        adjusted = participant is not None and is_adjusted(participant, day.year)
        joins = form.cleaned_data["change"] == JOINS
        affects = effects_of_joining if joins else effects_of_leaving
        found = affects(day, context["agreement"], adjusted=adjusted)
        context |= {
            "effects": found,
            "picture": timeline(day, found),
            "day": day,
            "joins": joins,
            "participant": participant,
            "adjusted": adjusted,
        }
    return render(request, "participants/effects/effects.html", context)
