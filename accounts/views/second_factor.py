"""The second factor's pages in a sign-in: set it up, give a code, keep the recovery codes."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.access import StageRequest, too_many_from_here
from accounts.actions import (
    codes_of_sign_in,
    enter_with_code,
    save_codes_and_enter,
    set_up_authenticator,
)
from accounts.errors import AccountError
from accounts.forms import ConfirmForm
from accounts.models import AuthenticatorApp, RecoveryCodes
from accounts.qr import qr_code
from accounts.signing_in import SignIn
from accounts.steps import steps
from acoms.crypto.codes import read_app_code
from acoms.site.forms import CodeField
from acoms.text.saying import say


class AppCodeForm(forms.Form):
    """The six digits of an app that is being set up."""

    code = CodeField(read_app_code, label=gettext_lazy("Six-digit code from the app"))
    code.widget.attrs |= {"autofocus": True, "inputmode": "numeric"}


def any_code_form(data: Any = None) -> ConfirmForm:
    """The form of a page that asks for nothing but a code."""
    form = ConfirmForm(data)
    form.fields["code"].widget.attrs["autofocus"] = True
    return form


def steps_if_new(request: StageRequest) -> dict[str, Any]:
    """The steps of a new account, for someone who has never signed in."""
    return steps(request, 3) if request.stage.person.last_login is None else {}


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def second_factor(request: StageRequest) -> HttpResponse:
    """The security code."""
    form = any_code_form(request.POST or None)
    if request.method == "POST":
        if (limited := too_many_from_here(request, "second_factor")) is not None:
            return limited
        if (entered := _entered(enter_with_code, request, form, "typed")) is not None:
            return request.stage.go_on(entered)
    return render(request, "accounts/second_factor.html", {"form": form})


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def second_factor_setup(request: StageRequest) -> HttpResponse:
    """An authenticator app, for someone without one whom this sign-in has proven (rule A9)."""
    form = AppCodeForm(request.POST or None)
    if request.method == "POST":
        if (limited := too_many_from_here(request, "second_factor")) is not None:
            return limited
        if (entered := _entered(set_up_authenticator, request, form, "code")) is not None:
            return request.stage.go_on(entered)
    app = AuthenticatorApp(user=request.stage.person, key=request.stage.sign_in.key)
    context = {"form": form, "app": app, "qr": qr_code(app.address), **steps_if_new(request)}
    return render(request, "accounts/second_factor_setup.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def recovery_codes(request: StageRequest) -> HttpResponse:
    """This sign-in's recovery codes, until the person says that they have saved them; then in."""
    stage = request.stage
    codes = codes_of_sign_in(stage.person, stage.sign_in)
    if request.method == "POST":
        if "download" in request.POST:
            return codes_as_file(codes)
        return stage.go_on(save_codes_and_enter(acting_person=stage.person, sign_in=stage.sign_in))
    context = {"codes": codes.codes, **steps_if_new(request)}
    return render(request, "accounts/recovery_codes.html", context)


def _entered(
    action: Callable[..., SignIn], request: StageRequest, form: forms.Form, typed_as: str
) -> SignIn | None:
    """The sign-in after the action has accepted what was typed; None, with the form saying why."""
    if not form.is_valid():
        return None
    stage = request.stage
    typed = {typed_as: form.cleaned_data["code"]}
    try:
        return action(acting_person=stage.person, sign_in=stage.sign_in, **typed)
    except AccountError as error:
        error.show_in(form)
        return None


def codes_as_file(codes: RecoveryCodes) -> HttpResponse:
    """The codes as a text file to keep or print."""
    lines = [
        gettext("ACO-MS recovery codes"),
        say("IDM user ID: {user_id}", user_id=codes.user.user_id),
        gettext("Each code works once, in place of a code from your authenticator app."),
        "",
        *codes.codes,
        "",
    ]
    return HttpResponse(
        "\r\n".join(lines),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="aco-ms-recovery-codes.txt"'},
    )
