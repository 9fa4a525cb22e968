"""Registering, changing and closing the websites that people sign in to with ACO-MS."""

import secrets
import uuid
from dataclasses import dataclass

import pghistory
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.database.history import last_done, last_reason
from acoms.once.done import AlreadyDone, bears_repeating, reason_kept
from acoms.once.shown import refusal_of_change
from qpp_roles.openid.actions.sign_ins import WEBSITE_CLOSED, end_sign_ins
from qpp_roles.openid.models import SignIn, Website
from qpp_roles.openid.rules import SCOPES, problem_with_uri
from qpp_roles.organizations.errors import QppError

_SHOWN_ONCE = "A secret is shown once, to whoever made it: make another one if nobody has noted it."
CLOSED = "This website is closed. To bring it back, register it again."


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of a website: where people come back to after signing in and after signing
    out, and where the website is told that a sign-in has ended ("" for nowhere)."""

    redirect: tuple[str, ...]
    post_logout: tuple[str, ...] = ()
    backchannel_logout: str = ""


@transaction.atomic
def register_website(
    *, acting_person: Person, name: str, addresses: Addresses, website_id: str = ""
) -> tuple[Website, str]:
    """A new website and its secret, which is shown now and never again (rule E5).

    Raises Refused for what the acting person's role does not include, and QppError.
    """
    with pghistory.context(action="register website", acting_person=acting_person.pk):
        require(acting_person, Duty.MANAGE_CLIENTS)
        website = Website(
            id=website_id or uuid.uuid4().hex,
            secret="",
            scopes="\n".join(SCOPES),
            default_scopes="openid",
            grant_types="authorization_code\nrefresh_token",
            response_types="code",
            skip_consent=True,  # people are told what QPP is, and nobody else is registered
        )
        _set(website, name, addresses)
        secret = _new_secret(website)
        website.save(force_insert=True)
    return website, secret


@transaction.atomic
def save_website(
    *, acting_person: Person, website: Website, name: str, addresses: Addresses
) -> None:
    """CMS staff correct a website's name and addresses, from the next sign-in on.

    Raises Refused, and QppError.
    """
    with pghistory.context(action="save website", acting_person=acting_person.pk):
        require(acting_person, Duty.MANAGE_CLIENTS)
        locked = _locked(website)
        _set(locked, name, addresses)
        locked.save(update_fields=["name", "redirect_uris", "data"])


@transaction.atomic
def renew_secret(*, acting_person: Person, website: Website, shown: str | None = None) -> str:
    """A new secret, shown now and never again; the old one stops working right away.

    `shown` is the fingerprint of what the page showed (`shown_to_renew`). Raises Refused, and
    QppError where somebody has made another one since, or the website is closed.
    """
    with pghistory.context(action="renew website's secret", acting_person=acting_person.pk):
        require(acting_person, Duty.MANAGE_CLIENTS)
        locked = _locked(website)
        if changed := refusal_of_change(shown, shown_to_renew(locked)):
            raise QppError(f"{changed} {_SHOWN_ONCE}")
        secret = _new_secret(locked)
        locked.save(update_fields=["secret", "data"])
    return secret


def shown_to_renew(website: Website) -> dict[str, object]:
    """What the page shows before a new secret is made (`acoms.once.shown`)."""
    return {"the secret": website.secret_made_at}


@bears_repeating
@transaction.atomic
def close_website(*, acting_person: Person, website: Website, reason: str) -> None:
    """Nobody signs in to it any more, and all sign-ins to it end. It stays for the record.

    Who has closed it for the same reason has done so. Raises Refused, and QppError.
    """
    if not (reason := reason.strip()):
        raise QppError("Enter a reason. We keep it with the record.")
    action = "close website"
    with pghistory.context(action=action, acting_person=acting_person.pk, reason=reason):
        require(acting_person, Duty.MANAGE_CLIENTS)
        closed = Website.objects.select_for_update(no_key=True).get(pk=website.pk)
        if closed.closed_at is not None and last_done(closed) == (action, acting_person.pk):
            if (kept := last_reason(closed)) == reason:
                raise AlreadyDone
            raise QppError(f"You closed this website already. {reason_kept(kept)}")
        locked = _locked(website)
        locked.data = {**locked.data, "closed_at": timezone.now().isoformat()}
        locked.secret = ""
        locked.save(update_fields=["secret", "data"])
        end_sign_ins(SignIn.objects.filter(website=locked), WEBSITE_CLOSED)


def _locked(website: Website) -> Website:
    """The row as it is now. Raises QppError for a website that was closed."""
    locked = Website.objects.select_for_update(no_key=True).get(pk=website.pk)
    if locked.closed_at is not None:
        raise QppError(CLOSED)
    return locked


def _set(website: Website, name: str, addresses: Addresses) -> None:
    if not name.strip():
        raise QppError("Enter a name for the website.")
    if not addresses.redirect:
        raise QppError("A website needs an address that people come back to after signing in.")
    backchannel = [addresses.backchannel_logout] if addresses.backchannel_logout else []
    for uri in (*addresses.redirect, *addresses.post_logout, *backchannel):
        if problem := problem_with_uri(uri, local_mode=settings.LOCAL_MODE):
            raise QppError(problem)
    website.name = name.strip()
    website.set_redirect_uris(list(dict.fromkeys(addresses.redirect)))
    metadata = {"post_logout_redirect_uris": list(dict.fromkeys(addresses.post_logout))}
    if backchannel:
        metadata |= {"backchannel_logout_uri": addresses.backchannel_logout}  # type: ignore[dict-item]
    website.data = {**(website.data or {}), "client_metadata": metadata}


def _new_secret(website: Website) -> str:
    """A secret of 256 random bits. The history has when, as the row's own secret is not in it."""
    secret = secrets.token_urlsafe(32)
    website.set_secret(secret)
    website.data = {**(website.data or {}), "secret_made_at": timezone.now().isoformat()}
    return secret
