"""`manage.py import_waivers FILE.csv`: waivers of sanctions, by TIN or NPI, for screening."""

from participants.screening.list_command import ListCommand
from participants.screening.models.lists import ListKind


class Command(ListCommand):
    kind = ListKind.WAIVERS
    what = "waivers of sanctions, by TIN or NPI"
