"""Who gets to the question whether a website may sign someone in (rule A9)."""

import hashlib
import time
from typing import Any

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY, clear_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from accounts.middleware import STARTED_KEY
from acoms.access.policies import SignedIn
from qpp_roles.openid.codes import is_too_long_ago

ASKED_KEY = "website_asked_to_sign_in"
NEWEST_KEY = "newest_question_of_a_website"


class AskedByWebsite(SignedIn):
    """Whoever is signed in with password and second factor; everyone else signs in first.

    A website that asks with `prompt=none` wants an answer, not a sign-in page: its question goes
    through, and the view says that nobody is signed in. A question that comes as a POST from
    another site comes without our cookies, and is asked again as a GET.
    """

    def admit(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase | None:
        if request.method == "POST" and request.POST:
            return redirect(f"{request.path}?{request.POST.urlencode()}")
        response = super().admit(request, **kwargs)
        if response is None or prompts_of(request) == ["none"]:
            return None
        remember_asked(request)
        request.session[NEWEST_KEY] = request.get_full_path()
        if "login" in prompts_of(request):  # whose password was given may be someone else
            clear_login(request)
        else:
            lead_to_newest(request)
        return response


def prompts_of(request: HttpRequest) -> list[str]:
    return request.GET.get("prompt", "").split()


def wants_fresh_sign_in(request: HttpRequest) -> bool:
    """Whether the website asks for a sign-in newer than this session's (`prompt`, `max_age`)."""
    too_old = is_too_long_ago(request, request.GET.get("max_age"))
    if "login" not in prompts_of(request) and not too_old:
        return False
    asked = request.session.get(ASKED_KEY) or {}
    answered = asked.get("question") == _name_of(request.get_full_path())
    return not (answered and request.session.get(STARTED_KEY, 0) >= asked["at"])


def remember_asked(request: HttpRequest, question: str = "") -> None:
    """Keep in the session which question sends the person to sign in, and when: whoever comes
    back signed in since then is not asked again."""
    if question or "login" in prompts_of(request) or "max_age" in request.GET:
        name = _name_of(question or request.get_full_path())
        request.session[ASKED_KEY] = {"question": name, "at": int(time.time())}


def lead_to_newest(request: HttpRequest) -> None:
    """Whoever is half-way through a sign-in comes out of it at the newest question: a website that
    has asked anew refuses the answer to the old one. So does whoever answers in an older tab."""
    newest, waiting = request.session.get(NEWEST_KEY), request.session.get(LOGIN_SESSION_KEY)
    if newest and waiting and waiting.get("redirect_url") != newest:
        request.session[LOGIN_SESSION_KEY] = {**waiting, "redirect_url": newest}


def forget_newest(request: HttpRequest) -> None:
    """The website has its answer."""
    request.session.pop(NEWEST_KEY, None)


def _name_of(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()
