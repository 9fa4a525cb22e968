"""The pages of the Signing Event: what is to be signed, a document, the signed PDF (F3 to F7)."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.attention import needing_attention_by_right
from contacts.queries import acos_of_person
from signing.actions import close_event, write_version
from signing.errors import SigningError
from signing.models import Signature
from signing.storage import SIGNED
from tests.cast import Cast
from tests.signing.events import document, fresh_code, opened, sign

PAGE = "/acos/A9101/signing-event/"


def address(own: Any, kind: str = "compliance", name: str = "read_document") -> str:
    return reverse(name, args=["A9101", own.pk, document(own, kind).pk])


def form_of(page: str) -> dict[str, str]:
    """The hidden fields of the page's form."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def content_of(browser: Client, url: str) -> bytes:
    answer: Any = browser.get(url)
    return b"".join(answer.streaming_content)


def text_of(browser: Client, url: str) -> str:
    return browser.get(url).content.decode()


@pytest.mark.rule("F3", "F7")
def test_a_signer_reads_and_signs_and_takes_the_pdf(cast: Cast) -> None:
    own = opened(cast)
    browser = cast.browser("exec")
    page = text_of(browser, PAGE)
    assert "20 days left" in page
    assert "0 of 3\n" in page or "0 of 3" in page
    assert page.count("Read and sign") == 2, "the DUA is not theirs"
    assert "Waiting for The Dua-Requestor" in page or "Waiting for The Dua" in page
    page = text_of(browser, address(own))
    pdf = content_of(browser, address(own, name="document_pdf"))
    assert hashlib.sha256(pdf).hexdigest() in page, "the page says the hash of the very PDF"
    assert "Lakeside Care Partners ACO (A9101) certifies to the Centers" in page
    assert "I sign it for Lakeside Care Partners ACO (A9101) as ACO Executive." in page
    said = {**form_of(page), "agreed": "on", "name": "The Exec", "code": fresh_code(cast.exec)}
    page = browser.post(address(own), said, follow=True).content.decode()
    assert "You signed Compliance and data certification" in page
    signed = Signature.objects.get()
    answer: Any = browser.get(reverse("signed_pdf", args=["A9101", signed.pk]))
    content = b"".join(answer.streaming_content)
    assert hashlib.sha256(content).hexdigest() == signed.sha256
    for role in ("exec", "qpp_staff", "delegate"):
        for url in (address(own), PAGE):
            assert signed.sha256 in text_of(cast.browser(role), url)
    url = reverse("admin:signing_acoevent_change", args=[own.pk])
    assert signed.sha256 in text_of(cast.browser("cms_staff"), url)
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.rule("F3")
def test_what_is_left_out_is_asked_for_and_nothing_is_signed(cast: Cast) -> None:
    own = opened(cast)
    browser = cast.browser("exec")
    hidden = form_of(text_of(browser, address(own)))
    whole = {**hidden, "agreed": "on", "name": "The Exec", "code": "000000"}
    for change, why in (
        ({"agreed": ""}, "Check the box to sign"),
        ({"name": ""}, "Enter your full name."),
        ({"name": "Somebody Else"}, "Enter your full name as ACO-MS has it: The Exec."),
        ({"code": "12"}, "This did not count as a try"),
        ({}, "This code is wrong"),
        ({"seen": "0" * 64}, "has changed since you opened it"),
    ):
        page = browser.post(address(own), {**whole, **change}).content.decode()
        assert why in page
    assert not Signature.objects.exists()


@pytest.mark.rule("F7", "A6", "A13")
@pytest.mark.parametrize("role", ["security_official", "qpp_staff", "delegate", "liaison"])
def test_others_see_it_and_sign_nothing(cast: Cast, role: str) -> None:
    own = opened(cast)
    browser = cast.browser(role)
    page = text_of(browser, PAGE)
    assert "Read and sign" not in page
    assert "Compliance and data certification" in page
    reads = text_of(browser, address(own))
    assert "Your full name" not in reads
    if role in ("security_official", "qpp_staff"):
        assert "The Exec" not in page + reads, "they see types, not people"
        assert "ACO Executive" in page
    said = {
        "version": "1",
        "seen": "0" * 64,
        "contact_type": "aco_executive",
        "agreed": "on",
        "name": getattr(cast, role).full_name,
        "code": "000000",
    }
    assert browser.post(address(own), said).status_code == 403


@pytest.mark.rule("F2")
def test_the_dua_is_the_requestors_and_names_the_custodians(cast: Cast) -> None:
    own = opened(cast)
    assert "Your full name" not in text_of(cast.browser("exec"), address(own, "dua"))
    page = text_of(cast.browser("dua_requestor"), address(own, "dua"))
    assert "The Custodian" in page
    assert "as DUA Requestor" in page


@pytest.mark.rule("F3")
def test_who_signs_second_reads_what_was_signed_first_to_the_byte(cast: Cast) -> None:
    own = opened(cast)
    first = sign(cast.exec, own, "cehrt")
    type(own.aco).objects.filter(pk=own.aco_id).update(name="Another Name ACO")
    browser = cast.browser("signer")
    page = text_of(browser, address(own, "cehrt"))
    paper = page.partition("<article")[2].partition("</article>")[0]
    assert first.read_sha256 in page
    assert "Lakeside Care Partners ACO (A9101) certifies" in paper
    said = {**form_of(page), "agreed": "on", "name": "The Signer", "code": fresh_code(cast.signer)}
    browser.post(address(own, "cehrt"), said)
    assert Signature.objects.get(slot=2).read_sha256 == first.read_sha256


@pytest.mark.rule("F5")
def test_a_new_version_is_told_and_what_was_signed_stays_readable(cast: Cast) -> None:
    own = opened(cast)
    first = sign(cast.signer, own)
    with pytest.raises(SigningError, match="cannot be seen"):
        write_version(
            acting_person=cast.cms_staff,
            document=document(own),
            text="We certify more.",
            reason="A sentence\u202e was missing.",
        )
    write_version(
        acting_person=cast.cms_staff,
        document=document(own),
        text="We certify more.",
        reason="A sentence was missing.",
    )
    browser = cast.browser("exec")
    page = text_of(browser, address(own))
    assert "A sentence was missing." in page
    assert "signed PDF of version 1" in page
    assert "Read and sign" in text_of(browser, PAGE)
    assert browser.get(reverse("signed_pdf", args=["A9101", first.pk])).status_code == 200


def test_a_closed_event_stays_readable(cast: Cast) -> None:
    own = opened(cast)
    close_event(acting_person=cast.cms_staff, event=own.event)
    browser = cast.browser("exec")
    assert "Closed" in text_of(browser, PAGE)
    assert "Your full name" not in text_of(browser, address(own))


@pytest.mark.rule("F7")
def test_the_dashboard_says_what_one_can_sign(cast: Cast) -> None:
    own = opened(cast)
    sign(cast.exec, own)

    def said(role: str) -> list[str]:
        person = getattr(cast, role)
        acos = list(acos_of_person(person.pk))
        return [item.text for item in needing_attention_by_right(acos) if item.is_for(person.pk)]

    assert said("exec")[0].startswith("Sign 1 document of Lakeside")
    assert said("dua_requestor")[0].startswith("Sign 1 document of Lakeside")
    assert said("liaison") == said("qpp_staff") == []
    assert not any(text.startswith("Sign") for text in said("delegate"))
    sign(cast.exec, own, "cehrt")
    assert said("exec") == []
    assert said("signer")[0].startswith("Sign 1 document")
    assert "1 document, A9101" in text_of(cast.browser("signer"), "/dashboard/")


@pytest.mark.rule("A15")
def test_without_an_event_the_page_says_who_is_lacking(cast: Cast) -> None:
    page = text_of(cast.browser("exec"), PAGE)
    assert "A Signing Event cannot open yet" in page
    assert "No Signing Event is open" in page


def test_the_page_takes_as_many_queries_with_one_event_as_with_several(cast: Cast) -> None:
    own = opened(cast)
    sign(cast.exec, own)
    browser = cast.browser("signer")
    browser.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        browser.get(PAGE)
    for _ in range(3):
        opened(cast, {"compliance": 1, "cehrt": 2, "dua": 1, "incentives": 1})
    with CaptureQueriesContext(connection) as several:
        page = browser.get(PAGE).content.decode()
    assert page.count("<table") == 4
    assert len(one) == len(several)


@pytest.mark.rule("F4")
def test_anybody_reads_how_to_verify_and_takes_the_root(client: Client) -> None:
    page = text_of(client, "/how-to-verify/")
    assert "pdfsig -nocert" in page
    assert "Not total document signed" in page
    assert "pyhanko-cli" in page
    root = client.get("/how-to-verify/root.pem")
    assert root.content.startswith(b"-----BEGIN CERTIFICATE-----")


def test_without_a_certificate_there_is_no_root(client: Client, settings: Any) -> None:
    settings.SIGNING_OWN = None
    assert client.get("/how-to-verify/root.pem").status_code == 404
    assert "root certificate" not in text_of(client, "/how-to-verify/").casefold()


def test_a_version_that_no_page_of_ours_showed_is_written_meanwhile(cast: Cast) -> None:
    found = document(opened(cast))
    url = reverse("admin:signing_signingevent_document", args=[found.pk])
    typed = {"text": "We certify more.", "reason": "A sentence was missing.", "seen": "9" * 5_000}
    page = cast.browser("cms_staff").post(url, typed)
    assert page.status_code == 200
    assert "was written meanwhile" in page.content.decode()


@pytest.mark.rule("F3")
@pytest.mark.parametrize("gone", [True, False])
def test_a_signed_file_that_cannot_be_read_is_said_on_a_page(cast: Cast, gone: bool) -> None:
    own = opened(cast)
    first = sign(cast.signer, own, "cehrt")
    for name in (first.read_as, first.signed_as):
        SIGNED.delete(name)
        if not gone:
            path = Path(settings.FILES_ROOT) / SIGNED.name_of(name)
            path.write_bytes(b"no file of ours" * 9)
    browser = cast.browser("second_signer")
    for view in ("read_document", "document_pdf"):
        page = browser.get(address(own, "cehrt", name=view))
        assert page.status_code == 404
        assert "cannot be read" in page.content.decode()
    assert browser.get(reverse("signed_pdf", args=["A9101", first.pk])).status_code == 404
