"""A confirmed preview does what it showed, whatever others do meanwhile; said twice, done once.

Each flow with a preview stands in a table: how its page is reached, what somebody else does before
it is confirmed, and what shows that it is done.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from acoms.once.shown import fingerprint, refusal_of_change
from contacts.actions import change_contact, end_types, give_types
from contacts.models import Contact, HeldType
from invitations import actions
from invitations.actions import Invitee, invite, send_again
from invitations.models import Invitation
from invitations.rules import State
from notifications.models import Notification
from participants.changes.actions.requests import save_draft
from participants.changes.models import ChangeRequest
from participants.changes.queries import draft_of
from qpp_roles.organizations.actions.correcting import close_organization, reopen_organization
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole
from recertification.models import Answer
from tests.cast import Cast, make_organization, make_person
from tests.concurrency.at_once import at_once, errors
from tests.participants.changes.asked import draft
from tests.signing_in import sign_in

CHANGED = "Something has changed since this page was made"
JO = Invitee(first_name="Jo", last_name="Chen", email="jo.chen@example.net")
TEMPLATES = Path(__file__).resolve().parents[3] / "templates"

# Forms that show nothing of what will happen but what is typed into them, or ask about a record
# that nobody changes: it is there and waits, or not. The state decides, under the action's lock.
SHOW_NOTHING = {
    "admin/qpp_roles_organizations/organization/closing.html": "names the state that is wished",
    "account": "passwords, and signing in and out",
    "accounts": "the pages of a sign-in, and one's own account",
    "qpp_roles": "requests and roles are never changed, only answered and ended",
    "notifications": "one's own",
    "admin/accounts/person/reason.html": "asks why; people are named",
    "admin/base_site.html": "signs out",
    "admin/invitations/add.html": "typed",
    "admin/participants_certification/acocertification/change_form.html": "leads to one that asks",
    "admin/participants_changes/changerequest/change_form.html": "leads to a page that asks",
    "admin/participants_effects/adjustment/withdraw.html": "a record, withdrawn once",
    "admin/participants_lists/participant/change_list.html": "a search",
    "admin/participants_lists/tin.html": "shows a TIN",
    "admin/participants_screening/finding/change_form.html": "leads to a page that asks",
    "admin/participants_screening/listload/add.html": "a file",
    "admin/participants_screening/screeningrun/change_list.html": "starts a screening",
    "admin/qpp_roles_harp/harpimport/add.html": "a file; its preview has `shown` in its form",
    "admin/qpp_roles_harp/harpimport/import.html": "`shown` is a field of its form",
    "admin/qpp_roles_openid/website/close.html": "a record, closed once",
    "base.html": "signs out",
    "contacts/public_line.html": "typed",
    "contacts/statements.html": "statements are never changed",
    "invitations/add_contact.html": "typed",
    "invitations/address_change.html": "typed",
    "invitations/bulk/list.html": "typed; its preview carries a fingerprint",
    "invitations/open.html": "a code",
    "participants/certification/record.html": "a download",
    "participants/changes/detail.html": "a document",
    "participants/changes/file.html": "a file; its preview carries a fingerprint",
    "participants/data_sharing": "files, which are never changed",
    "participants/lists": "downloads",
    "recertification/review.html": "closes what is answered",
}


def test_every_page_that_asks_before_it_does_something_carries_what_it_showed() -> None:
    without = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if re.search(r'<form[^>]*method="post"', text := path.read_text())
        and not re.search(r'name="(shown|seen|filled_from)', text)
    }
    known = {name for name in without for one in SHOW_NOTHING if name.startswith(one)}
    assert without == known
    assert not [one for one in SHOW_NOTHING if not any(n.startswith(one) for n in without)]


def test_what_has_changed_is_named() -> None:
    before = {"title": "Chief", "phone": "1", "contact types": ["other"]}
    shown = fingerprint(before)
    assert refusal_of_change(shown, before) == ""
    assert refusal_of_change(None, {"whatever": 1}) == ""
    now = {**before, "title": "Boss", "phone": "2"}
    assert f"{CHANGED} (title, phone), and nothing was done" in refusal_of_change(shown, now)
    for odd in ("", "x", ".", "a.b.c.d"):
        assert refusal_of_change(odd, before).startswith(f"{CHANGED}, and nothing was done")


def test_what_is_there_now_is_read_only_where_a_page_has_shown_something() -> None:
    asked = []

    def now() -> dict[str, object]:
        asked.append(1)
        return {"title": "Chief"}

    assert refusal_of_change(None, now) == ""
    assert not asked
    assert refusal_of_change(fingerprint({"title": "Chief"}), now) == ""
    assert CHANGED in refusal_of_change(fingerprint({"title": "Boss"}), now)


@dataclass
class Flow:
    """One preview: `page` and what is sent to it besides, by `who`; what others do meanwhile; what
    is true once it is done, and how it is said."""

    who: str
    page: str
    send: dict[str, Any]
    meanwhile: Callable[[], Any]
    done: Callable[[], bool]
    said: str
    ask: dict[str, Any] | None = None  # what is sent to see the preview; None where GET shows it
    to: str = ""  # where it is sent, if that is another address
    field: str = "shown"
    typed: str = ""  # what is typed, and is not to be lost


def contact_of(cast: Cast, role: str) -> Contact:
    return Contact.objects.get(person=getattr(cast, role), aco=cast.lakeside)


def give(cast: Cast, role: str, *codes: str) -> None:
    person: Person = getattr(cast, role)
    giving: dict[str, Any] = {"acting_person": cast.liaison, "given_by": cast.liaison}
    give_types(aco=cast.lakeside, person=person, codes=codes, **giving)


def holds(cast: Cast, role: str, *codes: str) -> bool:
    held = contact_of(cast, role).held_types.active().values_list("type", flat=True)
    return set(held) == set(codes)


def invited(cast: Cast, *codes: str) -> Invitation:
    cast.liaison  # noqa: B018
    aco = cast.lakeside
    return invite(acting_person=cast.exec, aco=aco, invitee=JO, codes=codes or ["other"])


def is_in(invitation: Invitation, state: State) -> bool:
    invitation.refresh_from_db()
    return invitation.state is state


def edit(cast: Cast) -> Flow:
    """Something is given in the other tab, and the first one takes something else away."""
    cast.liaison, cast.other  # noqa: B018
    asked = {"title": "", "phone": "", "types": ["compliance"]}
    contact = contact_of(cast, "other")
    return Flow(
        "exec",
        reverse("change_contact", args=["A9101", contact.pk]),
        {**asked, "reason": "New tasks", "confirmed": "1", "filled_from": '["", "", ["other"]]'},
        meanwhile=partial(give, cast, "other", "marketing_secondary"),
        done=lambda: holds(cast, "other", "compliance"),
        said="Contact Data is up to date",
        ask={**asked, "filled_from": '["", "", ["other"]]'},
    )


def end(cast: Cast) -> Flow:
    cast.liaison, cast.other  # noqa: B018
    return Flow(
        "exec",
        reverse("end_contact", args=["A9101", contact_of(cast, "other").pk]),
        {"reason": "Left us", "types": ["other"]},
        meanwhile=partial(give, cast, "other", "compliance"),
        done=lambda: holds(cast, "other"),
        said="is no longer a contact of this ACO",
        typed="Left us",
    )


def end_by_staff(cast: Cast) -> Flow:
    cast.liaison, cast.exec, cast.other  # noqa: B018
    give(cast, "other", "compliance")
    contact = contact_of(cast, "other")
    sent = {"types": ["compliance"], "reason": "Asked for it"}

    def meanwhile() -> None:
        codes = ["other"]
        end_types(acting_person=cast.exec, contact=contact, codes=codes, reason="Left")

    return Flow(
        "cms_staff",
        reverse("admin:contacts_contact_end_types", args=[contact.pk]),
        {**sent, "confirm": "1"},
        meanwhile=meanwhile,
        done=lambda: not contact.held_types.active().filter(type="compliance").exists(),
        said="The types are ended",
        ask={**sent, "preview": "1"},
        typed="Asked for it",
    )


def review_end(cast: Cast) -> Flow:
    flow = end(cast)
    flow.page = reverse("yearly_review_end", args=["A9101", contact_of(cast, "other").pk])
    return flow


def review_confirm(cast: Cast) -> Flow:
    cast.liaison, cast.other  # noqa: B018
    contact = contact_of(cast, "other")
    return Flow(
        "exec",
        reverse("yearly_review", args=["A9101"]),
        {},
        meanwhile=partial(give, cast, "other", "compliance"),
        done=lambda: Answer.objects.filter(contact=contact, kept=True).exists(),
        said="is confirmed",
        to=reverse("yearly_review_confirm", args=["A9101", contact.pk]),
    )


def withdraw(cast: Cast) -> Flow:
    invitation = invited(cast)
    return Flow(
        "exec",
        reverse("withdraw_invitation", args=["A9101", invitation.pk]),
        {},
        meanwhile=partial(send_again, acting_person=cast.liaison, invitation=invitation),
        done=lambda: is_in(invitation, State.WITHDRAWN),
        said="is withdrawn",
    )


def activate(cast: Cast) -> Flow:
    """Somebody else holds by then what the invited person is to take over."""
    cast.other  # noqa: B018
    invitation = invited(cast, "dua_requestor")
    cast._people["jo"] = make_person("jo_chen", email=JO.email)
    return Flow(
        "jo",
        reverse("dashboard"),
        {},
        meanwhile=partial(give, cast, "other", "dua_requestor"),
        done=lambda: is_in(invitation, State.ACTIVATED),
        said="You are now DUA Requestor",
        to=reverse("activate_invitation", args=[invitation.pk]),
    )


def drop_request(cast: Cast) -> Flow:
    change = draft(cast.lakeside, cast.exec)

    def meanwhile() -> None:
        now = ChangeRequest.objects.get(pk=change.pk)
        other = replace(draft_of(now), change=now.pk, note="Look at this")
        save_draft(acting_person=cast.liaison, aco=cast.lakeside, draft=other)

    return Flow(
        "exec",
        reverse("withdraw_change", args=["A9101", change.pk]),
        {},
        meanwhile=meanwhile,
        done=lambda: ChangeRequest.objects.get(pk=change.pk).is_deleted,
        said="Deleted:",
    )


def close(cast: Cast) -> Flow:
    """One page closes what is open, and opens what is closed."""
    place = make_organization()
    other = make_person("casey_staff", is_staff=True, is_superuser=True)

    def meanwhile() -> None:
        close_organization(acting_person=other, organization=place, reason="Gone")

    def done() -> bool:
        place.refresh_from_db()
        return place.closed_at is not None

    return Flow(
        "cms_staff",
        reverse("admin:qpp_roles_organizations_organization_closing", args=[place.pk]),
        {"reason": "Gone"},
        meanwhile=meanwhile,
        done=done,
        said="is closed",
        typed="Gone",
    )


def end_role(cast: Cast) -> Flow:
    place: Organization = make_organization()
    people = [make_person(f"official_{n}") for n in range(2)]
    official = HeldRole.Source.APPROVED
    roles = [
        HeldRole.objects.create(
            organization=place, person=one, role="security_official", source=official
        )
        for one in people
    ]

    def meanwhile() -> None:
        HeldRole.objects.filter(pk=roles[1].pk).update(
            ended_at=timezone.now(), ended_by=people[1], end_reason="Left"
        )

    def done() -> bool:
        roles[0].refresh_from_db()
        return roles[0].ended_at is not None

    return Flow(
        "cms_staff",
        reverse("admin:qpp_roles_roles_heldrole_end", args=[roles[0].pk]),
        {"reason": "Asked by phone"},
        meanwhile=meanwhile,
        done=done,
        said="is told, with the reason",
        typed="Asked by phone",
    )


FLOWS = [
    edit,
    end,
    end_by_staff,
    review_end,
    review_confirm,
    withdraw,
    activate,
    drop_request,
    end_role,
]
Making = Callable[[Cast], Flow]


@pytest.fixture(autouse=True)
def _a_review_is_on(settings: Any) -> None:
    settings.RECERTIFICATION_OPENS, settings.RECERTIFICATION_DUE = (2, 1), (1, 31)


def seen(browser: Client, flow: Flow) -> dict[str, str]:
    """What the form carries of what its page shows."""
    page = browser.post(flow.page, flow.ask) if flow.ask else browser.get(flow.page)
    text = page.content.decode()
    if flow.to:
        text = text[text.index(f'action="{flow.to}"') :]
    match = re.search(r'name="(shown|to)"\s+value="([0-9a-z.]+)"', text)
    assert match, flow.page
    return {match[1]: match[2]}


@pytest.mark.rule("E3")
@pytest.mark.parametrize("flow_of", FLOWS)
def test_what_was_shown_is_what_is_done_or_it_is_shown_again(cast: Cast, flow_of: Making) -> None:
    flow = flow_of(cast)
    browser = cast.browser(flow.who)
    before = seen(browser, flow)
    flow.meanwhile()
    was_done = flow.done()  # by somebody else, where that is what they did
    page = browser.post(flow.to or flow.page, {**flow.send, **before}, follow=True)
    said = page.content.decode()
    assert CHANGED in said or "Changed since you opened this form" in said
    assert flow.typed in said
    assert flow.done() is was_done


@pytest.mark.rule("E3")
@pytest.mark.parametrize("flow_of", [*FLOWS, close])
def test_repeating_ones_own_success_reads_as_success(cast: Cast, flow_of: Making) -> None:
    """A double press, the way back and again: nothing is done or told a second time."""
    flow = flow_of(cast)
    browser = cast.browser(flow.who)
    form = {**flow.send, **seen(browser, flow)}
    first = browser.post(flow.to or flow.page, form, follow=True)
    assert flow.said in first.content.decode()
    assert flow.done()
    told = Notification.objects.count()
    again = browser.post(flow.to or flow.page, form, follow=True)
    assert flow.said in again.content.decode()
    assert "ds-c-alert--error" not in again.content.decode()
    assert flow.done()
    assert Notification.objects.count() == told


@pytest.mark.rule("E3")
def test_an_end_is_ones_own_only_for_the_same_types_and_reason(cast: Cast) -> None:
    flow = end(cast)
    contact = contact_of(cast, "other")
    browser = cast.browser("exec")
    assert flow.said in browser.post(flow.page, flow.send, follow=True).content.decode()
    for sent in (
        {**flow.send, "reason": "Retired"},
        {**flow.send, "types": ["other", "compliance"]},
    ):
        said = browser.post(flow.page, sent, follow=True).content.decode()
        assert flow.said not in said
        assert "does not hold" in said
    said = cast.browser("liaison").post(flow.page, flow.send, follow=True).content.decode()
    assert "does not hold Other Contact now." in said
    give(cast, "other", "other")
    again = browser.post(flow.page, {**flow.send, "shown": ""}, follow=True).content.decode()
    assert flow.said not in again
    assert contact.held_types.active().exists()


def test_an_older_tab_loses_nothing_that_was_done_since(cast: Cast) -> None:
    """Title, phone and types: what was typed is laid over what is there now, to be looked at."""
    cast.liaison, cast.other  # noqa: B018
    contact = contact_of(cast, "other")
    page = reverse("change_contact", args=["A9101", contact.pk])
    older = cast.browser("exec")
    form = older.get(page)
    change_contact(
        acting_person=cast.liaison,
        contact=contact,
        codes=["other", "compliance"],
        title="Chief",
        phone="212-555-0101",
    )
    sent = {"title": "", "phone": "212-555-0199", "types": ["other", "marketing_secondary"]}
    answer = older.post(page, {**sent, "filled_from": form.context["filled_from"]})
    said = answer.content.decode()
    for line in ("The title is now Chief; it was empty.", "Compliance Contact was given."):
        assert line in said
    again = answer.context["form"]
    assert (again["title"].value(), again["phone"].value()) == ("Chief", "212-555-0199")
    assert set(again["types"].value()) == {"other", "compliance", "marketing_secondary"}
    contact.refresh_from_db()
    assert contact.phone == "212-555-0101", "nothing is done before it was looked at"
    confirmed = {
        "title": "Chief",
        "phone": "212-555-0199",
        "types": ["other", "compliance"],
        "filled_from": answer.context["filled_from"],
    }
    assert older.post(page, confirmed)["Location"] == f"/acos/A9101/contacts/{contact.pk}/"
    contact.refresh_from_db()
    assert (contact.title, contact.phone) == ("Chief", "212-555-0199")
    assert "is up to date" in older.post(page, confirmed, follow=True).content.decode()


def test_a_form_with_a_mistake_goes_on_saying_what_it_was_filled_from(cast: Cast) -> None:
    """Else the second try would write what a colleague has changed since back as it was."""
    contact = contact_of(cast, "other")
    page = reverse("change_contact", args=["A9101", contact.pk])
    browser = cast.browser("exec")
    form = browser.get(page)
    Contact.objects.filter(pk=contact.pk).update(title="Chief")
    sent = {"title": "", "phone": "1" * 31, "types": ["other"]}
    again = browser.post(page, {**sent, "filled_from": form.context["filled_from"]})
    assert again.context["form"].errors
    mended = {**sent, "phone": "212-555-0199", "filled_from": again.context["filled_from"]}
    said = browser.post(page, mended).content.decode()
    assert "The title is now Chief; it was empty." in said
    contact.refresh_from_db()
    assert contact.title == "Chief"


SENDERS = ["its page", "new pages", "the admin"]


@pytest.mark.rule("A7")
@pytest.mark.parametrize("how", SENDERS)
def test_send_again_pressed_sixteen_times_sends_once(cast: Cast, how: str) -> None:
    invitation = invited(cast)
    page = reverse("send_invitation_again", args=["A9101", invitation.pk])
    browser = cast.browser("exec")
    form = {"shown": "1"}
    if how == "the admin":
        Invitation.objects.update(invited_by=cast.cms_staff)
        browser, page = cast.browser("cms_staff"), "/admin/invitations/invitation/"
        form = {
            "action": "send_again",
            "_selected_action": str(invitation.pk),
            "apply": "1",
            f"shown-{invitation.pk}": "1",
        }
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(16):
            answer = browser.post(page, {} if how == "new pages" else form, follow=True)
            assert "ds-c-alert--error" not in answer.content.decode()
            clock.shift(2 if how == "new pages" else 600)
    invitation.refresh_from_db()
    assert invitation.generation == 2
    assert Notification.objects.filter(kind="invited").count() == 2


def test_send_again_is_sent_again_after_a_minute(cast: Cast) -> None:
    invitation = invited(cast)
    for minutes in range(3):
        with time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False):
            actions.send_again(acting_person=cast.exec, invitation=invitation)
    invitation.refresh_from_db()
    assert invitation.generation == 4


@pytest.mark.rule("A7", "E6")
@pytest.mark.django_db(transaction=True)
def test_send_again_pressed_at_once_in_many_tabs_sends_once(cast: Cast) -> None:
    invitation = invited(cast)
    page = reverse("send_invitation_again", args=["A9101", invitation.pk])
    tabs = [sign_in(Client(), cast.exec) for _ in range(6)]
    answers = at_once(*(partial(tab.post, page, {"shown": "1"}) for tab in tabs))
    assert not errors(answers)
    invitation.refresh_from_db()
    assert invitation.generation == 2


def test_a_link_for_an_account_or_a_password_asked_for_twice_is_mailed_once(cast: Cast) -> None:
    browser = Client()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for minute in range(2):
            for page, email in (
                ("/account/register/", "pat@example.org"),
                ("/account/register/", cast.exec.email),
                ("/account/password/reset/", cast.liaison.email),
            ):
                answers = [browser.post(page, {"email": email}) for _ in range(2)]
                assert [answer.status_code for answer in answers] == [302, 302]
            clock.shift(61)
            assert Notification.objects.filter(by_email=True).count() == 3 * (minute + 1)


@pytest.mark.rule("E6")
@pytest.mark.django_db(transaction=True)
def test_a_double_press_at_the_same_moment_is_done_once_and_reads_as_success(cast: Cast) -> None:
    flow = end(cast)
    tabs = [sign_in(Client(), cast.exec) for _ in range(3)]
    form = {**flow.send, **seen(tabs[0], flow)}
    answers = at_once(*(partial(tab.post, flow.page, form, follow=True) for tab in tabs))
    assert not errors(answers)
    assert all(flow.said in answer.content.decode() for answer in answers)
    ended = HeldType.objects.filter(contact__person=cast.other)
    assert ended.filter(ended_at__isnull=False).count() == ended.count() == 1
    assert Notification.objects.filter(person=cast.other).count() == 1


def test_what_is_opened_again_by_oneself_is_closed_by_a_new_page_only(cast: Cast) -> None:
    """Not a second press: the page of before shows what is so no more."""
    flow = close(cast)
    browser = cast.browser("cms_staff")
    form = {**flow.send, **seen(browser, flow)}
    browser.post(flow.page, form)
    place = Organization.objects.get(closed_at__isnull=False)
    reopen_organization(acting_person=cast.cms_staff, organization=place, reason="Back")
    browser.post(flow.page, form)
    assert flow.done(), "its page says again what is so"
