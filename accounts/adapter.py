"""How allauth works here: its stages, its mail through the outbox, its words."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.signals import (
    password_changed,
    password_reset,
    password_set,
    user_logged_in,
)
from allauth.core import context, ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import get_client_ip
from allauth.core.internal.ratelimit import consume, get_ip
from django.core.exceptions import PermissionDenied
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy, gettext_noop

from accounts.actions import (
    begin_session,
    change_password,
    finish_sign_in,
    follow_session,
    send_password_reset,
    tell_of_security_change,
)
from accounts.errors import SignInEnded
from accounts.models import Person
from accounts.signing_in import SignIn
from accounts.signup import after_sign_in_url, voucher_of
from accounts.stages import note_mailed_link, say_ended
from acoms.access.pages import is_path_of_ours
from acoms.text.email_addresses import normalize_email

_TOLD = {
    "account/email/password_changed": gettext_noop("Your password was changed."),
    "account/email/password_reset": gettext_noop(
        "Your password was reset with a link from an e-mail."
    ),
}

ANYWHERE = "login_failed_anywhere"  # in ACCOUNT_RATE_LIMITS


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """allauth's hooks."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        # The same for every ID, so that it says of none whether it is here (rule E5).
        "username_password_mismatch": gettext_lazy(
            "The IDM user ID or the password is wrong. If your account came from HARP, your "
            "HARP password does not work here: set a new one by e-mail."
        ),
        "too_many_login_attempts": gettext_lazy(
            "Too many failed sign-ins for this IDM user ID, or from your network. Wait five "
            "minutes and try again; the wait grows with further failures. To sign in at once, or "
            "if you have forgotten your password, reset it by e-mail, or ask the Helpdesk."
        ),
        "incorrect_password": gettext_lazy("This password is wrong."),
        "enter_current_password": "This is not your current password.",
        "username_taken": gettext_lazy("This IDM user ID is taken. Choose a different one."),
    }

    def get_login_stages(self) -> list[str]:
        """One stage, whose states are one table (rule A9): `accounts.signing_in`."""
        return ["accounts.stages.SigningInStage"]

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        response: HttpResponse | None = super().pre_login(request, user, **kwargs)
        if response is None and user.is_dormant:
            response = redirect("account_dormant")
        return response

    def login(self, request: HttpRequest, user: Person) -> None:
        """Authenticate the session: only at the end of a sign-in, whatever path led here (A9)."""
        sign_in: SignIn | None = getattr(user, "sign_in", None)
        if sign_in is None:
            raise PermissionDenied("A sign-in ended without all of its stages.")
        if not user.is_active:
            raise ImmediateHttpResponse(self.respond_user_inactive(request, user))
        try:
            person = finish_sign_in(acting_person=user, sign_in=sign_in)
        except SignInEnded:
            raise ImmediateHttpResponse(say_ended(request)) from None
        super().login(request, person)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Only for someone who has shown, by link and code, that an address is theirs (A8, B5)."""
        return voucher_of(request) is not None

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return after_sign_in_url(request)

    get_signup_redirect_url = get_login_redirect_url

    def is_safe_url(self, url: str) -> bool:
        return is_path_of_ours(url)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return str(redirect("your_account").url)

    def set_password(self, user: Person, password: str) -> None:
        request: HttpRequest = context.request
        mine = request.session.session_key if request.user == user else None
        request.session_key_before = mine  # type: ignore[attr-defined]
        change_password(person=user, password=password, session_key=mine or "")

    def clean_email(self, email: str) -> str:
        return normalize_email(email)

    def send_password_reset_mail(self, user: Person, email: str, context: Any) -> None:
        """Through the outbox, which makes the link when it makes the mail (rules E5, E6)."""
        send_password_reset(person=user)

    def send_notification_mail(
        self, template_prefix: str, user: Person, context: Any = None, email: str | None = None
    ) -> None:
        if what := _TOLD.get(template_prefix):
            tell_of_security_change(person=user, what=what)

    def send_mail(self, template_prefix: str, email: str, context: Any) -> None:
        raise NotImplementedError(f"{template_prefix} has no place in the outbox")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """Failures are counted for a user ID and the network that they come from."""
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{get_ip(request)}"

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ValidationError where too many failed here, or far more in all networks."""
        super().pre_authenticate(request, **credentials)
        key = super()._get_login_attempts_cache_key(request, **credentials)
        self._anywhere = consume(request, app="allauth.account", action=ANYWHERE, key=key)
        if not self._anywhere:
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        super()._rollback_login_failed_rl_usage()
        self._anywhere.rollback()

    def forget_failed_sign_ins(self, request: HttpRequest, person: Person) -> None:
        """A new password ends the locks that wrong ones have brought about: everybody's second way
        in. The networks that they came from stay locked."""
        self._delete_login_attempts_cached_email(request, username=person.user_id)
        key = super()._get_login_attempts_cache_key(request, username=person.user_id)
        ratelimit.clear(request, action=ANYWHERE, key=key)


@receiver(password_reset)
def _unlock(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    AccountAdapter(context.request).forget_failed_sign_ins(request, user)
    note_mailed_link(request, user)


@receiver(user_logged_in)
def _list_session(request: HttpRequest, user: Person, **kwargs: Any) -> None:
    begin_session(
        person=user,
        session_key=request.session.session_key,
        address=get_client_ip(request),
        browser=request.headers.get("User-Agent", ""),
    )


@receiver([password_changed, password_set])
def _keep_session_listed(request: HttpRequest, **kwargs: Any) -> None:
    """The session in which the password was changed goes on, with a new key."""
    before = getattr(request, "session_key_before", None)
    follow_session(before=before, now=request.session.session_key)
