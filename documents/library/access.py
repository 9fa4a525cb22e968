"""Who reads the Knowledge Library: everyone who is a contact or has a QPP role anywhere (G5)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from accounts.models import Person
from accounts.reach import holds_access
from acoms.access import SIGNED_IN

_READS = "reads_library"
_ASKED = "asked_for_library"
_AGAIN_AFTER = 60  # seconds


def reads(request: HttpRequest) -> bool:
    """Whether this visitor reads the library: for the menu and for help links.

    A session remembers a yes: it ends with the last access that its person has (rule A19). Of a no
    it is asked again a minute later, so that most pages ask nothing.
    """
    person = request.user
    if not isinstance(person, Person):
        return False
    if person.is_staff or request.session.get(_READS):
        return True
    if getattr(request, "aco_access", None) is not None:
        return True
    if _now() - int(request.session.get(_ASKED, 0)) < _AGAIN_AFTER:
        return False
    return _remember(request, person)


def remember_reader(*, request: HttpRequest, user: Any, **_: Any) -> None:
    """At the sign-in, so that no page has to ask."""
    if not user.is_staff:
        _remember(request, user)


def _remember(request: HttpRequest, person: Person) -> bool:
    found = holds_access(person.pk)
    request.session[_READS if found else _ASKED] = True if found else _now()
    return found


def _now() -> int:
    return int(timezone.now().timestamp())


class Readers:
    """Contacts, people with a QPP role and CMS staff; for everyone else there is no library."""

    name = "reads the library"

    def admit(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase | None:
        if (response := SIGNED_IN.admit(request)) is not None:
            return response
        assert isinstance(request.user, Person)
        if not (request.user.is_staff or holds_access(request.user.pk)):
            raise Http404
        return None


READERS = Readers()
