"""The way of a new person into ACO-MS, shown above each of its pages."""

from typing import Any

STEPS = ("Account", "Identity", "Second factor", "Activate")


def steps(current: int) -> dict[str, Any]:
    """Template context of `parts/steps.html`, with the first step as 1."""
    return {"steps": STEPS, "step": current}
