"""The rules for passwords, as Django's validators: the forms and the help text come from them."""

import re
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from zxcvbn_rs_py import zxcvbn

from accounts.hashers import normalized
from accounts.rules import (
    PASSWORD_LENGTH,
    PASSWORDS_REMEMBERED,
    PROGRAMME_WORDS,
    is_of_programmes_words,
)
from acoms.text.saying import say

SHORTEST_NAME = 3  # letters
LEAST_GUESSES = 10  # as a power of ten: how long somebody who knows what people choose is busy

if TYPE_CHECKING:
    from accounts.models import Person


class LengthValidator:
    """15 to 60 characters."""

    def validate(self, password: str, user: "Person | None" = None) -> None:
        shortest, longest = PASSWORD_LENGTH
        password = normalized(password)
        if not shortest <= len(password) <= longest:
            raise ValidationError(
                say(
                    "The password has {number} characters. It must have {least} to {most}.",
                    number=len(password),
                    least=shortest,
                    most=longest,
                ),
                code="password_length",
            )

    def get_help_text(self) -> str:
        shortest, longest = PASSWORD_LENGTH
        return say("{least} to {most} characters long.", least=shortest, most=longest)


class CharacterKindsValidator:
    """An upper case letter, a lower case letter and a digit."""

    def validate(self, password: str, user: "Person | None" = None) -> None:
        missing = [
            kind
            for kind, found in (
                (say("an upper case letter"), str.isupper),
                (say("a lower case letter"), str.islower),
                (say("a digit"), str.isdecimal),
            )
            if not any(found(character) for character in password)
        ]
        if missing:
            raise ValidationError(
                say("The password needs {missing}.", missing=say(" and ").join(missing)),
                code="password_kinds",
            )

    def get_help_text(self) -> str:
        return say("At least one upper case letter, one lower case letter and one digit.")


class NamesValidator:
    """Neither the user ID nor one of the person's names, in any letter case. A name of one or two
    letters stands in too many words to count."""

    def validate(self, password: str, user: "Person | None" = None) -> None:
        if user is None:
            return
        for what, names in (
            (say("IDM user ID"), [user.user_id]),
            (say("first name"), counting_names(user.first_name)),
            (say("last name"), counting_names(user.last_name)),
        ):
            if any(name and _folded(name) in _folded(password) for name in names):
                raise ValidationError(
                    say("The password must not contain your {what}.", what=what),
                    code="password_names",
                )

    def get_help_text(self) -> str:
        return say("Without your IDM user ID and without any of your names that has three letters.")


def _folded(text: str) -> str:
    return normalized(text).casefold()


def counting_names(part: str) -> list[str]:
    """The names that a password may not contain: the part as it is, and each of its words."""
    names = [part.strip(), *re.findall(r"[^\W\d_]+", part)]
    return [name for name in names if sum(map(str.isalpha, name)) >= SHORTEST_NAME]


class GuessingValidator:
    """Not what is guessed early: common words, runs of the keyboard, the programme's words."""

    def validate(self, password: str, user: "Person | None" = None) -> None:
        password = normalized(password)
        about = [user.user_id, user.first_name, user.last_name, user.email] if user else []
        guesses = zxcvbn(password, [*PROGRAMME_WORDS, *filter(None, about)]).guesses_log10
        if guesses < LEAST_GUESSES or is_of_programmes_words(password):
            raise ValidationError(
                say(
                    "This password is guessed early: it is made of common words, of the program's "
                    "words, or of letters and digits in a row. Take several words that have "
                    "nothing to do with each other."
                ),
                code="password_guessed",
            )

    def get_help_text(self) -> str:
        return say("Not only common words, the program's words, years, or letters in a row.")


class ReuseValidator:
    """None of the person's last six passwords; Django tells it of every new one."""

    def validate(self, password: str, user: "Person | None" = None) -> None:
        if user is None or user.pk is None:
            return
        hashes = user.password_uses.values_list("password", flat=True)[:PASSWORDS_REMEMBERED]
        if any(check_password(password, used) for used in {user.password, *hashes}):
            raise ValidationError(
                say(
                    "You have used this password before. Choose one that is not among your last "
                    "{number}.",
                    number=PASSWORDS_REMEMBERED,
                ),
                code="password_reused",
            )

    def password_changed(self, password: str, user: Any) -> None:
        from accounts.actions import remember_password  # the models are not ready at import

        remember_password(person=user)

    def get_help_text(self) -> str:
        return say("None of your last {number} passwords.", number=PASSWORDS_REMEMBERED)
