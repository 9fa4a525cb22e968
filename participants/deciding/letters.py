"""A feedback letter as a PDF."""

from django.conf import settings
from django.utils import timezone

from acoms.pdf.making import pdf_of
from participants.deciding.models import FeedbackLetter


def letter_name(letter: FeedbackLetter) -> str:
    """What the file is called."""
    cycle = letter.cycle
    return f"{letter.aco.aco_id}-feedback-{cycle.performance_year_id}-{cycle.number}.pdf"


def letter_pdf(letter: FeedbackLetter) -> bytes:
    """The letter, one part for each request. Same letter, same bytes."""
    data = {
        "aco": str(letter.aco),
        "cycle": str(letter.cycle),
        "sent_on": f"{timezone.localtime(letter.sent_at):%B %-d, %Y}",
        "lines": letter.lines,
        "foot": f"Questions: {settings.HELPDESK_EMAIL}, {settings.HELPDESK_PHONE}",
    }
    return pdf_of("participants/deciding/letter.typ", data, made_at=letter.sent_at)
