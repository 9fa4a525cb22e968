"""Who did what, when, from where: the context of every database history entry (rule E3)."""

from collections.abc import Sequence
from typing import Any

import pghistory
import pgtrigger
from allauth.core.internal.httpkit import get_client_ip
from django.db.models import F, Func, Model, OuterRef, Q, Subquery, TextField, Value, Window
from django.db.models.functions import Lag
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


def only_growing() -> list[pgtrigger.Trigger]:
    """The triggers of a table to which rows are added, and nothing else happens: not even its owner
    changes, deletes or truncates."""
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        pgtrigger.Trigger(
            name="never_emptied",
            operation=pgtrigger.Truncate,
            when=pgtrigger.Before,
            level=pgtrigger.Statement,
            func="RAISE EXCEPTION 'pgtrigger: Cannot truncate % table', TG_TABLE_NAME;",
        ),
    ]


def track(*trackers: pghistory.Tracker, **kwargs: Any) -> Any:
    """`pghistory.track` in a table that only grows: for inserts, updates and deletes, or for the
    `trackers` that are named."""
    every = (pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
    return pghistory.track(*(trackers or every), meta={"triggers": only_growing()}, **kwargs)


def last_changed(model: type[Model], key: str, of: str = "pgh_obj") -> Subquery:
    """SQL for when a row of a model with a history, the one with the id in `key`, changed last; or
    the last of those whose column `of` has that id."""
    history: Any = model._meta.get_field("events").related_model
    entries = history.objects.filter(**{of: OuterRef(key)}).order_by("-pgh_id")
    return Subquery(entries.values("pgh_created_at")[:1])


def last_changed_in(model: type[Model], key: str, fields: Sequence[str]) -> Subquery:
    """`last_changed`, but only where one of these fields did: a row says more than is shown of it.
    None of them is ever null."""
    history: Any = model._meta.get_field("events").related_model
    shown = Func(Value("\x1f"), *map(F, fields), function="concat_ws", output_field=TextField())
    entries = history.objects.filter(pgh_obj=OuterRef(key)).annotate(shown=shown)
    entries = entries.annotate(before=Window(Lag("shown"), order_by="pgh_id"))
    found = entries.filter(Q(before=None) | ~Q(shown=F("before"))).order_by("-pgh_id")
    return Subquery(found.values("pgh_created_at")[:1])


def last_done(row: Any) -> tuple[str, int | None]:
    """The action that a row with a history was changed by last, and the id of who did it."""
    last = _last_context(row)
    return last.get("action", ""), last.get("acting_person")


def last_reason(row: Any) -> str:
    """The reason that was given when a row with a history was changed last."""
    return str(_last_context(row).get("reason", ""))


def _last_context(row: Any) -> dict[str, Any]:
    entries = row.events.order_by("-pgh_id").values_list("pgh_context__metadata", flat=True)
    return entries.first() or {}
