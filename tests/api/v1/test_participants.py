"""Participants, certified lists and change requests, as programs read them."""

import hashlib
from datetime import date
from typing import Any

import pytest

from participants.lists.models import TinShown
from participants.years.models import PerformanceYear
from tests.api.callers import Program, Programs
from tests.cast import Cast, make_participant
from tests.participants.certification.certifying import certified_by
from tests.participants.changes.asked import draft

PARTICIPANTS = "/api/v1/acos/A9101/participants"
LISTS = "/api/v1/acos/A9101/certified-lists"
CHANGES = "/api/v1/acos/A9101/change-requests"
NPI = "1234567893"


@pytest.mark.rule("C1", "H3")
def test_the_list_of_any_day_has_its_providers(cast: Cast, program: Program) -> None:
    make_participant(cast.lakeside, "Left", until=date(2026, 7, 1), providers=[NPI])
    make_participant(cast.lakeside, "Joins", since=date(2027, 1, 1), providers=[NPI, "1245319599"])
    (one,) = program.items(f"{PARTICIPANTS}?on=2026-06-30")
    assert (one["legal_business_name"], one["effective_until"]) == ("Left", "2026-07-01")
    assert [provider["npi"] for provider in one["providers"]] == [NPI]
    (one,) = program.items(f"{PARTICIPANTS}?on=2027-01-01")
    assert [provider["npi"] for provider in one["providers"]] == [NPI, "1245319599"]
    assert program.items(f"{PARTICIPANTS}?on=2026-07-01") == []
    assert program.get(f"{PARTICIPANTS}?on=2026-07").status_code == 422


@pytest.mark.rule("E5", "H3", "A6")
def test_tins_are_masked_until_they_are_asked_for_which_is_on_record(
    cast: Cast, program: Program, programs: Programs
) -> None:
    make_participant(cast.lakeside, tin="001234567")
    make_participant(cast.lakeside, "Without", tin="")
    masked = program.get(f"{PARTICIPANTS}?on=2026-06-30")
    assert [one["tin"] for one in masked.json()["items"]] == [None, None]
    assert [one["masked_tin"] for one in masked.json()["items"]] == ["•••••4567", ""]
    assert "001234567" not in masked.content.decode()
    assert not TinShown.objects.exists()
    in_full = program.items(f"{PARTICIPANTS}?on=2026-06-30&tins=full")
    assert [one["tin"] for one in in_full] == ["001234567", None]
    shown = TinShown.objects.get()
    assert (shown.person, shown.aco) == (cast.delegate, cast.lakeside)
    by = "by the API credentials Nightly download"
    assert shown.of == f"1 TINs of the list as of 2026-06-30, {by}"
    # Whoever sees no TIN on the pages is given none here.
    refused = programs.of(cast.other, [cast.lakeside]).get(f"{PARTICIPANTS}?tins=full")
    assert refused.status_code == 403
    without = programs.of(cast.delegate, [cast.lakeside], ["contacts", "data_hub"])
    assert without.get(PARTICIPANTS).status_code == 403
    assert TinShown.objects.count() == 1


@pytest.mark.rule("C1", "H3")
def test_what_differs_between_two_days(cast: Cast, program: Program) -> None:
    make_participant(cast.lakeside, "Left", until=date(2026, 7, 1), tin="001234567")
    make_participant(cast.lakeside, "Joined", since=date(2026, 7, 1), providers=[NPI])
    said = program.get(f"{PARTICIPANTS}/differences?from=2026-06-30&to=2026-07-01").json()
    assert [one["legal_business_name"] for one in said["left"]] == ["Left"]
    assert said["joined"][0]["providers"][0]["npi"] == NPI
    assert "001234567" not in str(said)
    assert program.get(f"{PARTICIPANTS}/differences").json()["before"].endswith("-01-01")


@pytest.mark.rule("C2", "E5", "H3")
def test_a_certified_list_is_given_byte_for_byte(cast: Cast, program: Program) -> None:
    make_participant(cast.lakeside, tin="001234567")
    year = PerformanceYear.objects.create(
        year=2027, certify_from=date(2020, 1, 1), certify_by=date(2099, 1, 1)
    )
    certified_by(cast.signer, cast.lakeside, year)
    (one,) = program.items(LISTS)
    assert (one["performance_year"], one["counts"]) == (2027, True)
    details = program.get(f"{LISTS}/{one['id']}").json()
    assert details["altered"] == ""
    assert details["list"][0]["masked_tin"] == "•••••4567"
    assert "001234567" not in str(details)
    assert not TinShown.objects.exists()
    text = program.get(f"{LISTS}/{one['id']}/content").content
    assert hashlib.sha256(text).hexdigest() == one["sha256"]
    shown = TinShown.objects.get()
    assert shown.person == cast.delegate
    assert shown.of.endswith("certified for 2027, by the API credentials Nightly download")
    assert program.get(f"{LISTS}/99999999999999999999").status_code == 404


@pytest.mark.rule("C3", "H3")
def test_change_requests_say_how_they_stand(cast: Cast, program: Program) -> None:
    change = draft(cast.lakeside, cast.exec)
    (one,) = program.items(f"{CHANGES}?state=draft&kind={change.kind}")
    assert (one["id"], one["state"], one["participant"]) == (change.pk, "draft", change.subject)
    assert program.items(f"{CHANGES}?state=approved") == []
    assert program.items(f"{CHANGES}?updated_after=2099-01-01") == []
    assert program.get(f"{CHANGES}?state=lost").status_code == 422


@pytest.mark.rule("H3")
def test_as_many_queries_for_a_hundred_participants_as_for_one(
    cast: Cast, program: Program, django_assert_num_queries: Any
) -> None:
    at = f"{PARTICIPANTS}?on=2026-06-30&limit=200"
    make_participant(cast.lakeside, providers=[NPI])
    program.get(at)
    with django_assert_num_queries(3):
        program.get(at)
    for number in range(100):
        make_participant(cast.lakeside, f"Practice {number}", providers=[NPI])
    with django_assert_num_queries(3) as asked:
        assert len(program.get(at).json()["items"]) == 101
    of_history = [one for one in asked.captured_queries if "participantevent" in one["sql"]]
    assert len(of_history) == 1, "the providers are those of the page's rows"
