"""HARP accounts and their roles in ACOs, by command: read, judged, brought in, signed in with."""

import csv
import io
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.actions import merge_people
from accounts.models import Person
from acoms.loading.reading import UnreadableFile, text_of_utf8
from contacts.actions import Gift, end_types, give_types_to_many
from contacts.errors import ContactError
from contacts.models import Contact, HeldType
from invitations.actions import Invitee, activate, invite
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from qpp_roles.harp.actions import How, prepare_harp_import, run_harp_import
from qpp_roles.harp.judging import Outcome
from qpp_roles.harp.models import HarpImport
from qpp_roles.harp.reading import COLUMNS, EXAMPLE, HarpRow, read_text
from qpp_roles.organizations.kinds import Role
from qpp_roles.roles.queries import roles_of
from tests.accounts.door import PASSWORD, give_password, is_signed_in
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.concurrency.at_once import at_once, errors, successes
from tests.signing_in import code_for_key

HEAD = ",".join(COLUMNS.values())
TODAY = date(2026, 11, 20)
JO = "jo.harp,Jo.Harp@example.org,Jo,Harp,A9101,Security Official,2020-03-31"


def line(n: int, aco: str = "A9101", role: str = "Staff User") -> str:
    return f"harp.user{n},harp{n}@example.org,Harp,Number{n},{aco},{role},2020-03-31"


def person_of(n: int, user_id: str = "", **fields: Any) -> Person:
    """An account of whom `line(n)` speaks."""
    its = {"email": f"harp{n}@example.org", "first_name": "Harp", "last_name": f"Number{n}"}
    return make_person(user_id or f"harp.user{n}", **{**its, **fields})


def read(*lines: str) -> list[HarpRow]:
    return read_text("\n".join([HEAD, *lines]), TODAY)


def problem(text: str) -> str:
    return read(text)[0].problem


class Importing:
    """`manage.py import_harp`, run by `cast.cms_staff` unless said otherwise."""

    def __init__(self, cast: Cast, folder: Path) -> None:
        self.cast = cast
        cast.cms_staff  # noqa: B018 - made by naming them
        self.file, self.report_file = folder / "harp.csv", folder / "report.csv"
        self.said = ""

    def run(self, *lines: str, acting: str = "the_cms_staff", **options: Any) -> str:
        """What it said on either stream; its error too, if it ended in one."""
        if lines:
            self.file.write_text("\n".join([HEAD, *lines]) + "\n", encoding="utf-8")
        out = io.StringIO()
        options = {"report": self.report_file, **options}
        try:
            call_command("import_harp", self.file, acting=acting, stdout=out, stderr=out, **options)
        except CommandError as error:
            out.write(f"ERROR {error}")
        return out.getvalue()

    @property
    def report(self) -> list[dict[str, str]]:
        return list(csv.DictReader(self.report_file.open(encoding="utf-8-sig")))

    @property
    def outcomes(self) -> list[str]:
        return [row["Outcome"] for row in self.report]

    def reason(self, number: int = 0) -> str:
        return self.report[number]["Reason"]


@pytest.fixture
def importing(cast: Cast, tmp_path: Path) -> Importing:
    return Importing(cast, tmp_path)


def everything() -> Sequence[Any]:
    """All that an import could change but its own records."""
    models: Sequence[Any] = (Person, EmailAddress, Contact, HeldType, Notification)
    return [list(model.objects.order_by("pk").values()) for model in models]


# --- reading -------------------------------------------------------------------------------------


@pytest.mark.rule("B4", "E2")
def test_a_line_is_read_in_one_spelling_whatever_the_order_of_its_columns() -> None:
    heading = "Extra,last name,FIRST NAME,e-mail,harp user id,aco id,role,DATE OF IDENTITY PROOFING"
    line = 'x,Harp, Jo  Ann ,Jo.HARP@Example.org,Jo.Harp,a9101,QPP security OFFICIAL,"03/31/2020"'
    (row,) = read_text(text_of_utf8(f"\ufeff{heading}\r\n\r\n{line}\r\n".encode()), TODAY)
    assert row == HarpRow(
        line=3,
        user_id="jo.harp",
        email="jo.harp@example.org",
        first_name="Jo Ann",
        last_name="Harp",
        aco_id="A9101",
        role=Role.SECURITY_OFFICIAL,
        proofed_on=date(2020, 3, 31),
    )


def test_the_example_of_the_help_is_a_good_line() -> None:
    assert not problem(",".join(EXAMPLE))
    assert not problem(JO.replace("jo.harp,", "JO.Harp@example.org,")), "their own address"


@pytest.mark.rule("B4")
@pytest.mark.parametrize(
    ("spoiled", "why"),
    [
        (JO.replace("jo.harp,", "jo,"), "6 to 60"),
        (JO.replace("jo.harp,", "jo harp,"), "only letters"),
        (JO.replace("jo.harp,", "ann@example.org,"), "only be the e-mail address of this account"),
        (JO.replace("Jo.Harp@example.org", "J\u043e.harp@example.org"), "plain letters"),
        (JO.replace("Jo.Harp@example.org", "jo.harp"), "e-mail address"),
        (JO.replace(",Jo,Harp,", ",,,"), "Last name: Type the name"),
        (JO.replace(",Harp,", f",{'x' * 81},"), "Last name"),
        (JO.replace("A9101", ""), "An ACO ID is an A"),
        (JO.replace("Security Official", "Owner"), "Security Official or Staff User"),
        (JO.replace("2020-03-31", ""), "The date is missing"),
        (JO.replace("2020-03-31", "31.3.2020"), "not a date"),
        (JO.replace("2020-03-31", "2026-11-21"), "in the future"),
        ("jo.harp", "e-mail address"),
    ],
)
def test_a_bad_line_says_what_is_wrong_with_it(spoiled: str, why: str) -> None:
    assert why in problem(spoiled)


@pytest.mark.rule("B4")
def test_an_identity_proven_today_is_taken_and_tomorrow_not() -> None:
    assert not problem(JO.replace("2020-03-31", "2026-11-20"))
    assert problem(JO.replace("2020-03-31", "11/21/2026"))


@pytest.mark.rule("B4", "B5")
@pytest.mark.parametrize(
    ("identifier", "kind"),
    [
        ("V123", "a Next Generation ACO"),
        ("T1AR0058", "a CPC+ Practice Site"),
        ("1234567", "a registry"),
        ("00-1712345", "a practice"),
    ],
)
def test_roles_in_other_organizations_are_no_part_of_it(identifier: str, kind: str) -> None:
    row = read(JO.replace("A9101", identifier))[0]
    assert kind in row.problem
    assert "Only roles in Shared Savings Program ACOs" in row.problem
    assert "1712345" not in row.problem + row.aco_id


@pytest.mark.rule("B4", "E2")
@pytest.mark.parametrize(
    ("second", "why"),
    [
        (line(2).replace("harp2@", "HARP1@"), "this e-mail address has another user ID"),
        (line(2).replace("harp.user2", "HARP.user1"), "this user ID has another e-mail address"),
        (line(1, "A9102").replace("Number1", "Other"), "this user ID has another name"),
        (
            line(1, "A9102").replace("2020-", "2021-"),
            "this user ID has another date of identity proofing",
        ),
    ],
)
def test_lines_that_contradict_each_other_are_all_refused(second: str, why: str) -> None:
    first, other, good = read(line(1), second, line(3))
    assert other.problem == f"On line 2 {why}."
    assert first.problem.startswith("On line 3 this ")
    assert not good.problem


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (HEAD.encode(), "no line"),
        (HEAD.replace("Role,", "").encode() + b"\n" + JO.encode(), "“Role” is missing"),
        (f"{HEAD},role\n{JO}".encode(), "two columns “Role”"),
        (b"PK\x03\x04\x00\x00", "not text"),
        (f"{HEAD}\nM\u00fcller".encode("cp1252"), "CSV UTF-8"),
        (f'{HEAD}\n"open,{JO}'.encode(), "From line 2 on"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, why: str) -> None:
    with pytest.raises(UnreadableFile, match=re.escape(why)):
        read_text(text_of_utf8(content), TODAY)


# --- bringing in ---------------------------------------------------------------------------------


@pytest.mark.rule("B4", "E2", "E3")
def test_someone_new_gets_an_account_and_the_role_at_once(importing: Importing) -> None:
    said = importing.run(JO)
    assert "1 line read: 1 account created, 1 role given" in said
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
    assert "3 lines read. Nothing changed" in said
    assert "ERROR" not in said
    assert importing.outcomes == ["as it was"] * 3
    assert everything() == before


@pytest.mark.rule("B4", "E2")
@pytest.mark.parametrize(
    ("here", "remark"),
    [
        ({"user_id": "harp.user1", "email": "harp1@example.org"}, ""),
        ({"user_id": "someone", "email": "harp1@example.org"}, "Signs in as someone"),
        ({"user_id": "someone", "email": "harp1@example.org", "first_name": "Hárp Jo"}, "someone"),
        (
            {"user_id": "harp.user1", "email": "harp1@example.org", "proofed_at": None},
            "Proves their identity at the next sign-in",
        ),
    ],
)
def test_an_account_that_is_here_is_found_in_any_case_and_stays_as_it_is(
    importing: Importing, here: dict[str, Any], remark: str
) -> None:
    person = person_of(1, **here)
    before = Person.objects.filter(pk=person.pk).values().get()
    typed = line(1).replace("harp.user1", "HARP.User1").replace("harp1@", "Harp1@")
    importing.run(typed)
    assert importing.outcomes == ["role given"]
    assert remark in importing.reason()
    assert Person.objects.filter(pk=person.pk).values().get() == before
    assert [role.role for role in roles_of(person.pk)] == [Role.STAFF_USER]


CONTRADICTIONS = {
    "another address": ({"email": "new@example.org"}, "has another e-mail address, new@example"),
    "another name": ({"first_name": "Mary"}, "another name, Mary Number1"),
    "another user ID and name": ({"user_id": "someone", "last_name": "Else"}, "name, Harp Else"),
}


@pytest.mark.rule("B4", "E2")
@pytest.mark.parametrize(("here", "why"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_line_that_contradicts_an_account_is_confirmed_by_itself_or_left_out(
    importing: Importing, here: dict[str, Any], why: str
) -> None:
    person = person_of(1, **here)
    before = everything()
    said = importing.run(line(1), dry_run=True)
    assert "1 line contradicts an account here and waits for somebody to confirm it." in said
    assert everything() == before
    said = importing.run(line(1), line(2))
    assert why in importing.reason()
    assert "If it is the same person: --confirm harp.user1" in said
    assert "ERROR 1 line was left out; the others are in." in said
    assert importing.outcomes == ["not confirmed", "account created, role given"]
    assert not roles_of(person.pk)
    assert HarpImport.objects.get().refused == 1
    importing.run(line(1), line(3), all_or_nothing=True)
    assert importing.outcomes == ["not confirmed", "not imported"]
    account = Person.objects.filter(pk=person.pk).values().get()
    importing.run(line(1), confirm=["HARP.user1"])
    assert importing.outcomes == ["role given"]
    assert importing.reason().startswith("Confirmed to be the same person. The account")
    assert [role.role for role in roles_of(person.pk)] == [Role.STAFF_USER]
    assert Person.objects.filter(pk=person.pk).values().get() == account
    assert "Nothing changed" in importing.run(line(1), confirm=["harp.user1"])


@pytest.mark.rule("B4")
def test_what_is_confirmed_is_that_person_and_no_other(importing: Importing) -> None:
    for n in (1, 2):
        person_of(n, email=f"new{n}@example.org")
    importing.run(line(1), line(2), confirm=["harp.user2"])
    assert importing.outcomes == ["not confirmed", "role given"]
    before = everything()
    said = importing.run(line(1), line(3), confirm=["harp.user1", "harp.user"])
    assert "ERROR No good line of the list has the user ID harp.user, so nothing was" in said
    assert everything() == before


@pytest.mark.rule("B4", "E2")
def test_what_no_confirmation_can_mend_stays_refused(importing: Importing) -> None:
    person_of(1, email="one@example.org")
    person_of(1, "two")
    make_person("harp.user2", email="other@example.org", first_name="Somebody", last_name="Else")
    importing.run(line(1), line(2), confirm=["harp.user1", "harp.user2"])
    assert importing.outcomes == ["refused"] * 2


@pytest.mark.rule("B4", "E2")
def test_an_account_that_cannot_be_told_is_a_bad_line(importing: Importing) -> None:
    cast = importing.cast
    make_person("harp.user1", email="one@example.org", first_name="Harp", last_name="Number1")
    make_person("two", email="harp1@example.org")
    make_person("harp.user2", email="other@example.org", first_name="Somebody", last_name="Else")
    make_person("harp.user3", email="harp3@example.org", is_active=False)
    kept, gone = make_person("kept.one"), make_person("harp.user4", email="harp4@example.org")
    merge_people(acting_person=cast.cms_staff, kept=kept, gone=gone, reason="One person")
    make_person("harp.user5", email="harp5@example.org", staff_role="viewer")
    before = everything()
    said = importing.run(*map(line, range(1, 6)), line(6, "A9999"))
    for number, why in enumerate(
        (
            "belong to two accounts here",
            "belongs to someone else here",
            "harp.user3 is closed",
            "was merged into another one",
            "one of CMS staff",
            "knows no ACO A9999",
        )
    ):
        assert why in importing.reason(number)
        assert f"harp.csv, line {number + 2}: " in said
    assert importing.outcomes == ["refused"] * 6
    assert "6 lines were left out" in said
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
    assert "by The Exec. An administrator may invite anew." in importing.reason()
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
    assert "Nothing was written. 2 lines read: 1 account created" in said
    assert importing.outcomes == ["account created, role given", "refused"]
    assert everything() == before
    assert not HarpImport.objects.exists()


def test_nobody_is_written_to_when_the_operator_says_so(importing: Importing) -> None:
    importing.run(line(1), no_mail=True)
    assert not Notification.objects.exists()


def administrator_of(aco: Any, user_id: str) -> Person:
    person = make_person(user_id)
    make_contact(aco, person, ["cms_liaison"])
    return person


@pytest.mark.rule("B4", "E3")
def test_the_administrators_of_each_aco_are_told_once_of_everyone_who_came(
    importing: Importing, mailoutbox: list[Any]
) -> None:
    lakeside, other = importing.cast.lakeside, make_aco("A9202", "Hillside ACO")
    ann, bob = administrator_of(lakeside, "ann.admin"), administrator_of(other, "bob.admin")
    administrator_of(make_aco("A9203", "Untouched ACO"), "uma.untouched")
    importing.run(line(1), line(2, role="Security Official"), line(3, "A9202"))
    told = Notification.objects.filter(person__in=[ann, bob]).order_by("person__user_id")
    assert [one.text for one in told] == [
        "CMS brought 2 QPP roles in Lakeside Care Partners ACO (A9101) from HARP.",
        "CMS brought the role of a QPP Staff User in Hillside ACO (A9202) from HARP. Name given: "
        "“Harp Number3”.",
    ]
    assert told[0].url == "/acos/A9101/contacts/"
    assert not Notification.objects.filter(person__user_id="uma.untouched").exists()
    relay_due_mail()
    (mail,) = [one for one in mailoutbox if one.to == [ann.email]]
    assert mail.subject == "From HARP: 2 new QPP roles in Lakeside Care… (A9101)"
    assert "- “Harp Number1” (harp1@example.org), QPP Staff User" in mail.body
    assert "- “Harp Number2” (harp2@example.org), QPP Security Official" in mail.body
    count = Notification.objects.count()
    importing.run(line(1), line(2, role="Security Official"), line(3, "A9202"))
    assert Notification.objects.count() == count


def test_a_long_list_is_told_by_its_beginning_and_nobody_of_themselves(
    importing: Importing, mailoutbox: list[Any]
) -> None:
    lakeside = importing.cast.lakeside
    ann = administrator_of(lakeside, "ann.admin")
    himself = person_of(1)
    make_contact(lakeside, himself, ["cms_liaison"])
    importing.run(*(line(n) for n in range(1, 16)))
    relay_due_mail()
    told = {mail.to[0]: mail.body for mail in mailoutbox if "brought" in mail.body}
    assert set(told) == {ann.email, himself.email}
    assert "CMS brought 15 QPP roles" in told[ann.email]
    assert "- and 5 more" in told[ann.email]
    assert "CMS brought 14 QPP roles" in told[himself.email]


def test_without_mail_the_administrators_see_it_on_screen(importing: Importing) -> None:
    ann = administrator_of(importing.cast.lakeside, "ann.admin")
    importing.run(line(1), no_mail=True)
    told = Notification.objects.get()
    assert (told.person_id, told.on_screen, told.by_email) == (ann.pk, True, False)
    assert told.text.startswith("CMS brought the role of a QPP Staff User in Lakeside")


def test_someone_with_a_password_is_told_to_sign_in_as_they_do(
    importing: Importing, mailoutbox: list[Any]
) -> None:
    person = person_of(1, "known")
    person.set_password(PASSWORD)
    person.save()
    importing.run(line(1))
    relay_due_mail()
    assert "Sign in as you do now" in mailoutbox[0].body
    assert "Your user ID is known." in mailoutbox[0].body
    told = Notification.objects.get()
    assert told.text == "From HARP you are QPP Staff User of Lakeside Care Partners ACO (A9101)."


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
    assert "This is not text" in importing.run()


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


# --- the first sign-in ---------------------------------------------------------------------------


def set_password(browser: Client, mailoutbox: list[Any], email: str) -> None:
    mailoutbox.clear()
    browser.post("/account/password/reset/", {"email": email})
    relay_due_mail()
    (link,) = re.findall(
        r"/account/password/reset/key/[^/\s]+/", "".join(mail.body for mail in mailoutbox)
    )
    form = browser.get(link, follow=True)
    browser.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})


@pytest.mark.rule("B4", "A9", "D10")
def test_the_first_sign_in_asks_for_a_password_by_e_mail_and_a_second_factor_and_no_identity(
    importing: Importing, mailoutbox: list[Any], client: Client
) -> None:
    importing.run(JO)
    person = Person.objects.get(user_id="jo.harp")
    page = client.get("/account/sign-in/").content.decode()
    assert "Did your account come from HARP?" in page
    told = give_password(client, person, password="The-Harp-Password-1")
    assert "set a new one by e-mail" in told.content.decode()
    set_password(client, mailoutbox, "JO.harp@example.org")
    assert "agreed" in give_password(client, person, agreed="").context["form"].errors
    entered = give_password(client, person, login="Jo.HARP")
    assert entered["Location"] == "/account/second-factor/set-up/"
    assert not is_signed_in(client)
    setup = client.get("/account/second-factor/set-up/")
    assert "Activate" not in setup.context["steps"]
    key = setup.context["app"].key
    client.post("/account/second-factor/set-up/", {"code": code_for_key(key)})
    client.post("/account/second-factor/recovery-codes/", {"saved": ""})
    assert is_signed_in(client)
    assert client.get("/acos/A9101/reporting/").status_code == 200
    assert client.get("/acos/A9101/contacts/").status_code == 403
    assert not person.proofing_attempts.exists()


@pytest.mark.rule("B4", "E5")
def test_the_answer_to_a_guesser_is_the_same_for_ids_from_harp_known_ones_and_none(
    importing: Importing,
) -> None:
    importing.run(JO)
    regular = make_person("rita.regular")
    regular.set_password(PASSWORD)
    regular.save()
    answers = set()
    for user_id in ("jo.harp", "rita.regular", "nobody.here"):
        data = {"login": user_id, "password": "Wrong-Password-123", "agreed": "on"}
        page = Client().post("/account/sign-in/", data)
        text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())
        answers.add((page.status_code, text.replace(user_id, "")))
    assert len(answers) == 1


@pytest.mark.rule("B4")
@pytest.mark.parametrize(("days", "dormant"), [(59, False), (60, True)])
def test_sixty_days_without_sign_in_count_from_the_import(
    importing: Importing, mailoutbox: list[Any], days: int, dormant: bool
) -> None:
    importing.run(JO)
    person = Person.objects.get(user_id="jo.harp")
    with time_machine.travel(person.created_at + timedelta(days=days, seconds=1)):
        assert Person.objects.get(pk=person.pk).is_dormant is dormant
        browser = Client()
        set_password(browser, mailoutbox, person.email)
        assert give_password(browser, person)["Location"] == "/account/second-factor/set-up/"


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
