"""Who among CMS staff may do what in the admin: role by page by action, as one table.

The table is written out, and does not read `accounts.staff`: a change there fails here.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import AuthenticatorApp, Person
from accounts.staff import DUTIES, Duty, StaffRole, duty_of, roles_with
from acoms.once import shown
from contacts.models import Aco, Contact, HeldType
from contacts.previews import shown_of_end
from invitations.actions import Invitee, invite, invite_first_administrator
from invitations.confirming.checks import shown_to_confirm
from invitations.models import Invitation
from notifications.models import Notification
from participants.lists.models import Participant
from participants.screening.models.findings import Finding, ScreeningRun
from participants.screening.models.lists import DeactivatedNpi
from participants.years.models import PerformanceYear
from qpp_roles.harp.actions import look_at, prepare_harp_import
from qpp_roles.harp.judging import fingerprint
from qpp_roles.harp.models import HarpImport
from qpp_roles.harp.reading import COLUMNS, EXAMPLE
from qpp_roles.organizations.models import Organization
from tests.cast import (
    Cast,
    make_aco,
    make_contact,
    make_organization,
    make_participant,
    make_person,
)
from tests.participants.screening import screened
from tests.signing_in import give_second_factor

LISTS = (
    "contacts/aco",
    "contacts/contact",
    "contacts/heldtype",
    "accounts/person",
    "invitations/invitation",
    "notifications/notification",
)
ROLES = ("viewer", "analyst", "administrator")

#                                              viewer analyst administrator
TABLE = """
read a list                                    yes    yes     yes
read a record                                  yes    yes     yes
read what staff may do                         yes    yes     yes
export a list                                  no     yes     yes
send an invitation again                       no     yes     yes
record a proof                                 no     yes     yes
invite a first administrator                   no     yes     yes
withdraw what CMS sent                         no     yes     yes
settle a finding                               no     yes     yes
start a screening                              no     yes     yes
see a TIN in full                              no     yes     yes
create an ACO                                  no     no      yes
correct an ACO                                 no     no      yes
end types in an ACO's place                    no     no      yes
confirm a new signer                           no     no      yes
correct a person                               no     no      yes
close an account                               no     no      yes
remove a second factor                         no     no      yes
merge two accounts                             no     no      yes
load a list for screening                      no     no      yes
load a participant list                        no     no      yes
correct a participant                          no     no      yes
import HARP accounts                           no     no      yes
set a performance year                         no     no      yes
add an organization                            no     no      yes
close an organization                          no     no      yes
import a list of organizations                 no     no      yes
make staff                                     no     no      yes
delete a record                                no     no      no
"""

Deed = Callable[[Cast, Client], Any]


def person_form(person: Person, **changed: str) -> dict[str, str]:
    form = {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "is_active": "on",
        "proofing_attempts-TOTAL_FORMS": "0",
        "proofing_attempts-INITIAL_FORMS": "0",
        **changed,
    }
    return {name: value for name, value in form.items() if value}


def aco_form(**changed: str) -> dict[str, str]:
    return {
        "name": "New",
        "service_area": "OH",
        "high_revenue": "unknown",
        "held_types-TOTAL_FORMS": "0",
        "held_types-INITIAL_FORMS": "0",
        **changed,
    }


def read_lists(cast: Cast, browser: Client) -> bool:
    return all(browser.get(f"/admin/{name}/").status_code == 200 for name in LISTS)


def read_record(cast: Cast, browser: Client) -> bool:
    contact = Contact.objects.get(person=cast.exec)
    paths = (f"contacts/contact/{contact.pk}", f"accounts/person/{cast.exec.pk}")
    return all(browser.get(f"/admin/{path}/change/").status_code == 200 for path in paths)


def read_roles(cast: Cast, browser: Client) -> bool:
    return "Merge two accounts" in browser.get("/admin/accounts/person/roles/").content.decode()


def export(cast: Cast, browser: Client) -> bool:
    answers = [browser.get(f"/admin/{name}/export/") for name in LISTS]
    return all(answer.get("Content-Type", "").startswith("text/csv") for answer in answers)


def undelivered(cast: Cast) -> Invitation:
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")
    invitation = invite(acting_person=cast.exec, aco=cast.lakeside, invitee=jo, codes=["other"])
    assert invitation.mail is not None
    Notification.objects.filter(pk=invitation.mail.pk).update(failed_at="2026-01-01T00:00Z")
    return invitation


def act(browser: Client, list_: str, action: str, pk: int, **typed: Any) -> Any:
    form = {"action": action, "_selected_action": str(pk), "apply": "1", **typed}
    return browser.post(f"/admin/{list_}/", form)


def send_again(cast: Cast, browser: Client) -> bool:
    invitation = undelivered(cast)
    act(browser, "invitations/invitation", "send_again", invitation.pk, reason="Full mailbox")
    return Invitation.objects.filter(pk=invitation.pk, generation=2).exists()


def record_proof(cast: Cast, browser: Client) -> bool:
    person = make_person("nora_new", proofed_at=None)
    typed = {"reason": "By phone", "reference": "HD-1"}
    act(browser, "accounts/person", "record_proofing", person.pk, **typed)
    return Person.objects.filter(pk=person.pk, proofed_at__isnull=False).exists()


def invite_first(cast: Cast, browser: Client) -> bool:
    aco = make_aco("A9301", "New")
    jo = {"first_name": "Jo", "last_name": "Chen", "email": "jo@example.net"}
    form = {**jo, "aco": aco.aco_id, "types": ["aco_executive"]}
    browser.post("/admin/invitations/invitation/add/", form)
    return Invitation.objects.filter(aco=aco).exists()


def withdraw_first(cast: Cast, browser: Client) -> bool:
    invitation = invite_first_administrator(
        acting_person=make_person("other_staff", staff_role="analyst"),
        aco=make_aco("A9301", "New"),
        invitee=Invitee(first_name="Jo", last_name="Chen", email="jo@example.net"),
        codes=["aco_executive"],
    )
    url = f"/admin/invitations/invitation/{invitation.pk}/withdraw/"
    browser.post(url, {"reason": "Wrong person"})
    return Invitation.objects.filter(pk=invitation.pk, withdrawn_at__isnull=False).exists()


def confirm_signer(cast: Cast, browser: Client) -> bool:
    cast.exec  # noqa: B018 - is replaced
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")
    invitation = invite(
        acting_person=cast.liaison, aco=cast.lakeside, invitee=jo, codes=["aco_executive"]
    )
    url = f"/admin/invitations/invitation/{invitation.pk}/confirm/"
    shows = shown.fingerprint(shown_to_confirm(invitation))
    browser.post(url, {"reason": "Called", "confirm": "1", "shown": shows})
    return Invitation.objects.filter(pk=invitation.pk, confirmed_at__isnull=False).exists()


def create_aco(cast: Cast, browser: Client) -> bool:
    browser.post("/admin/contacts/aco/add/", aco_form(aco_id="A9302"))
    return Aco.objects.filter(aco_id="A9302").exists()


def correct_aco(cast: Cast, browser: Client) -> bool:
    browser.post(f"/admin/contacts/aco/{cast.lakeside.pk}/change/", aco_form(name="Lakeview"))
    return Aco.objects.filter(name="Lakeview").exists()


def end_types(cast: Cast, browser: Client) -> bool:
    contact = Contact.objects.get(person=cast.liaison)
    shows = shown.fingerprint(shown_of_end(contact, ["cms_liaison"]))
    form = {"types": ["cms_liaison"], "reason": "Left", "shown": shows, "confirm": "1"}
    browser.post(f"/admin/contacts/contact/{contact.pk}/end-types/", form)
    return not HeldType.objects.active().filter(contact=contact).exists()


def add_organization(cast: Cast, browser: Client) -> bool:
    form = {"kind": "practice", "name": "Elm", "new_tin": "07-0000017"}
    browser.post("/admin/qpp_roles_organizations/organization/add/", form)
    return Organization.objects.exists()


def close_organization(cast: Cast, browser: Client) -> bool:
    elm = make_organization()
    browser.post(
        f"/admin/qpp_roles_organizations/organization/{elm.pk}/closing/",
        {"to": "close", "reason": "Merged"},
    )
    return not Organization.objects.open().exists()


def import_organizations(cast: Cast, browser: Client) -> bool:
    file = SimpleUploadedFile("list.csv", b"kind,tin,name\npractice,070000017,Elm\n")
    page = browser.post("/admin/qpp_roles_organizations/organization/import/", {"file": file})
    if page.status_code == 200:
        sealed = {"sealed": page.context["sealed"]}
        browser.post("/admin/qpp_roles_organizations/organization/import/", sealed)
    return Organization.objects.exists()


def change_person(browser: Client, person: Person, **changed: str) -> Person:
    form = person_form(person, **changed)
    browser.post(f"/admin/accounts/person/{person.pk}/change/", form)
    person.refresh_from_db()
    return person


def correct_person(cast: Cast, browser: Client) -> bool:
    return change_person(browser, cast.exec, last_name="Renamed").last_name == "Renamed"


def close_account(cast: Cast, browser: Client) -> bool:
    return not change_person(browser, cast.exec, is_active="").is_active


def make_staff(cast: Cast, browser: Client) -> bool:
    return change_person(browser, cast.outsider, staff_role="viewer").is_staff


def remove_factor(cast: Cast, browser: Client) -> bool:
    give_second_factor(cast.exec)
    act(browser, "accounts/person", "remove_factor", cast.exec.pk, reason="Phone lost")
    return not AuthenticatorApp.objects.filter(user=cast.exec).exists()


def merge(cast: Cast, browser: Client) -> bool:
    kept, gone = make_person("kept"), make_person("gone")
    browser.post(f"/admin/accounts/person/{kept.pk}/merge/?other=gone", {"reason": "Same"})
    return Person.objects.filter(pk=gone.pk, merged_into=kept).exists()


def import_harp(cast: Cast, browser: Client) -> bool:
    text = "\n".join([",".join(COLUMNS.values()), ",".join(EXAMPLE).replace("A4321", "A9101")])
    file = SimpleUploadedFile("harp.csv", text.encode())
    browser.post("/admin/qpp_roles_harp/harpimport/add/", {"file": file})
    waiting = HarpImport.objects.first() or prepare_harp_import(
        acting_person=cast.cms_staff, source="harp.csv", text=text
    )
    url = f"/admin/qpp_roles_harp/harpimport/{waiting.pk}/confirm/"
    browser.post(url, {"shown": fingerprint(look_at(waiting))})
    return Person.objects.filter(user_id=EXAMPLE[0]).exists()


def settle_finding(cast: Cast, browser: Client) -> bool:
    finding = screened.RECORDS[Finding](cast, 0)
    act(browser, "participants_screening/finding", "resolve", finding.pk, reason="Seen")
    return Finding.objects.filter(pk=finding.pk, resolution="Seen").exists()


def start_screening(cast: Cast, browser: Client) -> bool:
    browser.post("/admin/participants_screening/screeningrun/start/")
    return ScreeningRun.objects.exists()


def load_screening_list(cast: Cast, browser: Client) -> bool:
    file = SimpleUploadedFile("list.csv", b"npi,deactivation_date\n2000000002,2026-01-01\n")
    form = {"kind": "deactivated_npis", "file": file}
    browser.post("/admin/participants_screening/listload/add/", form)
    return DeactivatedNpi.objects.exists()


def load_participants(cast: Cast, browser: Client) -> bool:
    file = SimpleUploadedFile("list.csv", b"aco_id,participant_org\nA9101,Elm Street\n")
    form = {"layout": "public", "year": "2026", "file": file}
    page = browser.post("/admin/participants_lists/participant/import/", form)
    if page.status_code == 200:
        sealed = {"sealed": page.context["sealed"]}
        browser.post("/admin/participants_lists/participant/import/", sealed)
    return Participant.objects.exists()


def correct_participant(cast: Cast, browser: Client) -> bool:
    elm = make_participant(cast.lakeside)
    form = {"legal_business_name": "Oak", "effective_from": "2026-01-01", "reason": "Renamed"}
    browser.post(f"/admin/participants_lists/participant/{elm.pk}/change/", form)
    return Participant.objects.filter(legal_business_name="Oak").exists()


def set_year(cast: Cast, browser: Client) -> bool:
    form = {"year": "2031", "certify_from": "2030-12-01", "certify_by": "2031-01-31"}
    browser.post("/admin/participants_years/performanceyear/add/", form)
    return bool(PerformanceYear.objects.exists())


def see_tin(cast: Cast, browser: Client) -> bool:
    elm = make_participant(cast.lakeside, tin="001234567")
    page = browser.post(f"/admin/participants_lists/participant/{elm.pk}/tin/")
    return "00-1234567" in page.content.decode()


def delete(cast: Cast, browser: Client) -> bool:
    """Each kind of record, by its own page and by the list's usual action."""
    undelivered(cast)
    models = (Aco, Contact, HeldType, Person, Invitation, Notification)
    before = [model._default_manager.count() for model in models]
    for name, model in zip(LISTS, (Aco, Contact, HeldType, Person, Invitation, Notification)):  # noqa: B905
        pk = model._default_manager.values_list("pk", flat=True)[0]
        browser.post(f"/admin/{name}/{pk}/delete/", {"post": "yes"})
        act(browser, name, "delete_selected", pk, post="yes")
    return before != [model._default_manager.count() for model in models]


DEEDS: dict[str, Deed] = {
    "read a list": read_lists,
    "read a record": read_record,
    "read what staff may do": read_roles,
    "export a list": export,
    "send an invitation again": send_again,
    "record a proof": record_proof,
    "invite a first administrator": invite_first,
    "withdraw what CMS sent": withdraw_first,
    "settle a finding": settle_finding,
    "start a screening": start_screening,
    "load a list for screening": load_screening_list,
    "load a participant list": load_participants,
    "correct a participant": correct_participant,
    "see a TIN in full": see_tin,
    "create an ACO": create_aco,
    "correct an ACO": correct_aco,
    "end types in an ACO's place": end_types,
    "confirm a new signer": confirm_signer,
    "correct a person": correct_person,
    "close an account": close_account,
    "remove a second factor": remove_factor,
    "merge two accounts": merge,
    "import HARP accounts": import_harp,
    "set a performance year": set_year,
    "add an organization": add_organization,
    "close an organization": close_organization,
    "import a list of organizations": import_organizations,
    "make staff": make_staff,
    "delete a record": delete,
}
ROWS = [line.rsplit(maxsplit=3) for line in TABLE.strip().splitlines()]
CELLS = [
    (deed, role, answer == "yes")
    for deed, *answers in ROWS
    for role, answer in zip(ROLES, answers, strict=True)
]


@pytest.mark.rule("E1", "A17")
@pytest.mark.parametrize(("deed", "role", "may"), CELLS, ids=[f"{r}: {d}" for d, r, _ in CELLS])
def test_a_role_does_what_the_table_says_and_nothing_else(
    cast: Cast, deed: str, role: str, may: bool
) -> None:
    roles = {"viewer": "cms_viewer", "analyst": "cms_analyst", "administrator": "cms_staff"}
    make_contact(cast.lakeside, cast.exec, [])
    assert DEEDS[deed](cast, cast.browser(roles[role])) is may


def test_the_table_has_every_role_and_every_duty() -> None:
    assert {role.value for role in StaffRole} == set(ROLES)
    assert set(DEEDS) == {row[0] for row in ROWS}
    assert set().union(*DUTIES.values()) == set(Duty)


@pytest.mark.rule("E1")
@pytest.mark.parametrize(
    ("path", "form", "who"),
    [
        ("accounts/person/export/", None, "CMS analyst"),
        ("contacts/aco/add/", None, "CMS administrator"),
        ("qpp_roles_harp/harpimport/add/", None, "CMS administrator"),
        ("invitations/invitation/add/", None, "CMS analyst"),
        ("accounts/person/{exec}/merge/", None, "CMS administrator"),
        ("accounts/person/", {"action": "remove_factor"}, "CMS administrator"),
        ("invitations/invitation/", {"action": "send_again"}, "CMS analyst"),
        ("contacts/heldtype/", {"action": "end_in_the_acos_place"}, "CMS administrator"),
        ("contacts/contact/{contact}/end-types/", None, "CMS administrator"),
        ("participants_screening/finding/", {"action": "waive"}, "CMS analyst"),
        ("participants_screening/screeningrun/start/", {}, "CMS analyst"),
        ("participants_screening/listload/add/", None, "CMS administrator"),
        ("participants_lists/participant/import/", None, "CMS administrator"),
        ("participants_effects/assignedbeneficiaries/add/", None, "CMS administrator"),
    ],
)
def test_a_refusal_says_which_role_could(
    cast: Cast, path: str, form: dict[str, str] | None, who: str
) -> None:
    browser = cast.browser("cms_viewer")
    url = "/admin/" + path.format(
        exec=cast.exec.pk, contact=Contact.objects.get(person=cast.exec).pk
    )
    answer = browser.get(url) if form is None else browser.post(url, form)
    assert answer.status_code == 403
    page = answer.content.decode()
    assert f"<li>{who}</li>" in page
    assert "Your role is CMS viewer." in page


def test_a_superuser_without_the_table_would_still_not_delete(cast: Cast) -> None:
    boss = make_person("boss", staff_role="administrator", is_superuser=True)
    assert all(boss.may(duty) for duty in Duty)
    for model in (Aco, Contact, HeldType, Person, Invitation, Notification):
        label = f"{model._meta.app_label}.delete_{model._meta.model_name}"
        assert duty_of(label) is None
        assert not boss.has_perm(label)


def test_whoever_may_not_sign_in_may_nothing(cast: Cast) -> None:
    person = cast.cms_staff
    person.is_active = False
    assert not any(person.may(duty) for duty in Duty)
    assert not any(cast.exec.may(duty) for duty in Duty)
    assert roles_with(Duty.READ) == list(StaffRole)


def test_the_page_of_roles_is_the_table(cast: Cast) -> None:
    page = cast.browser("cms_viewer").get("/admin/accounts/person/roles/").content.decode()
    for duty in Duty:
        assert duty.value.replace("'", "&#x27;")[1:] in page
    assert "Your role is CMS viewer." in page
