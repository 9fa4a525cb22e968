"""Who did what, when, from where: the context of every database history entry (rule E3)."""

from typing import Any

import pghistory
from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest
from pghistory.middleware import HistoryMiddleware as PghistoryMiddleware
from structlog.contextvars import get_contextvars

from acoms.process.logs import redact


class HistoryMiddleware(PghistoryMiddleware):
    """Adds the address and the request's id to what pghistory records of a request.

    The address is the visitor's, also behind `TRUSTED_PROXY_COUNT` proxies of one's own.

    The URL is kept without the secret that a link carries in its path (rule E5).
    """

    def get_context(self, request: HttpRequest) -> dict[str, Any]:
        return {
            **super().get_context(request),
            "url": redact(request.path),
            "address": get_client_ip(request) or "",
            "request_id": get_contextvars().get("request_id", ""),
        }


def track(**kwargs: Any) -> Any:
    """`pghistory.track` for inserts, updates and deletes, in a table that only grows."""
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        append_only=True,
        **kwargs,
    )


def last_done(row: Any) -> tuple[str, int | None]:
    """The action that a row with a history was changed by last, and the id of who did it."""
    entries = row.events.order_by("-pgh_id").values_list("pgh_context__metadata", flat=True)
    last = entries.first() or {}
    return last.get("action", ""), last.get("acting_person")
