"""What a benchmark finds, what was asked of it, and how both are told."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

RESULTS = Path(__file__).parent / "results.json"

# The most that each may cost, as a multiple of its floor.
TARGETS = {
    "contacts_page": 1.6,
    "invite_post": 2.5,
    "api_contacts": 2.2,
    "download_1gb": 1.5,
    "mail_relay": 1.5,
    "correspondence_10000": 2.5,
    "suggestion": 2.5,
    "search_all": 4.0,
    "screening": 5.0,
    "signing_open_500": 10.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One line of `results.json`; `misses` (not written) says what else was not kept."""

    name: str
    floor: float
    ours: float
    unit: str
    note: str
    misses: tuple[str, ...] = ()

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def missed(self) -> list[str]:
        """Everything that was asked and not kept, in words."""
        target = TARGETS[self.name]
        over = self.ratio > target
        return [*([f"ratio {self.ratio:.2f}, target {target}"] if over else []), *self.misses]


def write(results: Sequence[Result], path: Path) -> None:
    lines = [
        {
            "name": result.name,
            "ratio": round(result.ratio, 2),
            **{k: _digits(v) if isinstance(v, float) else v for k, v in _facts(result).items()},
        }
        for result in results
    ]
    path.write_text(json.dumps(lines, indent=2) + "\n")


def _digits(value: float) -> float:
    """Four digits that count: of what takes some milliseconds, too, the ratio is told by them."""
    return float(f"{value:.4g}")


def _facts(result: Result) -> dict[str, object]:
    return {k: v for k, v in asdict(result).items() if k not in ("name", "misses")}


def table(results: Sequence[Result]) -> str:
    lines = [f"{'':21}{'ratio':>7}{'target':>9}{'floor':>10}{'ours':>10}"]
    for result in results:
        lines.append(
            f"{result.name:21}{result.ratio:7.2f}{'≤ ' + str(TARGETS[result.name]):>9}"
            f"{result.floor:10.2f}{result.ours:10.2f} {result.unit}"
            f"{'   MISSED: ' + '; '.join(result.missed) if result.missed else ''}"
        )
        lines.append(f"{'':21}  {result.note}")
    return "\n".join(lines)
