"""What a file says of each beneficiary, put together in bounded memory, not in the database."""

import heapq
import uuid
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from acoms.storage.pieces import in_pieces
from acoms.storage.store import FileStore

MOST_IN_MEMORY = 100_000  # beneficiaries; nearly every ACO has fewer
MOST_RUNS = 64
_CODES = ("", "Y", "N")  # of several, the last of these counts


class Known(NamedTuple):
    """A beneficiary's last service from a current participant ("2026-03-31", or ""), and their
    data sharing request code, "" where no line says one."""

    mbi: str
    latest: str
    code: str


class Beneficiaries:
    """Lines are added in any order; each beneficiary comes out once, in the order of the numbers.

    What is too much for the memory waits in sorted, encrypted files of `store`, until `forget`.
    """

    def __init__(self, store: FileStore) -> None:
        self._store = store
        self._known: dict[str, Known] = {}
        self._runs: dict[uuid.UUID, int] = {}  # each sorted file, and how many are in it
        self.taken = 0

    @property
    def total(self) -> int:
        """What `taken` will be at the end of reading; somebody in two files counts twice."""
        return sum(self._runs.values()) + len(self._known)

    def add(self, one: Known) -> None:
        known = self._known.get(one.mbi)
        if known is None and len(self._known) >= MOST_IN_MEMORY:
            self._put_aside()
        self._known[one.mbi] = one if known is None else _together((known, one))

    def __iter__(self) -> Iterator[Known]:
        self.taken = 0
        return self._once_each(self._runs, self._in_memory())

    def forget(self) -> None:
        """Delete the files; nothing can be read any more."""
        for run in self._runs:
            self._store.delete(run)
        self._runs, self._known = {}, {}

    def _put_aside(self) -> None:
        self._save(self._in_memory())
        self._known = {}
        if len(self._runs) >= MOST_RUNS:  # each is an open file while they are read
            several = list(self._runs)
            self._save(self._once_each(several))
            for run in several:
                self._store.delete(run)
                del self._runs[run]

    def _save(self, sorted_ones: Iterable[Known]) -> None:
        run, self._runs[run] = uuid.uuid4(), 0

        def lines() -> Iterator[str]:
            for one in sorted_ones:
                self._runs[run] += 1
                yield ",".join(one) + "\n"

        self._store.save(run, in_pieces(lines()))

    def _in_memory(self) -> Iterator[Known]:
        return (self._known[mbi] for mbi in sorted(self._known))

    def _once_each(self, runs: Iterable[uuid.UUID], *more: Iterable[Known]) -> Iterator[Known]:
        parts = [map(_read, self._store.lines(run)) for run in runs]
        for _, ones in groupby(self._counted(heapq.merge(*parts, *more)), itemgetter(0)):
            yield _together(ones)

    def _counted(self, ones: Iterable[Known]) -> Iterator[Known]:
        for one in ones:
            self.taken += 1
            yield one


def _together(ones: Iterable[Known]) -> Known:
    """What several lines say of one beneficiary: the last service, and N if any says N."""
    mbi, latest, code = next(found := iter(ones))
    for one in found:
        latest, code = max(latest, one.latest), max(code, one.code, key=_CODES.index)
    return Known(mbi, latest, code)


def _read(line: str) -> Known:
    return Known(*line.rstrip("\n").split(","))


def with_codes_before(
    beneficiaries: Iterable[Known], earlier: Iterator[str]
) -> Iterator[tuple[Known, str]]:
    """Each beneficiary with their code before: that of the `earlier` file, whose lines are in the
    order of the numbers too, or where it has none that of the upload."""
    mbi, code = _mbi_and_code(earlier)
    for one in beneficiaries:
        while mbi and mbi < one.mbi:
            mbi, code = _mbi_and_code(earlier)
        yield one, code if mbi == one.mbi else one.code


def _mbi_and_code(lines: Iterator[str]) -> tuple[str, str]:
    mbi, _, rest = next(lines, "").partition(",")
    return mbi, rest.partition(",")[0]
