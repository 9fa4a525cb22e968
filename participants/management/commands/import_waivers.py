"""`manage.py import_waivers FILE.csv`: waivers of sanctions, by TIN or NPI, for screening."""

from participants.models import ListKind
from participants.screening.list_command import ListCommand


class Command(ListCommand):
    kind = ListKind.WAIVERS
    what = "waivers of sanctions, by TIN or NPI"
