"""`/_mail/`: where a person, or a program, reads the mail that the site sent."""

import asyncio
import os
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage as DjangoMessage
from django.test import Client

from acoms.local.mail_sink import Sink


@pytest.fixture(autouse=True)
def mail(settings: Any, tmp_path: Path) -> Path:
    settings.MAIL_SINK = tmp_path / "mail"
    return tmp_path / "mail"


async def deliver(mail: Path, to: list[str], subject: str, text: str, html: str = "") -> None:
    """Hand a message to the sink as the mail server does."""
    message = EmailMessage()
    message["From"] = "ACO-MS <no-reply@acoms.invalid>"
    message["To"] = ", ".join(to)
    message["Subject"] = subject
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")

    class Envelope:
        rcpt_tos = to
        content = bytes(message)

    assert await Sink(mail).handle_DATA(None, None, Envelope()) == "250 OK"


def run(work: Coroutine[Any, Any, None]) -> None:
    """In a thread of its own: browser tests leave an event loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


@pytest.fixture
def inbox(mail: Path) -> None:
    invitation = "Open https://acoms.example.org/invitation/abc/ <b>now</b>"
    run(deliver(mail, ["Dana@Example.org"], "First", invitation, "<h1>Hi</h1><script>"))
    time.sleep(0.001)
    run(deliver(mail, ["lee@example.org", "dana@example.org"], "Second", "two"))


@pytest.mark.usefixtures("inbox")
def test_json_has_the_newest_first_for_one_address_in_any_letter_case(client: Client) -> None:
    found = client.get("/_mail/messages.json", {"to": "DANA@example.org"}).json()
    assert [one["subject"] for one in found] == ["Second", "First"]
    assert set(found[0]) == {"to", "subject", "text", "html", "received_at"}
    assert found[0]["to"] == ["lee@example.org", "dana@example.org"]
    assert found[1]["html"].startswith("<h1>Hi</h1>")
    only = client.get("/_mail/messages.json", {"to": "lee@example.org"}).json()
    assert [one["subject"] for one in only] == ["Second"]
    assert len(client.get("/_mail/messages.json").json()) == 2


def test_a_subject_that_begins_on_the_next_line_has_no_space_before_it(
    client: Client, mail: Path
) -> None:
    subject = "Administrators or signers of Lakeside Care Partners A… changed"
    message = DjangoMessage(subject=subject, body="x", to=["jo@example.org"]).message()
    assert "Subject: \n " in message.as_string(), "as a long one with other letters is written"
    mail.mkdir()
    (mail / f"{time.time_ns():020}-1-1.eml").write_bytes(message.as_bytes())
    assert client.get("/_mail/messages.json").json()[0]["subject"] == subject


@pytest.mark.usefixtures("inbox")
def test_the_list_leads_to_each_message_and_its_links_work(client: Client) -> None:
    page = client.get("/_mail/")
    assert page.status_code == 200
    assert page.content.index(b"Second") < page.content.index(b"First")
    first = page.context["messages_received"][1]
    shown = client.get(f"/_mail/{first.key}/").content.decode()
    assert 'href="https://acoms.example.org/invitation/abc/"' in shown
    assert "<b>now</b>" not in shown


@pytest.mark.usefixtures("inbox")
def test_the_html_version_can_do_nothing(client: Client) -> None:
    key = client.get("/_mail/").context["messages_received"][1].key
    page = client.get(f"/_mail/{key}/")
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert b'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page.content
    html = client.get(f"/_mail/{key}/html/")
    policy = html["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups" in policy
    assert "script" not in policy
    assert "form" not in policy
    assert html["X-Frame-Options"] == "SAMEORIGIN"


def test_an_empty_mailbox_says_what_to_do(client: Client) -> None:
    assert b"No mail yet" in client.get("/_mail/").content
    assert b"No mail to a@example.org" in client.get("/_mail/?to=a@example.org").content


@pytest.mark.parametrize("path", ["/_mail/1-2-3/", "/_mail/1-2-3/html/", "/_mail/../../etc/"])
def test_there_is_no_message_that_was_not_received(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.usefixtures("inbox")
def test_nobody_else_on_the_machine_reads_the_mail(mail: Path) -> None:
    assert mail.stat().st_mode & 0o077 == 0
    assert all(os.stat(path).st_mode & 0o077 == 0 for path in mail.iterdir())
