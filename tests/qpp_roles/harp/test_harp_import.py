"""HARP accounts and their roles in ACOs, brought in by command (rule B4)."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import merge_people
from accounts.models import Person
from contacts.actions import Gift, end_types, give_types_to_many
from contacts.errors import ContactError
from contacts.models import Contact, HeldType
from invitations.actions import Invitee, activate, invite
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from qpp_roles.harp.actions import How, prepare_harp_import, run_harp_import
from qpp_roles.harp.judging import Outcome
from qpp_roles.harp.models import HarpImport
from qpp_roles.organizations.kinds import Role
from qpp_roles.roles.queries import roles_of
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.concurrency.at_once import at_once, errors, successes
from tests.qpp_roles.harp.importing import HEAD, JO, Importing, everything, line, person_of


@pytest.mark.rule("B4", "E2", "E3")
def test_someone_new_gets_an_account_and_the_role_at_once(importing: Importing) -> None:
    said = importing.run(JO)
    assert "1 line: 1 read, 0 left out. 1 account created, 1 role given" in said
    person = Person.objects.get(user_id="jo.harp")
    assert (person.email, person.full_name) == ("jo.harp@example.org", "Jo Harp")
    assert not person.has_usable_password()
    assert person.proofed_at is not None
    assert timezone.localdate(person.proofed_at) == date(2020, 3, 31)
    assert person.proofed_by == "HARP"
    address = EmailAddress.objects.get(user=person)
    assert (address.email, address.verified, address.primary) == (person.email, True, True)
    held = HeldType.objects.get(contact__person=person)
    assert (held.type, held.ended_at, held.aco) == (
        "qpp_security_official",
        None,
        importing.cast.lakeside,
    )
    assert held.given_by == importing.cast.cms_staff
    (role,) = roles_of(person.pk)
    assert (role.role, role.identifier) == (Role.SECURITY_OFFICIAL, "A9101")
    tracked: Sequence[Any] = (person, held)
    for row in tracked:
        said_of_it = row.events.first().pgh_context.metadata
        assert said_of_it["acting_person"] == importing.cast.cms_staff.pk
    assert importing.report == [
        {
            "Line": "2",
            "HARP user ID": "jo.harp",
            "ACO ID": "A9101",
            "Role": "Security Official",
            "Outcome": "account created, role given",
            "Reason": "",
        }
    ]
    done = HarpImport.objects.get()
    assert (done.source, done.accounts_created, done.roles_given) == ("harp.csv", 1, 1)
    assert done.content == ""


@pytest.mark.rule("B4")
def test_one_person_with_several_acos_and_roles_gets_one_account_and_one_mail(
    importing: Importing, mailoutbox: list[Any]
) -> None:
    make_aco("A9102", "Harbor")
    importing.run(
        line(1), line(1, "A9102"), line(1, "A9102", "Security Official"), line(1, "a9102")
    )
    assert importing.outcomes == [
        "account created, role given",
        "role given",
        "role given",
        "as it was",
    ]
    assert importing.reason(3) == "Line 3 says the same."
    person = Person.objects.get(user_id="harp.user1")
    assert {(r.identifier, r.role) for r in roles_of(person.pk)} == {
        ("A9101", Role.STAFF_USER),
        ("A9102", Role.SECURITY_OFFICIAL),
    }
    relay_due_mail()
    (mail,) = mailoutbox
    assert mail.to == ["harp1@example.org"]
    assert "- QPP Staff User of Harbor (A9102)\n- QPP Security Official of Harbor" in mail.body
    assert "/account/password/reset/" in mail.body
    assert "harp.user1" in mail.body


@pytest.mark.rule("B4")
def test_running_it_again_changes_nothing_and_says_so(importing: Importing) -> None:
    person_of(2, "known.one")
    importing.run(line(1), line(2), line(1, role="Security Official"))
    before = everything()
    said = importing.run()
    assert "3 lines: 3 read, 0 left out. Nothing changed" in said
    assert "ERROR" not in said
    assert importing.outcomes == ["as it was"] * 3
    assert everything() == before


@pytest.mark.rule("B4", "A5")
def test_a_role_that_the_aco_has_ended_since_is_not_given_again(importing: Importing) -> None:
    cast = importing.cast
    importing.run(line(1), line(2, role="Security Official"))
    person = Person.objects.get(user_id="harp.user1")
    contact = Contact.objects.get(person=person)
    end_types(acting_person=cast.exec, contact=contact, codes=["qpp_staff_user"], reason="Left")
    before = everything()
    said = importing.run(line(1), line(2, role="Security Official"), all_or_nothing=True)
    assert "Nothing changed" in said
    assert importing.outcomes == ["ended here, not given again", "as it was"]
    assert "by The Exec. An administrator may send a new invitation." in importing.reason()
    assert everything() == before
    importing.run(line(1, role="Security Official"))
    assert importing.outcomes == ["role given"]
    assert [role.role for role in roles_of(person.pk)] == [Role.SECURITY_OFFICIAL]


@pytest.mark.rule("B4")
def test_a_line_that_cannot_be_read_is_named_by_its_own_number(importing: Importing) -> None:
    said = importing.run(line(1), line(2, role="Owner"), "", line(3, "00-1712345"))
    assert "harp.csv, line 3: Owner: a role is Security Official or Staff User." in said
    assert "harp.csv, line 5: •••••2345 is the ID of a practice." in said
    assert [row["Line"] for row in importing.report] == ["2", "3", "5"]


@pytest.mark.rule("B4", "E3")
def test_with_bad_lines_the_good_ones_go_in_or_none_as_the_operator_chooses(
    importing: Importing,
) -> None:
    lines = [line(1), JO.replace("A9101", "A9999"), line(2)]
    before = everything()
    said = importing.run(*lines, all_or_nothing=True)
    assert "harp.csv, line 3: ACO-MS knows no ACO A9999. Load the ACO first." in said
    assert "ERROR Some lines were refused or not confirmed, so nothing was imported." in said
    assert importing.outcomes == ["not imported", "refused", "not imported"]
    assert everything() == before
    assert not HarpImport.objects.exists()
    said = importing.run(*lines)
    assert "ERROR 1 line was left out; the others are in." in said
    assert importing.outcomes == [
        "account created, role given",
        "refused",
        "account created, role given",
    ]
    assert Person.objects.filter(user_id__startswith="harp.user").count() == 2


def test_a_dry_run_says_the_same_and_writes_nothing(importing: Importing) -> None:
    before = everything()
    said = importing.run(line(1), line(2, "A9999"), dry_run=True)
    assert "Nothing was written. 2 lines: 1 read, 1 left out. 1 account created" in said
    assert importing.outcomes == ["account created, role given", "refused"]
    assert everything() == before
    assert not HarpImport.objects.exists()


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"acting": "nobody.here"}, "Nobody has the user ID nobody.here"),
        ({"acting": "the_cms_analyst"}, "Only a CMS administrator can import HARP accounts"),
        ({"acting": "the_exec"}, "Only a CMS administrator can import HARP accounts"),
        ({"acting": "the_exec", "dry_run": True}, "Only a CMS administrator can"),
        ({"report": Path("/nowhere/at/all.csv")}, "No such file"),
    ],
)
def test_what_stops_the_command_stops_it_before_anything_is_written(
    importing: Importing, options: dict[str, Any], why: str
) -> None:
    importing.cast.exec, importing.cast.cms_analyst  # noqa: B018 - made by naming them
    before = everything()
    assert why in importing.run(line(1), **options)
    assert everything() == before
    assert not HarpImport.objects.exists()


def test_a_file_that_is_not_there_or_no_list_is_said(importing: Importing) -> None:
    assert "harp.csv" in importing.run()
    importing.file.write_bytes(b"PK\x03\x04\x00")
    assert "must name the columns" in importing.run()


@pytest.mark.rule("B4")
def test_many_lines_take_as_many_queries_as_few(importing: Importing) -> None:
    for n in range(20):
        make_aco(f"A92{n:02}", f"ACO {n}")

    def queries(first: int, count: int) -> int:
        lines = [line(n, f"A92{n % 20:02}") for n in range(first, first + count)]
        with CaptureQueriesContext(connection) as captured:
            importing.run(*lines)
        return len(captured)

    assert queries(1_000, 3) == queries(2_000, 300)
    assert Person.objects.filter(user_id__startswith="harp.user").count() == 303


@pytest.mark.rule("B4")
@pytest.mark.django_db(transaction=True)
def test_two_imports_of_one_file_at_once_make_one_of_each(cast: Cast) -> None:
    text = "\n".join([HEAD, *(line(n) for n in range(5))])
    imports = [
        prepare_harp_import(acting_person=cast.cms_staff, source=f"{n}.csv", text=text)
        for n in range(2)
    ]

    def run(one: HarpImport) -> Any:
        return run_harp_import(acting_person=cast.cms_staff, harp_import=one)

    outcomes = at_once(*[lambda one=one: run(one) for one in (*imports, imports[0])])
    assert Person.objects.filter(user_id__startswith="harp.user").count() == 5
    assert HeldType.objects.active().count() == 5
    assert Notification.objects.count() == 5
    assert len(successes(outcomes)) + len(errors(outcomes)) == 3
    assert all("imported" in str(error) for error in errors(outcomes))
    (fresh,) = [one for one in successes(outcomes) if one[0].outcome is Outcome.CREATED]
    assert len(fresh) == 5


@pytest.mark.rule("B4", "A8")
def test_an_invitation_that_was_open_can_still_be_answered(importing: Importing) -> None:
    cast = importing.cast
    invitee = Invitee(first_name="Harp", last_name="Number1", email="harp1@example.org")
    open_ = invite(
        acting_person=cast.exec, aco=cast.lakeside, invitee=invitee, codes=["qpp_staff_user"]
    )
    importing.run(line(1))
    person = Person.objects.get(user_id="harp.user1")
    activate(acting_person=person, invitation=open_)
    assert HeldType.objects.filter(contact__person=person).count() == 1


def test_many_are_given_only_what_needs_no_look_at_one(cast: Cast) -> None:
    person = make_person("harp.user1")
    for code in ("aco_executive", "it_secondary", "public", "medical_director"):
        with pytest.raises(ValueError, match="one person at a time"):
            give_types_to_many(
                acting_person=cast.cms_staff, gifts=[Gift(cast.lakeside.pk, person.pk, code)]
            )
    kept = make_person("kept.one")
    merge_people(acting_person=cast.cms_staff, kept=kept, gone=person, reason="One person")
    with pytest.raises(ContactError, match="merged"):
        give_types_to_many(
            acting_person=cast.cms_staff,
            gifts=[Gift(cast.lakeside.pk, person.pk, "qpp_staff_user")],
        )
    assert not HeldType.objects.exists()


@pytest.mark.rule("B4")
def test_the_day_of_proofing_is_the_day_in_eastern_time(importing: Importing) -> None:
    with time_machine.travel(datetime(2026, 11, 20, 3, 0, tzinfo=UTC)):  # still the 19th there
        importing.run(JO.replace("2020-03-31", "2026-11-20"))
        assert "in the future" in importing.reason()
        importing.run(JO.replace("2020-03-31", "2026-11-19"))
    person = Person.objects.get(user_id="jo.harp")
    assert person.proofed_at == datetime(2026, 11, 19, 5, 0, tzinfo=UTC)


@pytest.mark.rule("E5")
def test_the_file_that_waits_cannot_be_read_in_the_database_and_is_gone_afterwards(
    cast: Cast,
) -> None:
    text = f"{HEAD}\n{JO}"
    waiting = prepare_harp_import(acting_person=cast.cms_staff, source="harp.csv", text=text)

    def stored() -> str:
        with connection.cursor() as cursor:
            cursor.execute("SELECT content FROM qpp_roles_harp_harpimport")
            return str(cursor.fetchone()[0])

    assert waiting.content == text
    assert "jo.harp" not in stored().lower()
    run_harp_import(acting_person=cast.cms_staff, harp_import=waiting, how=How(mail=False))
    assert stored() == ""
    assert "jo.harp" in HarpImport.objects.get().report


def test_the_contact_who_holds_a_qpp_role_already_keeps_the_other_types(
    importing: Importing,
) -> None:
    person = person_of(1)
    make_contact(importing.cast.lakeside, person, ["it_primary"])
    importing.run(line(1))
    held = HeldType.objects.active().filter(contact__person=person)
    assert set(held.values_list("type", flat=True)) == {"it_primary", "qpp_staff_user"}
