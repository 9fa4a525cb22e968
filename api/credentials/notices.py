"""What Credential Delegates and administrators are told of their ACOs' credentials (rule H1)."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from acoms.programme.clock import in_words
from api.credentials.models import Credentials
from api.credentials.queries import administrators_of_all, delegates_of
from api.credentials.rules import Change
from contacts.models import Aco
from notifications.actions import Telling, notify_all
from notifications.kinds import Kind, register
from notifications.quoting import BY, NAME, REASON, quoted

CHANGED = register(
    Kind(
        name="api_credentials_changed",
        on_screen="{said}",
        mail="api/credentials/email/credentials",
    )
)
ENDING = register(
    Kind(
        name="api_credentials_ending",
        on_screen="{said}",
        mail="api/credentials/email/credentials",
    )
)
LAST = register(
    Kind(
        name="last_api_credentials_ending",
        on_screen="{said}",
        mail="api/credentials/email/credentials",
    )
)
WRONG = register(
    Kind(
        name="wrong_api_secrets",
        on_screen="{said}",
        mail="api/credentials/email/credentials",
    )
)
_DONE = {
    Change.CREATED: "were created",
    Change.ROTATED: "were rotated: there is a new client ID and secret",
    Change.ADDRESSES: "may be used from other addresses now",
    Change.TAKEN_OVER: "were taken over by another Credential Delegate",
    Change.DELETED: "were deleted: programs that use them no longer get in",
    Change.ENDED_BY_CMS: "were ended by CMS: programs that use them no longer get in",
}


def tell_change(
    credentials: Credentials,
    change: Change,
    by: Person,
    acos: Collection[Aco],
    reason: str = "",
) -> None:
    """All Credential Delegates and administrators of `acos` are told what `by` did."""
    who = [] if change is Change.ENDED_BY_CMS else [(BY, by.full_name)]
    notify_all(
        CHANGED,
        _tellings(
            acos,
            what=f"API credentials {_DONE[change].partition(':')[0]}",
            said=f"API credentials of {_names(acos)} {_DONE[change]}.",
            typed=quoted((NAME, credentials.name), *who, (REASON, reason)),
        ),
    )


def tell_ending(
    credentials: Credentials, ends_at: datetime, now: datetime, acos: Collection[Aco]
) -> None:
    """The Credential Delegates of the ACOs are reminded to rotate."""
    days = (timezone.localdate(ends_at) - timezone.localdate(now)).days
    when = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")
    notify_all(
        ENDING,
        _tellings(
            acos,
            what=f"API credentials end {when}",
            said=f"API credentials of {_names(acos)} end {when}, on {in_words(ends_at)}. Rotate "
            "them, and give your program the new client ID and secret.",
            typed=quoted((NAME, credentials.name)),
            administrators=False,
        ),
    )


def tell_last(aco: Aco, ends_at: datetime) -> None:
    """The administrators of an ACO learn that its programs will soon get in no more."""
    notify_all(
        LAST,
        _tellings(
            [aco],
            what="The last API credentials end soon",
            said=f"The last API credentials of {aco} end on {in_words(ends_at)}. After that no "
            "program of the ACO gets files or data. Its Credential Delegate can rotate them; if "
            "nobody holds that contact type, the ACO Executive or Authorized to Sign gives it.",
            typed=[],
        ),
    )


def tell_wrong_secrets(
    credentials: Credentials, address: str, number: int, acos: Collection[Aco]
) -> None:
    """The Credential Delegates learn that somebody tried wrong secrets from an allowed address."""
    notify_all(
        WRONG,
        _tellings(
            acos,
            what="Wrong secrets for API credentials",
            said=f"Somebody at {address} gave {number} wrong secrets for API credentials of "
            f"{_names(acos)}. This address is locked for a while. If it was not a program of "
            "yours, rotate the credentials.",
            typed=quoted((NAME, credentials.name)),
            administrators=False,
        ),
    )


def _tellings(
    acos: Collection[Aco],
    *,
    what: str,
    said: str,
    typed: list[dict[str, Any]],
    administrators: bool = True,
) -> Iterator[Telling]:
    """One to each person: Credential Delegates are led to the page, others to the ACO."""
    delegates, told = delegates_of(acos), set[int]()
    for people, url_name in (
        (delegates, "aco_api_credentials"),
        (administrators_of_all(acos) if administrators else {}, "aco_overview"),
    ):
        for person, aco in _each(people):
            if person.pk in told:
                continue
            told.add(person.pk)
            yield Telling(
                person=person,
                data={
                    "what": what,
                    "subject": f"{aco.aco_id}: {what}",
                    "said": said,
                    "quoted": typed,
                    "url": reverse(url_name, args=[aco.aco_id]),
                },
            )


def _each(people: dict[Aco, list[Person]]) -> Iterable[tuple[Person, Aco]]:
    return ((person, aco) for aco, persons in people.items() for person in persons)


def _names(acos: Collection[Aco]) -> str:
    """ "A1234 Name", or how many there are."""
    return str(next(iter(acos))) if len(acos) == 1 else f"{len(acos)} ACOs"
