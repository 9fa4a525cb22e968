"""`contacts_page`: the Contacts subtab of fifty contacts, signed in."""

import gzip

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.alternating import alternate
from benchmarks.results import Result
from benchmarks.servers import HOST
from benchmarks.sites import BATCH, Sites
from contacts.models import Aco

MOST_QUERIES = 6
MOST_BYTES = 1.6  # times the floor's, both as they are sent: compressed


def measure(sites: Sites, aco: Aco, requests: int) -> Result:
    path, floor_path = f"/acos/{aco.aco_id}/contacts/", f"/contacts/{aco.pk}/"
    queries = count_queries(path, sites.cookies)
    for _ in range(1 + requests // 10):
        our_page, floor_page = sites.ours.get(path), sites.floor.get(floor_path)
    costs = alternate(
        lambda: sites.ours.get(path),
        lambda: sites.floor.get(floor_path),
        rounds=max(1, requests // BATCH),
        repeat=BATCH,
    )
    our_bytes, floor_bytes = bytes_sent(our_page), bytes_sent(floor_page)
    heavier = our_bytes / floor_bytes
    return Result(
        name="contacts_page",
        ours=costs.ours.cpu * 1000,
        floor=costs.floor.cpu * 1000,
        unit="ms of CPU",
        note=f"{queries} queries (at most {MOST_QUERIES}), {our_bytes:,} bytes sent: "
        f"{heavier:.2f} times the floor's {floor_bytes:,} (at most {MOST_BYTES}); "
        f"{costs.wall_ratio:.2f} times the wait",
        misses=(
            *([f"{queries} queries"] if queries > MOST_QUERIES else []),
            *([f"{heavier:.2f} times the bytes"] if heavier > MOST_BYTES else []),
        ),
    )


def bytes_sent(page: bytes) -> int:
    """How many bytes of a compressed page are on the way, without the random ones of its header.

    Django adds up to a hundred, so that nobody learns from lengths what a page holds.
    """
    return len(gzip.compress(gzip.decompress(page), compresslevel=6, mtime=0))


def count_queries(path: str, cookies: dict[str, str]) -> int:
    """How many queries the page asks, the first one after the process began not counted."""
    browser = Client(headers={"host": HOST})
    browser.cookies.load(cookies)
    browser.get(path, secure=True)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path, secure=True).status_code == 200
    return len(asked)
