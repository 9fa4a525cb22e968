"""What someone has chosen so far on their way to a role: in their session, which is encrypted.

Going back loses nothing. What was typed to be validated stays until the request is made, and no
longer (rule D1).
"""

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from acoms.text.numbers import key_of
from qpp_roles.organizations.kinds import (
    KINDS,
    Kind,
    OrganizationType,
    kinds_of,
    refusal_to_connect,
)

SESSION_KEY = "connect"


@dataclass(slots=True)
class Choices:
    """`model` is an APM Entity's kind, `typed` what the search has in it, `searched` what results
    are shown of, `place` "kind:id", `answers` what the form of the role had in it, `asked` the
    request that was made last."""

    type: str = ""
    model: str = ""
    typed: str = ""
    searched: str = ""
    place: str = ""
    role: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    asked: int = 0

    def choose_type(self, chosen: OrganizationType) -> None:
        """Another type than before is another way to find the organization."""
        if self.type != chosen.value:
            self.type, self.model = chosen.value, ""
            self.typed = self.searched = ""
            self.choose_place("")

    def choose_model(self, code: str) -> None:
        if self.model != code:
            self.model = code
            self.choose_place("")

    @classmethod
    def at(cls, kind: Kind, place_id: int) -> "Choices":
        """As if this organization had just been found."""
        choices = cls(type=kind.type.value)
        if choices.has_models:
            choices.model = kind.code
        choices.choose_place(f"{kind.code}:{place_id}")
        return choices

    def choose_place(self, place: str) -> None:
        """ "Change organization" keeps all but what was typed to be validated for the other one."""
        if self.place != place:
            self.place, self.answers = place, {}

    @property
    def organization_type(self) -> OrganizationType | None:
        return next((one for one in OrganizationType if one.value == self.type), None)

    @property
    def has_models(self) -> bool:
        return self.organization_type is OrganizationType.APM_ENTITY

    @property
    def kinds(self) -> list[Kind]:
        """The kinds of organization that are looked for."""
        if self.organization_type is None:
            return []
        of_type = kinds_of(self.organization_type)
        return [kind for kind in of_type if kind.code == self.model] if self.has_models else of_type

    @property
    def refusal(self) -> str:
        """Why nobody connects to what was chosen, today (rules B2, D12)."""
        return next((refusal_to_connect(kind, timezone.localdate()) for kind in self.kinds), "")

    @property
    def place_key(self) -> tuple[str, int] | None:
        """The kind and the id of the chosen place."""
        return read_place(self.place, self.kinds)

    @property
    def next_step(self) -> str:
        """The URL name of the first step that is not done."""
        if self.organization_type is None:
            return "connect"
        if not self.kinds or self.refusal:
            return "connect_model"
        return "connect_role" if self.place_key else "connect_find"


def read_place(value: str, kinds: list[Kind]) -> tuple[str, int] | None:
    """Of "practice:12" the kind and the id, if it is of one of `kinds`."""
    code, _, number = value.partition(":")
    if code not in KINDS or KINDS[code] not in kinds:
        return None
    key = key_of(number)
    return None if key is None else (code, key)


def choices_of(request: HttpRequest) -> Choices:
    """What this session holds; whatever it does not know is left out."""
    kept: dict[str, Any] = request.session.get(SESSION_KEY, {})
    known = {one.name for one in fields(Choices)}
    return Choices(**{name: value for name, value in kept.items() if name in known})


def keep(request: HttpRequest, choices: Choices) -> None:
    request.session[SESSION_KEY] = asdict(choices)
