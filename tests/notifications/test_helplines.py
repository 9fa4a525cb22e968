"""Each mail sends its reader to those who help with its matter (A20, D9)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.template.loader import get_template
from django.utils import timezone

from notifications.actions.digests import carry
from notifications.actions.relay import relay_due_mail
from notifications.helplines import HELPDESK
from notifications.kinds import Kind, _kinds
from notifications.models import Notification
from qpp_roles.connect.notices import tell_pending
from qpp_roles.organizations.helpline import QPP
from qpp_roles.roles.notices import remind_official
from tests.qpp_roles.roles.in_roles import ElmStreet

pytestmark = pytest.mark.rule("A20")

# What concerns roles in QPP's organizations; all other mail is about an ACO or an account here.
OF_QPP = {
    "role_pending",
    "role_validated",
    "role_request_waiting",
    "role_request_answered",
    "qpp_role_changed",
    "role_requests_waiting",
    "role_request_waiting_long",
    "role_request_left_waiting",
}
WITH_MAIL = [kind for kind in _kinds.values() if kind.mail]


@pytest.mark.parametrize("kind", WITH_MAIL, ids=lambda kind: kind.name)
def test_a_mail_ends_with_the_helpline_of_its_matter(kind: Kind) -> None:
    """A kind of the room of QPP's roles that stands in neither list is a question to its author."""
    assert kind.helpline is (QPP if kind.name in OF_QPP else HELPDESK)
    for form in ("txt", "html"):
        sources = list(_sources(f"{kind.mail}.{form}"))
        assert all("1-888-" not in source for source in sources[:-1])
        assert sources[-1] == _source(f"notifications/email_base.{form}"), "which says the helpline"


def _source(name: str) -> str:
    template: Any = get_template(name)
    return str(template.template.source)


def _sources(name: str) -> Iterator[str]:
    """The template's source, then that of each which it extends, up to the last."""
    source = _source(name)
    yield source
    if base := re.match(r'{% extends "(.+?)" %}', source):
        yield from _sources(base[1])


def test_the_room_of_qpps_roles_has_no_other_kinds() -> None:
    names = {kind.name for kind in WITH_MAIL if kind.mail.startswith("qpp_roles/")}
    assert names - OF_QPP == {"qpp_roles.from_harp", "qpp_roles.came_from_harp"}


@pytest.mark.django_db
def test_the_mail_of_a_request_names_qpp_and_not_the_acos_helpdesk() -> None:
    elm = ElmStreet()
    tell_pending(elm.ask(), [elm.official])
    relay_due_mail()
    assert len(mail.outbox) == 2
    sent: list[Any] = mail.outbox
    for one in sent:
        for text in (one.body, one.alternatives[0][0]):
            assert "1-866-288-8292" in text
            assert text.count("QPP@cms.hhs.gov") >= 1
            assert settings.HELPDESK_EMAIL not in text
            assert settings.HELPDESK_PHONE not in text


@pytest.mark.django_db
def test_a_digest_names_the_helplines_of_what_it_carries() -> None:
    elm = ElmStreet()
    told = remind_official(elm.official, [elm.ask()])
    Notification.objects.create(
        kind="role_requests_waiting",
        person=elm.official,
        address=elm.official.email,
        data=told.data,
        held=True,
        on_screen=True,
        by_email=False,
        due_at=timezone.now(),
    )
    carry(Notification.objects.held())
    relay_due_mail()
    (digest,) = mail.outbox
    assert "QPP@cms.hhs.gov" in digest.body
    assert settings.HELPDESK_EMAIL not in digest.body
