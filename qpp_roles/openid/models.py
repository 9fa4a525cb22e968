"""The websites that people sign in to with ACO-MS, their sign-ins there, and how those end."""

import hashlib
import hmac
import uuid
from datetime import datetime, timedelta
from typing import Any, Self

from allauth.idp.oidc.models import Client
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.models import OpenSession
from acoms.database.history import track

_PERSON = settings.AUTH_USER_MODEL


class WebsiteQuerySet(models.QuerySet["Website"]):
    def open(self) -> Self:
        """Those that people can sign in to."""
        return self.exclude(data__has_key="closed_at")

    def known(self, website_id: str) -> "Website | None":
        """The open one of this ID, which may be anything that a stranger has sent."""
        return self.open().filter(pk=website_id).first() if website_id.isprintable() else None


@track(exclude=["secret"])
class Website(Client):  # type: ignore[misc]
    """A registered client of the library, under the programme's name for it.

    What OpenID Connect calls client metadata lies where the library keeps it, in `data`.
    """

    objects = WebsiteQuerySet.as_manager()

    class Meta:
        proxy = True
        verbose_name = "website"
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return str(self.name)

    def set_secret(self, secret: str) -> None:
        """Keep only its hash. A plain one will do: the secret has 256 random bits."""
        self.secret = hashlib.sha256(secret.encode()).hexdigest()

    def check_secret(self, secret: str) -> bool:
        return hmac.compare_digest(hashlib.sha256(secret.encode()).hexdigest(), self.secret)

    @property
    def metadata(self) -> dict[str, Any]:
        found: dict[str, Any] = (self.data or {}).get("client_metadata", {})
        return found

    @property
    def backchannel_logout_uri(self) -> str:
        """Where it is told that a sign-in has ended; "" if it does not want to know."""
        return str(self.metadata.get("backchannel_logout_uri", ""))

    @property
    def secret_made_at(self) -> datetime | None:
        return parse_datetime((self.data or {}).get("secret_made_at", ""))

    @property
    def closed_at(self) -> datetime | None:
        return parse_datetime((self.data or {}).get("closed_at", ""))


class SignInQuerySet(models.QuerySet["SignIn"]):
    def open(self) -> Self:
        return self.filter(ended_at=None)

    def opened_by(self, request: HttpRequest) -> Self:
        """Those that came from the request's session."""
        here = OpenSession.objects.of_key(request.session.session_key)
        return self.filter(person=request.user.pk, session__in=here)


@track(exclude=["code_hash", "session"])
class SignIn(models.Model):
    """One sign-in of a person to a website: from the code that was exchanged to its end.

    All tokens that came of the code belong to it: they name it in their `data`.
    """

    website = models.ForeignKey(Website, on_delete=models.PROTECT, related_name="sign_ins")
    person = models.ForeignKey(_PERSON, on_delete=models.PROTECT, related_name="+")
    # The session here that it came from, as long as that lasts.
    session = models.ForeignKey(
        OpenSession, on_delete=models.SET_NULL, related_name="+", null=True, editable=False
    )
    sid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code_hash = models.CharField(max_length=64, unique=True, editable=False)
    signed_in_at = models.DateTimeField()  # here: with password and second factor
    methods = ArrayField(models.CharField(max_length=20))
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=100, blank=True)

    objects = SignInQuerySet.as_manager()

    class Meta:
        verbose_name = "sign-in to a website"
        verbose_name_plural = "sign-ins to websites"
        constraints = (
            models.CheckConstraint(
                name="website_sign_in_ended_with_a_reason",
                condition=Q(ended_at=None, end_reason="")
                | (Q(ended_at__isnull=False) & ~Q(end_reason="")),
            ),
        )
        indexes = (
            models.Index(
                name="website_sign_in_open", fields=["person"], condition=Q(ended_at=None)
            ),
            models.Index(name="website_sign_in_age", fields=["signed_in_at"]),
        )

    def __str__(self) -> str:
        return f"{self.person_id} at {self.website_id}"

    @property
    def lasts_until(self) -> datetime:
        return self.signed_in_at + timedelta(seconds=settings.SESSION_ABSOLUTE_SECONDS)


class SpentToken(models.Model):
    """A refresh token that was used: whoever shows it again has stolen it, or was stolen from."""

    sign_in = models.ForeignKey(SignIn, on_delete=models.CASCADE, related_name="spent_tokens")
    hash = models.CharField(max_length=64, unique=True)

    def __str__(self) -> str:
        return f"a spent token of {self.sign_in_id}"


class LogoutNotice(models.Model):
    """What a website is to be told: a sign-in has ended. An outbox, sent by `actions.telling`."""

    sign_in = models.OneToOneField(SignIn, on_delete=models.CASCADE, related_name="logout_notice")
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="logout_notice_sent_or_given_up",
                condition=Q(sent_at=None) | Q(given_up_at=None),
            ),
        )
        indexes = (
            models.Index(
                name="logout_notice_due",
                fields=["due_at"],
                condition=Q(sent_at=None, given_up_at=None),
            ),
        )

    def __str__(self) -> str:
        return f"the end of {self.sign_in_id}"
