"""The second factor's pages in a sign-in: set it up, give a code, keep the recovery codes."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from django_otp.models import Device

from accounts.access import StageRequest, too_many_from_here
from accounts.actions import (
    confirm_authenticator,
    confirm_recovery_codes_saved,
    start_authenticator_setup,
    verify_second_factor,
)
from accounts.errors import AccountError
from accounts.models import AuthenticatorApp, Person, RecoveryCodes
from accounts.qr import qr_code
from accounts.stages import SecondFactorStage
from accounts.steps import steps


class CodeForm(forms.Form):
    """One field for any code."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )


def app_code_form(data: object = None) -> CodeForm:
    """The form for the six digits of an app that is being set up."""
    form = CodeForm(data)  # type: ignore[arg-type]
    form.fields["code"].label = "Six-digit code from the app"
    form.fields["code"].widget.attrs["inputmode"] = "numeric"
    return form


def any_code_form(data: object = None) -> CodeForm:
    """The form for the six digits or a recovery code."""
    form = CodeForm(data)  # type: ignore[arg-type]
    form.fields["code"].label = "Security code"
    form.fields[
        "code"
    ].help_text = (
        "Six digits from your authenticator app. Without the app: one of your recovery codes."
    )
    return form


def has_authenticator(person: Person) -> bool:
    return bool(AuthenticatorApp.objects.filter(user=person, confirmed=True).exists())


def steps_if_new(request: StageRequest) -> dict[str, Any]:
    """The steps of a new account, for someone who has never signed in."""
    return steps(request, 3) if request.stage.person.last_login is None else {}


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def second_factor(request: StageRequest) -> HttpResponse:
    """The security code; someone without a second factor sets one up first."""
    person = request.stage.person
    if not has_authenticator(person):
        return redirect("account_second_factor_setup")
    form = any_code_form(request.POST or None)
    if request.method == "POST":
        if (limited := too_many_from_here(request, "second_factor")) is not None:
            return limited
        if form.is_valid():
            try:
                factor = verify_second_factor(acting_person=person, typed=form.cleaned_data["code"])
            except AccountError as error:
                form.add_error(error.field, error.message)
            else:
                return _in(request, factor)
    return render(request, "accounts/second_factor.html", {"form": form})


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def second_factor_setup(request: StageRequest) -> HttpResponse:
    """The first authenticator app. Whoever has one gives its code instead (rule A9)."""
    person = request.stage.person
    if has_authenticator(person):
        return redirect("account_second_factor")
    app = start_authenticator_setup(acting_person=person)
    form = app_code_form(request.POST or None)
    if request.method == "POST":
        if (limited := too_many_from_here(request, "second_factor")) is not None:
            return limited
        if form.is_valid():
            try:
                app = confirm_authenticator(acting_person=person, code=form.cleaned_data["code"])
            except AccountError as error:
                form.add_error(error.field, error.message)
            else:
                return _in(request, app)
    context = {"form": form, "app": app, "qr": qr_code(app.address), **steps_if_new(request)}
    return render(request, "accounts/second_factor_setup.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def recovery_codes(request: StageRequest) -> HttpResponse:
    """The recovery codes, until the person says that they have saved them; then in."""
    person = request.stage.person
    codes = RecoveryCodes.objects.filter(user=person, saved_at=None).first()
    if codes is None:
        return request.stage.leave() if request.method == "POST" else redirect("account_login")
    if request.method == "POST":
        if "download" in request.POST:
            return codes_as_file(codes)
        confirm_recovery_codes_saved(acting_person=person)
        return request.stage.leave()
    context = {"codes": codes.codes, **steps_if_new(request)}
    return render(request, "accounts/recovery_codes.html", context)


def _in(request: StageRequest, device: Device) -> HttpResponse:
    """The device has accepted a code: on with the sign-in."""
    stage = request.stage
    assert isinstance(stage, SecondFactorStage)
    return stage.leave_with(device)


def codes_as_file(codes: RecoveryCodes) -> HttpResponse:
    """The codes as a text file to keep or print."""
    lines = [
        "ACO-MS recovery codes",
        f"IDM user ID: {codes.user.user_id}",
        "Each code works once, in place of a code from your authenticator app.",
        "",
        *codes.codes,
        "",
    ]
    return HttpResponse(
        "\r\n".join(lines),
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="aco-ms-recovery-codes.txt"'},
    )
