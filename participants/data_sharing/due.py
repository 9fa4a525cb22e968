"""What departures make necessary for beneficiary data, as what needs attention (C6, C7)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db.models import Exists, F, OuterRef
from django.urls import reverse
from django.utils import timezone

from contacts.attention import Item, Task
from contacts.models import Aco
from participants.changes.models import ChangeRequest
from participants.changes.rules import ChangeKind
from participants.changes.words import listed_briefly
from participants.data_sharing.models import DataSharingFile

REVISE = Task(
    "request-file",
    "Revise the data request file",
    "participant that left",
    "participants that left",
    in_words=True,
)
_A_YEAR = timedelta(days=366)


def request_files_to_revise(acos: Sequence[Aco]) -> Iterator[Item]:
    """One item for each ACO whose participants left since its request file for beneficiary data
    was last made, for those who may make it (rules C6, C7); one query."""
    made_since = DataSharingFile.objects.filter(
        aco=OuterRef("aco"),
        failure="",
        uploaded_at__gte=OuterRef("decided_at"),
        today__gte=OuterRef("effective_on"),
    )
    today = timezone.localdate()
    left = ChangeRequest.objects.filter(
        aco__in=[aco.pk for aco in acos],
        kind=ChangeKind.REMOVE_PARTICIPANT,
        approved=True,
        effective_on__range=(today - _A_YEAR, today),
        participant__effective_from__lt=F("effective_on"),
    ).exclude(Exists(made_since))
    names: defaultdict[int, list[str]] = defaultdict(list)
    rows = left.order_by("effective_on", "pk")
    for aco_pk, participant in rows.values_list("aco_id", "participant__legal_business_name"):
        names[aco_pk].append(participant)
    for aco in acos:
        if who := names.get(aco.pk):
            text = f"{listed_briefly(who)} left {aco}: revise the request file, with N for "
            text += "beneficiaries without a service from a current participant."
            yield Item(
                task=REVISE,
                aco=aco,
                count=len(who),
                text=text,
                url=reverse("data_sharing", args=[aco.aco_id]),
            )
