"""What differs between two lists, and lists of any day: properties over made-up lists (C1, C10)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.lists.difference import difference
from participants.lists.snapshot import (
    ListedParticipant,
    ListedProvider,
    Snapshot,
    canonical_json,
    read,
    sha256,
)

pytestmark = [pytest.mark.rule("C1"), pytest.mark.rule("C10")]

DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))
NAMES = st.sampled_from(["Elm", "Oak", "Ash “Care”", "Élan"])
NPIS = st.sampled_from(["2000000002", "2000000010", "2000000028", "2000000036"])


@st.composite
def providers(draw: st.DrawFn) -> tuple[ListedProvider, ...]:
    npis = draw(st.lists(NPIS, unique=True))
    some = st.sampled_from(["", "A", "B"])
    return tuple(
        ListedProvider(npi, draw(some), draw(some), draw(some), draw(some), draw(DAYS))
        for npi in npis
    )


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """A list as the database would let it be: a TIN once, a name without TIN once for a number."""
    tins = draw(st.lists(st.sampled_from(["001", "002", "003", "004"]), unique=True))
    nameless = draw(st.lists(st.tuples(NAMES, st.integers(1, 3)), unique=True))
    keys = [(draw(NAMES), 1, f"{tin}000000") for tin in tins]
    keys += [(name, number, "") for name, number in nameless]
    participants = [
        ListedParticipant(
            name,
            number,
            tin,
            draw(NAMES),
            draw(st.booleans()),
            draw(st.booleans()),
            draw(st.booleans()),
            draw(DAYS),
            providers=draw(providers()),
        )
        for name, number, tin in keys
    ]
    return Snapshot("A9101", draw(DAYS), tuple(draw(st.permutations(participants))))


LISTS = snapshots()


@pytest.mark.rule("C2")
@given(LISTS)
def test_the_text_of_a_list_says_all_of_it(one: Snapshot) -> None:
    assert read(canonical_json(one)) == one


@pytest.mark.rule("C2")
@given(LISTS, st.randoms())
def test_equal_lists_have_equal_hashes_whatever_their_order(one: Snapshot, random: object) -> None:
    shuffled = list(one.participants)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    again = replace(one, participants=tuple(shuffled))
    assert sha256(canonical_json(again)) == sha256(canonical_json(one))


@pytest.mark.rule("C2")
@given(LISTS, LISTS)
def test_different_lists_have_different_texts(one: Snapshot, other: Snapshot) -> None:
    assert (canonical_json(one) == canonical_json(other)) == (one == other)


@given(LISTS)
def test_a_list_does_not_differ_from_itself_on_another_day(one: Snapshot) -> None:
    later = tuple(
        replace(participant, since=participant.since + timedelta(days=1))
        for participant in one.participants
    )
    assert not difference(one, one)
    assert not difference(one, replace(one, participants=later, on=one.on + timedelta(days=9)))


@given(LISTS, LISTS)
def test_who_joins_on_the_way_there_leaves_on_the_way_back(one: Snapshot, other: Snapshot) -> None:
    there, back = difference(one, other), difference(other, one)
    assert len(there.joined) == len(back.left)
    assert len(there.left) == len(back.joined)
    assert {p.tin for p in there.joined if p.tin} == {p.tin for p in back.left if p.tin}
    assert there.participants_differ == back.participants_differ


@given(LISTS, LISTS)
def test_everybody_joined_left_or_stayed(before: Snapshot, after: Snapshot) -> None:
    found = difference(before, after)
    stayed = len(after.participants) - len(found.joined)
    assert stayed == len(before.participants) - len(found.left)
    assert len(found.changed) <= stayed
    shared = {p.tin for p in before.participants if p.tin} & {p.tin for p in after.participants}
    assert not shared & {p.tin for p in (*found.joined, *found.left)}


@given(LISTS, LISTS)
def test_the_counts_of_providers_add_up(before: Snapshot, after: Snapshot) -> None:
    found = difference(before, after)
    kept = before.provider_count - found.providers_left
    assert after.provider_count == kept + found.providers_joined


@given(LISTS, st.sampled_from(["005000000", "006000000"]))
def test_a_tin_given_later_is_a_change_and_nobody_new(before: Snapshot, tin: str) -> None:
    without = [p for p in before.participants if not p.tin]
    with_tins = {(p.legal_business_name, p.same_name) for p in before.participants if p.tin}
    if not without or (without[0].legal_business_name, without[0].same_name) in with_tins:
        return
    given_one = [replace(p, tin=tin) if p is without[0] else p for p in before.participants]
    found = difference(before, replace(before, participants=tuple(given_one)))
    assert not found.participants_differ
    assert [fact.name for fact in found.changed[0].facts] == ["tin"]
