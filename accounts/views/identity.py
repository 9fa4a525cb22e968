"""Remote identity proofing, the first stage for a new person (rule A9)."""

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.access import StageRequest, too_many_from_here
from accounts.actions import (
    after_proof,
    answer_questions,
    begin_proofing,
    record_no_file,
    record_outage,
)
from accounts.errors import QuestionsUsedUp, TooManyProofingAttempts
from accounts.models import ProofingAttempt
from accounts.proofing import the_bureau
from accounts.proofing.bureau import BureauUnavailable, NoFile
from accounts.proofing.forms import IdentityForm, OpenQuestions, QuestionsForm
from accounts.queries import proofing_limit
from accounts.rules import PROOFING_TRIES
from accounts.steps import steps
from acoms.text.saying import say


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def identity(request: StageRequest) -> HttpResponse:
    """Who the person says they are; the bureau answers with questions.

    Questions that wait for their answers are shown again, unless other details are to be given.
    """
    person = request.stage.person
    if request.method != "POST" and "details" not in request.GET:
        waiting = OpenQuestions.unsealed(request.stage.sign_in.asked)
        if waiting and person.proofing_attempts.answerable().filter(pk=waiting.attempt_id):
            return _questions_page(request, QuestionsForm(waiting))
    if (limit := proofing_limit(person)) is not None:
        return _no_tries_left(request, limit)
    if request.method != "POST":
        return _identity_page(request, IdentityForm(person=person))
    if (limited := too_many_from_here(request, "proofing")) is not None:
        return limited
    form = IdentityForm(request.POST, person=person)
    if not form.is_valid():
        return _identity_page(request, form)
    try:
        attempt = begin_proofing(acting_person=person)
    except TooManyProofingAttempts as refused:
        return _no_tries_left(request, refused)
    request.stage.remember_attempt(attempt)
    try:
        questionnaire = the_bureau().open_questionnaire(form.details())
    except BureauUnavailable:
        record_outage(attempt=attempt)
        return _identity_page(request, form, outage=attempt)
    except NoFile:
        record_no_file(attempt=attempt)
        return _identity_page(request, form, no_file=attempt)
    asked = OpenQuestions(attempt.pk, questionnaire, form.name())
    request.stage.remember_questions(asked.sealed())
    return _questions_page(request, QuestionsForm(asked))


@never_cache
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "POST"])
def questions(request: StageRequest) -> HttpResponse:
    """The answers. They are given to the bureau and forgotten."""
    open_questions = OpenQuestions.unsealed(request.POST.get("questions", ""))
    if open_questions is None:
        if request.method == "POST":
            messages.error(request, str(QuestionsUsedUp()))
        return redirect("account_proofing")
    form = QuestionsForm(open_questions, request.POST)
    if not form.is_valid():
        return _questions_page(request, form)
    try:
        attempt = answer_questions(
            acting_person=request.stage.person,
            sign_in=request.stage.sign_in,
            attempt_id=open_questions.attempt_id,
            bureau=the_bureau(),
            bureau_reference=open_questions.questionnaire.reference,
            answers=form.answers(),
            name=open_questions.name,
        )
    except QuestionsUsedUp as used_up:
        messages.error(request, str(used_up))
        return redirect("account_proofing")
    except BureauUnavailable:
        messages.error(
            request,
            gettext(
                "The bureau stopped responding. This attempt does not count. Try again in a few "
                "minutes."
            ),
        )
        return redirect("account_proofing")
    if attempt.outcome == ProofingAttempt.Outcome.OTHER_NAME:
        messages.error(
            request,
            say(
                "The name that you proved is not the name on this account, so nothing was "
                "recorded. Call the Helpdesk, {phone}, and give the reference number {reference}. "
                "If your name has changed, ask for manual proofing.",
                phone=settings.HELPDESK_PHONE,
                reference=attempt.reference,
            ),
        )
        return redirect("account_proofing")
    if attempt.outcome != ProofingAttempt.Outcome.PASSED:
        messages.error(
            request,
            say(
                "The answers did not match what the bureau has on file. Your reference number is "
                "{reference}.",
                reference=attempt.reference,
            ),
        )
        return redirect("account_proofing")
    messages.success(request, gettext("You have proven your identity."))
    return request.stage.go_on(after_proof(request.stage.person, request.stage.sign_in))


def _identity_page(
    request: StageRequest,
    form: IdentityForm,
    *,
    outage: ProofingAttempt | None = None,
    no_file: ProofingAttempt | None = None,
) -> HttpResponse:
    used = request.stage.person.proofing_attempts.counted().count()
    context = {
        "form": form,
        "outage": outage,
        "no_file": no_file,
        "tries": PROOFING_TRIES,
        "tries_left": PROOFING_TRIES - used,
        "again": request.stage.person.proofed_at is not None,
        "elsewhere": request.stage.person.proven_elsewhere,
        **steps(request, 2),
    }
    status = HTTPStatus.SERVICE_UNAVAILABLE if outage else HTTPStatus.OK
    return render(request, "accounts/identity.html", context, status=status)


def _questions_page(request: StageRequest, form: QuestionsForm) -> HttpResponse:
    return render(request, "accounts/identity_questions.html", {"form": form, **steps(request, 2)})


def _no_tries_left(request: StageRequest, limit: TooManyProofingAttempts) -> HttpResponse:
    return render(request, "accounts/identity_limit.html", {"limit": limit, **steps(request, 2)})
