"""Who calls the API, and what of it they may read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class Caller:
    """A program that came with a valid token: whose it is, and what it may read at this moment.

    ``resources`` are codes of registered resources, such as "data_hub"; ``aco_ids`` are those of
    the ACOs that the credentials are good for now (H1); ``person_id`` is the Credential Delegate
    who answers for them, ``address`` where this request came from. Another delegate may have taken
    one of several ACOs over: ``answers_for`` says who answers for them in one.
    """

    credentials_id: UUID
    client_id: str
    name: str
    person_id: int
    resources: frozenset[str]
    aco_ids: frozenset[str]
    address: str
    delegates: Mapping[str, int] = field(default_factory=dict)

    def answers_for(self, aco_id: str) -> int:
        """The id of the Credential Delegate who answers for the credentials in this ACO."""
        return self.delegates.get(aco_id, self.person_id)
