"""What became of each line of a HARP file, as a CSV file and in one sentence."""

from collections.abc import Iterable, Iterator

from acoms.loading.tally import Tally
from acoms.tables.exports import csv_lines
from qpp_roles.harp.judging import Judged, Outcome, counts

HEADINGS = ("Line", "HARP user ID", "ACO ID", "Role", "Outcome", "Reason")


def report_lines(judged: Iterable[Judged]) -> Iterator[str]:
    rows = (
        (
            one.row.line,
            one.row.user_id,
            one.row.aco_id,
            one.row.role_label,
            one.outcome.value,
            one.reason,
        )
        for one in judged
    )
    return csv_lines(HEADINGS, rows)


def report_text(judged: Iterable[Judged]) -> str:
    return "".join(report_lines(judged))


def in_a_sentence(judged: Iterable[Judged]) -> str:
    """What was done, or would be; that nothing was, where nothing was (rule B4)."""
    found = counts(judged)
    left_out = found[Outcome.REFUSED] + found[Outcome.UNCLEAR]
    total = sum(found.values())
    lines = Tally(total, total - left_out, left_out)
    given = found[Outcome.CREATED] + found[Outcome.GIVEN]
    if not given and not found[Outcome.REFUSED] and not found[Outcome.UNCLEAR]:
        return f"{lines} Nothing changed: everything is in ACO-MS already."
    return (
        f"{lines} {_many(found[Outcome.CREATED], 'account')} created, "
        f"{_many(given, 'role')} given, {found[Outcome.UNCHANGED]} as they were, "
        f"{found[Outcome.ENDED]} ended here and not given again, "
        f"{found[Outcome.REFUSED]} refused.{_unclear(found[Outcome.UNCLEAR])}"
    )


def _unclear(count: int) -> str:
    """Those that somebody has to look at, whatever the rest did."""
    if not count:
        return ""
    if count == 1:
        return " 1 line contradicts an account here and waits for somebody to confirm it."
    return f" {_lines(count)} contradict accounts here and wait for somebody to confirm them."


def _lines(count: int) -> str:
    return _many(count, "line")


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"
