"""Adjustments for unusual circumstances: told, shown, and taken back with a reason (rule C9)."""

from datetime import date
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from acoms.access import Refused
from documents.correspondence.models import Message
from notifications.actions.relay import _rendered
from notifications.models import Notification
from participants.changes.errors import ChangeError
from participants.effects.actions.adjustments import record_adjustment, withdraw_adjustment
from participants.effects.models.adjustments import Adjustment
from participants.lists.models import Participant
from tests.cast import Cast, make_participant, make_person
from tests.concurrency.at_once import at_once

pytestmark = pytest.mark.rule("C9")
CORRESPONDENCE = "/acos/A9101/correspondence/"
EFFECTS = "/acos/A9101/participants/effects/?change=leaves&day=2026-06-01&participant="


@pytest.fixture
def elm(cast: Cast) -> Participant:
    cast.lakeside.agreement_start_date = date(2024, 1, 1)
    cast.lakeside.save()
    cast.exec, cast.liaison, cast.it  # noqa: B018 - who receive what CMS writes
    began, left = date(2024, 1, 1), date(2026, 6, 1)
    return make_participant(cast.lakeside, "Elm Clinic", since=began, until=left)


def record(cast: Cast, elm: Participant) -> Adjustment:
    asked = Adjustment(participant=elm, performance_year=2026, reason="Avoided patients at risk.")
    return record_adjustment(acting_person=cast.cms_staff, adjustment=asked)


def pages(cast: Cast, elm: Participant) -> tuple[str, str]:
    browser = cast.browser("it")
    page = browser.get(reverse("participant", args=["A9101", elm.pk])).content.decode()
    return page, browser.get(f"{EFFECTS}{elm.pk}").content.decode()


def test_it_is_told_shown_and_withdrawn_with_a_reason(cast: Cast, elm: Participant) -> None:
    adjustment = record(cast, elm)
    told = Notification.objects.all()
    assert {one.person for one in told} == {cast.exec, cast.liaison, cast.it}
    assert all(one.on_screen and one.by_email for one in told)
    for _, letter in _rendered(told):
        assert letter is not None
        assert "Avoided patients at risk." in letter.body
        assert letter.subject.startswith("Adjustment for unusual circumstances from CMS: ")
    assert "An adjustment of 2026" in cast.browser("it").get(CORRESPONDENCE).content.decode()
    page, effects = pages(cast, elm)
    assert "Adjustment of 2026" in page
    assert "?change=leaves&amp;day=2026-06-01" in page, "the change that it follows"
    assert "Avoided patients at risk." in page
    assert "Counts for 2026 no more." in effects

    with pytest.raises(ChangeError, match="Enter a reason"):
        withdraw_adjustment(acting_person=cast.cms_staff, adjustment=adjustment, reason=" ")
    with pytest.raises(Refused):
        withdraw_adjustment(acting_person=cast.cms_analyst, adjustment=adjustment, reason="No.")
    withdraw_adjustment(
        acting_person=cast.cms_staff, adjustment=adjustment, reason="It was not so."
    )
    assert Notification.objects.count() == 6
    assert "2026 for unusual circumstances is withdrawn" in (
        cast.browser("exec").get(CORRESPONDENCE).content.decode()
    )
    page, effects = pages(cast, elm)
    assert "Adjustment of 2026, withdrawn" in page
    assert "It was not so." in page
    assert "Avoided patients at risk." in page, "the record stays"
    assert "Counts until the end of 2026." in effects
    withdraw_adjustment(acting_person=cast.cms_staff, adjustment=adjustment, reason="Again.")
    other = make_person("other_staff", is_staff=True, is_superuser=True)
    with pytest.raises(ChangeError, match="The Cms Staff withdrew this adjustment already, on"):
        withdraw_adjustment(acting_person=other, adjustment=adjustment, reason="Again.")
    assert record(cast, elm).pk != adjustment.pk, "it may be recorded anew"


def test_one_that_would_change_nothing_is_not_recorded(cast: Cast, elm: Participant) -> None:
    """Who left on the first day of a year is not on its list any more."""
    Participant.objects.filter(pk=elm.pk).update(effective_until=date(2026, 1, 1))
    elm.refresh_from_db()
    with pytest.raises(ChangeError, match="Nothing would change") as refused:
        record(cast, elm)
    assert refused.value.field == "performance_year"
    add = reverse("admin:participants_effects_adjustment_add")
    typed = {"participant": elm.pk, "performance_year": 2026, "reason": "Unusual."}
    assert "Nothing would change" in cast.browser("cms_staff").post(add, typed).content.decode()
    assert not Adjustment.objects.exists()


def test_one_of_another_year_or_participant_stands_in_nobodys_way(
    cast: Cast, elm: Participant
) -> None:
    began, left = date(2025, 6, 1), date(2026, 6, 1)
    oak = make_participant(cast.lakeside, "Oak Clinic", since=began, until=left)
    for participant, year in ((elm, 2026), (oak, 2025), (oak, 2026)):
        asked = Adjustment(participant=participant, performance_year=year, reason="Unusual.")
        record_adjustment(acting_person=cast.cms_staff, adjustment=asked)
    assert Adjustment.objects.standing().count() == 3


def test_cms_administrators_withdraw_it_in_the_admin(cast: Cast, elm: Participant) -> None:
    adjustment = record(cast, elm)
    page = reverse("admin:participants_effects_adjustment_change", args=[adjustment.pk])
    withdraw = reverse("admin:participants_effects_adjustment_withdraw", args=[adjustment.pk])
    browser = cast.browser("cms_staff")
    assert withdraw in browser.get(page).content.decode()
    assert "counts again for Elm Clinic" in browser.get(withdraw).content.decode()
    assert "Fill in “" in browser.post(withdraw, {"reason": ""}).content.decode()
    done = browser.post(withdraw, {"reason": "It was not so."}, follow=True).content.decode()
    assert "It is withdrawn." in done
    assert "It was not so." in done
    assert withdraw not in done
    again = browser.post(withdraw, {"reason": "Again."}, follow=True).content.decode()
    assert "It is withdrawn." in again
    assert "Again." not in again
    assert cast.browser("cms_analyst").get(withdraw).status_code == 403


def test_a_withdrawal_has_its_reason_and_one_adjustment_of_a_year_stands(
    cast: Cast, elm: Participant
) -> None:
    record(cast, elm)
    with pytest.raises(ChangeError, match="stands already"):
        record(cast, elm)
    for withdrawn in (
        {"withdrawal_reason": "x"},
        {"withdrawn_by": cast.cms_staff},
        {"withdrawn_at": "2026-06-02T00:00Z", "withdrawn_by": cast.cms_staff},
    ):
        with (
            pytest.raises(IntegrityError, match="adjustment_withdrawn_by_someone_for_a_reason"),
            transaction.atomic(),
        ):
            Adjustment.objects.update(**withdrawn)
    with pytest.raises(IntegrityError, match="adjustment_once_a_year"), transaction.atomic():
        Adjustment.objects.create(
            participant=elm, performance_year=2026, reason="x", recorded_by=cast.cms_staff
        )


@pytest.mark.django_db(transaction=True)
def test_two_withdraw_at_once_and_one_is_told_who_was_first(cast: Cast, elm: Participant) -> None:
    adjustment, reason = record(cast, elm), "Not so."
    two = cast.cms_staff, make_person("other_staff", is_staff=True, is_superuser=True)
    withdraw = partial(withdraw_adjustment, adjustment=adjustment, reason=reason)
    outcomes = at_once(*(partial(withdraw, acting_person=person) for person in two))
    (refused,) = (one for one in outcomes if isinstance(one, ChangeError))
    assert "withdrew this adjustment already" in str(refused)
    assert Message.objects.count() == 2
    assert Notification.objects.count() == 6
