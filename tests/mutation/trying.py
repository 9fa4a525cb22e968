"""Mutants tried by the tests, in two ways.

A process that has Django and all tests loaded puts the changed code in the place of a function's
own, in a fork: this takes milliseconds. What a module does as it is imported (constants, tables,
classes) is in many places by then. So this is tried by a fork that has loaded nothing of the
product yet, and imports the changed module; and so is what survives the first way, for some
functions are called only as modules are imported.
"""

import gc
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache, partial
from importlib import import_module
from importlib.machinery import SourceFileLoader
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FunctionType
from typing import Any

from tests.mutation.forks import Trial, results
from tests.mutation.mutants import Mutant
from tests.mutation.testing import Test, Tests, file_of
from tests.reached import ROOT

Measured = dict[str, Test]

_CACHE = type(cache(lambda: None))
_COSTLY = "OPENID_KEYS"  # what the settings would make anew in each process


def survivors(mutants: list[Mutant]) -> Iterator[Mutant]:
    """The mutants that no test notices. This process itself loads nothing of the product."""
    files = {str(file_of(one.module)): one.module for one in mutants}
    said, failing, loaded, keys = _said(
        lambda tests: [
            dict(tests.measured(files)),
            tests.failing,
            [*sys.modules],
            os.environ[_COSTLY],
        ]
    )
    for name in failing:
        print(f"Left out, since it fails with nothing changed: {name}")
    os.environ[_COSTLY] = keys
    measured = {name: Test(*one) for name, one in sorted(said.items(), key=lambda each: each[1])}
    left = _said(lambda tests: _survive_in_place(mutants, measured, tests))
    _load_libraries(loaded)
    yield from _survive_imported([mutants[n] for n in left], measured)


def _load_libraries(modules: Iterable[str]) -> None:
    """Half of what it costs to load the product is others'. What needs its settings is left out."""
    for module in modules:
        if not ROOT.joinpath(module.partition(".")[0]).exists():
            with suppress(Exception):
                import_module(module)


def _said(work: Callable[[Tests], Any]) -> Any:
    """What `work` says in a process that has loaded all tests."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "said"
        tests = Tests(work=lambda tests: file.write_text(json.dumps(work(tests)), "utf-8"))
        list(results([Trial(None, tests.run, 3600)]))
        if not file.exists():
            raise SystemExit("The tests could not be loaded.")
        return json.loads(file.read_text("utf-8"))


def _survive_in_place(mutants: list[Mutant], measured: Measured, tests: Tests) -> list[int]:
    """The numbers of mutants that survive, or were not tried."""
    live = _functions({one.module for one in mutants})

    def passes(mutant: Mutant, wanted: Measured) -> bool:
        file = file_of(mutant.module)
        with_it = mutant.code(file)
        without = compile(file.read_text("utf-8"), str(file), "exec", dont_inherit=True)
        for before, after in _changed(without, with_it):
            for function in live[mutant.module]:
                if function.__code__ == before:
                    function.__code__ = after
        return tests.passes(*wanted)

    def trials() -> Iterator[Trial[int]]:
        for n, mutant in enumerate(mutants):
            calls = f"{mutant.module}:{mutant.function}"
            wanted = {name: test for name, test in measured.items() if calls in test.called}
            if mutant.function and wanted:
                yield Trial(n, partial(passes, mutant, wanted), _limit(wanted, 10))

    gc.freeze()  # or each fork copies what it looks through for garbage
    killed = {n for n, survives in results(trials()) if not survives}
    return [n for n in range(len(mutants)) if n not in killed]


def _functions(modules: set[str]) -> dict[str, list[FunctionType]]:
    """All functions of these modules that there are; what was cached of calls is forgotten."""
    found: dict[str, list[FunctionType]] = {module: [] for module in modules}
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__module__ in found:
            found[one.__module__].append(one)
        elif isinstance(one, _CACHE) and one.__module__ in found:
            one.cache_clear()
    return found


def _changed(before: CodeType, after: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """The code of functions that differs, at any depth."""
    for one, other in zip(before.co_consts, after.co_consts, strict=False):
        if isinstance(one, CodeType) and isinstance(other, CodeType) and one != other:
            yield one, other
            yield from _changed(one, other)


def _survive_imported(mutants: list[Mutant], measured: Measured) -> Iterator[Mutant]:
    unchanged = Trial(None, Tests(measured).run, 3600)
    if not all(passes for _, passes in results([unchanged])):
        raise SystemExit("The tests fail where they are loaded by themselves.")

    reaching = {module: _reaching(module, measured) for module in {m.module for m in mutants}}

    def passes(mutant: Mutant) -> bool:
        code, as_it_is = mutant.code(file_of(mutant.module)), SourceFileLoader.get_code

        def get_code(loader: SourceFileLoader, name: str) -> CodeType | None:
            return code if name == mutant.module else as_it_is(loader, name)

        SourceFileLoader.get_code = get_code  # type: ignore[method-assign,assignment]
        # The module's own tests first: to load the others takes longer.
        return all(Tests(some).run() for some in reaching[mutant.module] if some)

    trials = (
        Trial(one, partial(passes, one), sum(_limit(some, 15) for some in reaching[one.module]))
        for one in mutants
    )
    yield from (one for one, survives in results(trials) if survives)


def _reaching(module: str, measured: Measured) -> tuple[Measured, Measured]:
    """The tests whose file imports from a module, and others that call something in it."""
    near = {name: test for name, test in measured.items() if f"{module}:" in test.called}
    far = {
        name: test
        for name, test in measured.items()
        if name not in near and any(one.startswith(f"{module}:") for one in test.called)
    }
    return near, far


def _limit(tests: Measured, beginning: int) -> int:
    """Seconds after which a trial goes on for ever, on a busy machine too."""
    return beginning + 10 * round(sum(test.seconds for test in tests.values()))
