"""What is said of a provider/supplier comes through whole, from a change request to a kept list."""

from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from participants.changes.actions.applying import apply_change
from participants.changes.models import ChangeProvider
from participants.changes.providers import HEADINGS, TypedProvider, as_lines, read_providers
from participants.changes.queries import draft_of
from participants.changes.rules import ChangeKind
from participants.lists.difference import difference
from participants.lists.facts import DESCRIBING, PROVIDER_FACTS, provider_facts
from participants.lists.models import ProviderSupplier
from participants.lists.snapshot import ListedProvider, Snapshot, canonical_json, read, take
from tests.cast import Cast, make_participant
from tests.participants.changes.asked import draft, submit

WHOLE = TypedProvider("2234567891", "Dr. Ana Reyes", "123456", "040071", "Family Medicine")
# Never to be changed: lists that are certified say so, and stay readable for good (rule C2).
FORM_1 = (
    '{"aco_id":"A9101","form":1,"on":"2026-01-01","participants":[{"doing_business_as":"",'
    '"legal_business_name":"Elm Clinic","merged_or_acquired":false,"primary_care":true,'
    '"providers":[{"ccn":"","name":"Dr. Ana Reyes","npi":"2234567891","ptan":"040071",'
    '"since":"2025-01-01","specialty":"Family Medicine"}],"same_name":1,"since":"2025-01-01",'
    '"sole_proprietor":false,"tin":"001234567"}]}'
)


@pytest.mark.rule("C1")
@pytest.mark.parametrize("of", [TypedProvider, ListedProvider, ChangeProvider, ProviderSupplier])
def test_whoever_tells_of_a_provider_has_a_place_for_every_fact(of: Any) -> None:
    own = of._meta.fields if hasattr(of, "_meta") else fields(of)
    known = {"id", "change", "participant", "since", "effective_from", "effective_until"}
    assert {field.name for field in own} - known == set(PROVIDER_FACTS)
    assert list(HEADINGS) == list(PROVIDER_FACTS)


@pytest.mark.rule("C1", "C3")
def test_every_fact_comes_from_the_request_onto_the_list_and_into_what_is_kept(cast: Cast) -> None:
    assert all(provider_facts(WHOLE).values())
    assert read_providers(as_lines([WHOLE])) == ([WHOLE], [])
    elm = make_participant(cast.lakeside)
    today = timezone.localdate()
    before = take(cast.lakeside, today)
    change = draft(
        cast.lakeside,
        cast.exec,
        ChangeKind.ADD_PROVIDERS,
        participant=elm,
        providers=(WHOLE,),
    )
    assert draft_of(change).providers == (WHOLE,)
    (submitted,) = submit(cast.exec, change)
    with transaction.atomic():
        apply_change(submitted)
    after = take(cast.lakeside, today)
    (listed,) = after.participants[0].providers
    assert provider_facts(listed) == provider_facts(WHOLE)
    assert read(canonical_json(after)) == after
    ProviderSupplier.objects.update(**dict.fromkeys(DESCRIBING, ""))
    (changed,) = difference(after, take(cast.lakeside, today)).changed
    assert [fact.name for fact in changed.changed[0].facts] == list(DESCRIBING)
    assert before.participants[0].providers == ()


@pytest.mark.rule("C2")
def test_a_list_of_the_first_form_is_read_by_every_later_one() -> None:
    found = read(FORM_1)
    assert isinstance(found, Snapshot)
    (elm,) = found.participants
    assert (elm.tin, elm.providers[0].npi, elm.since) == (
        "001234567",
        "2234567891",
        date(2025, 1, 1),
    )
