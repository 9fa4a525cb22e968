"""The operations of the API. Each stands with its subject, in its `api.py`::

    doors = Doors("Contacts")

    @doors.get("/acos/{aco_id}/contacts", AcoCallers("contacts", Permission.CONTACTS_READ))
    def contacts(request: AcoApiRequest, aco_id: str, asked: Query[AskedPage]) -> Contacts: ...

and is opened by `open_doors` in the subject's `AppConfig.ready()`. What an operation returns is a
schema, which it has made itself of what it may show: it is written down as it is.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, get_type_hints

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from ninja import Router, Schema

from acoms.access import Policy, allow

Operation = TypeVar("Operation", bound=Callable[..., Any])
OPENED: list["Doors"] = []


class Doors:
    """The operations of one subject, under its name in the documentation."""

    def __init__(self, subject: str) -> None:
        self.router = Router(tags=[subject])

    def get(self, path: str, policy: Policy, **said: Any) -> Callable[[Operation], Operation]:
        """An operation that returns a schema, for those whom the policy admits. Its summary is the
        first line of its docstring."""

        def open_(operation: Operation) -> Operation:
            returns = get_type_hints(operation)["return"]
            self._add(path, policy, _written(operation), operation, response=returns, **said)
            return operation

        return open_

    def get_bytes(self, path: str, policy: Policy, **said: Any) -> Callable[[Operation], Operation]:
        """An operation that makes the whole answer itself."""

        def open_(operation: Operation) -> Operation:
            self._add(path, policy, operation, operation, **said)
            return operation

        return open_

    def _add(
        self,
        path: str,
        policy: Policy,
        view: Callable[..., HttpResponseBase],
        operation: Callable[..., Any],
        **said: Any,
    ) -> None:
        summary, _, more = (operation.__doc__ or "").partition("\n\n")
        self.router.add_api_operation(
            path,
            ["GET", "HEAD"],
            allow(policy)(view),
            operation_id=operation.__name__,
            summary=" ".join(summary.split()).rstrip("."),
            description=" ".join(more.split()) or None,
            **said,
        )


def _written(operation: Callable[..., Schema]) -> Callable[..., HttpResponse]:
    @wraps(operation)
    def answer(*args: Any, **kwargs: Any) -> HttpResponse:
        body = operation(*args, **kwargs).model_dump_json()
        return HttpResponse(body, content_type="application/json")

    return answer


def open_doors(doors: Doors) -> None:
    """Put a subject's operations into the API."""
    OPENED.append(doors)
