"""The sentences of the history, made of a row alone."""

import inspect
import re
from typing import Any

import pytest

from activity import rules
from activity.rules import Facts, Kind
from activity.source import Source
from activity.sources import sources

NAMES = {1: "Ann Ray", 2: "Lee Park", None: "ACO-MS"}


def facts(kind: Kind = Kind.OTHER, /, **now: Any) -> Facts:
    """What Ann Ray did with a row."""
    return Facts(kind, 1, now, (), "update", "a letter", lambda person: NAMES[person])


@pytest.mark.parametrize(
    ("kind", "person", "reason", "says"),
    [
        (Kind.TYPE_GIVEN, 1, "", "Ann Ray became CMS Liaison"),
        (Kind.TYPE_GIVEN, 2, "", "Ann Ray gave Lee Park CMS Liaison"),
        (
            Kind.HANDED_OVER,
            2,
            "Handed over to Sam Ortiz.",
            "Lee Park's CMS Liaison was handed over to Sam Ortiz",
        ),
        (Kind.TYPE_ENDED, 1, "Left.", "Ann Ray ended their own CMS Liaison: Left"),
        (Kind.TYPE_ENDED, 2, "Left", "Ann Ray ended Lee Park's CMS Liaison: Left"),
        (Kind.OTHER, 2, "", "Ann Ray changed the record of Lee Park's CMS Liaison"),
    ],
)
def test_a_type_is_given_handed_over_and_ended(
    kind: Kind, person: int, reason: str, says: str
) -> None:
    row = facts(kind, type="cms_liaison", person_id=person, end_reason=reason)
    assert rules.say_held_type(row) == says


def test_what_aco_ms_does_is_nobodys_own() -> None:
    row = Facts(Kind.OTHER, None, {"person_id": None}, (), "update", "", lambda _: "ACO-MS")
    assert row.whose("person_id") == "ACO-MS's"


def test_a_contact_is_added_and_changed() -> None:
    assert rules.say_contact(facts(Kind.CONTACT_ADDED, person_id=2)) == (
        "Lee Park was added to the ACO's contacts"
    )
    assert rules.say_contact(facts(person_id=2)) == "Ann Ray changed Lee Park's contact data"


@pytest.mark.parametrize(
    ("kind", "person", "says"),
    [
        (Kind.ATTESTED, 1, "Ann Ray attested as Medical Director: So it is"),
        (Kind.ATTESTED, 2, "Ann Ray attested as Medical Director for Lee Park: So it is"),
        (Kind.STATEMENT_CONFIRMED, 1, "Ann Ray confirmed as Medical Director: So it is"),
        (
            Kind.STATEMENT_REFUSED,
            1,
            "Ann Ray says as Medical Director that this is not so: So it is",
        ),
    ],
)
def test_what_is_attested_names_whom_it_is_about(kind: Kind, person: int, says: str) -> None:
    row = facts(kind, type="medical_director", person_id=person, statement="So it is.")
    assert rules.say_attestation(row) == says


def test_an_aco_and_a_file_of_changes_are_named() -> None:
    assert rules.say_aco(facts(Kind.ACO_ADDED, name="Lakeside")) == "Ann Ray added Lakeside"
    assert rules.say_aco(facts(name="Lakeside")) == "Ann Ray changed the ACO's data"
    assert rules.say_change_file(facts(Kind.CHANGE_FILE_READ, source="a.csv")) == (
        "Ann Ray uploaded a file of changes: a.csv"
    )
    assert rules.say_change_file(facts(source="a.csv")) == (
        "Ann Ray changed the file of changes a.csv"
    )


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (Kind.PARTICIPANT_JOINED, "put Elm on the participant list from January 1, 2026 on"),
        (Kind.PARTICIPANT_LEFT, "took Elm off the participant list from July 15, 2026 on"),
        (Kind.PARTICIPANT_CHANGED, "changed Elm on the participant list"),
    ],
)
def test_a_participant_joins_and_leaves_on_a_day(kind: Kind, says: str) -> None:
    row = facts(
        kind,
        legal_business_name="Elm",
        effective_from="2026-01-01",
        effective_until="2026-07-15",
    )
    assert rules.say_participant(row) == f"Ann Ray {says}"


def test_a_change_request_is_named_by_its_participant_and_its_day() -> None:
    row = {"kind": "remove_participant", "legal_business_name": "", "participant_name": "Elm"}
    reasons = {"return_reason": "Late.", "decision_reason": "No."}
    on_a_day = facts(Kind.CHANGE_APPROVED, effective_on="2026-07-15", **row, **reasons)
    assert rules.say_change_request(on_a_day) == (
        "Ann Ray approved the removal of Elm, from July 15, 2026 on"
    )
    added = row | {"kind": "add_participant", "legal_business_name": "Oak"}
    submitted = facts(Kind.CHANGE_SUBMITTED, effective_on=None, **added, **reasons)
    assert rules.say_change_request(submitted) == ("Ann Ray submitted the addition of Oak to CMS")


@pytest.mark.parametrize(
    ("kind", "source", "says"),
    [
        (Kind.QPP_ROLE_GIVEN, "validated", "Lee Park was validated as the first Staff User"),
        (Kind.QPP_ROLE_GIVEN, "staff", "Ann Ray made Lee Park Staff User"),
        (Kind.QPP_ROLE_ENDED, "staff", "Ann Ray ended the role of Lee Park as Staff User: Left"),
        (Kind.OTHER, "staff", "Ann Ray changed the record of Lee Park as Staff User"),
    ],
)
def test_a_qpp_role_is_given_and_ended(kind: Kind, source: str, says: str) -> None:
    row = facts(kind, role="staff_user", person_id=2, source=source, end_reason="Left.")
    assert rules.say_qpp_role(row) == says


@pytest.mark.parametrize(
    ("label", "organization", "anything"),
    [
        ("insert", "changed Elm: name", "added a letter"),
        ("update", "changed Elm: name", "changed a letter: name"),
        ("delete", "took out Elm: name", "removed a letter"),
    ],
)
def test_only_what_is_changed_names_what_changed(
    label: str, organization: str, anything: str
) -> None:
    row = Facts(Kind.OTHER, 1, {"name": "Elm"}, ("name",), label, "a letter", lambda _: "Ann Ray")
    assert rules.say_organization(row) == f"Ann Ray {organization}"
    assert rules.say_anything(row) == f"Ann Ray {anything}"


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.thing)
def test_a_sentence_says_only_what_the_history_has(source: Source) -> None:
    said = set(re.findall(r"facts\.now\[['\"](\w+)['\"]\]", inspect.getsource(source.say)))
    assert said <= {field.attname for field in source.fields} | set(source.also)
