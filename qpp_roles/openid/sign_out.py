"""Signing out at a website's wish: the person is asked whether ACO-MS is to be left too (E4)."""

from http import HTTPStatus
from typing import Any

from allauth.account.internal.flows.logout import logout
from allauth.idp.oidc.forms import RPInitiatedLogoutForm
from allauth.idp.oidc.views import LogoutView as LibraryLogoutView
from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from qpp_roles.openid.actions import end_sign_ins
from qpp_roles.openid.actions.sign_ins import SIGNED_OUT
from qpp_roles.openid.middleware import lead_forms_to
from qpp_roles.openid.models import SignIn, Website
from qpp_roles.openid.questions import Refusal, repeated
from qpp_roles.openid.rules import origin_of, problem_with_length, with_answer
from qpp_roles.openid.views import page_about


class SignOutForm(RPInitiatedLogoutForm):  # type: ignore[misc]
    """What a website says when it sends someone here to sign out."""

    def clean(self) -> dict[str, Any]:
        """The library's, but where to go on is one of the registered addresses, whole: the library
        reads it in parts, and not every text has them. Without a website there is none."""
        to = self.cleaned_data.pop("post_logout_redirect_uri", "")
        data: dict[str, Any] = super().clean() or {}
        client = data.get("client")
        website = Website.objects.known(client.pk) if client else None
        if to and client and (website is None or to not in website.get_post_logout_redirect_uris()):
            raise forms.ValidationError(
                "The website asked to go on at an address that is not registered."
            )
        return {**data, "client": website, "post_logout_redirect_uri": to if website else ""}


@method_decorator(never_cache, name="dispatch")
class SignOutView(LibraryLogoutView):  # type: ignore[misc]
    """The end-session endpoint. GET asks; what the person answers is done."""

    http_method_names = ("get", "head", "post")
    form_class = SignOutForm
    template_name = "qpp_roles/openid/sign_out.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._refused(request.GET) or super().get(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        """The person's answer, or a website's form. From another site that comes without our
        cookies: it is asked again as a GET, by the website's name in place of the ID token."""
        if refused := self._refused(request.POST):
            return refused
        if request.POST.get("csrfmiddlewaretoken"):
            response: HttpResponse = super().post(request)
            return response
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.form_invalid(form)
        website, told = form.cleaned_data["client"], form.cleaned_data
        asked = {
            "client_id": website.pk if website else "",
            "post_logout_redirect_uri": told["post_logout_redirect_uri"],
            "state": told["state"],
        }
        return redirect(with_answer(request.path, {k: v for k, v in asked.items() if v}))

    def _refused(self, given: QueryDict) -> HttpResponse | None:
        problem = repeated(given) or problem_with_length("state", given.get("state", ""))
        return page_about(self.request, Refusal("invalid_request", problem)) if problem else None

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
                hint = form.cleaned_data["id_token_hint"]
                asked = there.filter(sid__in=[hint["sid"]] if hint else [])
                end_sign_ins(asked, SIGNED_OUT, told=website)
                end_sign_ins(there, SIGNED_OUT)  # in other browsers, of which it has not asked
            if op_logout:
                logout(self.request, show_message=not to)
        if not to:
            out = settings.LOGOUT_REDIRECT_URL if op_logout else settings.LOGIN_REDIRECT_URL
            return redirect(out)
        if state := form.cleaned_data["state"]:
            to = with_answer(to, {"state": state})
        return redirect(to)
