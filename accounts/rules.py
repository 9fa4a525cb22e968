"""The numbers and rules of identity and sign-in, without the database."""

import re
from datetime import datetime, timedelta

from acoms.text.names import Name, alike_in_either_order
from acoms.text.saying import say

USER_ID_LENGTH = (6, 60)
PASSWORD_LENGTH = (15, 60)
PASSWORDS_REMEMBERED = 6
DORMANT_AFTER = timedelta(days=60)

PROOFING_TRIES = 5
PROOFING_WINDOW = timedelta(hours=6)

CODE_TRIES = 5
FIRST_LOCK = timedelta(minutes=1)
LONGEST_LOCK = timedelta(hours=12)
CODE_IS_FRESH_FOR = timedelta(minutes=10)

# What somebody who knows the programme tries first in its passwords.
PROGRAMME_WORDS = (
    "accountable", "care", "organization", "medicare", "medicaid", "shared", "savings", "program",
    "programme", "participant", "provider", "supplier", "beneficiary", "benchmark", "quality",
    "payment", "signing", "event", "datahub", "helpdesk", "contact", "executive", "liaison",
    "delegate", "acoms", "aco", "cms", "qpp", "harp", "idm", "mssp", "pecos", "npi", "tin",
    "password", "welcome", "admin", "login", "the", "and", "of",
)  # fmt: skip
LEAST_LETTERS_OF_ONES_OWN = 6

_PROGRAMME = re.compile("|".join(sorted(PROGRAMME_WORDS, key=len, reverse=True)))
_USER_ID = re.compile(r"[A-Za-z0-9._@-]+")


def is_dormant(now: datetime, *signs_of_life: datetime | None) -> bool:
    """Whether an account is closed because its last sign of life is 60 days old."""
    latest = max((moment for moment in signs_of_life if moment is not None), default=now)
    return now - latest >= DORMANT_AFTER


def is_fresh(given_at: float, now: float) -> bool:
    """Whether a code of the second factor is recent enough to change that factor with it."""
    return now - given_at < CODE_IS_FRESH_FOR.total_seconds()


def is_owners_name(proven: Name, account: Name, before: Name) -> bool:
    """Whether a proof under this name is one of the account's owner (rule A9): it is like the
    account's name, or like the one that was proven for it before."""
    return any(alike_in_either_order(proven, name) for name in (account, before))


def lock_after(failures: int) -> timedelta:
    """How long codes are refused after so many wrong ones in a row: 1, 2, 4, 8… minutes.

    The first four mistakes cost nothing; the fifth locks, and each one after it doubles the lock.
    """
    if failures < CODE_TRIES:
        return timedelta()
    doublings = min(failures - CODE_TRIES, 20)
    return min(LONGEST_LOCK, FIRST_LOCK * (1 << doublings))


def is_of_programmes_words(password: str) -> bool:
    """Whether hardly a letter is left of a password without the programme's words, digits and
    signs: Medicare-Shared-Savings-2026! is long, and among the first that are tried."""
    left = _PROGRAMME.sub("", password.casefold())
    return sum(map(str.isalpha, left)) < LEAST_LETTERS_OF_ONES_OWN


def problem_with_user_id(user_id: str, email: str) -> str:
    """What is wrong with a new IDM user ID of who has this address, as a sentence; empty if nothing
    is."""
    shortest, longest = USER_ID_LENGTH
    if not shortest <= len(user_id) <= longest:
        return say("An IDM user ID has {least} to {most} characters.", least=shortest, most=longest)
    if not _USER_ID.fullmatch(user_id):
        return say("An IDM user ID has only letters, digits and the characters . _ - @")
    return problem_with_address_as_user_id(user_id, email)


def problem_with_address_as_user_id(user_id: str, email: str) -> str:
    """With an @ it could be read as somebody's e-mail address: then it is the person's own."""
    if "@" in user_id and user_id.lower() != email:
        return say("An IDM user ID with an @ can only be the e-mail address of this account.")
    return ""
