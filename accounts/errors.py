"""What can go wrong with identity and sign-in; each error carries the words for the person."""

from datetime import datetime

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext

from acoms.text.refusals import Refusal
from acoms.text.saying import say


class AccountError(Refusal):
    """What is refused about an account, its factors or its identity."""


class UserIdTaken(AccountError):
    field = "username"

    def __init__(self) -> None:
        super().__init__(gettext("This IDM user ID is taken. Choose a different one."))


class EmailTaken(AccountError):
    def __init__(self) -> None:
        super().__init__(gettext("This e-mail address already has an IDM ID. Sign in with it."))


class WrongCode(AccountError):
    field = "code"

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or gettext(
                "This code is wrong or has been used. Enter the code that your app shows now."
            )
        )


class CodesLocked(AccountError):
    """Too many wrong codes in a row."""

    field = "code"

    def __init__(self, until: datetime) -> None:
        at = format_date(timezone.localtime(until), "g:i a")
        super().__init__(
            say("Too many wrong codes in a row. Try again after {at} Eastern Time.", at=at)
        )
        self.until = until


class TooManyProofingAttempts(AccountError):
    def __init__(self, reference: str, again_at: datetime) -> None:
        super().__init__(
            gettext("You have used all attempts to prove your identity online for now.")
        )
        self.reference = reference
        self.again_at = again_at


class QuestionsUsedUp(AccountError):
    def __init__(self) -> None:
        super().__init__(
            gettext("These questions have been answered or have expired. Start again.")
        )


class SignInEnded(Exception):
    """The sign-in was ended by a change elsewhere. No error of a form: it leads to the sign-in."""

    def __init__(self) -> None:
        super().__init__(gettext("Your password or second factor was changed. Sign in again."))


class FreshCodeNeeded(AccountError):
    """The code of the current factor is too long ago, or the factor is another one since."""

    field = "code"

    def __init__(self) -> None:
        super().__init__("First, enter a code from the authenticator app that you use now.")


class LanguageUnknown(AccountError):
    field = "language"

    def __init__(self) -> None:
        super().__init__("ACO-MS does not speak this language. Choose one of those shown.")


class ReasonMissing(AccountError):
    field = "reason"

    def __init__(self) -> None:
        super().__init__("Enter a reason. We keep it with the record.")


class NobodyToRecover(AccountError):
    """Not someone whom the command line helps; the text says who does."""


class MergeRefused(AccountError):
    """Two accounts cannot be merged as they are; the text says what to do first."""
