"""What an ACO's signers and administrators are told about its certification (rule C2)."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from acoms.programme.dates import in_words
from contacts.models import Aco
from notifications.actions import Telling, notify_all
from notifications.kinds import Kind, register
from notifications.quoting import BY, quoted
from participants.certification.models import CertificationReopening, CertifiedList
from participants.certification.queries import first_day_of
from participants.certification.rules import certified_in_time_until
from participants.changes.queries import EDITORS, SIGNERS, people_with
from participants.years.models import PerformanceYear

CERTIFIED = register(
    Kind(
        name="list_certified",
        on_screen="{said}",
        mail="participants/certification/email/certified",
        digestible=True,
        section="Participant list",
    )
)
NOT_CERTIFIED = register(
    Kind(
        name="list_not_certified",
        on_screen="{said}",
        mail="participants/certification/email/not_certified",
    )
)


REOPENED = register(
    Kind(
        name="certification_reopened",
        on_screen="{said}",
        mail="participants/certification/email/reopened",
    )
)


def tell_reopened(reopening: CertificationReopening, until: date) -> None:
    """That the list may be certified again, why, and until when."""
    year, aco = reopening.certified.performance_year_id, reopening.aco
    said = (
        f"CMS re-opened the certification of the participant list of {aco} for {year}. An "
        f"authorized signer can certify it again until {in_words(until)}."
    )
    url = reverse("certify_list", args=[aco.aco_id])
    _tell(REOPENED, aco, said=said, year=year, url=url, reason=reopening.reason)


def tell_certified(certified: CertifiedList) -> None:
    """That the list is certified, by whom, and its hash."""
    year, aco = certified.performance_year_id, certified.aco
    said = f"The participant list of {aco} for {year} is certified."
    by = quoted((BY, certified.certified_by.full_name))
    url = reverse("certified_list", args=[aco.aco_id, year])
    _tell(CERTIFIED, aco, said=said, quoted=by, year=year, url=url, sha256=certified.sha256)


def remind(aco: Aco, year: PerformanceYear) -> None:
    """That the list is not certified yet, and by when it is to be."""
    by = certified_in_time_until(year.certify_by, first_day_of(aco, year))
    late = timezone.localdate() > by
    when = f"{'was' if late else 'is'} due by {in_words(by)}"
    said = f"The certification of the participant list of {aco} for {year.year} {when}."
    url = reverse("certify_list", args=[aco.aco_id])
    _tell(NOT_CERTIFIED, aco, said=said, year=year.year, url=url, late=late)


def _tell(kind: Kind, aco: Aco, **data: object) -> None:
    people = people_with(aco, {*EDITORS, *SIGNERS})
    notify_all(kind, [Telling(person=p, data={"aco": str(aco), **data}) for p in people])
