"""`manage.py import_sanctions FILE.csv`: sanctions and exclusions, by TIN or NPI, for screening."""

from participants.models import ListKind
from participants.screening.list_command import ListCommand


class Command(ListCommand):
    kind = ListKind.SANCTIONS
    what = "sanctions and exclusions, by TIN or NPI"
