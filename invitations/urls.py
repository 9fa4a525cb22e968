from collections.abc import Callable

from django.http import HttpResponseBase
from django.urls import path

from acoms.access import PUBLIC, SIGNED_IN, allow
from acoms.site.languages import speaks
from invitations.views import answering

View = Callable[..., HttpResponseBase]


def anyone(view: View) -> View:
    """A page on the invited person's way."""
    return allow(PUBLIC)(speaks(view))


def signed_in(view: View) -> View:
    """One that is for whoever has signed in."""
    return allow(SIGNED_IN)(speaks(view))


urlpatterns = [
    path("answer/", anyone(answering.answer_invitation), name="answer_invitation"),
    path(
        "<int:invitation_id>/activate/",
        signed_in(answering.activate),
        name="activate_invitation",
    ),
    path(
        "<int:invitation_id>/decline/",
        signed_in(answering.decline),
        name="decline_invitation",
    ),
    path("<str:token>/new-link/", anyone(answering.ask_for_link), name="ask_for_link"),
    path("<str:token>/not-for-me/", anyone(answering.not_meant), name="not_meant"),
    path("<str:token>/", anyone(answering.open_invitation), name="open_invitation"),
]
