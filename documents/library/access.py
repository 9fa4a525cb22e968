"""Who reads the Knowledge Library: everyone who is a contact or has a QPP role anywhere (G5)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from accounts.models import Person
from accounts.reach import holds_access
from acoms.access import SIGNED_IN

_READS = "reads_library"


def reads(request: HttpRequest) -> bool:
    """Whether this visitor reads the library.

    A session remembers a yes: it ends with the last access that its person has (rule A19). So the
    menu costs those who read a query as they sign in, and outsiders two on each page.
    """
    person = request.user
    if not isinstance(person, Person):
        return False
    if person.is_staff or request.session.get(_READS):
        return True
    if getattr(request, "aco_access", None) is not None or holds_access(person.pk):
        request.session[_READS] = True
        return True
    return False


def remember_reader(*, request: HttpRequest, user: Any, **_: Any) -> None:
    """At the sign-in, so that no page has to ask."""
    if not user.is_staff and holds_access(user.pk):
        request.session[_READS] = True


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
