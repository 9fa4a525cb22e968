"""What ACOs lack, in numbers of CMS staff's first page (rules A16, J1)."""

from functools import partial

from acoms.site.program_day import Counted, Part, count
from contacts.queries import acos_that_lack

_TITLES = {
    "missing": "A required contact type",
    "no_administrator": "An administrator",
    "no_security_official": "A QPP Security Official",
}


def register_queues() -> None:
    for order, (what, title) in enumerate(_TITLES.items(), 1):
        lacking = Counted(
            title=title,
            model="contacts.Aco",
            rows=partial(acos_that_lack, what),
            narrowed={"required": what},
        )
        count(Part.LACKING, order, lacking)
