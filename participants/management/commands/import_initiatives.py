"""`manage.py import_initiatives FILE.csv`: other initiatives, for screening."""

from participants.models import ListKind
from participants.screening.list_command import ListCommand


class Command(ListCommand):
    kind = ListKind.INITIATIVES
    what = "participants of other shared savings initiatives"
