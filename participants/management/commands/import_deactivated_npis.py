"""`manage.py import_deactivated_npis FILE.csv`: deactivated NPIs, for screening."""

from participants.models import ListKind
from participants.screening.list_command import ListCommand


class Command(ListCommand):
    kind = ListKind.DEACTIVATED_NPIS
    what = "deactivated NPIs"
