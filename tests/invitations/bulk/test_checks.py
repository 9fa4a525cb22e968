"""What the page says will happen to each row, before anything is sent."""

from typing import Any

import pytest

from contacts.actions import give_types
from contacts.actions.uniting import unite
from contacts.types import ADMIN_CODES, ALL_CODES
from invitations.actions import Invitee, invite
from invitations.models import Invitation
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.invitations.bulk.lists import check, people, prepare


def verdict(cast: Cast, text: str, by: str = "exec") -> list[str]:
    """For each row why it cannot be sent, or what to know, or "good"."""
    person = getattr(cast, by)
    checked = check(prepare(person, cast.lakeside, text), person)
    return [each.reason or " ".join(each.remarks) or "good" for each in checked]


def test_a_good_row(cast: Cast) -> None:
    assert verdict(cast, "Jo,Chen,jo@example.net,,,liaison;quality primary") == ["good"]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (",,jo@x.org,,,other", "Last name: Enter the name."),
        ("evil.com,Chen,jo@x.org,,,other", "First name: “evil.com” looks like the address"),
        ("Jo,Chen,jo@x.org,,see www.x,other", "Title: “www.x” looks like the address"),
        ("Jo,Chen,,,,other", "Fill in “E-mail”."),
        (
            "Jo,Chen,jo.x.org,,,other",
            "E-mail: Enter an e-mail address, such as name@example.org.",
        ),
        (f"{'J' * 81},Chen,jo@x.org,,,other", "First name: Shorten this to 80 characters."),
        (f"Jo,Chen,{'j' * 60}@{'.'.join(['x' * 60] * 4)}.org,,,other", "254 is the most."),
        ("Jo,Chen,j\u043e@x.org,,,other", "Cyrillic small letter o"),
        (f"Jo,Chen,jo@x.org,{'5' * 31},,other", "Phone: "),
        ("Jo,Chen,jo@x.org,,,", "Choose at least one contact type."),
        ("Jo,Chen,jo@x.org", "Choose at least one contact type."),
        ("Jo,Chen,jo@x.org,,,other;nonsense", "“nonsense” is no contact type."),
    ],
)
def test_a_row_is_held_to_the_form_of_a_single_invitation(cast: Cast, row: str, why: str) -> None:
    (said,) = verdict(cast, row)
    assert why in said
    assert ": Fill in" not in said
    assert "254 is the most. " not in said, "one reason is enough"


@pytest.mark.rule("A3")
def test_primary_and_secondary_in_one_row(cast: Cast) -> None:
    (said,) = verdict(cast, "Jo,Chen,jo@x.org,,,quality primary;quality secondary")
    assert "must be two different people" in said


@pytest.mark.rule("A3", "E2")
def test_what_the_person_holds_counts_in_whatever_letter_case(cast: Cast) -> None:
    it = cast.it
    address = it.email.upper()
    assert (
        "must be two different people. This person already is"
        in verdict(cast, f"T,I,{address},,,IT secondary")[0]
    )
    assert "in this ACO already" in verdict(cast, f"T,I,{address},,,IT primary")[0]
    assert verdict(cast, f"T,I,{address},,,other") == ["good"]


@pytest.mark.rule("A3", "A11")
def test_one_person_counts_under_every_address_also_within_the_list(cast: Cast) -> None:
    old = make_contact(cast.lakeside, make_person("jo_old", email="old@x.org"), ["it_primary"])
    new = make_contact(cast.lakeside, make_person("jo_new", email="new@x.org"), ["other"])
    unite(old, new)
    (said,) = verdict(cast, "Jo,Chen,new@x.org,,,IT secondary")
    assert "Contact (primary) under old@x.org" in said
    text = "Jo,Chen,old@x.org,,,quality primary\nJo,Chen,NEW@x.org,,,quality secondary"
    good, said = verdict(cast, text)
    assert good == "good"
    assert said.endswith("two different people. Line 2 is the same person, under old@x.org.")


def test_what_somebody_holds_in_another_aco_does_not_count(cast: Cast) -> None:
    jo = make_person("jo_chen", email="jo@x.org")
    make_contact(make_aco("A9102", "Riverside ACO"), jo, ["it_primary"])
    assert verdict(cast, "Jo,Chen,jo@x.org,,,IT secondary") == ["good"]


@pytest.mark.rule("A6")
def test_a_credential_delegate_is_granted_by_an_executive_and_not_by_a_liaison(cast: Cast) -> None:
    row = "Jo,Chen,jo@x.org,,,delegate"
    assert verdict(cast, row) == ["good"]
    (said,) = verdict(cast, row, by="liaison")
    assert said.startswith("Only ACO Executive")


@pytest.mark.rule("A7")
def test_an_open_invitation_to_the_address_stands_in_the_way(cast: Cast) -> None:
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo@x.org")
    invitation = invite(acting_person=cast.exec, aco=cast.lakeside, invitee=jo, codes=["other"])
    (said,) = verdict(cast, "Jo,Chen,JO@X.ORG,,,liaison")
    assert "jo@x.org has an open invitation already, as Other Contact, from The Exec" in said
    elsewhere = make_aco("A9102", "Riverside ACO")
    Invitation.objects.filter(pk=invitation.pk).update(aco=elsewhere)
    assert verdict(cast, "Jo,Chen,JO@X.ORG,,,liaison") == ["good"]


@pytest.mark.rule("E2")
def test_an_address_twice_in_the_list_whatever_its_letter_case(cast: Cast) -> None:
    text = "A,B,jo@x.org,,,other\nC,D,Ann@x.org,,,other\nE,F,JO@X.org,,,liaison"
    said = verdict(cast, text)
    assert said[:2] == ["good", "good"]
    assert "Line 2 has the same address" in said[2]


@pytest.mark.rule("A4")
def test_whoever_takes_a_type_over_is_named_with_who_gives_it_up(cast: Cast) -> None:
    make_contact(cast.lakeside, make_person("sam_ortiz"), ["financial"])
    assert verdict(cast, "Jo,Chen,jo@x.org,,,financial;other") == [
        "Takes over Financial Contact from Sam Ortiz on activation."
    ]


@pytest.mark.rule("A4")
def test_two_people_of_a_list_for_one_type_that_one_person_holds(cast: Cast) -> None:
    text = "A,B,a@x.org,,,financial\nC,D,c@x.org,,,financial\nE,F,,,,financial"
    first, second, bad = verdict(cast, text)
    assert first == second
    assert first.startswith("2 people of this list are invited as Financial Contact")
    assert "Fill in “E-mail”" in bad


@pytest.mark.rule("A3", "A5", "A6")
@pytest.mark.parametrize("code", ALL_CODES)
def test_the_check_says_what_inviting_would(cast: Cast, code: str) -> None:
    """The two are one: for every type given, by every administrator, to whoever holds what."""
    held = make_person("holds_something", email="held@x.org")
    give_types(
        acting_person=held,
        aco=cast.lakeside,
        person=held,
        codes=["it_secondary", "quality_secondary", "other"],
        given_by=None,
    )
    for admin in ADMIN_CODES:
        inviter = cast.exec if admin == "aco_executive" else cast.liaison
        checked = check(prepare(inviter, cast.lakeside, f"A,B,held@x.org,,,{code}"), inviter)
        to = Invitee(first_name="A", last_name="B", email="held@x.org")
        assert checked[0].reason == refusal(inviter, cast, to, code)


def refusal(inviter: Any, cast: Cast, to: Invitee, code: str) -> str:
    from django.db import transaction

    try:
        with transaction.atomic():
            invite(acting_person=inviter, aco=cast.lakeside, invitee=to, codes=[code])
            transaction.set_rollback(True)
    except Exception as error:
        return str(error)
    return ""


def test_500_rows_take_as_many_queries_as_one(cast: Cast, django_assert_num_queries: Any) -> None:
    executive = cast.exec
    one = prepare(executive, cast.lakeside, people(1))
    many = prepare(executive, cast.lakeside, people(500))
    for bulk in (one, many):
        with django_assert_num_queries(5):  # rows, what the inviter holds, and three of the checks
            assert all(each.good for each in check(bulk, executive))
