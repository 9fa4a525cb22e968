"""Who calls the API, and what of it they may read."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class Caller:
    """A program that came with a valid token: whose it is, and what it may read at this moment.

    ``resources`` are codes of registered resources, such as "data_hub"; ``delegates`` has the id of
    the Credential Delegate who answers for the credentials in each ACO that they are good for now,
    by ACO ID (H1); ``address`` is where this request came from.
    """

    credentials_id: UUID
    client_id: str
    name: str
    resources: frozenset[str]
    address: str
    delegates: Mapping[str, int]

    @property
    def aco_ids(self) -> Collection[str]:
        return self.delegates.keys()

    def answers_for(self, aco_id: str) -> int:
        """The id of the Credential Delegate who answers for the credentials in this ACO."""
        return self.delegates[aco_id]
