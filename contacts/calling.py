"""What a program reads of an ACO: what its credentials are for, and what the Credential Delegate
who answers for them reads on the pages (rules A6, H3)."""

import re
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from acoms.api.policies import ApiRequest, CallerPolicy
from acoms.api.problems import FORBIDDEN, NOT_FOUND, problem
from contacts.access import AcoAccess, load_access
from contacts.models import ACO_ID
from contacts.permissions import Permission


class AcoApiRequest(ApiRequest):
    """A request that `AcoCallers` admitted. For annotations only."""

    aco_access: AcoAccess
    delegate_id: int  # the Credential Delegate who answers for the program in this ACO


@dataclass(frozen=True, slots=True)
class AcoCallers(CallerPolicy):
    """Programs whose credentials are for the resource and for the ACO in the address, and whose
    delegate has `permission` there; any other ACO is not there."""

    permission: Permission = Permission.OVERVIEW_READ

    @property
    def name(self) -> str:
        return f"a program's credentials for {self.resource or 'any resource'} of the ACO"

    def admit(self, request: HttpRequest, **kwargs: Any) -> HttpResponse | None:
        # By name: a dataclass with slots is another class than the one that super() would mean.
        if (refusal := CallerPolicy.admit(self, request, **kwargs)) is not None:
            return refusal
        access = access_of(request, kwargs["aco_id"])
        if access is None:
            return problem(NOT_FOUND)
        request.aco_access = access  # type: ignore[attr-defined]
        request.delegate_id = request.caller.answers_for(kwargs["aco_id"])  # type: ignore[attr-defined]
        if not (decision := access.decide(self.permission)):
            return problem(FORBIDDEN, decision.reason)
        return None


def access_of(request: HttpRequest, aco_id: str) -> AcoAccess | None:
    """What the caller's delegate is in an ACO that the credentials are for; one query."""
    caller = request.caller  # type: ignore[attr-defined]
    if aco_id not in caller.aco_ids or not re.fullmatch(ACO_ID, aco_id):
        return None
    return load_access(caller.answers_for(aco_id), aco_id)
