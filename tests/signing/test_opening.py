"""An event opens for each ACO that has all who sign, and by itself for the others (F1, A15)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from acoms.access import Refused
from acoms.once.shown import fingerprint
from contacts.attention import needing_attention
from contacts.models import Aco
from contacts.queries import with_filled_types
from notifications.models import Notification
from signing.actions import (
    add_acos,
    close_event,
    open_event,
    open_ready,
    shown_to_open,
    write_event,
)
from signing.actions.events import Draft
from signing.admin.forms import EventForm
from signing.choosing import Choice, acos_chosen
from signing.errors import SigningError
from signing.models import AcoEvent, SigningEvent
from signing.queries import standing_of
from signing.rules import State
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.signing.events import all_signers, opened, written

pytestmark = pytest.mark.rule("F1", "A15")


def own(cast: Cast, event: SigningEvent) -> AcoEvent:
    return AcoEvent.objects.select_related("event", "aco").get(event=event, aco=cast.lakeside)


def test_it_opens_at_once_for_an_aco_that_has_all_who_sign(cast: Cast) -> None:
    assert standing_of(opened(cast)).state is State.OPEN
    told = Notification.objects.filter(kind="signing_event_opened")
    assert {one.person for one in told} == {
        cast.exec,
        cast.signer,
        cast.second_signer,
        cast.dua_requestor,
    }
    assert open_ready() == 0, "once"
    assert told.count() == 4


def test_it_waits_for_each_of_the_four_and_opens_by_itself_with_the_last(cast: Cast) -> None:
    for role in ("exec", "signer", "second_signer"):
        getattr(cast, role)
    event = written(cast)
    open_event(acting_person=cast.cms_staff, event=event)
    assert open_ready() == 0
    assert standing_of(own(cast, event)).state is State.WAITING
    told = Notification.objects.filter(kind="signing_event_waits")
    assert "nobody is DUA Requestor" in told[0].data["said"]
    assert cast.exec in {one.person for one in told}
    cast.dua_requestor  # noqa: B018 - comes
    assert open_ready() == 1
    assert standing_of(own(cast, event)).state is State.OPEN


def test_it_does_not_open_before_its_day_nor_before_cms_opens_it(cast: Cast) -> None:
    all_signers(cast)
    today = timezone.localdate()
    event = written(cast, opens_on=today + timedelta(days=3))
    assert open_ready(today + timedelta(days=3)) == 0
    open_event(acting_person=cast.cms_staff, event=event)
    assert open_ready(today + timedelta(days=2)) == 0
    assert standing_of(own(cast, event)).state is State.PREPARED
    assert open_ready(today + timedelta(days=3)) == 1


def test_an_aco_that_is_added_later_opens_too(cast: Cast) -> None:
    event = opened(cast).event
    later = make_aco("A9102", "Later ACO")
    for code in ("aco_executive", "authorized_to_sign_primary"):
        make_contact(later, make_person(f"later_{code}"), [code])
    assert add_acos(acting_person=cast.cms_staff, event=event, acos=[later, cast.lakeside]) == 1
    assert Notification.objects.filter(kind="signing_event_waits").count() == 2
    for code in ("authorized_to_sign_secondary", "dua_requestor"):
        make_contact(later, make_person(f"later_{code}"), [code])
    assert open_ready() == 1


def test_cms_opens_what_it_was_shown_and_once(cast: Cast) -> None:
    all_signers(cast)
    event = written(cast)
    shown = fingerprint(shown_to_open(event))
    add_acos(acting_person=cast.cms_staff, event=event, acos=[make_aco("A9102", "Another")])
    with pytest.raises(SigningError, match="the ACOs"):
        open_event(acting_person=cast.cms_staff, event=event, shown=shown)
    shown = fingerprint(shown_to_open(event))
    first = open_event(acting_person=cast.cms_staff, event=event, shown=shown)
    again = open_event(acting_person=cast.cms_staff, event=event, shown=shown)
    assert first.released_at == again.released_at
    with pytest.raises(SigningError, match="open already"):
        open_event(acting_person=make_person("boss", staff_role="administrator"), event=event)


@pytest.mark.parametrize("role", ["cms_viewer", "cms_analyst", "exec"])
def test_only_a_cms_administrator_writes_opens_and_closes(cast: Cast, role: str) -> None:
    event, other = written(cast), getattr(cast, role)
    draft = Draft(
        title="x",
        performance_year=2027,
        opens_on=event.opens_on,
        due_on=event.due_on,
        needed={"dua": 1},
    )
    for call in (
        lambda: write_event(acting_person=other, draft=draft, acos=[]),
        lambda: open_event(acting_person=other, event=event),
        lambda: close_event(acting_person=other, event=event),
        lambda: add_acos(acting_person=other, event=event, acos=[]),
    ):
        with pytest.raises(Refused):
            call()


def test_nothing_is_opened_without_a_certificate(cast: Cast, settings: object) -> None:
    all_signers(cast)
    event = written(cast)
    settings.SIGNING_OWN = None  # type: ignore[attr-defined]
    with pytest.raises(SigningError, match="no certificate"):
        open_event(acting_person=cast.cms_staff, event=event)


def test_what_cannot_be_an_event_is_refused(cast: Cast) -> None:
    today = timezone.localdate()
    good = {
        "title": "x",
        "performance_year": 2027,
        "opens_on": today,
        "due_on": today,
        "needed": {"compliance": 1},
    }
    for wrong, why in (
        ({"due_on": today - timedelta(days=1)}, "before it opens"),
        ({"needed": {}}, "at least one document"),
        ({"needed": {"dua": 2}}, "alone signs it"),
        ({"needed": {"participant_list": 2}}, "one person certifies it"),
    ):
        with pytest.raises(SigningError, match=why):
            write_event(
                acting_person=cast.cms_staff,
                draft=Draft(**{**good, **wrong}),  # type: ignore[arg-type]
                acos=[cast.lakeside],
            )
    assert not SigningEvent.objects.exists()


def test_the_acos_are_chosen_by_id_or_by_facts(cast: Cast) -> None:
    basic = make_aco("A9102", "Basic", track="BASIC", basic_level="A", service_area=["MD", "VA"])
    high = make_aco("A9103", "High", track="ENHANCED", service_area=["VA"], agreement_period=2)
    assert acos_chosen(Choice(ids="a9102, A9103")) == [basic, high]
    assert acos_chosen(Choice(track="BASIC")) == [basic]
    assert acos_chosen(Choice(state="VA")) == [basic, high]
    assert acos_chosen(Choice(state="VA", agreement_period=2)) == [high]
    assert len(acos_chosen(Choice(everyone=True))) == 3
    for wrong, why in (
        (Choice(), "Choose ACOs"),
        (Choice(ids="A9102 A9999"), "no ACO A9999"),
        (Choice(track="BASIC", state="TX"), "No ACOs match"),
    ):
        with pytest.raises(ValueError, match=why):
            acos_chosen(wrong)


def test_administrators_see_that_it_waits_and_for_whom(cast: Cast) -> None:
    cast.exec  # noqa: B018
    event = written(cast)
    open_event(acting_person=cast.cms_staff, event=event)
    [aco] = with_filled_types(Aco.objects.filter(pk=cast.lakeside.pk))
    said = [item.text for item in needing_attention([aco])]
    assert any("waits" in text and "DUA Requestor" in text for text in said)


@pytest.mark.rule("F1")
def test_the_form_of_an_event_says_at_once_what_is_wrong_with_its_days_and_its_acos(
    cast: Cast,
) -> None:
    typed = {"title": "", "opens_on": "2027-02-01", "due_on": "2027-01-31", "ids": "A0"}
    errors = EventForm(typed).errors
    assert {"title", "due_on", "ids"} <= set(errors)
