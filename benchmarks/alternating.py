"""Two pieces of work measured in turn, so that whatever else the machine does meets both."""

import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import psutil

Work = Callable[[], object]

# What a run leaves for later (a log line, a nudge of the relay) is counted with it.
SETTLE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Cost:
    """Median seconds of one run: what the processors worked, and how long it took."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Costs:
    ours: Cost
    floor: Cost

    @property
    def wall_ratio(self) -> float:
        return self.ours.wall / self.floor.wall


def alternate(
    ours: Work,
    floor: Work,
    *,
    rounds: int,
    repeat: int = 1,
    here: bool = False,
    between: Work | None = None,
) -> Costs:
    """Measure ours, floor, ours, floor …, each time `repeat` of it.

    The processors' work is that of every process that this one has started; with `here`, its own
    too. `between` prepares each run and is not measured.
    """
    runs: tuple[list[Cost], list[Cost]] = ([], [])
    processes = [p.pid for p in psutil.Process().children(recursive=True)]
    gc.collect()
    gc.disable()
    try:
        for _ in range(rounds):
            for work, measured in zip((ours, floor), runs, strict=True):
                if between is not None:
                    between()
                measured.append(_measure(work, repeat, processes, here=here))
    finally:
        gc.enable()
    return Costs(*(_median(measured) for measured in runs))


def _measure(work: Work, repeat: int, processes: list[int], *, here: bool) -> Cost:
    worked, own, start = cpu_seconds(processes), time.process_time(), time.perf_counter()
    for _ in range(repeat):
        work()
    took = time.perf_counter() - start
    own = time.process_time() - own
    time.sleep(SETTLE_SECONDS)
    worked = cpu_seconds(processes) - worked + (own if here else 0)
    return Cost(worked / repeat, took / repeat)


def _median(runs: list[Cost]) -> Cost:
    return Cost(median(run.cpu for run in runs), median(run.wall for run in runs))


def cpu_seconds(processes: list[int]) -> float:
    """What processors have worked for these processes, to the nanosecond.

    Time spent waiting is not in it, so that other work on the machine hardly is either.
    """
    return (
        sum(
            int(thread.read_text().split()[0])
            for pid in processes
            for thread in Path(f"/proc/{pid}/task").glob("*/schedstat")
        )
        / 1e9
    )
