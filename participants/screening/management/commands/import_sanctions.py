"""`manage.py import_sanctions FILE.csv`: sanctions and exclusions, by TIN or NPI, for screening."""

from participants.screening.list_command import ListCommand
from participants.screening.models.lists import ListKind


class Command(ListCommand):
    kind = ListKind.SANCTIONS
    what = "sanctions and exclusions, by TIN or NPI"
