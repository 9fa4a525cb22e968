"""What CMS's answers show on the page of change requests."""

from django.http import HttpRequest

from acoms.site.sections import Section
from contacts.models import Aco
from participants.deciding.models import FeedbackLetter

LATEST = 10


def letters(request: HttpRequest, aco: Aco) -> Section | None:
    """The latest feedback letters of an ACO; one query."""
    found = FeedbackLetter.objects.filter(aco=aco).select_related("cycle")[:LATEST]
    return Section("participants/deciding/_letters.html", {"letters": found}) if found else None
