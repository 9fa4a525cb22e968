"""Confirming a list once, and sending it row by row."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from accounts.models import Person
from acoms.access import Refused
from contacts.models import HeldType
from invitations.actions import Invitee, invite
from invitations.bulk import actions, tasks
from invitations.bulk.actions import BulkInvitationError, confirm_bulk_invitation
from invitations.bulk.checks import fingerprint
from invitations.bulk.models import BulkInvitation, Row
from invitations.bulk.queries import QUIET, stalled
from invitations.models import Invitation
from notifications.models import Notification
from tests.cast import Cast, make_contact, make_person
from tests.invitations.bulk.lists import check, confirm, people, prepare, results, send_all

THREE = "A,Ray,a@x.org,,,other\nB,Ray,nonsense,,,other\nC,Ray,c@x.org,,,financial"


@pytest.mark.rule("A5", "A7", "E3")
def test_a_list_is_sent_in_the_name_of_whoever_confirms(cast: Cast) -> None:
    bulk = prepare(cast.exec, cast.lakeside, people(30))
    assert not Invitation.objects.exists()
    assert confirm(bulk, cast.liaison)
    assert not Invitation.objects.exists(), "sending is the worker's"
    send_all(bulk)
    assert set(results(bulk).values()) == {"sent"}
    assert bulk.finished_at is not None
    assert set(Invitation.objects.values_list("invited_by", flat=True)) == {cast.liaison.pk}
    assert Notification.objects.filter(kind="invited").count() == 30
    first: Any = Invitation.objects.get(email="guest1@example.net")
    assert (first.full_name, first.phone, first.title, first.types) == (
        "Guest Number1",
        "555-0101",
        "Analyst",
        ["other"],
    )
    history = first.events.first().pgh_context.metadata
    assert history["acting_person"] == cast.liaison.pk
    assert history["bulk_invitation"] == bulk.pk


@pytest.mark.rule("E4")
def test_nothing_is_sent_twice(cast: Cast) -> None:
    bulk = prepare(cast.exec, cast.lakeside, people(3))
    shown = fingerprint(check(bulk, cast.exec))
    submit = partial(
        confirm_bulk_invitation,
        acting_person=cast.exec,
        bulk=bulk,
        shown=shown,
        good_ones_only=False,
    )
    assert submit()
    assert not submit()
    send_all(bulk)
    assert not submit()
    send_all(bulk)
    tasks.send(bulk.pk)
    assert Invitation.objects.count() == 3
    assert set(Invitation.objects.values_list("generation", flat=True)) == {1}


def test_the_same_list_read_in_twice_invites_nobody_twice(cast: Cast) -> None:
    first, second = (prepare(cast.exec, cast.lakeside, people(2)) for _ in range(2))
    shown = fingerprint(check(second, cast.exec))
    confirm(first, cast.exec)
    assert confirm_bulk_invitation(
        acting_person=cast.exec, bulk=second, shown=shown, good_ones_only=False
    )
    send_all(first)
    send_all(second)
    assert set(results(first).values()) == {"sent"}
    assert all("has an open invitation already" in why for why in results(second).values())
    assert Invitation.objects.count() == 2


def test_the_good_ones_only_if_that_was_chosen(cast: Cast) -> None:
    bulk = prepare(cast.exec, cast.lakeside, THREE)
    with pytest.raises(BulkInvitationError, match="so none was"):
        confirm(bulk, cast.exec)
    bulk.refresh_from_db()
    assert bulk.confirmed_at is None
    assert confirm(bulk, cast.exec, good_ones_only=True)
    send_all(bulk)
    assert results(bulk) == {
        1: "sent",
        2: "E-mail: Enter an e-mail address, such as name@example.org.",
        3: "sent",
    }


def test_a_list_without_a_good_row_is_not_confirmed(cast: Cast) -> None:
    bulk = prepare(cast.exec, cast.lakeside, "A,B,nonsense,,,other")
    with pytest.raises(BulkInvitationError, match="None of the rows"):
        confirm(bulk, cast.exec, good_ones_only=True)


@pytest.mark.parametrize("change", ["holder", "invitation"])
def test_nobody_confirms_what_they_have_not_been_shown(cast: Cast, change: str) -> None:
    bulk = prepare(cast.exec, cast.lakeside, THREE)
    shown = fingerprint(check(bulk, cast.exec))
    if change == "holder":
        make_contact(cast.lakeside, make_person("sam_ortiz"), ["financial"])
    else:
        to = Invitee(first_name="A", last_name="Ray", email="a@x.org")
        invite(acting_person=cast.exec, aco=cast.lakeside, invitee=to, codes=["other"])
    with pytest.raises(BulkInvitationError, match="changed since this page was made"):
        confirm_bulk_invitation(
            acting_person=cast.exec, bulk=bulk, shown=shown, good_ones_only=True
        )
    bulk.refresh_from_db()
    assert bulk.confirmed_at is None
    assert set(results(bulk).values()) == {"waiting"}


@pytest.mark.rule("A5")
@pytest.mark.parametrize("who", ["it", "delegate", "qpp_staff", "outsider"])
def test_nobody_else_prepares_or_confirms(cast: Cast, who: str) -> None:
    bulk = prepare(cast.exec, cast.lakeside, people(1))
    person: Person = getattr(cast, who)
    with pytest.raises(Refused):
        prepare(person, cast.lakeside, people(1))
    with pytest.raises(Refused):
        confirm(bulk, person)
    bulk.refresh_from_db()
    assert bulk.confirmed_at is None


@pytest.mark.rule("A5")
@pytest.mark.parametrize("change", ["contact ended", "account locked"])
def test_whoever_may_invite_no_longer_sends_nothing_more(cast: Cast, change: str) -> None:
    bulk = prepare(cast.liaison, cast.lakeside, people(3))
    confirm(bulk, cast.liaison)
    actions.send_rows(bulk.pk, 1)
    if change == "contact ended":
        HeldType.objects.filter(contact__person=cast.liaison).update(
            ended_at=timezone.now(), end_reason="Left"
        )
        why = "You are not a contact of this ACO."
    else:
        Person.objects.filter(pk=cast.liaison.pk).update(is_active=False)
        why = "The Liaison, who confirmed the list, may not sign in now."
    send_all(bulk)
    assert results(bulk) == {1: "sent", 2: why, 3: why}


@pytest.mark.rule("A3")
def test_each_row_is_asked_again_when_it_is_sent(cast: Cast) -> None:
    bulk = prepare(cast.exec, cast.lakeside, "T,I,jo@x.org,,,IT secondary\nA,B,a@x.org,,,other")
    confirm(bulk, cast.exec)
    make_contact(cast.lakeside, make_person("jo", email="jo@x.org"), ["it_primary"])
    send_all(bulk)
    said = results(bulk)
    assert "must be two different people" in said[1]
    assert said[2] == "sent"


def test_an_error_of_ours_in_one_row_does_not_hold_up_the_others(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    bulk = prepare(cast.exec, cast.lakeside, people(3))
    confirm(bulk, cast.exec)
    break_for("guest2@example.net", RuntimeError("oh"), monkeypatch)
    send_all(bulk)
    said = results(bulk)
    assert (said[1], said[3]) == ("sent", "sent")
    assert "an error of ours" in said[2]


@pytest.mark.rule("E6")
def test_a_database_that_is_away_leaves_the_row_to_do(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    bulk = prepare(cast.exec, cast.lakeside, people(3))
    confirm(bulk, cast.exec)
    with monkeypatch.context() as patch:
        break_for("guest2@example.net", OperationalError("gone"), patch)
        with pytest.raises(OperationalError):
            send_all(bulk)
        assert list(results(bulk).values()) == ["sent", "waiting", "waiting"]
    send_all(bulk)
    assert set(results(bulk).values()) == {"sent"}


def break_for(email: str, error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    """Inviting this address writes its invitation and then fails."""

    def invite_or_break(**kwargs: Any) -> Invitation:
        invitation = invite(**kwargs)
        if invitation.email == email:
            raise error
        return invitation

    monkeypatch.setattr(actions, "invite_anew", invite_or_break)


def test_a_list_is_finished_once_no_row_is_left_to_do(cast: Cast) -> None:
    bulk = prepare(cast.exec, cast.lakeside, people(2))
    confirm(bulk, cast.exec)
    actions.send_rows(bulk.pk, 1)
    actions.finish_if_done(bulk.pk)  # as a worker does that finds the last row taken
    bulk.refresh_from_db()
    assert bulk.finished_at is None
    send_all(bulk)
    assert bulk.finished_at is not None


@pytest.mark.rule("E6")
def test_beat_goes_on_with_lists_that_rest_and_only_with_those(cast: Cast) -> None:
    prepare(cast.exec, cast.lakeside, people(1))  # which nobody confirms
    bulk = prepare(cast.exec, cast.lakeside, people(2))
    confirm(bulk, cast.exec)
    assert stalled() == []
    with time_machine.travel(timezone.now() + QUIET + timedelta(seconds=1)):
        assert stalled() == [bulk.pk]
        actions.send_rows(bulk.pk, 1)
        assert stalled() == []
    with time_machine.travel(timezone.now() + 3 * QUIET):
        tasks.send_unfinished()
        assert stalled() == []
    assert set(results(bulk).values()) == {"sent"}


def test_a_list_that_nobody_confirms_is_forgotten_after_a_week(cast: Cast) -> None:
    forgotten = prepare(cast.exec, cast.lakeside, people(1))
    sent = prepare(cast.exec, cast.lakeside, people(1))
    confirm(sent, cast.exec)
    tasks.forget()
    assert BulkInvitation.objects.count() == 2
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        tasks.forget()
    assert list(BulkInvitation.objects.values_list("pk", flat=True)) == [sent.pk]
    assert not Row.objects.filter(bulk=forgotten.pk).exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"done_at": timezone.now()},
        {"result": "why not"},
        {"codes": ["emperor"]},
    ],
)
def test_the_database_holds_what_a_row_may_say(cast: Cast, wrong: dict[str, Any]) -> None:
    bulk = prepare(cast.exec, cast.lakeside, people(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        bulk.rows.update(**wrong)
