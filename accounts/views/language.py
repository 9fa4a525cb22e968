"""In which language someone reads the pages of a newcomer's way, and their mails."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts import actions
from accounts.models import Person
from acoms.access.pages import page_asked_for, require_POST
from acoms.site.languages import is_language


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """The banner's choice, on any page: kept in the browser, and with whoever is signed in."""
    language = request.POST.get("language", "")
    response = redirect(page_asked_for(request) or "/")
    if not is_language(language):
        return response
    if isinstance(request.user, Person):
        actions.choose_language(acting_person=request.user, language=language)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response
