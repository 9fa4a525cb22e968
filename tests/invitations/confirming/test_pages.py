"""The pages of a confirmation, for signers, CMS staff and those who wait for it (rule A5)."""

from typing import Any

import pytest
from django.urls import reverse

from acoms.access import Refused
from acoms.once.shown import fingerprint
from invitations.confirming.actions import confirm_by_staff, refuse_by_staff
from invitations.confirming.checks import shown_to_confirm
from invitations.errors import InvitationError
from invitations.models import Invitation
from invitations.rules import State
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from tests.cast import Cast
from tests.invitations.bulk.lists import check, prepare, send_all
from tests.invitations.bulk.lists import confirm as confirm_list
from tests.invitations.confirming.waiting import JO, end, invite, state

pytestmark = pytest.mark.rule("A5")


def test_cms_staff_confirm_or_refuse_with_a_reason(cast: Cast, waiting: Invitation) -> None:
    for act in (confirm_by_staff, refuse_by_staff):
        with pytest.raises(InvitationError, match="Enter a reason"):
            act(acting_person=cast.cms_staff, invitation=waiting, reason=" ")
        for person in (cast.cms_analyst, cast.exec):
            with pytest.raises(Refused):
                act(acting_person=person, invitation=waiting, reason="Called")
    url = reverse("admin:invitations_invitation_confirm", args=[waiting.pk])
    browser = cast.browser("cms_staff")
    assert "The Exec is ACO Executive now" in browser.get(url).content.decode()
    browser.post(url, {"reason": "Called the board", "confirm": "1"})
    assert state(waiting) is State.WAITING, "the page named nobody who is replaced"
    shown = fingerprint(shown_to_confirm(waiting))
    browser.post(url, {"reason": "Called the board", "confirm": "1", "shown": shown})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.confirmation_reason) == (State.PENDING, "Called the board")


def test_the_page_asks_signers_and_tells_others_who_could(cast: Cast, waiting: Invitation) -> None:
    url = reverse("confirm_invitation", args=["A9101", waiting.pk])
    others = cast.browser("liaison").get(url).content.decode()
    assert "The Exec or another signer confirms first" in others
    assert ">Confirm</button>" not in others
    assert cast.browser("liaison").post(url, {"confirm": "1"}).status_code == 403
    browser = cast.browser("signer")
    assert "Confirm who becomes" in browser.get(reverse("dashboard")).content.decode()
    page = browser.get(url)
    assert ">Confirm</button>" in page.content.decode()
    browser.post(url, {"confirm": "1", "shown": page.context["shows"]})
    assert state(waiting) is State.PENDING
    assert "waits for no confirmation" in browser.get(url).content.decode()


def test_the_form_says_before_who_confirms(cast: Cast) -> None:
    cast.exec, cast.signer  # noqa: B018
    url = reverse("add_contact", args=["A9101"])
    assert "The Exec or another signer confirms first" in (
        cast.browser("liaison").get(url).content.decode()
    )
    assert "confirms first" not in cast.browser("exec").get(url).content.decode()
    data = {"first_name": "Jo", "last_name": "C", "email": JO.email, "types": ["aco_executive"]}
    sent = cast.browser("liaison").post(url, data, follow=True).content.decode()
    assert "is not sent yet: The Exec or another signer confirms" in sent


def test_a_list_says_who_waits_and_sends_nothing_to_them(cast: Cast) -> None:
    cast.exec, cast.signer  # noqa: B018
    text = f"Jo,Chen,{JO.email},,,ACO Executive\nAnn,Ray,ann@example.net,,,Other Contact"
    bulk = prepare(cast.liaison, cast.lakeside, text)
    remarks = [" ".join(each.remarks) for each in check(bulk, cast.liaison)]
    assert "A signer confirms ACO Executive first." in remarks[0]
    assert remarks[1] == ""
    confirm_list(bulk, cast.liaison)
    send_all(bulk)
    assert Invitation.objects.get(email=JO.email).state is State.WAITING
    assert Invitation.objects.get(email="ann@example.net").state is State.PENDING
    again = prepare(cast.liaison, cast.lakeside, text)
    assert "has an open invitation already" in check(again, cast.liaison)[0].reason


def test_cms_staff_are_told_where_no_signer_can_confirm(cast: Cast, mailoutbox: list[Any]) -> None:
    """The ACO Executive alone signs, has left, and a CMS Liaison fills the place."""
    cast.second_signer, cast.cms_staff, cast.cms_analyst  # noqa: B018
    cast.exec  # noqa: B018
    end(cast, cast.liaison, "second_signer", "authorized_to_sign_secondary")
    end(cast, cast.liaison, "exec", "aco_executive")
    invitation = invite(cast)
    assert invitation.state is State.WAITING
    told = Notification.objects.get(kind="confirmation_asked_of_staff")
    assert (told.person, told.by_email) == (cast.cms_staff, True), "an analyst cannot confirm"
    relay_due_mail()
    (mail,) = [one for one in mailoutbox if one.to == [cast.cms_staff.email]]
    assert mail.subject == "A9101: confirm who becomes ACO Executive"
    url = reverse("admin:invitations_invitation_confirm", args=[invitation.pk])
    assert url in mail.body
    assert "Confirm Jo Chen as ACO Executive of A9101?" in (
        cast.browser("cms_staff").get(url).content.decode()
    )
    url = reverse("confirm_invitation", args=["A9101", invitation.pk])
    page = cast.browser("liaison").get(url).content.decode()
    assert "CMS staff confirm it. We have told them." in page


def test_who_may_not_confirm_is_offered_to_look(cast: Cast, waiting: Invitation) -> None:
    url = reverse("contacts", args=["A9101"])
    for role, offered in (("liaison", False), ("exec", True), ("signer", True)):
        page = cast.browser(role).get(url).content.decode()
        assert (">Confirm or refuse<" in page, ">See<" in page) == (offered, not offered)
    confirming = reverse("confirm_invitation", args=["A9101", waiting.pk])
    shown = cast.browser("exec").get(confirming).content.decode()
    assert "Confirm Jo Chen as ACO Executive?</h1>" in shown
    tab = f'<a href="{url}" data-label="Contacts" aria-current="page">Contacts</a>'
    assert tab in shown, "the subtab it lies under"
    assert shown.count('aria-current="page"') == 1
