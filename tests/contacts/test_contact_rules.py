"""What follows from the contact types that somebody holds, without an ACO."""

from datetime import UTC, datetime, timedelta

import pytest

from contacts import rules
from contacts.changes import Change
from contacts.permissions import Permission, decide, types_with
from contacts.rights import TABS, opens


@pytest.mark.rule("A13")
def test_who_may_not_is_told_why_and_who_may() -> None:
    assert decide(["other", "cms_liaison"], Permission.CONTACTS_EDIT).allowed
    refused = decide(["other", "financial"], Permission.CONTACTS_EDIT)
    assert not refused.allowed
    assert refused.reason.startswith("Your contact types in this ACO do not let you ")
    assert refused.who_could == (
        "ACO Executive",
        "Authorized to Sign (primary)",
        "Authorized to Sign (secondary)",
        "CMS Liaison",
        "Application Contact (primary)",
        "Application Contact (secondary)",
    )
    assert not decide([], Permission.CONTACTS_EDIT).allowed
    assert types_with(Permission.SIGN_DUA) == ["dua_requestor"]


@pytest.mark.rule("A13")
def test_subtabs_are_named_that_open_or_the_fewer_that_do_not() -> None:
    five = [*TABS][:5]
    assert opens({*five}) == (
        "Opens the subtabs Overview, Contacts, Participants, Change Requests and Signing Event of "
        "the ACO, and no other."
    )
    assert opens({*TABS} - {five[1]}) == "Opens every subtab of the ACO except Contacts."
    assert opens({*TABS}) == "Opens every subtab of the ACO."


@pytest.mark.rule("A5")
def test_a_place_waits_for_a_signer_for_15_days_after_no_signer_emptied_it() -> None:
    ended = datetime(2026, 3, 2, 9, tzinfo=UTC)
    moment = timedelta(microseconds=1)
    ends = ended + timedelta(days=15)
    assert rules.emptied_lately(ended_at=ended, by_signer=False, now=ends - moment)
    assert not rules.emptied_lately(ended_at=ended, by_signer=False, now=ends)
    assert not rules.emptied_lately(ended_at=ended, by_signer=True, now=ended)


@pytest.mark.rule("A5")
@pytest.mark.parametrize(
    ("giver", "present", "emptied", "waits"),
    [
        ({"cms_liaison"}, {"aco_executive"}, (), ["aco_executive"]),
        ({"cms_liaison"}, (), {"authorized_to_sign_primary"}, ["authorized_to_sign_primary"]),
        ({"cms_liaison"}, {"authorized_to_sign_secondary"}, {"financial"}, []),
        ({"cms_liaison"}, (), (), []),
        ({"authorized_to_sign_secondary"}, {"aco_executive"}, (), []),
    ],
)
def test_no_signer_fills_the_place_of_a_signer_alone(
    giver: set[str], present: set[str], emptied: set[str], waits: list[str]
) -> None:
    codes = [
        "financial",
        "authorized_to_sign_secondary",
        "authorized_to_sign_primary",
        "aco_executive",
    ]
    found = rules.needs_confirmation(
        giver_holds=giver, codes=codes, present=present, emptied=emptied
    )
    assert found == waits


@pytest.mark.rule("A5")
@pytest.mark.parametrize(
    ("held", "gave_it", "gets_it", "may"),
    [
        ("aco_executive", False, False, True),
        ("aco_executive", True, False, False),
        ("aco_executive", False, True, False),
        ("cms_liaison", False, False, False),
        ("dua_requestor", False, False, False),
    ],
)
def test_a_signer_confirms_who_neither_gave_nor_gets(
    held: str, gave_it: bool, gets_it: bool, may: bool
) -> None:
    assert rules.may_confirm(held=[held], gave_it=gave_it, gets_it=gets_it) is may


@pytest.mark.rule("A5")
@pytest.mark.parametrize(
    ("names", "clause"),
    [
        ([], "CMS staff confirm first"),
        (["Sam Ortiz"], "Sam Ortiz confirms first"),
        (["Sam Ortiz", "Sam Ortiz"], "Sam Ortiz confirms first"),
        (["Sam Ortiz", "Ann Ray"], "Sam Ortiz or another signer confirms first"),
    ],
)
def test_who_confirms_is_said_in_a_clause(names: list[str], clause: str) -> None:
    assert rules.confirms_first(rules.confirmers_in_words(names)) == clause


def test_types_are_said_as_a_list_and_as_a_choice_in_the_order_of_the_table() -> None:
    three = ["public", "cms_liaison", "financial"]
    assert rules.listed(three) == "CMS Liaison, Financial Contact and Public Contact"
    assert rules.either(three) == "CMS Liaison, Financial Contact or Public Contact"
    assert rules.listed(three[:2]) == "CMS Liaison and Public Contact"
    assert rules.either(three[:2]) == "CMS Liaison or Public Contact"
    assert rules.listed(three[:1]) == rules.either(three[:1]) == "Public Contact"


@pytest.mark.rule("A5")
def test_administrators_hear_of_their_own_and_of_what_somebody_gave_themselves() -> None:
    assert Change(name="Ann", gained=["cms_liaison"]).concerns_administrators
    assert Change(name="Ann", lost=["aco_executive"], own=True).concerns_administrators
    assert Change(name="Ann", gained=["other"], own=True).concerns_administrators
    assert not Change(name="Ann", gained=["other"]).concerns_administrators
    assert not Change(name="Ann", lost=["other"], own=True).concerns_administrators


@pytest.mark.rule("A2")
def test_more_people_are_recommended_for_four_types() -> None:
    four = ["financial", "other", "public", "compliance"]
    assert rules.should_diversify(four)
    assert not rules.should_diversify(four[1:])
    assert not rules.should_diversify([*four[1:], "other"])


@pytest.mark.rule("A17")
@pytest.mark.parametrize(
    ("ending", "remaining", "refused"),
    [
        ({"cms_liaison"}, ["other"], "administrative privileges"),
        ({"cms_liaison"}, ["application_secondary"], ""),
        ({"other"}, ["other"], ""),
        ({"qpp_security_official"}, ["qpp_staff_user"], "last QPP Security Official"),
        ({"qpp_security_official"}, ["qpp_security_official"], ""),
        ({"qpp_staff_user"}, [], ""),
    ],
)
def test_the_last_of_two_kinds_stays(ending: set[str], remaining: list[str], refused: str) -> None:
    found = rules.refusal_to_end(ending, remaining)
    assert bool(found) is bool(refused)
    assert refused in found


@pytest.mark.rule("A3")
def test_somebody_under_another_address_is_named_with_what_ends_it() -> None:
    holds = rules.Elsewhere("ann@old.example", ["quality_primary"])
    invited = rules.Elsewhere("ann@new.example", ["quality_secondary"], "Sam Ortiz")
    assert rules.refusal_of_one_person(["quality_primary"], [holds]) == ""
    assert "is Quality Contact (primary) under ann@old.example. End that one" in (
        rules.refusal_of_one_person(["other", "quality_secondary"], [holds])
    )
    assert "from Sam Ortiz. Withdraw that one first." in (
        rules.refusal_of_one_person(["quality_primary"], [holds, invited])
    )
    assert rules.refusal_of_one_person(["marketing_primary"], [holds, invited]) == ""


def test_a_subject_names_one_type_in_short_and_counts_several() -> None:
    assert rules.in_short(["other"]) == "Other Contact"
    assert rules.in_short(["it_primary"]) == "IT Contact (primary)"
    assert rules.in_short(["application_secondary"]) == "Application Contact (secondary)"
    assert rules.in_short(["other", "other"]) == "Other Contact"
    assert rules.in_short(["other", "public"]) == "2 contact types"
