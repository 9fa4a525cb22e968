"""`download_1gb`: a gigabyte of the Data Hub taken, against decrypting and sending it."""

import socket
import threading
from collections.abc import Iterator

from benchmarks.alternating import alternate
from benchmarks.results import Result
from benchmarks.sites import Sites
from contacts.models import Aco
from documents.files.actions import publish
from documents.files.models import FileVersion
from documents.files.storage import FILES
from documents.files.types import TYPES

GIGABYTE = 1_000_000_000
PIECE = 1_000_000
SENT = 256 * 1024


def measure(sites: Sites, aco: Aco, size: int, rounds: int) -> Result:
    version = _published(aco, size)
    path = f"/acos/{aco.aco_id}/data-hub/{version.file_id}/{version.number}/download/"
    taken: list[int] = []
    costs = alternate(
        lambda: taken.append(sites.ours.take(path)),
        lambda: taken.append(_bare(version)),
        rounds=rounds,
        here=True,
    )
    if set(taken) != {size}:
        raise AssertionError(f"{size:,} bytes were published, and {set(taken)} came")
    return Result(
        name="download_1gb",
        ours=costs.ours.cpu,
        floor=costs.floor.cpu,
        unit="s of CPU",
        note=f"for {size:,} bytes: {size / 1e6 / costs.ours.wall:,.0f} MB a second, the floor "
        f"{size / 1e6 / costs.floor.wall:,.0f}; {costs.wall_ratio:.2f} times the wait",
    )


def _published(aco: Aco, size: int) -> FileVersion:
    def pieces() -> Iterator[bytes]:
        left = size
        while left:
            piece = bytes(min(PIECE, left))
            left -= len(piece)
            yield piece

    return publish(
        acting_person=None, aco=aco, type=TYPES["115"], name="large.zip", content=pieces()
    ).version


def _bare(version: FileVersion) -> int:
    """The same bytes decrypted and sent to a socket that somebody reads; how many came."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        here = socket.create_connection(listener.getsockname())
        there, _ = listener.accept()
    got = 0

    def read() -> None:
        nonlocal got
        while piece := there.recv(SENT):
            got += len(piece)

    reader = threading.Thread(target=read)
    reader.start()
    with FILES.open(version.stored_as) as file:
        while piece := file.read(SENT):
            here.sendall(piece)
    here.close()
    reader.join()
    there.close()
    return got
