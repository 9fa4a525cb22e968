"""`manage.py import_deactivated_npis FILE.csv`: deactivated NPIs, for screening."""

from participants.screening.list_command import ListCommand
from participants.screening.models.lists import ListKind


class Command(ListCommand):
    kind = ListKind.DEACTIVATED_NPIS
    what = "deactivated NPIs"
