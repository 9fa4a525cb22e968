"""What a change of participants affects, and from when (rules C6 to C10)."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from contacts.access import AcoRequest
from contacts.models import Aco
from participants.effects.forms import EffectsForm
from participants.effects.queries import agreement_of
from participants.effects.rules import alike, effects_of_joining, effects_of_leaving
from participants.effects.timeline import timeline


@require_safe
def effects(request: AcoRequest, aco_id: str) -> HttpResponse:
    context = answer(request.aco_access.aco, request.GET)
    return render(request, "participants/effects/effects.html", context)


def answer(aco: Aco, asked: Any) -> dict[str, Any]:
    """What was asked in an address, with its answer where the lists allow one."""
    agreement = agreement_of(aco)
    if agreement is None:
        return {"agreement": None}
    form = EffectsForm(aco, agreement, asked or None)
    context: dict[str, Any] = {"form": form, "agreement": agreement}
    if not form.is_valid():
        return context
    day, standing = form.changed_on, form.standing
    affects = effects_of_joining if form.joins else effects_of_leaving
    found = affects(day, agreement, standing, adjustment=form.adjustment)
    been_since = standing.joined_on if standing and not form.joins else None
    return context | {
        "effects": alike(found),
        "picture": timeline(day, found, been_since),
        "day": day,
        "joins": form.joins,
        "standing": standing,
        "adjustment": form.adjustment,
    }
