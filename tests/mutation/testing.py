"""The tests that need no PostgreSQL, run by pytest in this process, and what they call."""

import sys
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, Phase, settings

from tests.reached import ROOT
from tests.written import Module

_ARGUMENTS = [
    f"--rootdir={ROOT}",
    "--override-ini=addopts=",
    "--ds=acoms.settings.test",
    "--import-mode=importlib",
    "--hypothesis-profile=mutation",
    "-pno:cacheprovider",
    "-pno:terminal",
    "-mnot long",
    "--assert=plain",
]
_DATABASE = {"db", "transactional_db", "django_db_setup"}
# What starts processes, drives a browser or reads the checkout says nothing of single rules.
_FOLDERS = sorted(
    {one.parent.name for one in ROOT.glob("tests/*/__init__.py")}
    - {"benchmarks", "browser", "concurrency", "database", "demo", "local", "mutation", "security"}
)

# The same examples each time, or what survives would be a matter of luck. Bounds have tests of
# their own: a few will do.
settings.register_profile(
    "mutation",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
    max_examples=25,
    database=None,
    phases=(Phase.explicit, Phase.generate),
)


class Test(NamedTuple):
    """How long a test takes, and the functions of rules that it calls, as "module:Class.f"; as
    "module:" the modules from which its file imports."""

    seconds: float
    called: list[str]


class Tests:
    """A plugin of pytest: those tests that need no database, and how they went.

    `wanted` says which of them, in their order; by `work` something else is done with them all.
    """

    def __init__(
        self,
        wanted: Mapping[str, Test] | None = None,
        work: "Callable[[Tests], object] | None" = None,
    ) -> None:
        self.wanted, self.work = wanted, work
        self.items: dict[str, pytest.Item] = {}
        self.seconds = 0.0
        self.failure = ""
        self.failing: list[str] = []  # with nothing changed

    def run(self) -> bool:
        """Whether pytest says that they pass; it stops at the first that does not."""
        files = {name.partition("::")[0] for name in self.wanted or ()}
        where = sorted(files) or [f"tests/{one}" for one in _FOLDERS]
        return pytest.main([*_ARGUMENTS, "--exitfirst", *where], plugins=[self]) == 0

    def pytest_configure(self, config: pytest.Config) -> None:
        # Else to find out why a mutant was killed, which nobody reads, takes longer than its tests.
        config.option.tbstyle = "native"

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        found = {one.nodeid: one for one in items if _needs_no_database(one)}
        wanted = found if self.wanted is None else self.wanted
        # A changed number may stand in the name of a test, which then is another one.
        self.items = {name: found[name] for name in wanted if name in found}
        items[:] = self.items.values()

    def pytest_runtestloop(self) -> bool | None:
        if self.work:
            self.work(self)
        return bool(self.work) or None

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.seconds += report.duration
        if report.failed:
            self.failure = report.longreprtext

    def passes(self, *names: str) -> bool:
        """Run some of them, until one fails."""
        items = [self.items[name] for name in names]
        for item, following in zip(items, [*items[1:], None], strict=True):
            item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.failure:
                return False
        return True

    def measured(self, modules: Mapping[str, str]) -> Iterator[tuple[str, Test]]:
        """Each test that reaches one of the modules, which are named by their files."""
        for name, item in self.items.items():
            called = {f"{one}:" for one in _imported(item.path) if one in modules.values()}

            def note(frame: FrameType, event: str, _: Any, called: set[str] = called) -> None:
                if event == "call" and (module := modules.get(frame.f_code.co_filename)):
                    function = frame.f_code.co_qualname.partition(".<locals>")[0]
                    called.add(f"{module}:{function}")

            self.seconds, self.failure = 0.0, ""
            sys.setprofile(note)
            passes = self.passes(name)
            sys.setprofile(None)
            if not passes:
                self.failing.append(name)
            elif called:
                yield name, Test(self.seconds, sorted(called))


@cache
def _imported(file: Path) -> set[str]:
    """What a file imports, or imports from."""
    named = Module("", file).imported.values()
    return {source for source, _ in named} | {f"{source}.{name}" for source, name in named}


def _needs_no_database(item: pytest.Item) -> bool:
    fixtures = _DATABASE.intersection(getattr(item, "fixturenames", ()))
    return not fixtures and item.get_closest_marker("django_db") is None


def file_of(module: str) -> Path:
    path = ROOT.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
