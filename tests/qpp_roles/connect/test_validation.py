"""What validates a first Security Official: pure comparing, and how tries are counted (D4, D6)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from qpp_roles.connect.validation import (
    COUNTED_FOR,
    FACTS,
    TRIES_AT_PLACE,
    TRIES_OF_PERSON,
    Given,
    OnRecord,
    could_fit,
    fits,
    locked_until,
    tries_left,
)
from qpp_roles.organizations.kinds import KINDS

OWN, OTHER, THIRD, STRANGE = uuid4(), uuid4(), uuid4(), uuid4()
NPI, NPI_2 = "2000000002", "2000000010"
ACOS = ("ssp_aco", "next_generation_aco")


def tins(*hashes: UUID) -> tuple[tuple[UUID, ...], ...]:
    return tuple((one,) for one in hashes)


PRACTICE = OnRecord(
    tins=frozenset({OWN}), clinicians=frozenset({(OWN, NPI, "ZZZ92818Z"), (OWN, NPI_2, "05-0028")})
)
ACO = OnRecord("A9101", frozenset({OWN, OTHER, THIRD}))
SINGLE = OnRecord("A9101", frozenset({OWN}), single_tin=True)
SITE = OnRecord(
    "T1AR0058", frozenset({OWN, OTHER}), frozenset({(OWN, NPI, ""), (OTHER, NPI_2, "")})
)
REGISTRY = OnRecord("1234567", frozenset({OWN}))
GROUP = OnRecord("VG-1", frozenset({OWN, OTHER}))


@pytest.mark.rule("D4", "D6")
@pytest.mark.parametrize(
    ("kind", "enough", "too_little"),
    [
        ("practice", PRACTICE, OnRecord(tins=frozenset({OWN}))),
        ("ssp_aco", ACO, OnRecord("A9101", frozenset({OWN}))),
        ("ssp_aco", SINGLE, OnRecord("A9101", single_tin=True)),
        ("next_generation_aco", ACO, OnRecord("A9101")),
        ("cpc_plus_site", SITE, OnRecord("T1AR0058", frozenset({OWN}))),
        ("cpc_plus_site", SITE, OnRecord("T1AR0058")),
        ("qcdr", REGISTRY, OnRecord("1234567")),
        ("qualified_registry", REGISTRY, OnRecord(tins=frozenset({OWN}))),
        ("virtual_group", GROUP, OnRecord("VG-1", frozenset({OWN}))),
    ],
)
def test_what_is_not_on_record_validates_nobody(
    kind: str, enough: OnRecord, too_little: OnRecord
) -> None:
    assert could_fit(kind, enough)
    assert not could_fit(kind, too_little)


@pytest.mark.rule("D4")
def test_every_kind_says_what_it_asks_for() -> None:
    assert set(FACTS) == set(KINDS)
    for code, facts in FACTS.items():
        of = {fact.name: fact for fact in facts}
        assert "tin" in of
        assert set(of) <= {"identifier", "tin", "second_tin", "npi", "ptan"}
        if "identifier" in of:
            asked = of["identifier"]
            assert (asked.label, asked.read) == (KINDS[code].id_label, KINDS[code].read_id)
        may_be_empty = {fact.name for fact in facts if not fact.required}
        assert may_be_empty == ({"second_tin"} if code in ACOS else set())


@pytest.mark.rule("D4")
@pytest.mark.parametrize(
    ("kind", "record", "given"),
    [
        ("practice", PRACTICE, Given(tins=tins(OWN), npi=NPI, ptan="ZZZ92818Z")),
        ("practice", PRACTICE, Given(tins=tins(OWN), npi=NPI, ptan="zzz92818z")),
        ("practice", PRACTICE, Given(tins=tins(OWN), npi=NPI_2, ptan="050028")),
        # Stored under an older key: any of a TIN's hashes will do.
        ("practice", PRACTICE, Given(tins=((STRANGE, OWN),), npi=NPI, ptan="ZZZ92818Z")),
        *((kind, ACO, Given("A9101", tins(OWN, THIRD))) for kind in ACOS),
        *((kind, SINGLE, Given("A9101", tins(OWN))) for kind in ACOS),
        ("cpc_plus_site", SITE, Given("T1AR0058", tins(OTHER), NPI_2)),
        ("qcdr", REGISTRY, Given("1234567", tins(OWN))),
        ("qualified_registry", REGISTRY, Given("1234567", tins(OWN))),
        ("virtual_group", GROUP, Given(tins=tins(OTHER, OWN))),
    ],
)
def test_the_right_facts_fit(kind: str, record: OnRecord, given: Given) -> None:
    assert fits(kind, record, given)


@pytest.mark.rule("D4")
@pytest.mark.parametrize(
    ("kind", "record", "given"),
    [
        ("practice", PRACTICE, Given()),
        ("practice", PRACTICE, Given(tins=tins(STRANGE), npi=NPI, ptan="ZZZ92818Z")),
        ("practice", PRACTICE, Given(tins=tins(OWN), npi=NPI_2, ptan="ZZZ92818Z")),
        ("practice", PRACTICE, Given(tins=tins(OWN), npi=NPI, ptan="ZZZ92818")),
        ("practice", PRACTICE, Given(tins=tins(OWN), npi=NPI)),
        ("practice", PRACTICE, Given(tins=tins(OWN), ptan="ZZZ92818Z")),
        ("practice", OnRecord(tins=frozenset({OWN})), Given(tins=tins(OWN), npi=NPI, ptan="Z")),
        # A PTAN that is missing on record is not a PTAN that was left empty.
        (
            "practice",
            OnRecord(tins=frozenset({OWN}), clinicians=frozenset({(OWN, NPI, "")})),
            Given(tins=tins(OWN), npi=NPI, ptan="-"),
        ),
        *((kind, ACO, Given("A9102", tins(OWN, THIRD))) for kind in ACOS),
        *((kind, ACO, Given("", tins(OWN, THIRD))) for kind in ACOS),
        *((kind, ACO, Given("A9101", tins(OWN, STRANGE))) for kind in ACOS),
        *((kind, ACO, Given("A9101", tins(OWN))) for kind in ACOS),
        *((kind, ACO, Given("A9101", tins(OWN, OWN))) for kind in ACOS),
        *((kind, ACO, Given("A9101", tins(OWN, OTHER, THIRD))) for kind in ACOS),
        *((kind, SINGLE, Given("A9101", tins(OWN, STRANGE))) for kind in ACOS),
        *((kind, SINGLE, Given("A9101", ())) for kind in ACOS),
        *((kind, OnRecord("A9101", single_tin=True), Given("A9101", ())) for kind in ACOS),
        ("cpc_plus_site", SITE, Given("T1AR0058", tins(OTHER), NPI)),
        ("cpc_plus_site", SITE, Given("T1AR0059", tins(OTHER), NPI_2)),
        ("cpc_plus_site", SITE, Given("T1AR0058", tins(OTHER, OWN), NPI_2)),
        ("qcdr", REGISTRY, Given("1234568", tins(OWN))),
        ("qcdr", REGISTRY, Given("1234567", tins(STRANGE))),
        ("qcdr", REGISTRY, Given("1234567")),
        ("virtual_group", GROUP, Given(tins=tins(OWN))),
        ("virtual_group", GROUP, Given(tins=tins(OWN, OWN))),
        ("virtual_group", GROUP, Given(tins=tins(OWN, STRANGE))),
    ],
)
def test_anything_else_does_not(kind: str, record: OnRecord, given: Given) -> None:
    assert not fits(kind, record, given)


NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def ago(*hours: float) -> list[datetime]:
    return [NOW - timedelta(hours=hour) for hour in hours]


@pytest.mark.rule("D4")
def test_a_clinician_without_an_npi_validates_nobody() -> None:
    def known(npi: str, ptan: str) -> bool:
        clinicians = frozenset({(OWN, npi, ptan)})
        record = OnRecord(tins=frozenset({OWN}), clinicians=clinicians)
        return could_fit("practice", record)

    assert known("1234567893", "P1")
    assert not known("", "P1")
    assert not known("1234567893", "-")


@pytest.mark.rule("D6", "E5")
def test_five_failures_of_one_person_lock_until_the_first_of_them_is_a_day_old() -> None:
    four, five = ago(1, 2, 3, 4), ago(1, 2, 3, 4, 10)
    assert locked_until(four, four) is None
    assert locked_until(five, five) == five[-1] + timedelta(hours=24)
    assert tries_left(4, 4) == 1
    assert tries_left(5, 5) == 0


@pytest.mark.rule("D6", "E5")
def test_twenty_failures_of_anybody_lock_the_organization_for_all() -> None:
    everybodys = ago(*range(20))
    assert locked_until([], everybodys[1:]) is None
    assert locked_until([], everybodys) == everybodys[-1] + timedelta(hours=24)
    assert tries_left(0, 19) == 1
    assert tries_left(0, 20) == 0
    assert tries_left(TRIES_OF_PERSON, TRIES_AT_PLACE + 1) == 0


@pytest.mark.rule("D6")
def test_more_failures_than_that_lock_until_fewer_of_them_count() -> None:
    """Two accounts of one person, merged, may have failed more often than one can."""
    own = ago(1, 2, 3, 4, 5, 10, 20)
    assert locked_until(own, own) == own[4] + COUNTED_FOR
    assert locked_until(own[:4], own[:4]) is None


@pytest.mark.rule("D6")
def test_of_two_locks_the_later_end_counts() -> None:
    own = ago(*[1] * TRIES_OF_PERSON)
    assert locked_until(own, own + ago(*[20] * TRIES_AT_PLACE)) == own[0] + COUNTED_FOR
