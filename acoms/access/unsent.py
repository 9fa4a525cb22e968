"""What was typed into a form that could not be taken, because the session had ended meanwhile.

Each form says for whom it was made, in a field that `{% csrf_token %}` writes and nobody can forge.
What arrives in such a form without that person's session is kept for them for an hour, encrypted,
until they sign in; then the page has it in its form again (`acoms.site.forms.Field`). It is short
text only: no file, nothing that may be a secret, nothing long. Nobody else is ever given it, at
whichever browser they sign in.
"""

import json
import logging
import re
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.signals import user_logged_in
from django.contrib.auth.views import redirect_to_login
from django.core.cache import cache
from django.core.signing import BadSignature, TimestampSigner
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect

from acoms.access.bodies import FROM_STRANGERS
from acoms.access.pages import is_page, page_of
from acoms.crypto.sealed import seal, unseal
from acoms.once.shown import is_fingerprint
from acoms.text.numbers import in_plain_signs

log = logging.getLogger(__name__)

MADE_FOR = "made_for"
KEPT = "unsent"  # in the session, from the sign-in on: pages, each with its fields and until when
PURPOSE = "unsent forms"
LASTS = 3600  # seconds until the person has signed in, and again until the form is sent
MOST_PAGES = 3
LONGEST = 4_000
MOST = 16_000

# Words in the names of fields that are never kept, because of what people type there.
SECRET = frozenset(
    [
        *("password", "password1", "password2", "oldpassword", "code", "codes", "token", "secret"),
        *("ssn", "tin", "tins", "ptan", "birth", "answer", "questions"),
    ]
)
# A TIN may be a Social Security number, and people type those wherever they like.
_LIKE_AN_SSN = re.compile(r"(?<!\d)\d{3}[-. ]?\d{2}[-. ]?\d{4}(?!\d)|(?<!\d)\d{2}-\d{7}(?!\d)")
_MACHINERY = frozenset({"csrfmiddlewaretoken", MADE_FOR, "shown", "next"})
# What a form was filled from belongs to what was typed over it, and is kept with that.
FILLED_FROM = "filled_from"

Fields = dict[str, list[str]]
_given: ContextVar[tuple[HttpRequest, QueryDict] | None] = ContextVar("unsent", default=None)


def _signer() -> TimestampSigner:
    return TimestampSigner(salt=MADE_FOR)


def made_for(request: HttpRequest) -> str:
    """The field's value: who is signed in as the form is drawn; empty for a visitor."""
    user = getattr(request, "user", None)
    return _signer().sign(str(user.pk)) if user is not None and user.is_authenticated else ""


def person_of_form(request: HttpRequest) -> int | None:
    """For whom the form was made that was sent, if it says so and is not older than a session."""
    if request.method != "POST" or not _is_short(request):
        return None
    oldest = timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS)
    try:
        return int(_signer().unsign(request.POST.get(MADE_FOR, ""), max_age=oldest))
    except (BadSignature, ValueError):
        return None


def _is_short(request: HttpRequest) -> bool:
    return int(request.META.get("CONTENT_LENGTH") or 0) <= FROM_STRANGERS


def is_secret(name: str) -> bool:
    """Whether a field of this name is never kept."""
    return not SECRET.isdisjoint(re.split(r"[_\W]+", name.lower()))


def typed_in(request: HttpRequest) -> tuple[Fields, bool]:
    """What of a form may be kept, and whether something that was typed is not among it."""
    found: Fields = {}
    left_out = bool(request.FILES)
    for name, values in request.POST.lists():
        if name in _MACHINERY or not any(values):
            continue
        text = " ".join(map(str, values))
        if name == FILLED_FROM and is_fingerprint(text):  # nine digits in a row are none of a TIN
            found[name] = [text]
        elif is_secret(name) or len(text) > LONGEST or _LIKE_AN_SSN.search(in_plain_signs(text)):
            left_out = True
        else:
            found[name] = [str(value) for value in values]
    if len(json.dumps(found)) > MOST:
        return {}, True
    if found.keys() == {FILLED_FROM}:
        return {}, left_out
    return found, left_out


def _keep(request: HttpRequest, person: int | None, page: str, whose: str = "you") -> str:
    """Keep what was typed for a person; in a sentence, what becomes of it. `whose` is what the
    sentence calls them."""
    if request.method != "POST":
        return ""
    fields, left_out = typed_in(request) if _is_short(request) else ({}, True)
    if not fields and not left_out:
        return "Nothing was done."
    path = page.partition("?")[0]
    if not fields or person is None or not _store(person, {**_stored(person), path: fields}):
        return f"Nothing was done, and what {whose} had typed was not saved."
    but = " Files, numbers and codes are not kept: give those again." if left_out else ""
    return f"Nothing was done, and what {whose} had typed is kept for {whose} for an hour.{but}"


def _store(person: int, pages: dict[str, Fields]) -> bool:
    latest = dict(list(pages.items())[-MOST_PAGES:])
    try:
        cache.set(_key(person), seal(PURPOSE, person, latest), LASTS)
    except Exception:  # without the cache the person is told; they are led to the sign-in as well
        log.exception("what somebody typed could not be kept")
        return False
    return True


def _stored(person: int) -> dict[str, Fields]:
    try:
        found = cache.get(_key(person))
    except Exception:
        log.exception("what somebody typed could not be read")
        return {}
    return dict(unseal(PURPOSE, person, found) or {}) if found else {}


def _key(person: int) -> str:
    return f"unsent:{person}"


@receiver(user_logged_in)
def hand_over(sender: Any, request: HttpRequest, user: Any, **kwargs: Any) -> None:
    """What was kept for a person goes into their session, and is nowhere else any more."""
    if found := _stored(user.pk):
        until = int(time.time()) + LASTS
        given = {page: [until, fields] for page, fields in found.items()}
        request.session[KEPT] = {**request.session.get(KEPT, {}), **given}
        cache.delete(_key(user.pk))


def to_sign_in(request: HttpRequest, why: str = "", person: int | None = None) -> HttpResponseBase:
    """Lead to the sign-in and from there back to the page, keeping what was typed.

    `why` says in a sentence why the session ended; `person` is whose it was, which else the form
    says.
    """
    page = _page_on_screen(request)
    kept = ""
    if not request.headers.get("HX-Request"):
        kept = _keep(request, person_of_form(request) or person, page)
    if said := " ".join(filter(None, (why, kept))):
        messages.info(request, f"{said} Please sign in again.")
    to = redirect_to_login(page)
    if request.headers.get("HX-Request"):  # htmx would put the sign-in into a part of the page
        return HttpResponse(headers={"HX-Redirect": to.url})
    return to


def _page_on_screen(request: HttpRequest) -> str:
    """htmx asks for parts of a page, from addresses that are none."""
    at = request.headers.get("HX-Current-URL", "")
    path, _, query = at.partition(request.get_host())[2].partition("?")
    if path and is_page(path):
        return f"{path}?{query}" if query else path
    return page_of(request)


def after_another_sign_in(request: HttpRequest) -> HttpResponseBase | None:
    """The answer to a form of an earlier session, whose token therefore counts no more; None for
    a form that was made for nobody."""
    person = person_of_form(request)
    if person is None:
        return None
    if not request.user.is_authenticated:
        return to_sign_in(request, "Your session has ended.", person)
    page = _page_on_screen(request)
    its_own = request.user.pk == person
    kept = _keep(request, person, page, "you" if its_own else "the other person")
    _given.set(None)  # what was given before has not been taken by this
    if not its_own:
        messages.error(
            request,
            f"Somebody else has signed in at this browser since that page was made. {kept}",
        )
        return redirect(settings.LOGIN_REDIRECT_URL)
    hand_over(None, request, request.user)
    messages.info(request, f"You have signed in again since that page was made. {kept}")
    return redirect(page)


@contextmanager
def given_back(request: HttpRequest) -> Iterator[None]:
    """While a page is made, its forms find what was kept for it."""
    token = _given.set(None)
    try:
        yield
    finally:
        _given.reset(token)


def give_back(request: HttpRequest) -> None:
    """Let the forms of this page have what was kept for it; call it once the person is let in."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return
    until, fields = request.session.get(KEPT, {}).get(request.path, (0, {}))
    if until > time.time():
        found = QueryDict(mutable=True)
        for name, values in fields.items():
            found.setlist(name, values)
        _given.set((request, found))


def forget(request: HttpRequest) -> None:
    """The page's form has been sent and taken: what was kept for it is over."""
    pages = dict(request.session.get(KEPT, {}))
    if pages.pop(request.path, None):  # else the view has emptied the session
        request.session[KEPT] = pages


def given_to(names: Iterable[str]) -> QueryDict | None:
    """What was kept, for a form with fields of these names; None if it was another form's, or if
    the form has been sent since: that is newer."""
    if (given := _given.get()) is None:
        return None
    (request, found), own = given, set(names)
    sent = request.method == "POST" and not own.isdisjoint(request.POST)
    return None if sent or own.isdisjoint(found) else found


def is_given() -> bool:
    """Whether something was kept for this page."""
    return _given.get() is not None
