"""The benchmarks run, and what they write can be read by others."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks import results
from benchmarks.alternating import alternate
from benchmarks.results import TARGETS, Result

CHECKOUT = Path(__file__).parent.parent.parent


def test_each_benchmark_runs_and_says_what_it_found(tmp_path: Path) -> None:
    found = tmp_path / "results.json"
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--tiny", "--output", str(found)],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,  # a busy machine migrates its database for minutes
    )
    assert done.returncode == 0, done.stdout + done.stderr
    lines = json.loads(found.read_text())
    assert [line["name"] for line in lines] == list(TARGETS)
    for line in lines:
        assert set(line) == {"name", "ratio", "floor", "ours", "unit", "note"}
        assert line["floor"] > 0
        assert line["ratio"] == pytest.approx(line["ours"] / line["floor"], rel=0.1)
        assert line["name"] in done.stdout
    assert "no mail and no password hash" in lines[1]["note"]


def test_a_missed_target_is_said_plainly_and_a_kept_one_is_not() -> None:
    kept = Result(name="mail_relay", floor=2.0, ours=2.9, unit="ms", note="")
    slow = Result(name="mail_relay", floor=2.0, ours=3.2, unit="ms", note="")
    heavy = Result(
        name="contacts_page", floor=2.0, ours=2.9, unit="ms", note="", misses=("7 queries",)
    )
    assert not kept.missed
    assert slow.missed == ["ratio 1.60, target 1.5"]
    assert heavy.missed == ["7 queries"]
    assert "MISSED" not in results.table([kept])
    assert results.table([slow, heavy]).count("MISSED") == 2


def test_the_two_take_turns() -> None:
    turns: list[str] = []
    costs = alternate(
        lambda: turns.append("ours"),
        lambda: turns.append("floor"),
        rounds=3,
        repeat=2,
        between=lambda: turns.append("prepare"),
    )
    assert turns == ["prepare", "ours", "ours", "prepare", "floor", "floor"] * 3
    assert costs.ours.wall > 0
    assert costs.floor.wall > 0


def test_only_work_is_counted_and_not_waiting() -> None:
    costs = alternate(lambda: sum(range(2_000_000)), lambda: time.sleep(0.2), rounds=1, here=True)
    assert costs.floor.wall >= 0.2
    assert costs.floor.cpu < costs.ours.cpu
