"""A bureau for trying things out: it asks about what the person has just typed.

It keeps nothing: where the right option stands in each question follows from the questionnaire's
reference and a key. At least four right answers of five pass. "None of the above" is never right.

The last name on the identity form makes it behave in other ways:

- `Outage`: the bureau does not answer.
- `Midway`: it opens the questions, then does not answer when they are sent.
- `Nofile`: it has no file on the person.
- `Slow`: it takes three seconds.
"""

import secrets
import time
from collections.abc import Callable, Iterable

from accounts.proofing.bureau import (
    BureauUnavailable,
    Details,
    NoFile,
    Outcome,
    Question,
    Questionnaire,
)
from acoms.crypto.codes import crockford
from acoms.crypto.keys import macs

RIGHT_ANSWERS_NEEDED = 4
NONE_OF_THEM = "None of the above"
_CHOICES = 4  # the right one among three others
_MIDWAY = "SBX-DOWN-"

_STREETS = (
    "Alder Court",
    "Birchwood Lane",
    "Canal Street",
    "Dogwood Avenue",
    "Elmhurst Drive",
    "Foxglove Road",
    "Garrison Street",
    "Hawthorne Place",
)


class SandboxBureau:
    """The sandbox behind the `Bureau` interface."""

    def open_questionnaire(self, details: Details) -> Questionnaire:
        mode = details.last_name.strip().casefold()
        if mode == "outage":
            raise BureauUnavailable
        if mode == "nofile":
            raise NoFile
        if mode == "slow":
            time.sleep(3)
        prefix = _MIDWAY if mode == "midway" else "SBX-"
        reference = prefix + crockford(secrets.token_bytes(16), 16)
        asked = _what_to_ask(details)
        return Questionnaire(
            reference,
            tuple(
                Question(text, _options(reference, number, right, others))
                for number, (text, right, others) in enumerate(asked)
            ),
        )

    def answer(self, reference: str, answers: list[int]) -> Outcome:
        if reference.startswith(_MIDWAY):
            raise BureauUnavailable
        right = sum(
            answer == _right_position(reference, number) for number, answer in enumerate(answers)
        )
        return Outcome(passed=right >= RIGHT_ANSWERS_NEEDED)


def _right_position(reference: str, question: int) -> int:
    # The oldest key, so that a questionnaire survives the coming of a new one.
    return macs("sandbox bureau", f"{reference}:{question}")[-1][0] % _CHOICES


def _options(reference: str, number: int, right: str, others: Iterable[str]) -> tuple[str, ...]:
    """The right option at its place among the first three others that differ from it."""
    decoys = [other for other in dict.fromkeys(others) if other.casefold() != right.casefold()]
    options = decoys[: _CHOICES - 1]
    options.insert(_right_position(reference, number), right)
    return (*options, NONE_OF_THEM)


def _numbers(right: str, distances: Iterable[int], form: Callable[[int], str]) -> list[str]:
    return [form(int(right) + distance) for distance in distances]


def _what_to_ask(details: Details) -> list[tuple[str, str, list[str]]]:
    """Each question's text, its right option and others to mislead."""
    street = " ".join(word for word in details.street.split() if not word[0].isdecimal())
    phone = details.phone[-4:]
    year = str(details.birth_date.year)
    start = secrets.randbelow(len(_STREETS))
    return [
        (
            "On which of these streets have you lived?",
            street or details.street,
            [*_STREETS[start:], *_STREETS[:start]],
        ),
        (
            "Which of these ZIP codes belongs to your home address?",
            details.zip_code[:5],
            _numbers(details.zip_code[:5], (13, -27, 104), lambda n: f"{n % 100000:05d}"),
        ),
        (
            "In which year were you born?",
            year,
            _numbers(year, (-3, 2, 5), str),
        ),
        (
            "Which are the last four digits of your phone number?",
            phone,
            _numbers(phone, (1234, 4071, 7316), lambda n: f"{n % 10000:04d}"),
        ),
        (
            "Which are the last two digits of your Social Security number?",
            details.ssn[-2:],
            _numbers(details.ssn[-2:], (17, 38, 71), lambda n: f"{n % 100:02d}"),
        ),
    ]
