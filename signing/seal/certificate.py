"""What is known of a signature and its certificate without pyHanko: from the settings alone."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Info


class NoCertificate(Exception):
    """There is no certificate to sign with."""


class SealFailed(Exception):
    """The signature could not be made, for a reason of the certificate or of the time stamper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """What the signature says of itself, besides the bytes that it covers."""

    name: str
    reason: str
    stamp: bytes  # a PDF of one page, as large as the field: what the field shows


def can_sign() -> bool:
    """Whether there is a certificate to sign with."""
    return bool(settings.SIGNING.get("p12")) or settings.SIGNING_OWN is not None


def certificate_is_there(**asked: Any) -> list[CheckMessage]:
    """What `manage.py check --deploy` says of production that starts without one."""
    if can_sign():
        return []
    return [
        Info(
            "No Signing Event can be opened: there is no certificate to sign documents with.",
            hint="Set SIGNING_CERTIFICATE, SIGNING_CERTIFICATE_PASSWORD, SIGNING_ROOTS and "
            "SIGNING_TSA_URL (README, Signing documents).",
            id="signing.I001",
        )
    ]
