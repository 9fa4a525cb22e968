"""What ACO-MS asks of an identity bureau. Nothing here is ever stored or logged."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


class BureauUnavailable(Exception):
    """The bureau does not answer; nothing is the person's fault."""


class NoFile(Exception):
    """The bureau has no file on anybody with these details."""


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Details:
    """What the person typed about themselves: `phone` is ten digits, `ssn` nine. Without a repr, so
    that no traceback shows it."""

    first_name: str
    last_name: str
    birth_date: date
    ssn: str
    street: str
    city: str
    state: str
    zip_code: str
    phone: str


@dataclass(frozen=True, slots=True, repr=False)
class Question:
    """One multiple-choice question."""

    text: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Questionnaire:
    """Five questions. `reference` is the bureau's own, to answer them under."""

    reference: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Whether the answers proved who the person is; which were right the bureau does not say."""

    passed: bool


class Bureau(Protocol):
    """A bureau that proves identities by questions. Its inquiry is a soft one."""

    def open_questionnaire(self, details: Details) -> Questionnaire:
        """Questions about the person. Raises BureauUnavailable or NoFile."""
        ...

    def answer(self, reference: str, answers: list[int]) -> Outcome:
        """Judge the chosen options, by position. Raises BureauUnavailable."""
        ...
