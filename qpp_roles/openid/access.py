"""Who gets to the question whether a website may sign someone in (rule A9)."""

import hashlib
import time
from typing import Any

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY, clear_login
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from accounts.middleware import STARTED_KEY
from acoms.access.policies import SignedIn
from qpp_roles.openid.actions import go_on_without_session
from qpp_roles.openid.codes import is_too_long_ago
from qpp_roles.openid.models import SignIn, SignInQuerySet
from qpp_roles.openid.questions import Question, question_of

ASKED_KEY = "website_asked_to_sign_in"
NEWEST_KEY = "newest_question_of_a_website"
LEFT_KEY = "signed_in_at_websites_before"


class AskedByWebsite(SignedIn):
    """Whoever is signed in with password and second factor; everyone else signs in first.

    A website that asks with `prompt=none` wants an answer, not a sign-in page: its question goes
    through, and the view says that nobody is signed in. So does one that is refused, whoever asks,
    and one that comes as a POST: from another site it comes without our cookies.
    """

    def admit(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase | None:
        question = question_of(request)
        if request.method == "POST" or question.refusal or super().admit(request, **kwargs) is None:
            return None
        if "none" in question.prompts:
            return None
        if "login" in question.prompts or question.max_age is not None:
            remember_asked(request, question)
        request.session[NEWEST_KEY] = question.path
        if "login" in question.prompts:  # whose password was given may be someone else
            clear_login(request)
        else:
            lead_to_newest(request)
        return redirect_to_login(question.path)


def wants_fresh_sign_in(request: HttpRequest, question: Question) -> bool:
    """Whether the website asks for a sign-in newer than this session's (`prompt`, `max_age`)."""
    too_old = is_too_long_ago(request, question.max_age)
    if "login" not in question.prompts and not too_old:
        return False
    asked = request.session.get(ASKED_KEY) or {}
    answered = asked.get("question") == _name_of(question.path)
    return not (answered and request.session.get(STARTED_KEY, 0) >= asked["at"])


def remember_asked(request: HttpRequest, question: Question) -> None:
    """Keep in the session which question sends the person to sign in, and when: whoever comes
    back signed in since then is not asked again."""
    name = _name_of(question.path)
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


def leave_session(request: HttpRequest) -> None:
    """Leave the session for a new sign-in, which is no sign-out: what it has opened at websites
    goes on, and is taken along by whoever comes back as the same person."""
    opened = SignIn.objects.opened_by(request)
    left = list(opened.values_list("pk", flat=True))
    go_on_without_session(opened)
    request.session.flush()
    request.session[LEFT_KEY] = left


def left_behind(request: HttpRequest) -> SignInQuerySet:
    """What the person's last session has opened at websites, and this one has not taken along."""
    left = request.session.pop(LEFT_KEY, [])
    return SignIn.objects.open().filter(pk__in=left, person=request.user.pk, session=None)


def _name_of(path: str) -> str:
    return hashlib.sha256(path.encode()).hexdigest()
