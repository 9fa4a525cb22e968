"""Inviting one person to several ACOs: a line for each, and one confirmation (rule J5)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from contacts.access import edited_by
from contacts.actions import end_types
from contacts.models import Aco, Contact
from invitations.across.lines import lines_for
from invitations.actions import Invitee, invite, withdraw
from invitations.errors import InvitationError
from invitations.models import Invitation
from invitations.rules import State
from notifications.models import Notification
from tests.api.credentials.keeping import agreement_is_over
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.contacts.several import in_all, previewed, several, shown_on, text_of
from tests.signing_in import sign_in

pytestmark = pytest.mark.rule("J5")

PAGE = "/my-acos/invite/"
PERSON = {
    "first_name": "Jo",
    "last_name": "Chen",
    "email": "jo.chen@example.net",
    "phone": "555-0199",
    "title": "Director",
}
JO = Invitee(**PERSON)
ALL = ["A9201", "A9202", "A9203"]


def asking(*types: str, acos: Any = ALL, **more: Any) -> dict[str, Any]:
    return {**PERSON, "types": types or ["other"], "acos": acos, **more}


def sent_to() -> dict[str, list[str]]:
    return {one.aco.aco_id: one.types for one in Invitation.objects.select_related("aco")}


def row_of(answer: Any, aco_id: str) -> str:
    """What the preview says of an ACO."""
    rows = re.findall(r"<tr>.*?</tr>", answer.content.decode(), re.DOTALL)
    (row,) = [row for row in rows if aco_id in row]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip()


def test_one_confirmation_sends_an_invitation_to_each_aco(cast: Cast) -> None:
    several(cast.exec)
    browser = cast.browser("exec")
    sent = asking("financial", "other", acos=ALL[:2])
    page = text_of(browser.post(PAGE, sent))
    assert "Invite Jo Chen to 2 ACOs?" in page
    assert "A9203" not in page
    assert not Invitation.objects.exists()
    said = text_of(browser.post(PAGE, previewed(browser, PAGE, sent), follow=True))
    assert "Jo Chen is invited to 2 ACOs (A9201, A9202). The links and security codes work" in said
    assert sent_to() == {key: ["financial", "other"] for key in ALL[:2]}
    for one in Invitation.objects.all():
        assert (one.state, one.invited_by) == (State.PENDING, cast.exec)
        assert (one.title, one.phone) == ("Director", "555-0199")
        assert one.mail is not None


def test_the_way_leads_there_from_the_dashboard_and_from_add_new_contact(cast: Cast) -> None:
    """For who administers several ACOs, and with what was typed."""
    several(cast.exec)
    browser = cast.browser("exec")
    assert f'href="{PAGE}"' in browser.get("/dashboard/").content.decode()
    add = browser.get(reverse("add_contact", args=["A9202"])).content.decode()
    assert f'formaction="{PAGE}"' in add
    carried = asking(acos=["A9202"], choose="more", last_name="")
    page = browser.post(PAGE, carried).content.decode()
    assert "Correct" not in page
    assert 'value="jo.chen@example.net"' in page
    checked = re.findall(r'value="(\w+)"[^>]* checked', page)
    assert checked == ["other", "A9202"]
    make_contact(make_aco("A9301", "Read only"), cast.liaison, ["compliance"])
    browser = cast.browser("liaison")
    assert PAGE not in browser.get("/dashboard/").content.decode()
    assert PAGE not in browser.get(reverse("add_contact", args=["A9101"])).content.decode()


def test_all_and_none_are_chosen_without_a_script_and_what_is_typed_stays(cast: Cast) -> None:
    several(cast.exec)
    browser = cast.browser("exec")
    for choose, checked in (("all", 4), ("none", 0), ("back", 1)):
        page = browser.post(PAGE, asking(acos=["A9201"], choose=choose)).content.decode()
        chosen = re.findall(r'value="(A\d+)"[^>]* checked', page)
        assert len(chosen) == checked
        assert 'value="Director"' in page
    wrong = browser.post(PAGE, asking(email="jo.chen", acos=[]))
    assert "Choose at least one ACO." in text_of(wrong)
    assert 'value="jo.chen"' in wrong.content.decode()


def test_each_aco_has_its_own_answer_and_what_is_refused_is_left_out(cast: Cast) -> None:
    """Known there, offered there, held by somebody, not the giver's to give: all on one page."""
    acos = several(cast.exec, 5)
    liaison = make_person("dana_rivera")
    for aco in acos:
        make_contact(aco, liaison, ["cms_liaison"])
    jo = make_person("jo_chen", email=PERSON["email"])
    make_contact(acos[0], jo, ["other"])
    make_contact(acos[1], jo, ["other", "dua_requestor"])
    make_contact(acos[2], make_person("sam_ortiz"), ["dua_requestor"])
    invite(acting_person=cast.exec, aco=acos[3], invitee=JO, codes=["compliance"])
    browser = sign_in(Client(), liaison)
    sent = asking("other", "dua_requestor", acos=[aco.aco_id for aco in acos])
    answer = browser.post(PAGE, sent)
    assert "Invite Jo Chen to 3 ACOs?" in text_of(answer)
    assert "DUA Requestor Already Other Contact." in row_of(answer, "A9201")
    assert "already." in row_of(answer, "A9202")
    assert "Takes over DUA Requestor from Sam Ortiz on activation." in row_of(answer, "A9203")
    assert "has an open invitation already, as Compliance Contact" in row_of(answer, "A9204")
    said = text_of(
        browser.post(PAGE, {**sent, "confirmed": "1", "shown": shown_on(answer)}, follow=True)
    )
    assert "Jo Chen is invited to 3 ACOs (A9201, A9203, A9205)." in said
    assert "Not invited to 2 ACOs (A9202, A9204), as you were shown." in said
    assert sent_to() == {
        "A9201": ["dua_requestor"],
        "A9203": ["dua_requestor", "other"],
        "A9204": ["compliance"],
        "A9205": ["dua_requestor", "other"],
    }


def test_a_type_that_one_may_not_give_says_who_could_in_each_aco(cast: Cast) -> None:
    acos = several(cast.exec, 2)
    dana = make_person("dana_rivera")
    make_contact(acos[0], dana, ["cms_liaison"])
    make_contact(acos[1], dana, ["authorized_to_sign_primary"])
    browser = sign_in(Client(), dana)
    sent = asking("credential_delegate", acos=ALL[:2])
    answer = browser.post(PAGE, sent)
    refused = row_of(answer, "A9201")
    assert "can add Credential Delegate. In this ACO: The Exec." in refused
    assert "Why not" in answer.content.decode()
    browser.post(PAGE, {**sent, "confirmed": "1", "shown": shown_on(answer)})
    assert sent_to() == {"A9202": ["credential_delegate"]}


def test_a_signer_confirms_first_where_the_rules_ask_it(cast: Cast) -> None:
    """A5: not where the giver signs, nor where nobody holds the place."""
    acos = several(cast.exec, 2)
    empty = make_aco("A9203", "Harbor 03 ACO")
    dana = make_person("dana_rivera")
    for aco in (*acos, empty):
        make_contact(aco, dana, ["cms_liaison"])
    make_contact(acos[1], dana, ["authorized_to_sign_secondary"])
    browser = sign_in(Client(), dana)
    sent = asking("aco_executive")
    answer = browser.post(PAGE, sent)
    waits = "The Exec confirms first. Nothing is sent before."
    assert waits in row_of(answer, "A9201")
    assert "confirms first" not in row_of(answer, "A9202") + row_of(answer, "A9203")
    said = text_of(
        browser.post(PAGE, {**sent, "confirmed": "1", "shown": shown_on(answer)}, follow=True)
    )
    assert "invited to 2 ACOs (A9202, A9203)" in said
    assert "Somebody confirms first in Harbor 01 ACO (A9201). Nothing is sent there" in said
    states = {one.aco.aco_id: one.state for one in Invitation.objects.all()}
    assert states == {"A9201": State.WAITING, "A9202": State.PENDING, "A9203": State.PENDING}


def test_where_one_aco_is_left_what_was_typed_is_kept_for_it(cast: Cast) -> None:
    acos, dana = [cast.lakeside, make_aco("A9201")], make_person("dana_rivera")
    for aco in acos:
        make_contact(aco, dana, ["cms_liaison"])
    browser = sign_in(Client(), dana)
    sent = previewed(browser, PAGE, asking("other", acos=["A9101", "A9201"]))
    agreement_is_over(cast.cms_staff, acos[1])
    answer = browser.post(PAGE, sent)
    assert "(A9101) is the only one whose contacts you edit now. Nobody has been" in text_of(answer)
    page = answer.content.decode()
    assert 'action="/acos/A9101/contacts/add/"' in page
    assert 'value="jo.chen@example.net"' in page
    assert re.search(r'value="other"[^>]*checked', page)
    assert not Invitation.objects.exists()
    assert browser.get(PAGE).status_code == 404
    agreement_is_over(cast.cms_staff, acos[0])
    said = text_of(browser.post(PAGE, sent))
    assert "You edit no ACO's contacts now. Nobody has been invited." in said
    assert "Last name Chen E-mail jo.chen@example.net" in said
    assert not Invitation.objects.exists()


def test_who_activates_one_of_several_hears_how_many_wait(cast: Cast) -> None:
    acos = several(cast.exec)
    for aco in acos:
        invite(acting_person=cast.exec, aco=aco, invitee=JO, codes=["other"])
    browser = sign_in(Client(), make_person("jo_chen", email=JO.email))
    for waiting in ("2 more invitations wait for", "1 more invitation waits for", ""):
        url = reverse(
            "activate_invitation", args=[Invitation.objects.filter(activated_at=None)[0].pk]
        )
        said = text_of(browser.post(url, follow=True))
        assert waiting in said
        assert bool(waiting) is ("for your answer" in said)


def test_nobody_makes_themselves_an_administrator_anywhere(cast: Cast) -> None:
    several(cast.exec, 2)
    browser = cast.browser("exec")
    sent = asking("cms_liaison", acos=ALL[:2], email=cast.exec.email)
    answer = browser.post(PAGE, sent)
    assert "Nobody makes themselves CMS Liaison." in row_of(answer, "A9201")
    assert "is invited to none of these ACOs" in text_of(answer)
    assert "Invite to" not in text_of(answer)
    forced = browser.post(PAGE, {**sent, "confirmed": "1", "shown": shown_on(answer)})
    assert "Nobody can be invited to these ACOs." in text_of(forced)
    assert not Invitation.objects.exists()


def test_the_same_again_sends_nothing_twice_and_reads_as_done(cast: Cast) -> None:
    several(cast.exec)
    browser = cast.browser("exec")
    confirmed = previewed(browser, PAGE, asking(acos=ALL[:2]))
    for _ in range(2):
        said = text_of(browser.post(PAGE, confirmed, follow=True))
        assert "Jo Chen is invited to 2 ACOs (A9201, A9202)." in said
    assert Invitation.objects.count() == 2
    mails = Notification.objects.filter(kind="invited").count()
    more = browser.post(PAGE, asking())
    assert "You have just sent this (2)" in text_of(more)
    browser.post(PAGE, asking(confirmed="1", shown=shown_on(more)))
    assert Notification.objects.filter(kind="invited").count() == mails + 1
    assert sorted(sent_to()) == ALL


def test_what_was_just_sent_and_withdrawn_since_is_shown_again(cast: Cast) -> None:
    several(cast.exec)
    browser = cast.browser("exec")
    browser.post(PAGE, previewed(browser, PAGE, asking(acos=ALL[:2])))
    more = previewed(browser, PAGE, asking())
    withdraw(acting_person=cast.exec, invitation=Invitation.objects.get(aco__aco_id="A9201"))
    assert "Something has changed" in text_of(browser.post(PAGE, more))
    assert Invitation.objects.count() == 2


@pytest.mark.parametrize("meanwhile", ["offered", "held", "over", "lost"])
def test_what_changed_meanwhile_is_shown_again_and_nothing_is_sent(
    cast: Cast, meanwhile: str
) -> None:
    acos = several(cast.exec)
    liaison = make_person("dana_rivera")
    for aco in acos:
        make_contact(aco, liaison, ["cms_liaison"])
    browser = cast.browser("exec")
    confirmed = previewed(browser, PAGE, asking("financial"))
    if meanwhile == "offered":
        invite(acting_person=liaison, aco=acos[1], invitee=JO, codes=["financial"])
    elif meanwhile == "held":
        make_contact(acos[1], make_person("sam_ortiz"), ["financial"])
    elif meanwhile == "over":
        Aco.objects.filter(pk=acos[1].pk).update(
            ends_on=timezone.localdate() - timedelta(days=1),
            end_kind="ended",
            end_reason="Over",
            end_recorded_by=cast.cms_staff,
            end_recorded_at=timezone.now(),
        )
    else:
        own = Contact.objects.get(aco=acos[1], person=cast.exec)
        end_types(acting_person=liaison, contact=own, codes=["aco_executive"], reason="Moved")
    answer = browser.post(PAGE, confirmed)
    page = text_of(answer)
    if meanwhile in ("offered", "held"):
        assert "Something has changed since this page was made (A9202)" in page
        again = {**confirmed, "shown": shown_on(answer)}
        assert "is invited to" in text_of(browser.post(PAGE, again, follow=True))
    else:
        assert "The list has changed. Choose among the ACOs that it has now." in page
        assert "A9202" not in page
    assert {one.invited_by for one in Invitation.objects.filter(aco=acos[1])} <= {
        liaison,
        *([cast.exec] if meanwhile == "held" else []),
    }


def test_what_only_the_action_sees_is_told_with_its_aco_and_nothing_is_sent(cast: Cast) -> None:
    """An account that somebody says is the giver's own, and nobody has confirmed yet (A5, A11)."""
    acos = several(cast.exec, 2)
    own = in_all(acos, "dana_rivera", "cms_liaison")[1]
    jo = make_person("jo_chen", email=PERSON["email"])
    Invitation.objects.create(
        aco=acos[1],
        email="dana.new@example.net",
        last_name="Rivera",
        types=["cms_liaison"],
        invited_by=cast.exec,
        replaces=own,
        generation=1,
        sent_at=timezone.now(),
        accepted_at=timezone.now(),
        answered_by=jo,
        expires_at=timezone.now() + timedelta(days=15),
    )
    browser = sign_in(Client(), own.person)
    confirmed = previewed(browser, PAGE, asking("application_secondary", acos=ALL[:2]))
    said = text_of(browser.post(PAGE, confirmed))
    assert "Harbor 02 ACO (A9202): Nobody makes themselves Application Contact" in said
    assert "A9201" not in sent_to()


def test_acos_of_others_are_no_choice_and_nothing_is_told_of_them(cast: Cast) -> None:
    several(cast.exec, 2)
    make_contact(make_aco("A9301", "Read only"), cast.exec, ["compliance"])
    make_aco("A9302", "Elsewhere")
    browser = cast.browser("exec")
    assert "A9301" not in text_of(browser.get(PAGE))
    answers = set()
    for asked in ("A9301", "A9302", "A9999", "nonsense"):
        sent = asking(acos=["A9201", asked], confirmed="1", shown="0" * 16)
        answer = text_of(browser.post(PAGE, sent))
        assert "The list has changed. Choose among the ACOs" in answer
        answers.add(answer)
    assert len(answers) == 1, "whether there is such an ACO is not told"
    assert not Invitation.objects.exists()


@pytest.mark.rule("E1")
def test_for_whoever_edits_one_aco_or_none_there_is_no_page(cast: Cast) -> None:
    acos = several(cast.exec, 2)
    make_contact(acos[0], cast.liaison, ["compliance"])
    for role in ("liaison", "outsider", "cms_staff"):
        browser = cast.browser(role)
        assert browser.get(PAGE).status_code == 404
        answer = browser.post(PAGE, asking())
        assert answer.status_code == 404 or "is the only one whose contacts" in text_of(answer)
        assert not Invitation.objects.exists()
    assert cast.browser("exec").get(PAGE).status_code == 200
    Aco.objects.filter(pk__in=[acos[0].pk, cast.lakeside.pk]).update(
        ends_on=timezone.localdate() - timedelta(days=1),
        end_kind="ended",
        end_reason="Over",
        end_recorded_by=cast.cms_staff,
        end_recorded_at=timezone.now(),
    )
    assert cast.browser("exec").get(PAGE).status_code == 404


def test_twenty_acos_cost_as_many_queries_as_two(cast: Cast) -> None:
    """With everything that a line may say: the form and the preview."""
    acos = several(cast.exec, 20)
    dana, jo = make_person("dana_rivera"), make_person("jo_chen", email=PERSON["email"])
    for aco in acos:
        make_contact(aco, dana, ["cms_liaison"])
    for aco in (acos[0], *acos[10:]):
        make_contact(aco, jo, ["other"])
    browser = sign_in(Client(), dana)
    browser.get(PAGE)
    numbers = set()
    for number in (2, 20):
        sent = asking("other", "aco_executive", acos=[aco.aco_id for aco in acos[:number]])
        with CaptureQueriesContext(connection) as previewing:
            assert f"to {number} ACOs?" in text_of(browser.post(PAGE, sent))
        refused = {**sent, "types": ["credential_delegate"]}
        with CaptureQueriesContext(connection) as refusing:
            assert "In this ACO: The Exec." in text_of(browser.post(PAGE, refused))
        numbers.add((len(previewing), len(refusing)))
    assert len(numbers) == 1
    two = make_person("of_two")
    for aco in acos[:2]:
        make_contact(aco, two, ["cms_liaison"])
    asked = []
    for person in (dana, two):
        browser = sign_in(Client(), person)
        browser.get(PAGE)
        with CaptureQueriesContext(connection) as opening:
            browser.get(PAGE)
        asked.append(len(opening))
    assert asked[0] == asked[1]


def test_each_line_says_what_the_single_invitation_does_there(cast: Cast) -> None:
    """Each sort of contact type, for somebody known, unknown and oneself, in ACOs that differ."""
    acos = several(cast.exec, 5, ["aco_executive", "it_primary"])
    dana = make_person("dana_rivera")
    for aco, codes in zip(
        acos,
        (["cms_liaison"], ["application_primary"], ["authorized_to_sign_primary"]),
        strict=False,
    ):
        make_contact(aco, dana, codes)
    for aco in acos[3:]:
        make_contact(aco, dana, ["cms_liaison"])
    jo = make_person("jo_chen", email=PERSON["email"])
    make_contact(acos[0], jo, ["quality_primary", "aco_executive"])
    make_contact(acos[1], jo, ["compliance", "marketing_secondary", "other"])
    invite(acting_person=cast.exec, aco=acos[4], invitee=JO, codes=["it_secondary"])
    edited = edited_by(dana.pk)
    assert len(edited) == 5
    sorts = ["aco_executive", "cms_liaison", "credential_delegate", "it_primary", "other"]
    asked = [[code] for code in (*sorts, "quality_secondary", "compliance", "marketing_primary")]
    asked += [["aco_executive", "other"], ["dua_requestor", "compliance"]]
    asked_of = {JO.email: asked, "somebody@example.net": asked[:3], dana.email: asked[:5]}
    for email, each in asked_of.items():
        invitee = replace(JO, email=email)
        for codes in each:
            for line in lines_for(dana, edited, invitee, codes):
                said, state = single(dana, line.aco, invitee, line.codes or codes)
                assert line.goes == (state is not None)
                assert line.refusal.startswith(said)
                assert line.refusal or line.waits == (state is State.WAITING)


def single(
    giver: Person, aco: Aco, invitee: Invitee, codes: Sequence[str]
) -> tuple[str, State | None]:
    """What the single way says or makes of it, undone."""
    with transaction.atomic():
        try:
            made = invite(acting_person=giver, aco=aco, invitee=invitee, codes=codes)
        except InvitationError as error:
            return str(error), None
        finally:
            transaction.set_rollback(True)
    return "", made.state
