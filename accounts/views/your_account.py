"""Your account: what someone who is signed in can change about their sign-in.

The second factor is replaced, and recovery codes are made anew, only within ten minutes of giving
a code of the current factor.
"""

import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account.views import PasswordChangeView
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp import login as use_device

from accounts.access import confirmed, too_many_from_here
from accounts.actions import (
    follow_session,
    give_recovery_codes,
    mark_recovery_codes_saved,
    verify_second_factor,
)
from accounts.actions import replace_authenticator as replace_authenticator_app
from accounts.authenticator import new_key
from accounts.errors import AccountError
from accounts.models import AuthenticatorApp, RecoveryCodes
from accounts.qr import qr_code
from accounts.requests import SignedInRequest
from accounts.rules import is_fresh
from accounts.views.second_factor import (
    AppCodeForm,
    any_code_form,
    codes_as_file,
)
from acoms.access.pages import page_asked_for, require_POST

CONFIRMED_KEY = "second_factor_confirmed_at"
SETUP_KEY = "authenticator_set_up"  # the key that this session was shown, and the epoch it is of
CODES_KEY = "recovery_codes_shown"  # the generation that this session made and may see

View = Callable[..., HttpResponse]


class ChangePasswordView(PasswordChangeView):  # type: ignore[misc]
    """A new password, for whoever knows the old one; someone without one gets it by e-mail."""

    def dispatch(self, request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_usable_password():
            return redirect("account_reset_password")
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


def needs_fresh_code(view: View) -> View:
    """Ask for a code of the current factor first, unless one was given a moment ago."""

    @wraps(view)
    def answered(request: SignedInRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if is_fresh(request.session.get(CONFIRMED_KEY, 0), time.time()):
            return view(request, *args, **kwargs)
        response = redirect("confirm_second_factor")
        response["Location"] += f"?next={request.path}"
        return response

    return answered


@require_POST
def stay_signed_in(request: SignedInRequest) -> HttpResponse:
    """Pressed on the warning before an idle session ends: asking is enough to keep it going."""
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


@never_cache
def your_account(request: SignedInRequest) -> HttpResponse:
    """Who one is here and how one signs in."""
    context = {
        "has_app": AuthenticatorApp.objects.filter(user=request.user, confirmed=True).exists(),
        "codes": RecoveryCodes.objects.filter(user=request.user).first(),
    }
    return render(request, "accounts/your_account.html", context)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def confirm_second_factor(request: SignedInRequest) -> HttpResponse:
    """A code of the current factor, before that factor may be changed."""
    form = any_code_form(request.POST or None)
    to = page_asked_for(request)

    def go_on(typed: dict[str, Any]) -> HttpResponse:
        verify_second_factor(acting_person=request.user, typed=typed["code"])
        request.session[CONFIRMED_KEY] = int(time.time())
        return redirect(to or "your_account")

    if (answered := confirmed(request, form, go_on)) is not None:
        return answered
    return render(request, "accounts/confirm_second_factor.html", {"form": form, "next": to})


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@needs_fresh_code
def replace_authenticator(request: SignedInRequest) -> HttpResponse:
    """Another authenticator app in place of the current one."""
    key = _key_of_this_session(request)
    form = AppCodeForm(request.POST or None)
    if request.method == "POST":
        if (limited := too_many_from_here(request, "second_factor")) is not None:
            return limited
        if form.is_valid() and _replaced(request, key, form):
            messages.success(
                request, "Your new authenticator app is set up. Delete ACO-MS from the old one."
            )
            return redirect("your_account")
    app = AuthenticatorApp(user=request.user, key=key)
    context = {"form": form, "app": app, "qr": qr_code(app.address)}
    return render(request, "accounts/replace_authenticator.html", context)


def _key_of_this_session(request: SignedInRequest) -> str:
    """The key that this session sets up: its own, and of nobody else's showing (rule A9)."""
    key, epoch = request.session.get(SETUP_KEY, ("", 0))
    if not key or epoch != request.user.sign_in_epoch:
        key = new_key()
        request.session[SETUP_KEY] = [key, request.user.sign_in_epoch]
    return str(key)


def _replaced(request: SignedInRequest, key: str, form: AppCodeForm) -> bool:
    """Whether the new app is in use, and this session goes on with it; else the form says why."""
    try:
        app = replace_authenticator_app(
            acting_person=request.user,
            key=key,
            confirmed_at=request.session.get(CONFIRMED_KEY, 0),
            code=form.cleaned_data["code"],
            session_key=request.session.session_key or "",
        )
    except AccountError as error:
        error.show_in(form)
        return False
    del request.session[SETUP_KEY]
    before = request.session.session_key
    update_session_auth_hash(request, request.user)  # gives the session a new key
    follow_session(before=before, now=request.session.session_key)
    use_device(request, app)
    return True


@never_cache
@require_http_methods(["GET", "POST"])
@needs_fresh_code
def your_recovery_codes(request: SignedInRequest) -> HttpResponse:
    """New recovery codes, shown until the person says that they have saved them."""
    codes = RecoveryCodes.objects.filter(user=request.user).first()
    shown = codes is not None and codes.is_shown_to(request.session.get(CODES_KEY))
    if request.method == "POST":
        if "download" in request.POST and codes is not None and shown:
            return codes_as_file(codes)
        if "saved" in request.POST:
            return _saved(request)
        made = give_recovery_codes(acting_person=request.user)
        request.session[CODES_KEY] = made.generation
        return redirect("your_recovery_codes")
    context = {"codes": codes, "shown": codes.codes if codes is not None and shown else None}
    return render(request, "accounts/your_recovery_codes.html", context)


def _saved(request: SignedInRequest) -> HttpResponse:
    generation = request.session.get(CODES_KEY, 0)
    if mark_recovery_codes_saved(acting_person=request.user, generation=generation):
        messages.success(request, "Your new recovery codes work now.")
        return redirect("your_account")
    messages.error(request, "These recovery codes have been replaced. Make new ones here.")
    return redirect("your_recovery_codes")
