"""Ending one person's access in several ACOs: chosen, looked at, and done once (rule J5)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contacts.actions import end_types, give_types
from contacts.models import Aco, Contact, HeldType
from invitations.actions import Invitee, invite
from invitations.rules import State
from notifications.models import Notification
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.contacts.several import in_all, previewed, several, shown_on, text_of
from tests.signing_in import sign_in

pytestmark = pytest.mark.rule("J5")


def page_of(contact: Contact) -> str:
    return reverse("end_across", args=[contact.pk])


def holds(contact: Contact) -> set[str]:
    return set(contact.held_types.active().values_list("type", flat=True))


def sent_for(*acos: Aco, **more: Any) -> dict[str, Any]:
    return {"acos": [aco.aco_id for aco in acos], **more}


def is_over(cast: Cast, aco: Aco) -> None:
    Aco.objects.filter(pk=aco.pk).update(
        ends_on=timezone.localdate() - timedelta(days=1),
        end_kind="ended",
        end_reason="Over",
        end_recorded_by=cast.cms_staff,
        end_recorded_at=timezone.now(),
    )


def test_a_person_ends_in_the_acos_that_were_chosen_and_in_no_other(cast: Cast) -> None:
    acos = several(cast.exec)
    contacts = in_all(acos)
    browser = cast.browser("exec")
    data = browser.get(reverse("contact", args=["A9201", contacts[0].pk])).content.decode()
    assert f'href="{page_of(contacts[0])}"' in data
    assert "Harbor 02 ACO (A9202)" in text_of(browser.get(page_of(contacts[0])))
    sent = sent_for(*acos[:2])
    page = text_of(browser.post(page_of(contacts[0]), sent))
    assert "End access for Lee Park in 2 ACOs?" in page
    assert "Harbor 03" not in page
    assert [holds(one) for one in contacts] == [{"other"}] * 3, "nothing ends before"
    confirmed = previewed(browser, page_of(contacts[0]), sent) | {"reason": "Left us"}
    said = text_of(browser.post(page_of(contacts[0]), confirmed, follow=True))
    assert "Lee Park is no longer a contact of 2 ACOs (A9201, A9202). The record stays." in said
    assert [holds(one) for one in contacts] == [set(), set(), {"other"}]
    ended = HeldType.objects.get(contact=contacts[0])
    assert (ended.ended_by, ended.end_reason) == (cast.exec, "Left us")
    told = Notification.objects.filter(person=contacts[0].person, kind="types_ended")
    assert told.count() == 2


def test_a_reason_is_asked_and_nothing_ends_without_one(cast: Cast) -> None:
    acos = several(cast.exec)
    contacts = in_all(acos)
    browser = cast.browser("exec")
    confirmed = previewed(browser, page_of(contacts[0]), sent_for(*acos))
    assert "Enter a reason." in text_of(browser.post(page_of(contacts[0]), confirmed))
    assert holds(contacts[0]) == {"other"}


def test_the_last_administrator_stays_and_the_page_says_why(cast: Cast) -> None:
    """Each ACO by its own rules (A17); and what is left with nobody is named (A16)."""
    acos = several(cast.exec)
    lee = in_all(acos[:2], "lee_park", "cms_liaison", "financial")
    make_contact(acos[2], lee[0].person, ["qpp_security_official"])
    browser = cast.browser("exec")
    preview = browser.post(page_of(lee[0]), sent_for(*acos))
    page = text_of(preview)
    assert "Left as it is (1)" in page
    assert "last QPP Security Official. Invite another Security Official first" in page
    assert "Nobody is Financial Contact then." in page
    sent = sent_for(*acos, confirmed="1", shown=shown_on(preview), reason="Left us")
    said = text_of(browser.post(page_of(lee[0]), sent, follow=True))
    assert "Lee Park stays a contact of Harbor 03 ACO (A9203), as you were shown." in said
    held = HeldType.objects.active().filter(contact__person=lee[0].person)
    assert [(one.aco, one.type) for one in held] == [(acos[2], "qpp_security_official")]


def test_open_invitations_go_to_somebody_in_each_aco_or_are_withdrawn(cast: Cast) -> None:
    acos = several(cast.exec, 2)
    lee = in_all(acos, "lee_park", "cms_liaison")
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")
    given: dict[str, Any] = {"acting_person": lee[0].person, "invitee": jo, "codes": ["other"]}
    first, second = (invite(aco=aco, **given) for aco in acos)
    browser = cast.browser("exec")
    confirmed = previewed(browser, page_of(lee[0]), sent_for(*acos)) | {"reason": "Left us"}
    asked = text_of(browser.post(page_of(lee[0]), confirmed))
    assert "Open invitations in Harbor 01 ACO (A9201)" in asked
    assert "Choose what becomes of these invitations." in asked
    confirmed |= {"heir_A9201": str(cast.exec.pk), "heir_A9202": "withdraw"}
    browser.post(page_of(lee[0]), confirmed)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.taken_over_by) == (State.PENDING, cast.exec)
    assert second.state is State.WITHDRAWN


def test_the_same_again_reads_as_done_and_ends_nothing_twice(cast: Cast) -> None:
    acos = several(cast.exec)
    contacts = in_all(acos)
    browser = cast.browser("exec")
    confirmed = previewed(browser, page_of(contacts[0]), sent_for(*acos[:2]))
    confirmed["reason"] = "Left us"
    for _ in range(2):
        said = text_of(browser.post(page_of(contacts[0]), confirmed, follow=True))
        assert "no longer a contact of 2 ACOs (A9201, A9202)" in said
    assert Notification.objects.filter(person=contacts[0].person).count() == 2
    other = text_of(browser.post(page_of(contacts[0]), confirmed | {"reason": "Moved"}))
    assert "Something has changed" in other
    assert "This person holds no contact type in this ACO now." in other


@pytest.mark.parametrize("meanwhile", ["given", "ended", "over", "lost"])
def test_what_changed_meanwhile_is_shown_again_and_nothing_ends(cast: Cast, meanwhile: str) -> None:
    acos = several(cast.exec)
    contacts = in_all(acos)
    liaison = make_person("dana_rivera")
    for aco in acos:
        make_contact(aco, liaison, ["cms_liaison"])
    browser = cast.browser("exec")
    confirmed = previewed(browser, page_of(contacts[0]), sent_for(*acos)) | {"reason": "Left us"}
    if meanwhile == "given":
        giving: dict[str, Any] = {"acting_person": liaison, "given_by": liaison}
        give_types(aco=acos[1], person=contacts[1].person, codes=["marketing_primary"], **giving)
    elif meanwhile == "ended":
        ending: dict[str, Any] = {"acting_person": liaison, "reason": "Moved"}
        end_types(contact=contacts[1], codes=["other"], **ending)
    elif meanwhile == "over":
        is_over(cast, acos[1])
    else:
        own = Contact.objects.get(aco=acos[1], person=cast.exec)
        end_types(acting_person=liaison, contact=own, codes=["aco_executive"], reason="Moved")
    said = text_of(browser.post(page_of(contacts[0]), confirmed))
    assert "has changed" in said
    assert (holds(contacts[0]), holds(contacts[2])) == ({"other"}, {"other"})


def test_acos_of_others_are_no_choice_and_nothing_is_told_of_them(cast: Cast) -> None:
    """Also where the person is a contact, and the administrator one who does not edit."""
    acos = several(cast.exec, 2)
    contacts = in_all(acos)
    read, other = make_aco("A9301", "Read only"), make_aco("A9302", "Elsewhere")
    make_contact(read, cast.exec, ["compliance"])
    for aco in (read, other):
        make_contact(aco, contacts[0].person, ["other"])
    browser = cast.browser("exec")
    alone = make_contact(acos[1], make_person("jo_chen"), ["other"])
    make_contact(read, alone.person, ["other"])
    data = text_of(browser.get(reverse("contact", args=["A9202", alone.pk])))
    assert "End access in several ACOs" not in data, "in the other ACO one reads alone"
    page = text_of(browser.get(page_of(contacts[0])))
    assert "A9301" not in page
    assert "A9302" not in page
    answers = set()
    for asked in ("A9301", "A9302", "A9999", "nonsense"):
        sent = {"acos": ["A9201", asked], "confirmed": "1", "shown": "0" * 16, "reason": "Left us"}
        answer = text_of(browser.post(page_of(contacts[0]), sent))
        assert "The list has changed. Choose among the ACOs" in answer
        answers.add(answer)
    assert len(answers) == 1, "whether there is such an ACO is not told"
    assert holds(contacts[0]) == {"other"}


def test_in_one_aco_the_page_is_the_single_one(cast: Cast) -> None:
    acos = several(cast.exec)
    (lee,) = in_all(acos[:1])
    browser = cast.browser("exec")
    single = reverse("end_contact", args=["A9201", lee.pk])
    assert browser.get(page_of(lee))["Location"] == single
    data = browser.get(reverse("contact", args=["A9201", lee.pk])).content.decode()
    assert "End access in several ACOs" not in data


def test_for_others_and_of_others_there_is_no_page(cast: Cast) -> None:
    acos = several(cast.exec, 2)
    (lee, _) = in_all(acos)
    reader = make_person("ines_duarte")
    for aco in acos:
        make_contact(aco, reader, ["compliance"])
    far = make_contact(make_aco("A9301", "Elsewhere"), lee.person, ["other"])
    executive, made_up = cast.browser("exec"), reverse("end_across", args=[999999])
    for browser, page in (
        (cast.browser("outsider"), page_of(lee)),
        (sign_in(Client(), reader), page_of(lee)),
        (executive, page_of(far)),
        (executive, made_up),
    ):
        assert browser.get(page).status_code == 404
        assert browser.post(page, sent_for(*acos)).status_code == 404


@pytest.mark.parametrize("left", [2, 1])
@pytest.mark.parametrize("meanwhile", ["over", "lost"])
def test_what_is_typed_is_kept_where_an_aco_is_ones_own_no_more(
    cast: Cast, left: int, meanwhile: str
) -> None:
    """The one whose page led here, and also where one is left, whose own page is another."""
    acos = several(cast.exec, left + 1)
    contacts = in_all(acos)
    make_contact(acos[0], make_person("dana_rivera"), ["cms_liaison"])
    browser, page = cast.browser("exec"), page_of(contacts[0])
    confirmed = previewed(browser, page, sent_for(*acos)) | {"reason": "Left us"}
    if meanwhile == "over":
        is_over(cast, acos[0])
    else:
        own = Contact.objects.get(aco=acos[0], person=cast.exec)
        facts: dict[str, Any] = {"codes": ["aco_executive"], "reason": "Moved"}
        end_types(acting_person=cast.exec, contact=own, **facts)
    again = browser.post(page, confirmed)
    assert "The list has changed." in text_of(again)
    assert 'name="reason" value="Left us"' in again.content.decode()
    sent = sent_for(*acos[1:], reason="Left us")
    preview = browser.post(page, sent)
    assert "Left us</textarea>" in preview.content.decode()
    assert (
        browser.post(page, sent | {"confirmed": "1", "shown": shown_on(preview)}).status_code == 302
    )
    assert [holds(one) for one in contacts] == [{"other"}, *([set()] * left)]


def test_where_no_aco_is_left_nothing_ends_and_what_is_typed_is_shown(cast: Cast) -> None:
    acos = several(cast.exec, 2)
    contacts = in_all(acos)
    browser, page = cast.browser("exec"), page_of(contacts[0])
    confirmed = previewed(browser, page, sent_for(*acos)) | {"reason": "Left us"}
    for aco in (*acos, cast.lakeside):
        is_over(cast, aco)
    said = text_of(browser.post(page, confirmed))
    assert "You edit no ACO's contacts now. Nothing has ended." in said
    assert "Reason Left us" in said
    assert [holds(one) for one in contacts] == [{"other"}] * 2
    assert browser.get(page).status_code == 404


def test_what_is_typed_is_kept_on_the_way_back_to_the_acos(cast: Cast) -> None:
    acos = several(cast.exec, 2)
    lee = in_all(acos, "lee_park", "cms_liaison")
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")
    invite(acting_person=lee[0].person, invitee=jo, codes=["other"], aco=acos[0])
    browser, page = cast.browser("exec"), page_of(lee[0])
    typed = {"reason": "Left us", "heir_A9201": str(cast.exec.pk)}
    chosen = browser.post(page, sent_for(*acos, choose="back", **typed)).content.decode()
    for name, value in typed.items():
        assert f'<input type="hidden" name="{name}" value="{value}"' in chosen
    preview = browser.post(page, sent_for(*acos, **typed)).content.decode()
    assert "Left us</textarea>" in preview
    assert f'value="{cast.exec.pk}" selected' in preview
    without = browser.post(page, sent_for(acos[1], **typed)).content.decode()
    kept = f'<input type="hidden" name="heir_A9201" value="{cast.exec.pk}"'
    assert without.count(kept) == 1, "the ACO may be chosen again"


def test_who_leaves_may_end_their_own_access_too(cast: Cast) -> None:
    acos = several(cast.exec, 2)
    dana = make_person("dana_rivera")
    own = [make_contact(aco, dana, ["cms_liaison"]) for aco in acos]
    browser = sign_in(Client(), dana)
    confirmed = previewed(browser, page_of(own[0]), sent_for(*acos)) | {"reason": "I retire"}
    assert browser.post(page_of(own[0]), confirmed).status_code == 302
    assert [holds(one) for one in own] == [set(), set()]


def test_all_and_none_are_chosen_without_a_script(cast: Cast) -> None:
    contacts = in_all(several(cast.exec))
    browser = cast.browser("exec")
    page = page_of(contacts[0])
    for choose, checked in (("all", 3), ("none", 0)):
        answer = browser.post(page, {"choose": choose}).content.decode()
        assert answer.count(" checked") == checked
    assert browser.get(page).content.decode().count(" checked") == 1
    assert "Choose at least one ACO." in text_of(browser.post(page, {}))


def test_twenty_acos_cost_as_many_queries_as_two(cast: Cast) -> None:
    contacts = in_all(several(cast.exec, 20), "lee_park", "cms_liaison")
    browser = cast.browser("exec")
    page = page_of(contacts[0])
    browser.get(page)
    numbers = set()
    for number in (2, 20):
        with CaptureQueriesContext(connection) as asked:
            browser.get(page)
        chosen = {"acos": [f"A92{n:02}" for n in range(1, number + 1)]}
        with CaptureQueriesContext(connection) as previewing:
            assert f"in {number} ACOs?" in text_of(browser.post(page, chosen))
        numbers.add((len(asked), len(previewing)))
    assert len(numbers) == 1
