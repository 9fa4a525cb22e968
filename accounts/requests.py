"""Types for views behind a policy that admits signed-in people only."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from accounts.models import Person


class SignedInRequest(HttpRequest):
    """A request whose user is a person: the policy has seen to it. For annotations only."""

    user: "Person"
