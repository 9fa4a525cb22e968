"""Signing out at a website's wish: the person is asked whether ACO-MS is to be left too (E4)."""

from http import HTTPStatus
from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.core.internal.httpkit import add_query_params
from allauth.idp.oidc.forms import RPInitiatedLogoutForm
from allauth.idp.oidc.views import LogoutView as LibraryLogoutView
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from qpp_roles.openid.actions import end_sign_ins
from qpp_roles.openid.actions.sign_ins import SIGNED_OUT
from qpp_roles.openid.middleware import lead_forms_to
from qpp_roles.openid.models import SignIn, Website
from qpp_roles.openid.rules import origin_of


class SignOutForm(RPInitiatedLogoutForm):  # type: ignore[misc]
    """What a website says when it sends someone here to sign out."""

    def clean(self) -> dict[str, Any]:
        """The library's, and where to go on is one of the registered addresses, whole."""
        data: dict[str, Any] = super().clean() or {}
        client = data.get("client")
        website = Website.objects.open().filter(pk=client.pk).first() if client else None
        data["client"] = website
        to = data.get("post_logout_redirect_uri")
        if to and (website is None or to not in website.get_post_logout_redirect_uris()):
            raise forms.ValidationError(
                "The website asked to go on at an address that is not registered."
            )
        return data


class SignOutView(LibraryLogoutView):  # type: ignore[misc]
    """The end-session endpoint. GET asks; what the person answers is done."""

    form_class = SignOutForm
    template_name = "qpp_roles/openid/sign_out.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def form_invalid(self, form: SignOutForm) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = HTTPStatus.BAD_REQUEST
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "website": context["form"].cleaned_data["client"]}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().render_to_response(context, **kwargs)
        if to := context["form"].cleaned_data["post_logout_redirect_uri"]:
            lead_forms_to(response, origin_of(to))
        return response

    def _handle(self, form: SignOutForm, op_logout: bool) -> HttpResponse:
        """End what the person has at this website, and with `op_logout` the session here too."""
        website, to = form.cleaned_data["client"], form.cleaned_data["post_logout_redirect_uri"]
        person = self.request.user
        if person.is_authenticated:
            if website is not None:
                there = SignIn.objects.filter(person=person, website=website)
                end_sign_ins(there, SIGNED_OUT, told=website)
            if op_logout:
                logout(self.request, show_message=not to)
        if not to:
            out = settings.LOGOUT_REDIRECT_URL if op_logout else settings.LOGIN_REDIRECT_URL
            return redirect(out)
        if state := form.cleaned_data["state"]:
            to = add_query_params(to, {"state": state})
        return redirect(to)
