"""What a website may ask at the authorization endpoint, and the error that it gets otherwise.

After RFC 6749 (3.1, 4.1.2.1), RFC 7636, RFC 8707 and OpenID Connect Core (3.1.2). A question is
read here before anybody signs in for it, and before the library sees it, which gets only what is
passed on: once each, with a value, and well encoded.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import quote, urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from qpp_roles.openid.models import Website
from qpp_roles.openid.rules import SCOPES, problem_with_length

# What is passed on. All else is ignored, as RFC 6749 has it; so is a parameter without a value.
PASSED_ON = (
    "client_id",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
    "prompt",
    "max_age",
    "id_token_hint",
)
NOT_SUPPORTED = {
    "request": "request_not_supported",
    "request_uri": "request_uri_not_supported",
    "registration": "registration_not_supported",
    "resource": "invalid_target",
}
# Nobody is asked for consent or shown a choice of accounts: OpenID Connect Core has errors for it.
PROMPTS_REFUSED = {"consent": "consent_required", "select_account": "account_selection_required"}
PROMPTS = ("none", "login")

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")  # SHA-256 in base64url
_SECONDS = re.compile(r"[0-9]{1,9}")
_KEPT = "website_question"


class Refusal(NamedTuple):
    """An error of the protocol, with its reason in plain ASCII."""

    error: str
    description: str


@dataclass(frozen=True, slots=True)
class Question:
    """A website's question: what it asks, where the answer goes, and why it is refused.

    Without a `website` nobody is known to have asked, and the refusal goes to the person who came.
    """

    asked: dict[str, str]
    website: Website | None
    refusal: Refusal | None

    @property
    def query(self) -> str:
        return urlencode(self.asked, quote_via=quote)

    @property
    def path(self) -> str:
        """The address that asks this and nothing else."""
        return f"{reverse('openid_authorize')}?{self.query}"

    @property
    def prompts(self) -> list[str]:
        return self.asked.get("prompt", "").split()

    @property
    def max_age(self) -> int | None:
        """How many seconds ago the person may have signed in."""
        return int(self.asked["max_age"]) if "max_age" in self.asked else None


def question_of(request: HttpRequest) -> Question:
    """The question that a request carries: in its address or, as a POST, in its form."""
    question: Question | None = getattr(request, _KEPT, None)
    if question is None:
        question = read_question(request.POST if request.method == "POST" else request.GET)
        setattr(request, _KEPT, question)
    return question


def read_question(given: QueryDict) -> Question:
    """The question in these parameters, and what is wrong with it."""
    asked = {name: value for name in PASSED_ON if (value := given.getlist(name, [""])[-1])}
    known = [scope for scope in SCOPES if scope in asked.get("scope", "").split()]
    asked |= {"scope": " ".join(known)} if known else {}
    website, problem = _asking(given, asked)
    if problem:
        return Question(asked, None, Refusal("invalid_request", problem))
    question = Question(asked, website, None)
    return Question(asked, website, _refusal(given, question))


def repeated(given: QueryDict) -> str:
    """A sentence about a parameter that is there more than once; "" if none is."""
    for name, values in given.lists():
        if len(values) > 1:
            told = name if name.isascii() and name.isidentifier() else "A parameter"
            return f"{told} is given more than once."
    return ""


def _asking(given: QueryDict, asked: dict[str, str]) -> tuple[Website | None, str]:
    """Who asks, if the answer may go where it is to go; otherwise what is wrong."""
    for name in ("client_id", "redirect_uri"):
        if name not in asked:
            return None, f"{name} is missing."
        if len(given.getlist(name)) > 1:
            return None, f"{name} is given more than once."
    website = Website.objects.known(asked["client_id"])
    if website is None:
        return None, "client_id is not that of a website that people can sign in to."
    if asked["redirect_uri"] not in website.get_redirect_uris():
        return None, "redirect_uri is not registered for this website, letter by letter."
    return website, ""


def _refusal(given: QueryDict, question: Question) -> Refusal | None:
    """The first thing that is wrong with a website's question."""
    asked = question.asked
    for name, error in NOT_SUPPORTED.items():
        if given.get(name):
            return Refusal(error, f"{name} is not supported.")
    if given.get("response_mode", "query") not in {"", "query"}:
        return Refusal("invalid_request", "response_mode must be query.")
    if problem := repeated(given) or _malformed(question):
        return Refusal("invalid_request", problem)
    if asked["response_type"] != "code":
        return Refusal("unsupported_response_type", "response_type must be code.")
    if "openid" not in asked.get("scope", "").split():
        return Refusal("invalid_scope", "scope must have openid in it.")
    return _refused_prompt(question.prompts)


def _malformed(question: Question) -> str:
    """What is missing or cannot be meant so, as a sentence."""
    asked = question.asked
    if "response_type" not in asked:
        return "response_type is missing."
    if "code_challenge" not in asked:
        return "code_challenge is missing: PKCE is asked of everyone."
    if asked.get("code_challenge_method") != "S256":
        return "code_challenge_method must be S256."
    if not _CHALLENGE.fullmatch(asked["code_challenge"]):
        return "code_challenge must be a SHA-256 in base64url: 43 characters."
    if not _SECONDS.fullmatch(asked.get("max_age", "0")):
        return "max_age must be a number of seconds."
    return problem_with_length("nonce", asked.get("nonce", "")) or problem_with_length(
        "The question", question.path
    )


def _refused_prompt(prompts: list[str]) -> Refusal | None:
    if "none" in prompts and set(prompts) != {"none"}:
        return Refusal("invalid_request", "prompt=none cannot go with another value.")
    for one in prompts:
        if one in PROMPTS_REFUSED:
            return Refusal(PROMPTS_REFUSED[one], f"prompt={one} is not supported.")
        if one not in PROMPTS:
            return Refusal("invalid_request", "prompt must be none or login.")
    return None
