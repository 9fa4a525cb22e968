"""A confirmed preview does what it showed, whatever others do meanwhile.

Each flow with a preview stands in a table: how its page is reached, what somebody else does before
it is confirmed, and what shows that it is done.
"""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from acoms.once.shown import fingerprint, refusal_of_change
from contacts.actions import change_contact
from contacts.models import Contact
from tests.acoms.once.flows import (
    FLOWS,
    Making,
    contact_of,
    seen,
)
from tests.cast import Cast

CHANGED = "Something has changed since this page was made"
TEMPLATES = Path(__file__).resolve().parents[3] / "templates"

pytestmark = pytest.mark.usefixtures("review_is_on")

# Forms that show nothing of what will happen but what is typed into them, or ask about a record
# that nobody changes: it is there and waits, or not. The state decides, under the action's lock.
SHOW_NOTHING = {
    "api/webhooks/delete.html": "a record, deleted once",
    "api/webhooks/new.html": "typed",
    "api/webhooks/turn_on.html": "names the state that is wished",
    "api/webhooks/webhook.html": "sends messages, which stay as they are",
    "admin/qpp_roles_organizations/organization/closing.html": "names the state that is wished",
    "account": "passwords, and signing in and out",
    "accounts": "the pages of a sign-in, and one's own account",
    "qpp_roles": "requests and roles are never changed, only answered and ended",
    "notifications": "one's own",
    "dashboard/calendar.html": "one's own address, renewed and turned off",
    "admin/accounts/person/reason.html": "asks why; people are named",
    "admin/base_site.html": "signs out",
    "parts/language.html": "one's own language",
    "search": "a search",
    "helpdesk": "messages, each written once",
    "invitations/dead.html": "asks; nothing changes",
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
    "admin/documents_files/publishedfile/add.html": "a file",
    "admin/documents_library/libraryfile/add.html": "a file",
    "admin/documents_files/publishedfile/several.html": "files; their preview has `shown`",
    "admin/signing/concern/answer.html": "typed",
    "admin/signing/signingevent/acos.html": "typed",
    "admin/signing/signingevent/add.html": "typed",
    "admin/signing/signingevent/close.html": "a record, closed once",
    "admin/api_credentials/credentials/end.html": "a record, ended once",
    "api/credentials/new.html": "typed",
    "base.html": "signs out",
    "contacts/across/choose.html": "leads to a preview, which carries a fingerprint",
    "contacts/statements.html": "statements are never changed",
    "documents/correspondence/message.html": "typed",
    "documents/files/list.html": "downloads, and a choice of one's own",
    "documents/library": "an opinion on a version, and a choice of one's own",
    "invitations/add_contact.html": "typed",
    "invitations/across/form.html": "typed; its preview carries a fingerprint",
    "invitations/across/one_left.html": "typed",
    "invitations/address_change.html": "typed",
    "invitations/bulk/list.html": "typed; its preview carries a fingerprint",
    "invitations/open.html": "a code",
    "participants/certification/record.html": "a download",
    "participants/changes/_agreement.html": "signers read for themselves what they sign",
    "participants/changes/detail.html": "a document",
    "participants/changes/file.html": "a file; its preview carries a fingerprint",
    "participants/data_sharing": "files, which are never changed",
    "participants/lists": "downloads",
    "recertification/review.html": "closes what is answered",
    "signing/concern.html": "typed",
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
