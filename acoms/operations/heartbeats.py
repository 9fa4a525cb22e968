"""The worker's and beat's signs of life, in the cache, where `/healthz/` looks for them."""

import logging
import time
from typing import Any

from celery.beat import PersistentScheduler
from celery.signals import heartbeat_sent, worker_ready
from django.core.cache import cache

log = logging.getLogger(__name__)

WORKER = "heartbeat:worker"
BEAT = "heartbeat:beat"
BEAT_EVERY = 5.0  # seconds between two writes
LIFETIME = 40  # seconds after which a part that wrote nothing is taken for dead

_last_written: dict[str, float] = {}


def beat_heart(key: str) -> None:
    """Write a sign of life, now and then. A cache that is away must not stop the part itself."""
    now = time.monotonic()
    if now - _last_written.get(key, -BEAT_EVERY) < BEAT_EVERY:
        return
    _last_written[key] = now
    try:
        cache.set(key, time.time(), LIFETIME)
    except Exception as failure:
        log.warning("no heartbeat written: %s", failure)


def is_alive(key: str) -> bool:
    """Whether the part has written a sign of life lately."""
    return cache.get(key) is not None


@worker_ready.connect(weak=False)
@heartbeat_sent.connect(weak=False)
def _worker_lives(**_: Any) -> None:
    beat_heart(WORKER)


class Scheduler(PersistentScheduler):
    """Celery's scheduler, which also says that it lives."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        beat_heart(BEAT)
        delay: float = super().tick(*args, **kwargs)
        return delay
