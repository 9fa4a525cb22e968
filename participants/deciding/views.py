"""Feedback letters for the ACO that they went to."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from contacts.access import AcoRequest
from participants.deciding.letters import letter_name, letter_pdf
from participants.deciding.models import FeedbackLetter


def pdf_response(letter: FeedbackLetter) -> HttpResponse:
    """The letter as a download."""
    response = HttpResponse(letter_pdf(letter), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{letter_name(letter)}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def feedback_letter(request: AcoRequest, aco_id: str, letter_id: int) -> HttpResponse:
    letters = FeedbackLetter.objects.select_related("aco", "cycle")
    return pdf_response(get_object_or_404(letters, pk=letter_id, aco=request.aco_access.aco))
