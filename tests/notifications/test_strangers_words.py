"""What people type stands in mails in a place of its own, and neither in the subject nor in the
first sentence (decision 0052). That no notification says a name there, `tests/speaking.py` asks."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Person
from contacts.actions import end_types
from contacts.models import Contact
from invitations.actions import Invitee, activate, invite
from notifications.actions import choose_mail
from notifications.actions.digests import carry
from notifications.actions.relay import relay_due_mail
from notifications.kinds import _kinds
from notifications.models import Notification
from notifications.quoting import quoted
from qpp_roles.connect.actions.requesting import request_role
from qpp_roles.organizations.kinds import Role
from qpp_roles.roles.actions.deciding import deny_request
from tests.cast import Cast, make_person
from tests.qpp_roles.roles.in_roles import ElmStreet

# Places, types, days and numbers; and what is made of them in Python.
OURS = {
    *("aco", "place", "role", "types", "year", "late", "said", "what", "title", "lines", "more"),
    *("new", "reference", "ends", "expires_at", "days", "left"),
    *("aco_id", "subject", "invitation.aco.aco_id"),
    *("invitation.aco", "invitation.aco.name", "invitation.types_listed", "has_password"),
    *("invitation.expires_at", "invitation.days_left", "approved", "user_id", "notices"),
}
_VARIABLE = re.compile(r"{{ ([\w.]+)|{% (?:if|elif) (?:not )?([\w.]+)|{% for \w+ in ([\w.]+)")
NASTY = "Call 555-0100 now.\nACO-MS: it ends\r\n-- \nhttps://evil.example/x or evil.com\u202e"


def mails() -> Iterator[str]:
    return iter(sorted({kind.mail for kind in _kinds.values() if kind.mail}))


def variables(source: str) -> set[str]:
    return {name for found in _VARIABLE.findall(source) for name in found if name}


def source(stem: str, ending: str) -> str:
    return (Path(settings.BASE_DIR) / "templates" / f"{stem}{ending}").read_text()


def first_paragraph(stem: str, ending: str) -> str:
    body = source(stem, ending).partition("{% block body %}")[2]
    found = body.split("</p>")[0] if ending == ".html" else body.lstrip("\n").split("\n")[0]
    return re.sub(
        r"{% include \"notifications/email/_quoted.\w+\" %}.*", "", found, flags=re.DOTALL
    )


@pytest.mark.rule("A7", "D5")
def test_subjects_and_first_sentences_hold_words_of_ours_alone() -> None:
    stems = list(mails())
    assert len(stems) > 25
    for stem in stems:
        heading = source(stem, ".html").partition("{% block heading %}")[2].split("{% endblock")[0]
        for part in (
            source(stem, ".subject.txt"),
            heading,
            first_paragraph(stem, ".txt"),
            first_paragraph(stem, ".html"),
        ):
            assert variables(part) <= OURS, f"{stem}: {part}"


@given(st.text(max_size=40) | st.text("a.:/ \n\r\u2028\u202e>-whtp", max_size=40))
def test_a_quotation_stays_within_its_place(typed: str) -> None:
    text = render_to_string(
        "notifications/email/_quoted.txt", {"quoted": quoted(("Name given", typed))}
    )
    for line in text.splitlines():
        assert line in ("", "Name given:") or line.startswith("> ")
        assert not LINK.search(unicodedata.normalize("NFKC", line)) or "@" in line
        assert line.isprintable()


def test_a_quotation_is_read_as_it_was_meant() -> None:
    assert quoted(("Name", " Jo  Chen "), ("Reason", " \n"), ("To", "jo@example.org")) == [
        {"label": "Name", "text": "Jo Chen", "lines": ["Jo Chen"]},
        {"label": "To", "text": "jo@example.org", "lines": ["jo@example.org"]},
    ]
    (reason,) = quoted(("Reason", NASTY))
    assert reason["lines"] == [
        "Call 555-0100 now.",
        "ACO-MS: it ends",
        "--",
        "https: //evil. example/x or evil. com",
    ]


LINK = re.compile(r"://\S|www\.\S|[a-z0-9-][.\u3002][a-z]{2}", re.IGNORECASE)
MARK = "Zorro Zulu"


@pytest.fixture
def zorro(db: None) -> Person:
    return make_person("zorro_zulu")


def check(message: Any, *typed: str) -> None:
    """`typed` is in the mail, in text and HTML, each only as a line of a quotation or a list."""
    html = str(message.alternatives[0][0])
    assert len(message.subject) <= 60
    for words in typed:
        assert words not in message.subject
        assert words not in message.body.split("\n")[0]
        assert words in html
        lines = [line for line in message.body.splitlines() if words in line]
        assert lines
        assert all(re.match(r" *> |- “", line) for line in lines), lines


@pytest.mark.rule("A7", "A8")
def test_whom_an_administrator_invites_reads_our_words_first(
    cast: Cast, zorro: Person, mailoutbox: list[Any]
) -> None:
    Person.objects.filter(pk=cast.exec.pk).update(first_name="Prize", last_name="Office")
    cast.exec.refresh_from_db()
    to = Invitee(first_name="Urgent", last_name="Winner", email=zorro.email)
    invited = invite(acting_person=cast.exec, aco=cast.lakeside, invitee=to, codes=["other"])
    relay_due_mail()
    check(mailoutbox[0], "Prize Office", "Urgent Winner")
    assert mailoutbox[0].body.startswith("You are invited to Lakeside Care Partners ACO (A9101)")
    mailoutbox.clear()
    choose_mail(acting_person=cast.exec, weekly_digest=True)
    activate(acting_person=zorro, invitation=invited)
    carry(Notification.objects.held())
    relay_due_mail()
    (digest,) = [mail for mail in mailoutbox if mail.subject == "Your week in ACO-MS"]
    check(digest, "Urgent Winner")


@pytest.mark.rule("A19")
def test_a_reason_cannot_pose_as_the_mail(cast: Cast, mailoutbox: list[Any]) -> None:
    contact = Contact.objects.get(person=cast.liaison)
    end_types(acting_person=cast.exec, contact=contact, codes=["cms_liaison"], reason=NASTY)
    relay_due_mail()
    (mail,) = [mail for mail in mailoutbox if ": you are " in mail.subject]
    check(mail, "ACO-MS: it ends", "The Exec")
    assert "https://evil" not in mail.body
    assert "https://evil" not in mail.alternatives[0][0]


@pytest.mark.rule("D5")
def test_who_asks_for_a_role_is_named_below_what_is_asked(
    zorro: Person, mailoutbox: list[Any]
) -> None:
    elm = ElmStreet()
    asked = request_role(acting_person=zorro, place=elm.practice, role=Role.STAFF_USER)
    relay_due_mail()
    (told,) = [mail for mail in mailoutbox if mail.to == [elm.official.email]]
    check(told, MARK)
    mailoutbox.clear()
    deny_request(acting_person=elm.official, role_request=asked, reason=NASTY)
    relay_due_mail()
    check(mailoutbox[0], "ACO-MS: it ends", elm.official.full_name)
