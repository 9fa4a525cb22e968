"""`manage.py import_initiatives FILE.csv`: other initiatives, for screening."""

from participants.screening.list_command import ListCommand
from participants.screening.models.lists import ListKind


class Command(ListCommand):
    kind = ListKind.INITIATIVES
    what = "participants of other shared savings initiatives"
