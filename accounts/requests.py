"""Types for views behind a policy that admits signed-in people only."""

from django.http import HttpRequest

from accounts.models import Person


class SignedInRequest(HttpRequest):
    """A request whose user is a person: the policy has seen to it. For annotations only."""

    user: Person


def staff(request: HttpRequest) -> Person:
    """Who is signed in on a page of the admin, which lets no one else in."""
    assert isinstance(request.user, Person)
    return request.user
