"""Submitting: an authorized signer sees what each request brings about, and signs (rule A15)."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from acoms.text.numbers import key_of
from contacts.access import AcoRequest
from participants.changes.actions.requests import MOST_AT_ONCE, submit_changes
from participants.changes.cycles import all_cycles, cycle_of_day
from participants.changes.errors import ChangeError
from participants.changes.queries import cycle_in_words, to_submit
from participants.changes.readiness import fingerprint, look_at
from participants.changes.words import numbered


@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The page that is signed: `?change=1&change=2`, or all drafts where none is named."""
    aco = request.aco_access.aco
    chosen, attested = _ids(request.GET.getlist("change")), set[int]()
    if request.method == "POST":
        chosen = _ids(request.POST.getlist("change"))
        attested = _ids(request.POST.getlist("attest"))
        try:
            submitted = submit_changes(
                acting_person=request.user,
                aco=aco,
                change_ids=chosen,
                shown=request.POST.get("shown", ""),
                attested=attested,
            )
        except ChangeError as error:
            messages.error(request, str(error))
        else:
            what = str(submitted[0]) if len(submitted) == 1 else ""
            what = what or numbered(len(submitted), "change request")
            messages.success(request, f"Submitted to CMS: {what}.")
            return redirect("aco_change_requests", aco_id)
    waiting = to_submit(aco, chosen or None)
    looked_at = look_at(aco, list(waiting[:MOST_AT_ONCE]))
    ready = [each for each in looked_at if not each.problems]
    today = timezone.localdate()
    context = {
        "ready": ready,
        "not_ready": [each for each in looked_at if each.problems],
        "total": (total := waiting.count()),
        "more": max(0, total - MOST_AT_ONCE),
        "shown": fingerprint(ready),
        "attested": attested,
        "cycle": cycle_in_words(cycle_of_day(all_cycles(), today), today),
    }
    return render(request, "participants/changes/submit.html", context)


def _ids(typed: Iterable[str]) -> set[int]:
    return {key for word in typed if (key := key_of(word)) is not None}
