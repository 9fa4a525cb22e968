"""Merging another account into this one: which, what moves, what stands in the way, and why."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.actions import merge_people
from accounts.admin.forms import MergeForm, OtherAccountForm
from accounts.duties import require
from accounts.errors import MergeRefused
from accounts.merging import Plan, plan_merge, refusal_to_merge
from accounts.models import Person
from accounts.staff import Duty
from acoms.once.shown import fingerprint
from acoms.site.admin_pages import ListPage


def merge_page(page: ListPage[Person], request: HttpRequest, object_id: str) -> HttpResponse:
    """GET asks for the other account and shows what would happen; POST merges."""
    assert isinstance(request.user, Person)
    require(request.user, Duty.MERGE)
    kept = _find(page, request, object_id)
    choose = OtherAccountForm(request.GET if "other" in request.GET else None)
    gone = choose.cleaned_data["other"] if choose.is_valid() else None
    form = MergeForm(request.POST if request.method == "POST" else None)
    if gone and form.is_bound and form.is_valid():
        try:
            merge_people(
                acting_person=request.user,
                kept=kept,
                gone=gone,
                shown=request.POST.get("shown"),
                **form.cleaned_data,
            )
        except MergeRefused as error:
            error.show_in(form)
        else:
            messages.success(request, f"{gone} is merged into {kept}. Both addresses are told.")
            return redirect("admin:accounts_person_change", kept.pk)
    plan = _plan(request.user, kept, gone)
    context = {
        **page.admin_site.each_context(request),
        "opts": page.opts,
        "title": f"Merge another account into {kept.user_id}",
        "kept": kept,
        "gone": gone,
        "choose": choose,
        "form": form,
        "plan": plan,
        "shows": fingerprint(plan.parts if plan else {}),
    }
    return render(request, "admin/accounts/person/merge.html", context)


def _plan(acting_person: Person, kept: Person, gone: Person | None) -> Plan | None:
    """What the merge would do; what stands in its way, whichever rule says so, is a conflict."""
    if gone is None:
        return None
    if refusal := refusal_to_merge(acting_person, kept, gone):
        return Plan(conflicts=[refusal])
    return plan_merge(kept, gone)


def _find(page: ListPage[Person], request: HttpRequest, object_id: str) -> Person:
    try:
        found = page.get_object(request, unquote(object_id))
    except ValidationError as error:
        raise Http404 from error
    if found is None:
        raise Http404
    return found
