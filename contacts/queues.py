"""What ACOs lack and whose agreements end, on CMS staff's first page (rules A16, J1, J4)."""

from collections.abc import Iterator
from functools import partial

from django.db.models import Min

from acoms.site.program_day import Counted, Due, Part, count, register_due
from contacts.agreement import ENDS_SOON
from contacts.models import Aco
from contacts.queries import acos_that_lack

_TITLES = {
    "missing": "A required contact type",
    "no_administrator": "An administrator",
    "no_security_official": "A QPP Security Official",
}


def ends_of_agreements() -> Iterator[Due]:
    """The next end that is recorded, and how many there are soon; one query."""
    ending = Counted(
        title=f"ACOs whose agreement ends within {ENDS_SOON} days",
        model="contacts.Aco",
        rows=Aco.objects.ending_soon,
        narrowed={"agreement": "ends_soon"},
    )
    if first := Aco.objects.ending_soon().aggregate(first=Min("ends_on"))["first"]:
        yield Due(first, "The next agreement ends", (ending,))


def register_queues() -> None:
    register_due(ends_of_agreements)
    for order, (what, title) in enumerate(_TITLES.items(), 1):
        lacking = Counted(
            title=title,
            model="contacts.Aco",
            rows=partial(acos_that_lack, what),
            narrowed={"required": what},
        )
        count(Part.LACKING, order, lacking)
