"""What the contacts of an ACO are told of the end of its agreement (rule J4)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse

from accounts.models import Person
from acoms.programme.dates import in_words
from contacts.agreement import said_of_end
from contacts.ending.registry import Ends
from contacts.models import Aco, HeldType
from contacts.rules import listed
from notifications.actions import Telling, notify_all
from notifications.kinds import Kind, register
from notifications.quoting import REASON, quoted

MAIL = "contacts/email/agreement_end"

# To the administrators: when it is recorded, before the day, and when it is taken back.
AHEAD = register(Kind(name="agreement_end_ahead", on_screen="{said} {then}", mail=MAIL))
# To everyone who was a contact until then.
ENDED = register(Kind(name="agreement_ended", on_screen="{said} {then}", mail=MAIL))


def said_of(aco: Aco) -> str:
    """What is recorded, in a sentence."""
    return said_of_end(str(aco), aco.end_kind, _day(aco.ends_on))


def tell_recorded(aco: Aco, people: Iterable[Person]) -> None:
    _tell(aco, people, f"its agreement ends {_day(aco.ends_on)}", what_follows(aco))


def remind(aco: Aco, people: Iterable[Person], days: int) -> None:
    left = "tomorrow" if days == 1 else f"in {days} days"
    _tell(aco, people, f"its agreement ends {left}", what_follows(aco))


def tell_taken_back(aco: Aco, people: Iterable[Person], reason: str) -> None:
    data = {
        **_about(aco, "its agreement goes on"),
        "said": f"The agreement of {aco} does not end on {_day(aco.ends_on)}.",
        "then": "CMS staff took that back. Nothing changes.",
        "quoted": quoted((REASON, reason)),
    }
    notify_all(AHEAD, [Telling(person=person, data=data) for person in people])


def tell_ended(aco: Aco, held: Iterable[HeldType], ended: Sequence[Ends]) -> None:
    """Everyone learns what they are no longer, and until when they may read."""
    people: dict[Person, list[str]] = {}
    for one in held:
        people.setdefault(one.contact.person, []).append(one.type)
    counted = ", ".join(f"{one.title}: {len(one.lines)}" for one in ended if one.lines)
    about = {
        **_about(aco, "its agreement has ended"),
        "said": said_of(aco),
        "url": reverse("my_acos"),
    }
    notify_all(
        ENDED,
        [
            Telling(
                person=person,
                data={
                    **about,
                    "then": f"You are no longer {listed(codes)} there. {_reading(aco)}",
                    "counted": counted,
                },
            )
            for person, codes in people.items()
        ],
    )


def what_follows(aco: Aco) -> str:
    """What comes after the last day, for those who prepare for it."""
    return (
        "Once that day is over, Eastern Time, nobody is invited, and all contact types, QPP "
        "roles and API credentials of the ACO end. Open invitations are withdrawn, and change "
        f"requests that CMS has not decided are closed. {_reading(aco)}"
    )


def _reading(aco: Aco) -> str:
    return (
        "Those who are its contacts at the end read its pages and files until "
        f"{_day(aco.last_day_to_read)}."
    )


def _day(day: date | None) -> str:
    assert day is not None  # of an ACO whose end is recorded
    return in_words(day)


def _tell(aco: Aco, people: Iterable[Person], what: str, then: str) -> None:
    data = {**_about(aco, what), "said": said_of(aco), "then": then}
    notify_all(AHEAD, [Telling(person=person, data=data) for person in people])


def _about(aco: Aco, what: str) -> dict[str, object]:
    return {
        "aco": str(aco),
        "subject": f"{aco.aco_id}: {what}",
        "counted": "",
        "quoted": quoted((REASON, aco.end_reason)),
        "url": reverse("aco_overview", args=[aco.aco_id]),
    }
