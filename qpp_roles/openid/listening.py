"""What ends sign-ins to websites: a role that ended, a session that ended, a sign-out (B3, A19)."""

import time
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.ending import Ended, on_end
from accounts.middleware import SEEN_KEY
from accounts.models import OpenSession, Person
from qpp_roles.openid.actions import end_sign_ins, go_on_without_session
from qpp_roles.openid.actions.sign_ins import (
    NOT_SIGNED_IN,
    SESSION_ENDED,
    SIGNED_OUT,
    refusal_of,
)
from qpp_roles.openid.models import SignIn


def end_without_roles(ended: Ended) -> None:
    """Something ended that a person could do: with their last QPP role their sign-ins end."""
    there = SignIn.objects.open().filter(person=ended.person)
    if there.exists() and (reason := refusal_of(ended.person)):
        end_sign_ins(there, reason)


@receiver(post_save, sender=Person)
def _account_closes(instance: Person, **kwargs: Any) -> None:
    """Closed, merged away, or back to proving their identity: signed in nowhere."""
    if not (instance.is_active and instance.proofed_at):
        end_sign_ins(SignIn.objects.filter(person=instance), NOT_SIGNED_IN)


@receiver(pre_delete, sender=OpenSession)
def _session_ends(instance: OpenSession, **kwargs: Any) -> None:
    """Ended by the person elsewhere, by a new second factor, by CMS staff."""
    end_sign_ins(SignIn.objects.filter(session=instance), SESSION_ENDED)


@receiver(user_logged_out)
def _signs_out(request: HttpRequest, user: Person | None, **kwargs: Any) -> None:
    """The person signs out here. A session that was only left idle says nothing of the website,
    where they may be busy: what it has opened there goes on without it."""
    if user is None:
        return
    opened = SignIn.objects.opened_by(request)
    idle = time.time() - float(request.session.get(SEEN_KEY, 0))
    if idle < settings.SESSION_IDLE_SECONDS:
        end_sign_ins(opened, SIGNED_OUT)
    else:
        go_on_without_session(opened)


def listen() -> None:
    """Called when Django starts."""
    on_end(end_without_roles)
