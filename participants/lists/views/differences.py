"""What differs between two lists of an ACO, on screen and as a file (rules C1, C10)."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from acoms.tables.exports import csv_response
from contacts.access import AcoRequest
from participants.lists.difference import ChangedParticipant, Difference, Fact, difference
from participants.lists.forms import DifferenceForm
from participants.lists.snapshot import ListedParticipant, ListedProvider

HEADER = (
    "What",
    "Legal business name",
    "TIN",
    "NPI",
    "Provider/supplier",
    "Fact",
    "Before",
    "After",
)
NAMED = 10  # providers on the page; the file has them all


@require_safe
def differences(request: AcoRequest, aco_id: str) -> HttpResponse:
    context = {"query": request.GET.urlencode(), **compared(_form(request))}
    return render(request, "participants/lists/differences.html", context)


def compared(form: DifferenceForm) -> dict[str, Any]:
    """The lists that were chosen and what differs between them, as the pages show it."""
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        before, after = form.side("before"), form.side("after")
        found = difference(before.snapshot, after.snapshot)
        changed = [(one.after, list(_sentences(one))) for one in found.changed]
        context |= {"before": before, "after": after, "difference": found, "changed": changed}
    return context


@require_safe
def differences_csv(request: AcoRequest, aco_id: str) -> HttpResponseBase:
    form = _form(request)
    if not form.is_valid():
        return redirect("participant_differences", aco_id)
    before, after = form.side("before").snapshot, form.side("after").snapshot
    name = f"{aco_id}-differences-{before.on}-{after.on}.csv"
    return csv_response(name, HEADER, _lines(difference(before, after)))


def _form(request: AcoRequest) -> DifferenceForm:
    return DifferenceForm(request.aco_access.aco, request.GET)


def _lines(found: Difference) -> Iterator[tuple[str, ...]]:
    for what, participants in (("Joined", found.joined), ("Left", found.left)):
        for one in participants:
            yield _line(what, one)
            yield from (_line(what, one, provider) for provider in one.providers)
    for changed in found.changed:
        yield from (_line("Changed", changed.after, fact=fact) for fact in changed.facts)
        yield from (_line("Joined", changed.after, provider) for provider in changed.joined)
        yield from (_line("Left", changed.after, provider) for provider in changed.left)
        for provider in changed.changed:
            for fact in provider.facts:
                yield _line("Changed", changed.after, provider.after, fact)


def _line(
    what: str,
    participant: ListedParticipant,
    provider: ListedProvider | None = None,
    fact: Fact | None = None,
) -> tuple[str, ...]:
    return (
        what,
        participant.legal_business_name,
        participant.masked_tin,
        provider.npi if provider else "",
        provider.name if provider else "",
        fact.label if fact else "",
        fact.in_words(fact.before) if fact else "",
        fact.in_words(fact.after) if fact else "",
    )


def _sentences(changed: ChangedParticipant) -> Iterator[str]:
    """What changed about a participant; a long list of providers ends with how many more."""
    yield from (_sentence(fact) for fact in changed.facts)
    for verb, providers in (("joined", changed.joined), ("left", changed.left)):
        if providers:
            named = ", ".join(_named(one) for one in providers[:NAMED])
            more = f" and {len(providers) - NAMED:,} more" if len(providers) > NAMED else ""
            noun = "provider/supplier" if len(providers) == 1 else "providers/suppliers"
            yield f"{len(providers):,} {noun} {verb}: {named}{more}"
    for one in changed.changed[:NAMED]:
        yield f"{_named(one.after)}: {'; '.join(_sentence(fact) for fact in one.facts)}"
    if len(changed.changed) > NAMED:
        yield f"{len(changed.changed) - NAMED:,} more providers/suppliers changed"


def _sentence(fact: Fact) -> str:
    was, now = (fact.in_words(value) or "(empty)" for value in (fact.before, fact.after))
    return f"{fact.label}: {was} → {now}"


def _named(provider: ListedProvider) -> str:
    return f"{provider.name} ({provider.npi})" if provider.name else provider.npi
