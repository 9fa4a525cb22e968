"""All files under a new key: after one was put in front of `ACOMS_KEYS`, each header names it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from acoms.storage.disk import UNFINISHED
from acoms.storage.encrypted import EncryptedStorage
from acoms.storage.store import names_in
from acoms.storage.stream import DamagedFile


@dataclass(slots=True)
class Rekeyed:
    """How many files there are, how many were not under the newest key, and which no key opens."""

    seen: int = 0
    changed: int = 0
    unreadable: list[str] = field(default_factory=list)


def rekey_files(storage: EncryptedStorage, told: Callable[[Rekeyed], None]) -> Rekeyed:
    """Put the keys of all files under the newest key, while others read and write them.

    `told` hears of it after each file. Whatever ends it, another run does what is left.
    """
    done = Rekeyed()
    for name in names_in(storage):
        if name.endswith(UNFINISHED):
            continue
        try:
            done.changed += storage.rewrap(name)
        except FileNotFoundError:  # deleted meanwhile
            continue
        except DamagedFile:
            done.unreadable.append(name)
        done.seen += 1
        told(done)
    return done
