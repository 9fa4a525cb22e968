"""The closed vocabulary of notifications. Rooms above register their kinds at start-up."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from notifications.helplines import HELPDESK, Helpline
from notifications.rules import refusal_of_kind


class Outgoing(Protocol):
    """What a mail is made from: a row of the outbox, as rooms above see it."""

    @property
    def pk(self) -> int: ...
    @property
    def data(self) -> dict[str, Any]: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def created_at(self) -> datetime: ...


MailContexts = Callable[[Sequence[Outgoing]], Mapping[int, dict[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of notification and its two faces.

    `name` is what the row stores. `on_screen` is a `str.format` pattern over the row's data, or
    "" for a kind that is mail only. `mail` is the template stem (`invitations/email/invited` has
    `.subject.txt`, `.txt` and `.html` beside it), or "" for a kind that is screen only.
    `mail_contexts` adds what the mail needs and the row must not store, such as an invitation's
    link and code, for many rows in a constant number of queries, keyed by the row's id; a row
    that it leaves out although it was asked is out of date and is not sent.

    `digestible` kinds wait for the weekly digest of those who chose it, and stand there under
    `section`. A mail that carries a link and a code, or tells of an account's security, never is:
    it would come too late.

    Mails of a kind with `together` wait some minutes for others of the same sitting: several about
    the same thing (`Telling.about`) go out as one mail of the kind that `together` names.

    The mail of a kind that `speaks` is in the language of its person, or of the page where it was
    asked for (`data["language"]`); all others are English.

    `helpline` is whom a mail's reader is sent to with questions: each has its own matters.
    """

    name: str
    on_screen: str = ""
    mail: str = ""
    mail_contexts: MailContexts | None = None
    digestible: bool = False
    section: str = ""
    together: str = ""
    speaks: bool = False
    helpline: Helpline = HELPDESK

    def __post_init__(self) -> None:
        if refusal := refusal_of_kind(
            digestible=self.digestible,
            on_screen=self.on_screen,
            mail=self.mail,
            section=self.section,
        ):
            raise ValueError(f"notification kind {self.name!r}: {refusal}")


_kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Add a kind; its name must be new."""
    if kind.name in _kinds:
        raise ValueError(f"notification kind {kind.name!r} is registered twice")
    _kinds[kind.name] = kind
    return kind


def kind_of(name: str) -> Kind:
    """The kind called `name`; KeyError for one that no room registered."""
    return _kinds[name]


def digestible_kinds() -> list[Kind]:
    """The kinds that wait for the weekly digest of those who chose it."""
    return [kind for kind in _kinds.values() if kind.digestible]
