"""The way from a right password to a session, as one stage of allauth's (rules A9, D10).

allauth keeps the half-done sign-in in the session and lets nobody in before the stage lets go.
Where it stands is a state of `accounts.signing_in`; what it carries is kept here, in that session.
"""

from dataclasses import asdict, replace
from typing import Any

from allauth.account.internal.stagekit import clear_login, stash_login
from allauth.account.stages import LoginStage
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from accounts.actions import begin_sign_in
from accounts.errors import SignInEnded
from accounts.models import Person, ProofingAttempt
from accounts.signing_in import At, SignIn

PAGES = {
    At.IDENTITY: "account_proofing",
    At.SET_UP: "account_second_factor_setup",
    At.CODE: "account_second_factor",
    At.RECOVERY_CODES: "account_recovery_codes",
}
MAILED_LINK_KEY = "password_set_by_mailed_link"


class SigningInStage(LoginStage):  # type: ignore[misc]
    """One sign-in with its person, from the password to the last page before the session."""

    key = "signing_in"

    @property
    def person(self) -> Person:
        person: Person = self.login.user
        return person

    @property
    def sign_in(self) -> SignIn:
        state = {**self.state, "at": At(self.state["at"])}
        return SignIn(**{**state, "attempts": tuple(state["attempts"])})

    @property
    def urlname(self) -> str:
        return PAGES[self.sign_in.at]

    @property
    def is_over(self) -> bool:
        """Whether something has ended it. Only a first look: the actions ask under lock."""
        person = self.login.user
        return person is None or not self.state or self.state["epoch"] != person.sign_in_epoch

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """The password was right. The session gets a new key, so that nobody who knew the old one
        looks on."""
        by_link = take_mailed_link(self.request, self.person)
        self.request.session.cycle_key()
        try:
            self._carry(begin_sign_in(acting_person=self.person, by_mailed_link=by_link))
        except SignInEnded:
            return say_ended(self.request), False
        return redirect(self.urlname), True

    def go_on(self, sign_in: SignIn) -> HttpResponse:
        """On to where `sign_in` now stands: the next page, or in."""
        self._carry(sign_in)
        if sign_in.at is At.IN:
            self.person.sign_in = sign_in  # type: ignore[attr-defined]
            response: HttpResponse = self.exit()
            return response
        stash_login(self.request, self.login)
        return redirect(self.urlname)

    def remember_attempt(self, attempt: ProofingAttempt) -> None:
        """The answers to this attempt's questions count here, and nowhere else."""
        now = self.sign_in
        self._carry(replace(now, attempts=(*now.attempts, attempt.pk)))
        stash_login(self.request, self.login)

    def remember_questions(self, sealed: str) -> None:
        """What the page of the last attempt asks, for whoever opens it again in this sign-in."""
        self._carry(replace(self.sign_in, asked=sealed))
        stash_login(self.request, self.login)

    def _carry(self, sign_in: SignIn) -> None:
        self.state.clear()
        self.state.update(asdict(sign_in))


def note_mailed_link(request: HttpRequest, person: Person) -> None:
    """This browser has set the person's password by the mailed link."""
    request.session[MAILED_LINK_KEY] = [person.pk, person.sign_in_epoch]


def take_mailed_link(request: HttpRequest, person: Person) -> bool:
    """Whether it has, with nothing changed since; said to one sign-in only."""
    noted: Any = request.session.pop(MAILED_LINK_KEY, None)
    return bool(noted == [person.pk, person.sign_in_epoch])


def say_ended(request: HttpRequest) -> HttpResponse:
    """Forget the sign-in, and say on the sign-in page what happened to it."""
    clear_login(request)
    messages.error(request, str(SignInEnded()))
    response = redirect("account_login")
    add_never_cache_headers(response)
    return response
