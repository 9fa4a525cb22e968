"""The subtabs of A13 to A15, and the pages that explain who can do what."""

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from acoms.site import navigation
from contacts.permissions import PERMISSIONS, Permission, types_with
from contacts.rights import CHANGES
from contacts.rights import TABS as LABELS
from contacts.rules import missing_to_sign
from contacts.types import ALL_CODES, CONTACT_TYPES, label_of
from tests.cast import Cast, make_contact
from tests.signing_in import sign_in

QPP = {"qpp_security_official", "qpp_staff_user"}
DELEGATE = "credential_delegate"
# Rules A6, A13, A14, written a second time: who opens what.
FOR_QPP = {"Change Requests", "Signing Event", "Reporting", "Data Hub"}
FOR_ALL = FOR_QPP | {"Overview", "Contacts", "Participants"}


def opens(code: str) -> set[str]:
    """The subtabs that a type opens, by the rules."""
    row = CONTACT_TYPES[code]
    if code in QPP:
        return FOR_QPP
    if code == DELEGATE:
        return FOR_ALL | {"Correspondence", "Activity", "API Credentials"}
    more = {"Activity"} if row.administers else set()
    return FOR_ALL | more | ({"Correspondence"} if row.receives_correspondence else set())


def said(code: str) -> set[str]:
    """The subtabs that a type says it opens."""
    sentence = CONTACT_TYPES[code].privileges[-1]
    named = {label for label in LABELS.values() if label in sentence}
    if sentence.startswith("Opens every subtab"):
        assert ("except" in sentence) == bool(named)
        return set(LABELS.values()) - named
    assert sentence.startswith("Opens the subtabs")
    return named


@pytest.mark.rule("A13", "A14", "A6")
@pytest.mark.parametrize("code", ALL_CODES)
def test_each_type_opens_the_tabs_that_it_says_and_no_other(cast: Cast, code: str) -> None:
    browser = sign_in(Client(), cast.holder_of(code))
    tabs = {entry.label: entry.url_name for entry in navigation._aco_tabs}
    assert list(tabs) == list(LABELS.values()), "every subtab has its permission, in this order"
    answers = {label: browser.get(reverse(url, args=["A9101"])) for label, url in tabs.items()}
    opened = {label for label, answer in answers.items() if answer.status_code == 200}
    assert opened == opens(code) == said(code)
    assert {answers[label].status_code for label in set(tabs) - opened} <= {403}
    page = answers["Data Hub"].content.decode()
    assert {label for label in tabs if f">{label}</a>" in page} == opened, "what opens is offered"


@pytest.mark.rule("A15")
def test_who_signs_and_without_whom_no_signing_event_opens() -> None:
    signers = {"aco_executive", "authorized_to_sign_primary", "authorized_to_sign_secondary"}
    assert set(types_with(Permission.SIGN_ACO_DOCUMENTS)) == signers
    assert types_with(Permission.SIGN_DUA) == ["dua_requestor"]
    assert {row.code for row in missing_to_sign(())} == signers | {"dua_requestor"}
    assert not missing_to_sign(signers | {"dua_requestor"})


@pytest.mark.rule("A15")
def test_the_signing_tab_says_who_is_lacking(cast: Cast) -> None:
    page = cast.browser("exec").get("/acos/A9101/signing-event/").content.decode()
    assert "A Signing Event cannot open yet" in page
    assert "DUA Requestor" in page
    for role in ("signer", "second_signer", "dua_requestor"):
        getattr(cast, role)
    page = cast.browser("exec").get("/acos/A9101/signing-event/").content.decode()
    assert "cannot open yet" not in page


@pytest.mark.rule("A6")
def test_a_credential_delegate_reads_everything_and_edits_nothing_else() -> None:
    signs_and_edits = set(CHANGES) - {Permission.API_CREDENTIALS_MANAGE}
    assert PERMISSIONS[DELEGATE] == set(Permission) - signs_and_edits
    assert types_with(Permission.API_CREDENTIALS_MANAGE) == [DELEGATE]
    assert "Changes nothing else." in CONTACT_TYPES[DELEGATE].privileges


@pytest.mark.rule("E1", "A5")
def test_a_refusal_names_the_types_and_the_people_here(cast: Cast) -> None:
    cast.exec  # noqa: B018 - made by naming them
    answer = cast.browser("it").get(reverse("add_contact", args=["A9101"]))
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "CMS Liaison" in page
    assert "The Exec (ACO Executive)" in page


@pytest.mark.rule("A6", "E1")
def test_a_disabled_choice_names_who_could(cast: Cast) -> None:
    cast.exec, cast.signer  # noqa: B018
    page = cast.browser("liaison").get(reverse("add_contact", args=["A9101"])).content.decode()
    assert "can add this. In this ACO: The Exec, The Signer." in page


@pytest.mark.rule("A1")
@pytest.mark.parametrize("code", ALL_CODES)
def test_what_i_can_do_says_what_and_through_which_type(cast: Cast, code: str) -> None:
    page = sign_in(Client(), cast.holder_of(code)).get("/acos/A9101/what-i-can-do/")
    may, _, may_not = page.content.decode().partition("Others can")
    for permission in Permission:
        part = may if permission in PERMISSIONS[code] else may_not
        assert permission.value.replace("'", "&#x27;") in part
    assert f"In this ACO you are {label_of(code)}." in may


@pytest.mark.rule("A13")
def test_who_holds_two_types_reads_through_which_one_may_do_what(cast: Cast) -> None:
    make_contact(cast.lakeside, cast.outsider, ["cms_liaison", "dua_custodian"])
    page = sign_in(Client(), cast.outsider).get("/acos/A9101/what-i-can-do/").content.decode()
    edits, reads = (
        page.partition(p.value.replace("'", "&#x27;"))[2].partition("</li>")[0]
        for p in (Permission.CONTACTS_EDIT, Permission.CONTACTS_READ)
    )
    assert "as CMS Liaison" in edits
    assert "DUA Custodian" not in edits
    assert "as DUA Custodian, CMS Liaison" in reads


@pytest.mark.rule("A1")
def test_who_can_do_what_is_made_from_the_table(client: Client) -> None:
    answer = client.get(reverse("who_can_do_what"))
    page = unescape(answer.content.decode())
    for permission in Permission:
        said = permission.value.replace("this ACO's ", "").replace("you can", "they can")
        assert said in page or said.capitalize() in page
    shown = {
        row.code: {what for what, may in cells if may}
        for _, rows in answer.context["groups"]
        for row, cells in rows
    }
    assert set(shown) == set(PERMISSIONS)
    assert "see contacts" in shown["cms_liaison"]
    assert "add, change or end contacts" not in shown["dua_custodian"]
