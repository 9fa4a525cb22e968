"""A certification is signed as each document of a Signing Event is (rules C2, F3, F4)."""

import hashlib
import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pyhanko.pdf_utils.reader import PdfFileReader

from accounts.errors import WrongCode
from accounts.models import AuthenticatorApp
from participants.certification.actions import list_to_certify
from participants.certification.models import CertifiedList
from participants.certification.storage import SIGNED
from signing.errors import SigningError
from signing.paper.making import text_in
from tests.cast import Cast, make_aco
from tests.participants.certification.certifying import (
    PAGE,
    asked,
    certified_by,
    certify,
    kept,
    year,
)

pytestmark = [pytest.mark.rule("C2"), pytest.mark.usefixtures("in_december")]


def content_of(certified: CertifiedList) -> bytes:
    with SIGNED.open(certified.signed_as) as file:
        return bytes(file.read())


@pytest.mark.rule("F4")
def test_the_signed_pdf_names_the_list_by_its_hash_and_who_signed_as_what(lakeside: Cast) -> None:
    certified = certify(lakeside)
    assert certified.contact_type == "authorized_to_sign_primary"
    answer: Any = lakeside.browser("it").get(f"{PAGE}2027/certification.pdf")
    content = b"".join(answer.streaming_content)
    assert content == content_of(certified)
    assert hashlib.sha256(content).hexdigest() == certified.signed_sha256
    text = " ".join(" ".join(text_in(content)).split())
    assert certified.sha256 in text.replace(" ", "")
    assert "Elm Clinic, TIN" in text
    assert "001234567" not in text, "TINs stand in it as on pages"
    assert "The Signer, Authorized to Sign (primary)" in text
    signatures = PdfFileReader(io.BytesIO(content)).embedded_regular_signatures
    assert [one.field_name for one in signatures] == ["Signature1"]
    call_command("verify_certified_lists")


@pytest.mark.rule("F4")
def test_its_time_stamp_is_renewed_with_those_of_signing_events(lakeside: Cast) -> None:
    certified = certify(lakeside)
    call_command("renew_time_stamps", days=36_500)
    answer: Any = lakeside.browser("it").get(f"{PAGE}2027/certification.pdf")
    content = b"".join(answer.streaming_content)
    assert content.startswith(content_of(certified))
    assert len(content) > certified.signed_size
    call_command("verify_certified_lists")


@pytest.mark.rule("F4")
def test_a_signed_pdf_that_is_another_or_gone_is_named(lakeside: Cast, capsys: Any) -> None:
    certified = certify(lakeside)
    content = content_of(certified)
    SIGNED.delete(certified.signed_as)
    with pytest.raises(CommandError, match="1 of 1 lists"):
        call_command("verify_certified_lists")
    assert "Its signed PDF is gone." in capsys.readouterr().err
    assert lakeside.browser("it").get(f"{PAGE}2027/certification.pdf").status_code == 404
    SIGNED.save(certified.signed_as, [content + b" "])
    with pytest.raises(CommandError, match="1 of 1 lists"):
        call_command("verify_certified_lists")
    assert "does not have the hash" in capsys.readouterr().err


def test_without_a_certificate_to_check_with_each_text_is_checked(
    lakeside: Cast, settings: Any, capsys: Any
) -> None:
    certify(lakeside)
    again = CertifiedList.objects.create(
        aco=make_aco("A9102"),
        performance_year=year(),
        certified_by=lakeside.signer,
        statement="As it was said then.",
        participants=1,
        providers=1,
        content="{}",
        sha256="0" * 64,
        **kept(),
    )
    settings.SIGNING_OWN = None
    with pytest.raises(CommandError, match="There is no certificate to check with"):
        call_command("verify_certified_lists")
    assert f"(number {again.pk}). Its text does not have the hash" in capsys.readouterr().err


@pytest.mark.rule("F3")
def test_without_the_full_name_and_a_code_nothing_is_certified(lakeside: Cast) -> None:
    signer, aco = lakeside.signer, lakeside.lakeside
    with pytest.raises(SigningError, match="Enter your full name"):
        certified_by(signer, aco, year(), name="Somebody Else")
    with pytest.raises(WrongCode):
        certified_by(signer, aco, year(), code="000000")
    assert not CertifiedList.objects.exists()
    assert AuthenticatorApp.objects.get(user=signer).throttling_failure_count == 1, "it is counted"


@pytest.mark.rule("F3")
def test_the_page_keeps_what_was_typed(lakeside: Cast) -> None:
    browser = lakeside.browser("signer")
    seen = list_to_certify(lakeside.lakeside, year())[1]
    wrong = asked(lakeside.signer, seen, name="Somebody Else")
    page = browser.post(PAGE, wrong).content.decode()
    assert "Enter your full name" in page
    assert "Somebody Else" in page
    assert not CertifiedList.objects.exists()
