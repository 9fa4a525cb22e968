"""`python -m tests.mutation [MODULE …]`: how many mutants of the pure rules the tests kill."""

import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from tests.floors import ROOT, contracts
from tests.mutation.mutants import mutants_of
from tests.mutation.testing import file_of
from tests.mutation.trying import survivors

# As in acoms.local.pytest_services, which is the product's.
sys.dont_write_bytecode, sys.pycache_prefix = False, str(ROOT / "build" / "bytecode")

LEAST = 95  # percent killed
LISTED = Path(__file__).with_name("survivors.txt")


def rules() -> list[str]:
    """The modules that import-linter holds to be pure."""
    (found,) = (
        one["source_modules"]
        for one in contracts("forbidden")
        if one["name"] == "Rules are pure Python"
    )
    return list(found)


def main(modules: Iterable[str]) -> int:
    begun = time.monotonic()
    chosen = [*modules] or rules()
    mutants = [
        one for module in chosen for one in mutants_of(module, file_of(module).read_text("utf-8"))
    ]
    found = Counter(str(one) for one in survivors(mutants))
    rate = 100 - 100 * found.total() / len(mutants)
    minutes = (time.monotonic() - begun) / 60
    print(f"{len(mutants)} mutants, {rate:.1f} percent killed, in {minutes:.1f} minutes.")
    lines = LISTED.read_text("utf-8").splitlines()
    listed = Counter(
        line.rpartition(" | ")[0] for line in lines if line.partition(" | ")[0] in chosen
    )
    for heading, some in (
        ("These survive and are not listed:", found - listed),
        ("These are listed and do not survive:", listed - found),
    ):
        if some:
            print(heading, *sorted(some.elements()), sep="\n")
    return 1 if found != listed or rate < LEAST else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
