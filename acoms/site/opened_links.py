"""The e-mailed link that a browser session has opened with its code, and the tries at that code.

The session keeps which kind of link it was, the row's id and its generation, and no more. It lets
the visitor see what the link is about and create an account; it never signs anyone in (rule E7).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet
from django.http import HttpRequest

from acoms.crypto.link_secrets import LinkTarget

SESSION_KEY = "opened_link"


@dataclass(frozen=True, slots=True)
class OpenedLink:
    """What a session remembers of links of one kind. Of all kinds, the one opened last counts."""

    kind: str

    def remember(self, request: HttpRequest, target: LinkTarget) -> None:
        request.session[SESSION_KEY] = [self.kind, target.row_id, target.generation]

    def of(self, request: HttpRequest) -> LinkTarget | None:
        """What this session has opened, if the last that it opened was of this kind."""
        opened = request.session.get(SESSION_KEY)
        return LinkTarget(opened[1], opened[2]) if opened and opened[0] == self.kind else None

    def forget(self, request: HttpRequest) -> None:
        if self.of(request) is not None:
            del request.session[SESSION_KEY]


def try_code(current: QuerySet[Any], tries: int, is_right: Callable[[], bool]) -> bool:
    """Whether the code typed for the row of `current` is right. Each wrong one is counted in the
    row's `wrong_codes`, in one UPDATE, and from `tries` on none is looked at (rule E5).

    A try is taken before the code is looked at, so that many guesses at once get no more; the
    right code gives its try back. `current` is empty for what cannot be opened any more.
    """
    if not current.filter(wrong_codes__lt=tries).update(wrong_codes=F("wrong_codes") + 1):
        return False
    if not is_right():
        return False
    current.update(wrong_codes=0)
    return True
