"""The subtabs of A13 to A15, and the pages that explain who can do what."""

import pytest
from django.test import Client
from django.urls import reverse

from contacts.permissions import PERMISSIONS, Permission, types_with
from contacts.rules import missing_to_sign
from contacts.tabs import TABS
from contacts.types import ALL_CODES, CONTACT_TYPES, label_of
from tests.cast import Cast
from tests.signing_in import sign_in

QPP = {"qpp_security_official", "qpp_staff_user"}
# Rule A13: what QPP contacts see; every other type sees every tab but Correspondence (A14) and
# the API Credentials module (A6).
FOR_QPP = {"Change Requests", "Signing Event", "Reporting", "Data Hub"}


@pytest.mark.rule("A13", "A14", "A6")
@pytest.mark.parametrize("code", ALL_CODES)
def test_each_type_sees_its_tabs_and_no_other(cast: Cast, code: str) -> None:
    browser = sign_in(Client(), cast.holder_of(code))
    row = CONTACT_TYPES[code]
    for tab in TABS:
        if tab.label == "Correspondence":
            sees = row.receives_correspondence
        elif tab.label == "API Credentials":
            sees = code == "credential_delegate"
        else:
            sees = code not in QPP or tab.label in FOR_QPP
        answer = browser.get(reverse(tab.url_name, args=["A9101"]))
        assert answer.status_code == (200 if sees else 403), tab.label
        if sees:
            page = answer.content.decode()
            assert "Nothing is here yet" in page
            assert f">{tab.label}</a>" in page


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
def test_a_credential_delegate_edits_nothing_else() -> None:
    may = PERMISSIONS["credential_delegate"]
    assert Permission.API_CREDENTIALS_MANAGE in may
    assert Permission.CONTACTS_EDIT not in may
    assert types_with(Permission.API_CREDENTIALS_MANAGE) == ["credential_delegate"]


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
    assert f"as {label_of(code)}" in may


@pytest.mark.rule("A1")
def test_who_can_do_what_is_made_from_the_table(client: Client) -> None:
    page = client.get(reverse("who_can_do_what")).content.decode()
    for permission in Permission:
        assert permission.value.replace("'", "&#x27;") in page
