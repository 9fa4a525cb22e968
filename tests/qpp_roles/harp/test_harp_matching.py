"""Whose account a line of the list is: found, contradicted, confirmed (rule B4)."""

from typing import Any

import pytest

from accounts.actions import merge_people
from accounts.models import Person
from qpp_roles.harp.models import HarpImport
from qpp_roles.organizations.kinds import Role
from qpp_roles.roles.queries import roles_of
from tests.cast import make_person
from tests.qpp_roles.harp.importing import Importing, everything, line, person_of


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
