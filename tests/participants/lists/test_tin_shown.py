"""A TIN is masked everywhere; showing one in full is recorded first, and limited (rule E5)."""

from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.db import InternalError, transaction
from django.urls import reverse
from django.utils import timezone

from activity.source import is_readable
from activity.sources import sources
from participants.lists.actions.tins import show_tin, show_tins
from participants.lists.models import Participant, TinShown
from tests.cast import Cast, make_aco, make_organization, make_participant

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E5")]

TIN = "001234567"


def test_no_history_that_people_read_has_a_tins_cipher_or_hash(cast: Cast) -> None:
    elm = make_participant(cast.lakeside, tin=TIN)
    Participant.objects.filter(pk=elm.pk).update(effective_until=date(2026, 6, 1))
    events = apps.get_model("participants_lists", "ParticipantEvent")
    assert "tin" not in {field.name for field in events._meta.fields}
    assert events.objects.filter(tin_hash=elm.tin_hash).count() == 2
    page = cast.browser("exec").get(reverse("activity", args=["A9101"]))
    assert page.context["entries"]
    raw = [getattr(entry, "changes", ()) for entry in page.context["entries"]]
    shown = unescape(page.content.decode()) + repr(raw)
    assert "Elm Street Family Practice" in shown
    for secret in (TIN, str(elm.tin_hash), str(elm.tin_hash).replace("-", "")):
        assert secret not in shown
    assert "gAAAA" not in shown, "a TIN's ciphertext"


def test_no_table_that_the_activity_reads_gives_it_an_encrypted_field() -> None:
    for source in sources():
        for field in source.fields:
            assert is_readable(field)
            assert field.name not in {"tin", "tin_hash", "content"}, source.key


def shown_on(answer: Any) -> str:
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def url_of(elm: Participant) -> str:
    return reverse("participant_tin", args=["A9101", elm.pk])


@pytest.mark.rule("A6")
@pytest.mark.parametrize("role", ["exec", "delegate"])
def test_who_may_is_shown_a_tin_once_that_is_recorded(cast: Cast, role: str) -> None:
    elm = make_participant(cast.lakeside, tin=TIN)
    browser, person = cast.browser(role), getattr(cast, role)
    page = shown_on(browser.get(reverse("participant", args=["A9101", elm.pk])))
    assert "•••••4567" in page
    assert "is recorded" in page
    assert not TinShown.objects.exists()
    answer = browser.post(url_of(elm))
    assert "00-1234567" in shown_on(answer)
    assert "no-store" in answer["Cache-Control"]
    shown = TinShown.objects.get()
    assert (shown.person, shown.aco) == (person, cast.lakeside)
    assert shown.of == "Elm Street Family Practice, •••••4567"
    page = shown_on(browser.get(reverse("participant", args=["A9101", elm.pk])))
    assert "00-1234567" not in page
    assert "TIN shown in full" in page
    assert f"{person.full_name}, " in page


def test_reading_the_list_is_not_seeing_tins(cast: Cast) -> None:
    elm = make_participant(cast.lakeside, tin=TIN)
    cast.browser("exec").post(url_of(elm))
    browser = cast.browser("it")
    page = shown_on(browser.get(reverse("participant", args=["A9101", elm.pk])))
    assert "Show in full" not in page
    assert "TIN shown in full" not in page
    refused = browser.post(url_of(elm))
    assert refused.status_code == 403
    assert "ACO Executive" in refused.content.decode()
    assert browser.get(url_of(elm)).status_code in {403, 405}
    assert TinShown.objects.count() == 1


@pytest.mark.rule("E4")
def test_a_get_shows_no_tin(cast: Cast) -> None:
    elm = make_participant(cast.lakeside, tin=TIN)
    assert cast.browser("exec").get(url_of(elm)).status_code == 405
    admin = f"/admin/participants_lists/participant/{elm.pk}/tin/"
    assert TIN[2:] not in shown_on(cast.browser("cms_staff").get(admin))
    assert not TinShown.objects.exists()


def test_there_is_a_limit_for_an_hour(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("participants.lists.actions.tins.MOST_TINS", 2)
    elm = make_participant(cast.lakeside, tin=TIN)
    TinShown.objects.create(
        person=cast.exec, of="Elm", shown_at=timezone.now() - timedelta(hours=1, seconds=1)
    )
    for _ in range(2):  # what programs take is no part of it
        show_tins(acting_person=cast.exec.pk, aco=cast.lakeside, number=9, of="it", credentials="A")
    browser = cast.browser("exec")
    for _ in range(2):
        assert "00-1234567" in shown_on(browser.post(url_of(elm)))
    answer = browser.post(url_of(elm))
    assert answer.status_code == 409
    assert "which is the limit" in answer.content.decode()
    assert "00-1234567" not in answer.content.decode()
    assert "00-1234567" in shown_on(cast.browser("liaison").post(url_of(elm)))


def test_a_participant_of_the_public_list_has_no_tin_to_show(cast: Cast) -> None:
    ash = make_participant(cast.lakeside, "Ash", tin="")
    browser = cast.browser("exec")
    page = shown_on(browser.get(reverse("participant", args=["A9101", ash.pk])))
    assert "Not given" in page
    assert browser.post(url_of(ash)).status_code == 409
    assert not TinShown.objects.exists()


def test_another_acos_row_is_not_shown_by_this_acos_right(cast: Cast) -> None:
    elm = make_participant(make_aco("A9102", "Elsewhere"), tin=TIN)
    with pytest.raises(ValueError, match="that ACO's rows"):
        show_tin(acting_person=cast.exec, row=elm, aco=cast.lakeside)


@pytest.mark.parametrize(("role", "may"), [("cms_analyst", 1), ("cms_staff", 1), ("cms_viewer", 0)])
def test_cms_staff_are_shown_tins_by_their_role(cast: Cast, role: str, may: int) -> None:
    elm = make_participant(cast.lakeside, tin=TIN)
    browser, url = cast.browser(role), f"/admin/participants_lists/participant/{elm.pk}/tin/"
    answer = browser.post(url)
    assert answer.status_code == (200 if may else 403)
    assert ("00-1234567" in answer.content.decode()) is bool(may)
    assert TinShown.objects.filter(person=getattr(cast, role), aco=cast.lakeside).count() == may


def test_cms_staff_read_the_record_and_the_aco_sees_that_cms_looked(cast: Cast) -> None:
    elm = make_participant(cast.lakeside, tin=TIN)
    cast.browser("cms_analyst").post(f"/admin/participants_lists/participant/{elm.pk}/tin/")
    record = shown_on(cast.browser("cms_viewer").get("/admin/participants_lists/tinshown/"))
    assert "Elm Street Family Practice, •••••4567" in record
    page = shown_on(cast.browser("exec").get(reverse("participant", args=["A9101", elm.pk])))
    assert "(CMS staff), " in page


def test_the_record_cannot_be_changed_or_taken_away(cast: Cast) -> None:
    shown = TinShown.objects.create(person=cast.exec, of="Elm")
    for change in (lambda: TinShown.objects.update(of="Oak"), shown.delete):
        with pytest.raises(InternalError, match="Cannot"), transaction.atomic():
            change()


def test_in_the_admin_a_tin_is_found_without_standing_in_an_address(cast: Cast) -> None:
    make_participant(cast.lakeside, "Elm Street", tin=TIN)
    make_participant(cast.lakeside, "Oak Clinic", tin="001234568")
    browser = cast.browser("cms_viewer")
    answer = browser.post("/admin/participants_lists/participant/find-tin/", {"tin": "00-1234567"})
    assert answer["Location"] == "/admin/participants_lists/participant/?tin=sought"
    page = shown_on(browser.get(answer["Location"]))
    assert "Elm Street" in page
    assert "Oak Clinic" not in page
    answer = browser.post(
        "/admin/participants_lists/participant/find-tin/", {"tin": "1"}, follow=True
    )
    assert "A TIN has nine digits" in shown_on(answer)


def test_an_organizations_tin_is_shown_and_recorded_the_same_way(cast: Cast) -> None:
    elm = make_organization(tin=TIN)
    browser, url = (
        cast.browser("cms_analyst"),
        f"/admin/qpp_roles_organizations/organization/{elm.pk}/tin/",
    )
    assert "00-1234567" not in shown_on(browser.get(url))
    assert "00-1234567" in shown_on(browser.post(url))
    assert TinShown.objects.get().aco is None
    assert cast.browser("cms_viewer").post(url).status_code == 403
