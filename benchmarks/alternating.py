"""Two pieces of work timed in turn, so that whatever else the machine does meets both."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

Work = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Times:
    """Median seconds of each."""

    ours: float
    floor: float


def alternate(ours: Work, floor: Work, *, rounds: int, between: Work | None = None) -> Times:
    """Run ours, floor, ours, floor …; `between` prepares each run and is not timed."""
    times: tuple[list[float], list[float]] = ([], [])
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for work, taken in zip((ours, floor), times, strict=True):
                if between is not None:
                    between()
                start = time.perf_counter()
                work()
                taken.append(time.perf_counter() - start)
    finally:
        gc.enable()
    return Times(median(times[0]), median(times[1]))
