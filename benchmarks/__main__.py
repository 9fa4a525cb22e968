"""`make bench`: run the benchmarks, print a table, write `results.json`."""

import argparse
import logging
import sys
from collections.abc import Collection, Iterator
from pathlib import Path

import django
from django.core.management import call_command

from acoms.local.processes import CannotStart
from benchmarks import results
from benchmarks.servers import stack


def main() -> int:
    options = _options()
    try:
        with stack():
            found = list(_measure(options.names, tiny=options.tiny))
    except CannotStart as reason:
        print(reason, file=sys.stderr)
        return 1
    if not options.names:
        results.write(found, options.output)
    print(results.table(found))
    return int(options.check and any(result.missed for result in found))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "names",
        nargs="*",
        choices=[[], *results.TARGETS],
        metavar="NAME",
        help=f"only these, and nothing is written: {', '.join(results.TARGETS)}",
    )
    parser.add_argument("--check", action="store_true", help="fail if a target is missed")
    parser.add_argument("--tiny", action="store_true", help="few repetitions: only to see it work")
    parser.add_argument("--output", type=Path, default=results.RESULTS, metavar="FILE")
    return parser.parse_args()


def _measure(only: Collection[str], *, tiny: bool) -> Iterator[results.Result]:
    django.setup()
    logging.disable(logging.INFO)  # of this process; the sites log as they do in production
    call_command("migrate", verbosity=0)
    # Their models need the settings that `stack` has put into the environment.
    from benchmarks import (
        api_contacts,
        contacts_page,
        correspondence,
        download_1gb,
        invite_post,
        mail_relay,
        screening,
        search_all,
        signing_open,
        suggestion,
    )
    from benchmarks.people import aco_of_contacts
    from benchmarks.sites import both_sites

    asked = set(only or results.TARGETS)
    if asked & {"contacts_page", "invite_post", "api_contacts", "download_1gb"}:
        aco, visitor = aco_of_contacts()
        with both_sites(visitor) as sites:
            if "contacts_page" in asked:
                yield contacts_page.measure(sites, aco, requests=5 if tiny else 500)
            if "invite_post" in asked:
                yield invite_post.measure(sites, requests=5 if tiny else 300)
            if "api_contacts" in asked:
                yield api_contacts.measure(sites, aco, requests=5 if tiny else 500)
            if "download_1gb" in asked:
                size = 5_000_000 if tiny else download_1gb.GIGABYTE
                yield download_1gb.measure(sites, aco, size, rounds=1 if tiny else 3)
    if "mail_relay" in asked:
        yield mail_relay.measure(*((60, 1) if tiny else (1_000, 7)))
    if "correspondence_10000" in asked:
        yield correspondence.measure(*((4, 5, 1) if tiny else (500, 20, 3)))
    if "suggestion" in asked:
        yield suggestion.measure(*((5_000, 1) if tiny else (suggestion.PRACTICES, 100)))
    if "search_all" in asked:
        yield search_all.measure(*((12_000, 1) if tiny else (search_all.ENTRIES, 20)))
    if "screening" in asked:
        yield screening.measure(*((20, 10, 10, 1) if tiny else (500, 30, 40, 5)))
    if "signing_open_500" in asked:
        yield signing_open.measure(*((20, 1) if tiny else (500, 9)))


if __name__ == "__main__":
    sys.exit(main())
