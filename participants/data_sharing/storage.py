"""Where files about beneficiaries are kept, for as long as their rows say (rule C7)."""

from collections.abc import Collection
from uuid import UUID

from acoms.storage.store import FileStore
from participants.data_sharing.models import DataSharingFile


def _kept(names: Collection[UUID]) -> set[UUID]:
    there = DataSharingFile.objects.filter(deleted_at=None)
    uploaded = there.filter(uploaded_as__in=names, finished_at=None)
    made = there.filter(made_as__in=names)
    return {
        *uploaded.values_list("uploaded_as", flat=True),
        *made.values_list("made_as", flat=True),
    }


FILES = FileStore("beneficiaries", _kept)
