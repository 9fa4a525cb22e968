"""By whose certificate documents are signed, and which roots are trusted: from the settings.

`settings.SIGNING` has the certificate of whoever runs ACO-MS, as encrypted PKCS#12. Where there is
none, local runs make one of their own below `SIGNING_OWN`; anywhere else nothing can be signed.
"""

import base64
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import crl, pem, x509
from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper, HTTPTimeStamper, TimeStamper
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.fetchers.requests_fetchers import RequestsFetcherBackend

from signing.seal.certificate import NoCertificate
from signing.seal.own import NAMES, make_own

PATIENCE = 5  # seconds that the time stamper has to answer, and whoever says what is revoked


@dataclass(frozen=True, slots=True)
class Identity:
    """What signatures are made and trusted with."""

    signer: SimpleSigner
    stamper: TimeStamper
    roots: tuple[x509.Certificate, ...]
    crls: tuple[crl.CertificateList, ...] = ()
    fetches: bool = True
    others: tuple[x509.Certificate, ...] = field(default=())

    def context(self) -> ValidationContext:
        """What a certificate is judged by. Always with our roots: never the system's."""
        return ValidationContext(
            trust_roots=list(self.roots),
            other_certs=list(self.others),
            crls=list(self.crls),
            allow_fetching=self.fetches,
            fetcher_backend=RequestsFetcherBackend(per_request_timeout=PATIENCE),
            revocation_mode="soft-fail" if self.fetches else "hard-fail",
        )


def identity() -> Identity:
    """The present one. Raises NoCertificate."""
    said: dict[str, str] = settings.SIGNING
    if said.get("p12"):
        return _of_settings(said["p12"], said["password"], said["roots"], said["tsa_url"])
    if settings.SIGNING_OWN is not None:
        return _own(Path(settings.SIGNING_OWN))
    raise NoCertificate


def roots_as_pem() -> bytes:
    """See `signing.seal.door.roots_as_pem`."""
    return b"".join(pem.armor("CERTIFICATE", root.dump()) for root in identity().roots)


@cache
def _of_settings(p12: str, password: str, roots: str, tsa_url: str) -> Identity:
    signer = _signer(base64.b64decode(p12), password)
    trusted = tuple(_certificates(base64.b64decode(roots)))
    return Identity(signer, HTTPTimeStamper(tsa_url, timeout=PATIENCE), trusted)


@cache
def _own(directory: Path) -> Identity:
    if not all((directory / name).exists() for name in NAMES):
        make_own(directory)
    files: dict[str, bytes] = {name: (directory / name).read_bytes() for name in NAMES}
    password = files["password"].decode()
    roots = tuple(_certificates(files["root.pem"]))
    stamper = _signer(files["stamper.p12"], password)
    return Identity(
        _signer(files["signer.p12"], password),
        DummyTimeStamper(stamper.signing_cert, stamper.signing_key, stamper.cert_registry),
        roots,
        crls=(crl.CertificateList.load(files["revoked.crl"]),),
        fetches=False,
    )


def _signer(content: bytes, password: str) -> SimpleSigner:
    # Read here once, so that a wrong password or file says so in plain words.
    pkcs12.load_key_and_certificates(content, password.encode())
    made: Any = SimpleSigner.load_pkcs12_data(content, other_certs=[], passphrase=password.encode())
    assert isinstance(made, SimpleSigner)
    return made


def _certificates(content: bytes) -> list[x509.Certificate]:
    return [x509.Certificate.load(der) for _, _, der in pem.unarmor(content, multiple=True)]
