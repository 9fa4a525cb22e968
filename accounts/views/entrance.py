"""The doors: signing in and creating an account."""

from typing import Any

from allauth.account.internal.stagekit import get_pending_stage
from allauth.account.views import LoginView, SignupView
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django_otp import DEVICE_ID_SESSION_KEY

from accounts.errors import EmailTaken, UserIdTaken
from accounts.forms import CreateAccountForm
from accounts.models import Person
from accounts.signup import voucher_of
from accounts.stages import say_ended
from accounts.steps import steps
from acoms.text.email_addresses import normalize_email


class SignInView(LoginView):  # type: ignore[misc]
    """User ID, password, Statement of Truth (rule D10)."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and DEVICE_ID_SESSION_KEY not in request.session:
            logout(request)  # no page lets such a session in: it would be sent to and fro
        if (stage := get_pending_stage(request)) is not None and stage.is_over:
            return say_ended(request)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


class CreateAccountView(SignupView):  # type: ignore[misc]
    """A new account, for someone who carries a voucher."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.voucher = voucher_of(request)
        if (
            self.voucher is not None
            and request.user.is_anonymous
            and Person.objects.filter(email=normalize_email(self.voucher.email)).exists()
        ):
            return self._has_an_account()
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "voucher": self.voucher}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "voucher": self.voucher,
            **steps(self.request, 1),
        }

    def form_valid(self, form: CreateAccountForm) -> HttpResponseBase:
        try:
            response: HttpResponseBase = super().form_valid(form)
        except EmailTaken:
            return self._has_an_account()
        except UserIdTaken as error:
            error.show_in(form)
            return self.form_invalid(form)  # type: ignore[no-any-return]
        return response

    def _has_an_account(self) -> HttpResponse:
        return render(self.request, "accounts/already_registered.html", {"voucher": self.voucher})


def dormant(request: HttpRequest) -> HttpResponse:
    """Nobody signed in to this account for 60 days: what to do now."""
    return render(request, "accounts/dormant.html")
