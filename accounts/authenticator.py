"""The authenticator app: six digits that change every 30 seconds (TOTP, RFC 6238).

Not django-otp's own device, which keeps its key in the clear (rule E5).
"""

import base64
import secrets
import time
from urllib.parse import quote, urlencode

import pgtrigger
from django.conf import settings
from django.db import models
from django_otp.models import Device
from django_otp.oath import TOTP

from accounts.throttling import THROTTLING_FIELDS, GrowingLock
from acoms.crypto.codes import read_app_code
from acoms.crypto.fields import EncryptedTextField
from acoms.database.history import track

ISSUER = "ACO-MS"


def new_key() -> str:
    """A key of 160 random bits, in the base32 that authenticator apps read."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


@track(exclude=["key", "last_t", "drift", *THROTTLING_FIELDS])
class AuthenticatorApp(GrowingLock, Device):  # type: ignore[misc]
    """One person's authenticator app. One that is being set up is no row yet: its key waits in the
    encrypted session of the one sign-in that is shown it (`accounts.signing_in`)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=64, default="Authenticator app")
    key = EncryptedTextField(purpose="authenticator keys", default=new_key, editable=False)
    last_t = models.BigIntegerField(default=-1, editable=False)
    drift = models.SmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "authenticator app"
        constraints = (
            models.UniqueConstraint(fields=["user"], name="one_authenticator"),
            models.CheckConstraint(
                name="authenticator_is_confirmed", condition=models.Q(confirmed=True)
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="authenticator_ends_sign_ins",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Delete,
                declare=[("person", "BIGINT")],
                func="""
                    person := CASE WHEN TG_OP = 'DELETE' THEN OLD.user_id ELSE NEW.user_id END;
                    UPDATE accounts_person SET sign_in_epoch = sign_in_epoch + 1
                        WHERE id = person;
                    RETURN NULL;
                """,
            ),
        )

    def verify_token(self, token: str) -> bool:
        """Whether `token` is this moment's code, one step early or late, and not yet used.

        Call under a lock on the row: what is used up and what is counted is written here.
        """
        if not self.verify_is_allowed()[0]:
            return False
        accepted = self.accepts(token)
        if accepted:
            self.throttle_reset(commit=False)
        else:
            self.throttle_increment(commit=False)
        self.save(update_fields=["last_t", "drift", *THROTTLING_FIELDS])
        return accepted

    def accepts(self, token: str) -> bool:
        """The same without writing: what is used up is noted on the instance only."""
        totp = TOTP(base64.b32decode(self.key), drift=self.drift)
        totp.time = time.time()
        try:
            code = int(read_app_code(token))
        except ValueError:
            return False
        if not totp.verify(code, tolerance=1, min_t=self.last_t + 1):
            return False
        self.last_t = totp.t()
        self.drift = totp.drift
        return True

    @property
    def text_key(self) -> str:
        """The key in groups of four, to type where a QR code cannot be scanned."""
        return " ".join(self.key[i : i + 4] for i in range(0, len(self.key), 4))

    @property
    def address(self) -> str:
        """The otpauth:// address that the QR code carries."""
        label = quote(f"{ISSUER}:{self.user.user_id}")
        return f"otpauth://totp/{label}?" + urlencode({"secret": self.key, "issuer": ISSUER})
