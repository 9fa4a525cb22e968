"""What a change of an ACO's participants affects, among CMS staff's pages about its list."""

from django.http import HttpRequest

from contacts.models import Aco
from participants.effects.views import answer
from participants.lists.admin.of_aco import PageOfAco, register_page_of_aco


def effects_of(request: HttpRequest, aco: Aco) -> dict[str, object]:
    """The same answer as on the ACO's own page (rules C6 to C10)."""
    return answer(aco, request.GET)


register_page_of_aco(
    PageOfAco(
        "effects",
        "What a change affects",
        "What a change affects, and from when",
        "admin/participants_effects/of_aco.html",
        effects_of,
    )
)
