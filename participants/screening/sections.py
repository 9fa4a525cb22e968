"""What screening shows on the pages of a participant and of a change request."""

from django.http import HttpRequest

from acoms.site.sections import Section
from participants.changes.models import ChangeRequest
from participants.lists.models import Participant
from participants.screening.compared import compared_in_words, run_of
from participants.screening.queries import findings_about, findings_of


def of_participant(request: HttpRequest, participant: Participant) -> Section | None:
    """What stands of a participant and its providers/suppliers; one query."""
    found = findings_about(participant)
    return Section("participants/screening/_of_list.html", {"findings": found}) if found else None


def of_change_request(request: HttpRequest, change: ChangeRequest) -> Section:
    """What screening found of a request, and with what it compared; two queries."""
    context = {
        "findings": findings_of([change.pk]).get(change.pk, []),
        "screened": change.screened_at is not None and not change.kind_row.is_notice,
        "compared": compared_in_words(run_of(change)),
    }
    return Section("participants/screening/_of_change.html", context)
