"""The answer to "may this person do this?", with its reason."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is allowed; if not, why, and who could do it.

    `reason` is a sentence for the person who asked. `who_could` names contact types in the
    programme's words, and is empty when nobody can; `who_here` names the people who hold them
    where this was asked, and is only for somebody who may see them there.
    """

    allowed: bool
    reason: str = ""
    who_could: tuple[str, ...] = ()
    who_here: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Decision(True)


class Refused(PermissionDenied):
    """Someone inside an organization asked for what their contact types do not allow (403)."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(decision.reason)
        self.decision = decision
