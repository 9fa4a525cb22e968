"""A time stamp is renewed before its certificate ends, and signed documents outlive both (F4)."""

import dataclasses
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.urls import reverse

from signing.actions.renewing import renew_time_stamps
from signing.checking import altered_documents
from signing.models import Renewal, Signature
from signing.paper.making import sha256
from signing.seal.identity import Identity, identity
from signing.storage import RENEWED, SIGNED
from tests.cast import Cast
from tests.signing.events import opened, sign
from tests.signing.seal.test_bytes import content_of

pytestmark = pytest.mark.rule("F4")
ENDS = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1000)
AFTER = ENDS + timedelta(days=30)
BY = ("checking", "renewing", "signing")


@pytest.fixture
def ending(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Certificates that end, and later ones whose roots are put beside the old ones."""
    with monkeypatch.context() as earlier:
        earlier.setattr("signing.seal.own.UNTIL", ENDS)
        settings.SIGNING_OWN = tmp_path / "ending"
        old = identity()
    settings.SIGNING_OWN = tmp_path / "later"
    new = identity()

    def now() -> Identity:
        by = new if datetime.now(UTC) > ENDS - timedelta(days=100) else old
        crls = (*old.crls, *new.crls)
        return dataclasses.replace(by, roots=(*old.roots, *new.roots), crls=crls)

    for name in BY:
        monkeypatch.setattr(f"signing.seal.{name}.identity", now)


@pytest.fixture
def signed(cast: Cast, ending: None) -> Signature:
    """The second of two signatures."""
    own = opened(cast)
    sign(cast.exec, own, "cehrt")
    return sign(cast.second_signer, own, "cehrt")


def test_without_a_renewal_it_cannot_be_trusted_any_more(signed: Signature) -> None:
    with time_machine.travel(AFTER):
        [(which, wrong)] = altered_documents()
    assert which == signed
    assert wrong == "The signed file: Its time stamp is not valid."


def test_a_renewed_document_outlives_its_certificates(
    cast: Cast, signed: Signature, capsys: Any
) -> None:
    call_command("renew_time_stamps")
    assert "0 time stamps were renewed" in capsys.readouterr().out
    with time_machine.travel(ENDS - timedelta(days=50)):
        call_command("renew_time_stamps")
        assert "1 time stamps were renewed" in capsys.readouterr().out
        call_command("renew_time_stamps")
        assert "0 time stamps were renewed" in capsys.readouterr().out
    renewal = Renewal.objects.get()
    with RENEWED.open(renewal.stored_as) as file:
        renewed = file.read()
    assert (renewal.sha256, renewal.size) == (sha256(renewed), len(renewed))
    assert renewed.startswith(content_of(signed)), "what was signed stays byte for byte"
    with time_machine.travel(AFTER):
        assert list(altered_documents()) == []
    given: Any = cast.browser("exec").get(reverse("signed_pdf", args=["A9101", signed.pk]))
    assert b"".join(given.streaming_content) == renewed
    assert given["Content-Length"] == str(len(renewed))


def test_a_renewal_that_is_not_as_it_was_kept_is_found(signed: Signature) -> None:
    before = ENDS + timedelta(days=1)
    assert len(list(renew_time_stamps(before))) == 1
    renewal = Renewal.objects.get()
    with RENEWED.open(renewal.stored_as) as file:
        renewed = file.read()
    RENEWED.delete(renewal.stored_as)
    assert "renewed, is gone." in next(altered_documents())[1]
    RENEWED.save(renewal.stored_as, [renewed + b"\n"])
    assert "renewed, does not have the hash" in next(altered_documents())[1]
    assert RENEWED.forget_orphans() == 0
    SIGNED.delete(signed.signed_as)
    assert next(altered_documents())[1] == "The signed file is gone."


def test_a_file_that_is_gone_is_said(signed: Signature) -> None:
    SIGNED.delete(signed.signed_as)
    with pytest.raises(CommandError, match="0 time stamps were renewed, and the next one"):
        call_command("renew_time_stamps", days=1100)
