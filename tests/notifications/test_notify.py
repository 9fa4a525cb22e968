"""notify(): a row of the action's own transaction (rules E3, E6)."""

from typing import Any

import pytest
from django.db import transaction

from accounts.notices import SECURITY_CHANGE
from invitations import actions
from invitations.actions import Invitee, invite
from invitations.models import Invitation
from invitations.notices import INVITED
from notifications.actions import notify
from notifications.actions.relay import relay_due_mail
from notifications.apps import register_kinds
from notifications.models import Notification
from tests.cast import Cast, make_person
from tests.floors import ROOT, rooms
from tests.written import dotted


def test_the_kinds_of_every_package_are_known_to_every_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Also of a package that is no app, which nothing else may have imported yet."""
    imported: list[str] = []
    monkeypatch.setattr("notifications.apps.import_module", imported.append)
    register_kinds()
    files = {path for room in rooms() for path in ROOT.glob(f"{room}/**/notices.py")}
    assert set(imported) == {dotted(path.relative_to(ROOT)) for path in files}
    assert "accounts.registration.notices" in imported


@pytest.mark.rule("E3")
@pytest.mark.django_db(transaction=True)
def test_notify_belongs_into_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        notify(SECURITY_CHANGE, address="ann@example.org", data={"what": "", "first_name": ""})
    assert not Notification.objects.exists()


@pytest.mark.rule("E6")
@pytest.mark.django_db
def test_each_committed_action_nudges_the_relay(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    asked: list[object] = []
    monkeypatch.setattr("acoms.operations.nudging._want", asked.append)
    with django_capture_on_commit_callbacks(execute=True):
        invite_jo(cast)
        assert asked == []
    assert asked == [("notifications.tasks.relay_mail", ())]


def invite_jo(cast: Cast) -> Invitation:
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")
    return invite(acting_person=cast.exec, aco=cast.lakeside, invitee=jo, codes=["other"])


def decline(cast: Cast, invitation: Invitation) -> None:
    jo = make_person("jo_chen", email="jo@example.net")
    actions.decline(acting_person=jo, invitation=invitation)


def withdraw(cast: Cast, invitation: Invitation) -> None:
    actions.withdraw(acting_person=cast.exec, invitation=invitation)


def send_again(cast: Cast, invitation: Invitation) -> None:
    actions.send_again(acting_person=cast.exec, invitation=invitation)


@pytest.mark.rule("E6", "A7")
@pytest.mark.parametrize("act", [decline, withdraw, send_again])
def test_an_invitation_that_is_over_before_its_mail_leaves_is_not_mailed(
    cast: Cast, mailoutbox: list[Any], act: Any
) -> None:
    invitation = invite_jo(cast)
    old = Notification.objects.get(kind=INVITED.name)
    act(cast, invitation)
    relay_due_mail()
    old.refresh_from_db()
    assert old.sent_at is None
    assert old.failure == "Out of date before it could be sent."
    to_jo = [mail for mail in mailoutbox if mail.to == ["jo@example.net"]]
    assert len(to_jo) == (1 if act is send_again else 0)
