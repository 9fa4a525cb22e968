"""ACOs and their contacts, as programs read them."""

from typing import Any

import pytest
from django.utils import timezone

from contacts.models import Contact
from tests.api.callers import Program, Programs
from tests.cast import Cast, make_aco, make_contact, make_person

CONTACTS = "/api/v1/acos/A9101/contacts"


@pytest.mark.rule("H3")
def test_a_program_sees_the_acos_of_its_credentials_and_no_other(
    cast: Cast, programs: Programs
) -> None:
    elsewhere, third = make_aco("A9102", "Elsewhere"), make_aco("A9103", "Third")
    make_contact(elsewhere, cast.delegate, ["credential_delegate"])
    make_contact(third, cast.delegate, ["credential_delegate"])
    program = programs.of(cast.delegate, [cast.lakeside, elsewhere])
    assert [one["aco_id"] for one in program.items("/api/v1/acos?limit=1")] == ["A9101", "A9102"]
    assert program.get("/api/v1/acos/A9102").json()["name"] == "Elsewhere"
    for nowhere in ("A9103", "A9999", "x", "%F0%9F%92%A9"):
        assert program.get(f"/api/v1/acos/{nowhere}").status_code == 404


@pytest.mark.rule("H1", "H3")
def test_in_an_aco_that_another_delegate_took_over_the_program_reads_what_they_may(
    cast: Cast, programs: Programs
) -> None:
    elsewhere, other = make_aco("A9102", "Elsewhere"), make_person("other_delegate")
    make_contact(elsewhere, other, ["credential_delegate"])
    program = programs.of(cast.delegate, [cast.lakeside, elsewhere], taken_over={"A9102": other.pk})
    assert [one["aco_id"] for one in program.items("/api/v1/acos")] == ["A9101", "A9102"]
    assert program.get("/api/v1/acos/A9102/contacts").status_code == 200


@pytest.mark.rule("H3", "A16")
def test_an_aco_says_which_required_types_it_lacks(cast: Cast, program: Program) -> None:
    said = program.get("/api/v1/acos/A9101").json()
    lacking = {one["code"] for one in said["missing_types"]}
    assert "aco_executive" in lacking
    assert "credential_delegate" not in lacking
    _ = cast.exec
    again = program.get("/api/v1/acos/A9101").json()["missing_types"]
    assert {one["code"] for one in again} == lacking - {"aco_executive"}


@pytest.mark.rule("H3")
def test_a_contact_is_said_with_its_types(cast: Cast, program: Program) -> None:
    contact = Contact.objects.get(person=cast.exec)
    (one,) = program.items(f"{CONTACTS}?type=aco_executive")
    assert one["id"] == contact.pk
    assert one["email"] == cast.exec.email
    assert one["types"] == [{"code": "aco_executive", "name": "ACO Executive"}]
    assert {"id", "phone", "title", "since", "updated_at", "not_confirmed"} < one.keys()


@pytest.mark.rule("H3")
def test_what_changed_is_found_by_when(cast: Cast, program: Program) -> None:
    _ = cast.exec
    later = timezone.now().isoformat().replace("+00:00", "Z")
    assert program.items(f"{CONTACTS}?updated_after={later}") == []
    (one,) = [*program.items(f"{CONTACTS}?updated_after=2026-01-01&type=aco_executive")]
    assert one["updated_at"] >= one["since"]
    _ = cast.liaison
    (one,) = program.items(f"{CONTACTS}?updated_after={later}")
    assert one["email"] == cast.liaison.email
    assert program.items(f"{CONTACTS}?updated_after=2099-01-01") == []
    for far in ("%2B16:00", "-23:59"):  # of which PostgreSQL reads none
        assert program.items(f"{CONTACTS}?updated_after=2099-01-01T00:00{far}") == []


@pytest.mark.django_db(transaction=True)  # the history's times are those of transactions
@pytest.mark.rule("H3")
def test_nobody_is_told_when_people_sign_in(cast: Cast, program: Program) -> None:
    at = f"{CONTACTS}?type=aco_executive"
    _ = cast.exec
    before, later = program.get(at), timezone.now().isoformat().replace("+00:00", "Z")
    cast.exec.last_login = cast.exec.statement_agreed_at = timezone.now()
    cast.exec.save()
    assert program.get(at)["ETag"] == before["ETag"]
    assert program.items(f"{CONTACTS}?updated_after={later}") == []
    cast.exec.first_name = "Renamed"
    cast.exec.save()
    (one,) = program.items(f"{CONTACTS}?updated_after={later}")
    assert one["first_name"] == "Renamed"


@pytest.mark.rule("H3")
def test_as_many_queries_for_a_hundred_contacts_as_for_one(
    cast: Cast, program: Program, django_assert_num_queries: Any
) -> None:
    at = f"{CONTACTS}?limit=200"
    program.get(at)
    with django_assert_num_queries(2):
        program.get(at)
    for number in range(100):
        make_contact(cast.lakeside, make_person(f"person_{number}"), ["other"])
    with django_assert_num_queries(2):
        assert len(program.get(at).json()["items"]) == 101


@pytest.mark.rule("H3")
def test_the_first_page_of_many_leads_to_the_others(cast: Cast, program: Program) -> None:
    for number in range(50):
        make_contact(cast.lakeside, make_person(f"contact_{number}"), ["other"])
    first, named = program.get(CONTACTS).json(), program.get(f"{CONTACTS}?limit=50").json()
    assert first["items"] == named["items"]
    assert first["count"] == named["count"] == Contact.objects.count() > 50
    rest = program.get(first["next"]).json()
    assert len(first["items"]) + len(rest["items"]) == first["count"]
    assert rest["next"] is None


@pytest.mark.rule("H3")
def test_another_resource_does_not_open_the_contacts(cast: Cast, programs: Programs) -> None:
    program = programs.of(cast.delegate, [cast.lakeside], ["data_hub"])
    answer = program.get(CONTACTS)
    assert answer.status_code == 403
    assert answer.json()["detail"] == "These credentials are not for contacts."
    assert program.get("/api/v1/acos/A9101").status_code == 200


@pytest.mark.rule("H3")
def test_a_program_reads_no_longer_than_its_delegate(cast: Cast, program: Program) -> None:
    assert program.get(CONTACTS).status_code == 200
    held = Contact.objects.get(person=cast.delegate).held_types
    held.update(ended_at=timezone.now(), end_reason="Left.")
    assert program.get(CONTACTS).status_code == 404
