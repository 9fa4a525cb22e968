"""Tokens that were given, and wrong secrets."""

from typing import Self

from django.db import models
from django.utils import timezone

from api.credentials.models import ClientId


class AccessTokenQuerySet(models.QuerySet["AccessToken"]):
    def over(self) -> Self:
        return self.filter(expires_at__lte=timezone.now())


class AccessToken(models.Model):
    """A token of a client ID: only its hash, as the token itself has 256 random bits.

    It lives no longer than its client ID and credentials do: each request asks for those, too.
    """

    client_id = models.ForeignKey(ClientId, on_delete=models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField(db_index=True)

    objects = AccessTokenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"a token of {self.client_id_id}"


class WrongSecrets(models.Model):
    """How many wrong secrets in a row came for a client ID from one of its addresses."""

    client_id = models.ForeignKey(ClientId, on_delete=models.CASCADE, related_name="+")
    address = models.GenericIPAddressField()
    number = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "wrong secrets"
        constraints = (
            models.UniqueConstraint(
                name="wrong_secrets_of_an_address", fields=["client_id", "address"]
            ),
        )

    def __str__(self) -> str:
        return f"{self.number} of {self.client_id_id} from {self.address}"
