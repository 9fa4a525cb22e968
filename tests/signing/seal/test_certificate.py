"""By whose certificate documents are signed: the settings', or one of one's own (rule F4)."""

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from acoms.settings.required import problems
from signing.errors import SigningError
from signing.models import Signature
from signing.seal import identity as module
from signing.seal.certificate import NoCertificate, can_sign, certificate_is_there
from signing.seal.identity import identity, roots_as_pem
from signing.seal.own import make_own
from tests.cast import Cast
from tests.signing.events import opened, sign

pytestmark = pytest.mark.rule("F4")
NOBODY = "http://127.0.0.1:9/"


@pytest.fixture
def operators(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """A certificate in the settings, and a time stamper that does not answer."""
    make_own(tmp_path)
    read = {name: (tmp_path / name).read_bytes() for name in ("signer.p12", "root.pem")}
    settings.SIGNING = {
        "p12": base64.b64encode(read["signer.p12"]).decode(),
        "password": (tmp_path / "password").read_text(),
        "roots": base64.b64encode(read["root.pem"]).decode(),
        "tsa_url": NOBODY,
    }
    yield tmp_path
    module._of_settings.cache_clear()


def test_the_settings_certificate_comes_before_ones_own(operators: Path) -> None:
    assert b"".join(roots_as_pem().split()) == b"".join(
        (operators / "root.pem").read_bytes().split()
    )
    certificate: Any = identity().signer.signing_cert
    assert certificate.subject.native == {"common_name": "ACO-MS Signing Event"}


def test_a_time_stamper_that_does_not_answer_means_that_nothing_is_signed(
    cast: Cast, operators: Path
) -> None:
    own = opened(cast, {"compliance": 1})
    with pytest.raises(SigningError, match="nothing was signed"):
        sign(cast.exec, own)
    assert not Signature.objects.exists()


def test_without_either_nothing_can_be_signed(settings: Any) -> None:
    settings.SIGNING_OWN = None
    assert not can_sign()
    assert "No Signing Event can be opened" in str(certificate_is_there()[0])
    with pytest.raises(NoCertificate):
        identity()


def test_the_files_of_ones_own_are_the_owners_alone(tmp_path: Path) -> None:
    make_own(tmp_path / "own")
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "own").iterdir()} == {0o600}
    assert django_settings.SIGNING_OWN is not None


def test_production_asks_for_the_whole_certificate_or_none() -> None:
    def said(**environment: str) -> list[str]:
        return [one for one in problems(environment) if "SIGNING" in one]

    assert said() == []
    (one,) = said(SIGNING_CERTIFICATE="x", SIGNING_ROOTS="x")
    assert one.startswith("SIGNING_CERTIFICATE_PASSWORD and SIGNING_TSA_URL are missing: ")
    whole = ("CERTIFICATE", "CERTIFICATE_PASSWORD", "ROOTS", "TSA_URL")
    assert said(**{f"SIGNING_{name}": "x" for name in whole}) == []
