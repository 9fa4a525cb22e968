"""A change among an ACO's administrators and signers, in sentences; pure Python (rule A5)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from acoms.text.names import as_sentence
from contacts.rules import WATCHED, listed
from contacts.types import in_order, label_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of one contact's types.

    `handed` says who handed over each single type among `gained`, by full name; `own` that the
    person gave themselves what is gained.
    """

    name: str
    gained: Collection[str] = ()
    lost: Collection[str] = ()
    handed: Mapping[str, str] = field(default_factory=dict)
    own: bool = False

    @property
    def concerns_administrators(self) -> bool:
        """Whether all administrators hear of it: their own and the signers' types, and whatever
        somebody gave themselves."""
        return bool(WATCHED & {*self.gained, *self.lost}) or self.is_self_given

    @property
    def is_self_given(self) -> bool:
        return self.own and bool(self.gained)

    @property
    def lines(self) -> list[str]:
        """Sentences about what concerns administrators; none where nothing does."""
        if self.is_self_given:
            gave = [f"{self.name} gave themselves {listed(self.gained)}."]
            return [*gave, *self._ended]
        watched = WATCHED & set(self.gained)
        alone = [row.code for row in in_order(watched) if row.code not in self.handed]
        became = [f"{self.name} became {listed(alone)}."] if alone else []
        followed = [
            as_sentence(
                f"{self.name} became {label_of(row.code)} in place of {self.handed[row.code]}"
            )
            for row in in_order(watched)
            if row.code in self.handed
        ]
        return [*became, *followed, *self._ended]

    @property
    def _ended(self) -> list[str]:
        ended = WATCHED & set(self.lost)
        return [f"{self.name} is no longer {listed(ended)}."] if ended else []
