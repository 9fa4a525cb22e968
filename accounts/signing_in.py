"""The states of signing in, as one table (rules A9, D10; decision 0047).

A sign-in stands at one of these states, carries what belongs to it alone, and ends with whatever
changes how the person signs in. The stages ask `move`; docs/architecture.md shows the same table.
"""

from dataclasses import dataclass
from enum import StrEnum

from acoms.programme.vocabulary import complete


class At(StrEnum):
    """Where one browser stands with one account."""

    NOWHERE = "nowhere"
    IDENTITY = "identity"
    SET_UP = "set-up"
    CODE = "code"
    RECOVERY_CODES = "recovery codes"
    IN = "in"
    ENDED = "ended"  # somebody changed how the person signs in: the next page says so


class Event(StrEnum):
    """What happens to it: first what this browser does, then what is done elsewhere."""

    CAME = "password, factor set up"
    CAME_WITHOUT_FACTOR = "password, no factor or no proof"
    CAME_BY_LINK = "password set by mailed link, proof waits"
    PROVED = "identity proven, no factor"
    PROVED_WITH_FACTOR = "identity proven, factor set up"
    KEY_CONFIRMED = "key confirmed"
    CODE_ACCEPTED = "code accepted, codes saved"
    CODE_ACCEPTED_UNSAVED = "code accepted, codes not saved"
    CODES_SAVED = "recovery codes saved"
    REFUSED = "wrong answer or code"
    LEFT = "stopped, signed out or too late"
    FACTOR_REMOVED = "factor removed"
    RESET = "password changed or reset"
    FACTOR_CONFIRMED = "factor confirmed elsewhere"
    ACCOUNT_CLOSED = "account closed or merged"
    CODES_REPLACED = "recovery codes made elsewhere"


UNDER_WAY = frozenset({At.IDENTITY, At.SET_UP, At.CODE, At.RECOVERY_CODES})
_OUT = frozenset({At.NOWHERE, At.ENDED})
_ALIVE = UNDER_WAY | {At.IN}

# From where an event leads where; at all other states it changes nothing.
_MOVES: dict[Event, tuple[frozenset[At], At]] = {
    Event.CAME: (_OUT, At.CODE),
    Event.CAME_WITHOUT_FACTOR: (_OUT, At.IDENTITY),
    Event.CAME_BY_LINK: (_OUT, At.SET_UP),
    Event.PROVED: (frozenset({At.IDENTITY}), At.SET_UP),
    Event.PROVED_WITH_FACTOR: (frozenset({At.IDENTITY}), At.CODE),
    Event.KEY_CONFIRMED: (frozenset({At.SET_UP}), At.RECOVERY_CODES),
    Event.CODE_ACCEPTED: (frozenset({At.CODE}), At.IN),
    Event.CODE_ACCEPTED_UNSAVED: (frozenset({At.CODE}), At.RECOVERY_CODES),
    Event.CODES_SAVED: (frozenset({At.RECOVERY_CODES}), At.IN),
    Event.REFUSED: (frozenset(), At.NOWHERE),
    Event.LEFT: (_ALIVE | _OUT, At.NOWHERE),
    Event.FACTOR_REMOVED: (_ALIVE, At.ENDED),
    Event.RESET: (_ALIVE, At.ENDED),
    Event.FACTOR_CONFIRMED: (_ALIVE, At.ENDED),
    Event.ACCOUNT_CLOSED: (_ALIVE, At.ENDED),
    Event.CODES_REPLACED: (frozenset({At.RECOVERY_CODES}), At.ENDED),
}
complete(Event, _MOVES)


def move(at: At, event: Event) -> At:
    """Where a sign-in stands after `event`."""
    states, to = _MOVES[event]
    return to if at in states else at


def event_of_password(*, proven: bool, has_factor: bool, proof_claimed: bool) -> Event:
    """What the right password means: it opens a set-up only with a proof of this very sign-in.

    A proof of another sign-in counts for nothing here (rule A9). `proof_claimed`: the Helpdesk or
    HARP has proven the person, and this browser has just set the password by the mailed link.
    """
    if proven and has_factor:
        return Event.CAME
    if proven and proof_claimed:
        return Event.CAME_BY_LINK
    return Event.CAME_WITHOUT_FACTOR


@dataclass(frozen=True, slots=True)
class SignIn:
    """What one sign-in carries, in its own encrypted session. Nothing of it counts for another.

    `epoch` is the person's when it began (`Person.sign_in_epoch`): it is over once that has grown.
    `attempts` are its attempts at identity proofing, `asked` the sealed questions of the last one,
    `key` is what its set-up page shows, and `codes` the generation of recovery codes that were made
    for it.
    """

    at: At
    epoch: int
    attempts: tuple[int, ...] = ()
    asked: str = ""
    key: str = ""
    device: str = ""
    codes: int = 0
