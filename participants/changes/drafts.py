"""A change as it is asked for, before it is a row; pure Python."""

import uuid
from dataclasses import dataclass
from datetime import date

from participants.changes.providers import TypedProvider
from participants.changes.rules import ChangeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A change with what its kind asks for.

    `tin` are the nine digits of a TIN that joins, `participant` the row id of one of the list.
    """

    kind: ChangeKind
    happened_on: date
    tin: str = ""
    legal_business_name: str = ""
    doing_business_as: str = ""
    sole_proprietor: bool = False
    primary_care: bool = True
    participant: int | None = None
    providers: tuple[TypedProvider, ...] = ()
    note: str = ""
    change: int | None = None  # the row id, if it is one already
    uploaded_as: uuid.UUID | None = None

    @property
    def npis(self) -> frozenset[str]:
        return frozenset(provider.npi for provider in self.providers)
