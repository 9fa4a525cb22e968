"""What can be found: sources of rows, and pages of help (rule J2).

A source says by which words its rows are found, who sees which of them, by the queries of their own
pages, and how a result is shown.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import Enum

from django.db.models import Model, Q

from search.viewer import Sight, Viewer, everyone


class Group(Enum):
    """What results stand together under, in this order; the value is its name in an address."""

    ACOS = "acos"
    PEOPLE = "people"
    PARTICIPANTS = "participants"
    PROVIDERS = "providers"
    REQUESTS = "change-requests"
    DOCUMENTS = "documents"
    HELP = "help"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Group.ACOS: "ACOs",
    Group.PEOPLE: "People",
    Group.PARTICIPANTS: "Participants",
    Group.PROVIDERS: "Providers/suppliers",
    Group.REQUESTS: "Change requests",
    Group.DOCUMENTS: "Documents",
    Group.HELP: "Help",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A result as the page shows it: its name, what tells it from others, and its page."""

    title: str
    line: str
    url: str


@dataclass(frozen=True, slots=True)
class Follows:
    """The words of a source's rows are also another table's: `reads` is the column of `model` that
    they show, and `by` their own column that refers to it."""

    model: type[Model]
    reads: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One sort of rows that are found.

    `words`, `aco`, `tin_hash` and `npi` are SQL over one row, which they call `{row}`; `reads` are
    the columns of it that they read. What they say of other tables never changes, or is in
    `follows`. `open_to(viewer)` says whether somebody may see any of them, and `seen_by(sight)` is
    the condition, over entries, of which; it is made once for all viewers of a sort.
    `hits(viewer, keys)` shows rows by their ids, in a constant number of queries; it leaves out
    what is gone meanwhile.
    """

    kind: str
    group: Group
    model: type[Model]
    words: tuple[str, ...]
    reads: tuple[str, ...]
    aco: str = "NULL::bigint"
    tin_hash: str = "NULL::uuid"
    npi: str = "''"
    follows: tuple[Follows, ...] = ()
    open_to: Callable[[Viewer], bool] = everyone
    seen_by: Callable[[Sight], Q]
    hits: Callable[[Viewer, Collection[int]], Mapping[int, Hit]]


@dataclass(frozen=True, slots=True)
class HelpPage:
    """A page of help that everyone reads, and further words that people look for it by."""

    title: str
    words: str
    url_name: str
