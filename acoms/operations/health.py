"""`/healthz/`: whether every part that the site needs is there, and which one is not."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from acoms.operations.heartbeats import BEAT, WORKER, is_alive

log = logging.getLogger(__name__)


def _database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select 1")
        return bool(cursor.fetchone() == (1,))


def _cache_keeps() -> bool:
    cache.set("healthz", "kept", 10)
    return bool(cache.get("healthz") == "kept")


PARTS: dict[str, Callable[[], bool]] = {
    "database": _database_answers,
    "cache": _cache_keeps,
    "worker": lambda: is_alive(WORKER),
    "beat": lambda: is_alive(BEAT),
}


def state_of_parts(parts: Iterable[str] = PARTS) -> dict[str, str]:
    """Each part with "fine" or "down". Why it is down goes to the log, not to a visitor."""
    return {part: "fine" if _is_fine(part) else "down" for part in parts}


def _is_fine(part: str) -> bool:
    try:
        return PARTS[part]()
    except Exception as failure:
        log.warning("%s is down: %s", part, failure)
        return False


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when all parts are fine, else 503 naming those that are not."""
    parts = state_of_parts()
    down = [part for part, state in parts.items() if state != "fine"]
    body: dict[str, Any] = {"status": "down" if down else "fine", "down": down, "parts": parts}
    return JsonResponse(body, status=503 if down else 200)
