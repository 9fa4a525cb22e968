"""An ACO's participant list on any day, its pages, and what differs between two lists (rule C1)."""

import csv
import io
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from participants.certification.models import CertifiedList
from participants.lists.models import Participant, ProviderSupplier
from participants.lists.snapshot import canonical_json, read, sha256, take
from participants.years.models import PerformanceYear
from tests.cast import Cast, make_aco, make_participant
from tests.concurrency.at_once import at_once, errors, successes
from tests.participants.certification.certifying import kept

pytestmark = [pytest.mark.django_db, pytest.mark.rule("C1")]

JAN, JUNE, NEXT = date(2026, 1, 1), date(2026, 6, 1), date(2027, 1, 1)
NPIS = ("2000000002", "2000000010", "2000000028")
LIST = "/acos/A9101/participants/"


def text(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode())


def rows(answer: Any) -> list[dict[str, str]]:
    content = b"".join(answer).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def names(browser: Client, **asked: str) -> list[str]:
    page = browser.get(LIST, asked)
    assert page.status_code == 200
    return [one.legal_business_name for one in page.context["participants"]]


@pytest.mark.parametrize(
    ("on", "there"),
    [
        (JAN - timedelta(days=1), []),
        (JAN, ["Elm Street"]),
        (JUNE - timedelta(days=1), ["Elm Street"]),
        (JUNE, ["Oak Clinic"]),
        (date(2040, 1, 1), ["Oak Clinic"]),
    ],
)
def test_the_list_of_any_day_has_who_was_on_it_that_day(
    cast: Cast, on: date, there: list[str]
) -> None:
    make_participant(cast.lakeside, "Elm Street", since=JAN, until=JUNE)
    make_participant(cast.lakeside, "Oak Clinic", since=JUNE)
    make_participant(make_aco("A9102", "Elsewhere"), "Not here", since=JAN)
    assert names(cast.browser("it"), on=str(on)) == there


def test_a_participant_that_never_began_is_on_no_list(cast: Cast) -> None:
    make_participant(cast.lakeside, since=JUNE, until=JUNE)
    assert not Participant.objects.filter(aco=cast.lakeside).on(JUNE).exists()


def test_without_a_day_it_is_todays_list_and_nonsense_is_said(cast: Cast) -> None:
    today = timezone.localdate()
    make_participant(cast.lakeside, "Elm Street", since=today)
    make_participant(cast.lakeside, "Oak Clinic", since=today + timedelta(days=1))
    browser = cast.browser("it")
    assert names(browser) == ["Elm Street"]
    for nonsense in ("never", "2026-02-30", "0001-01-01", "9999-99-99"):
        page = text(browser.get(LIST, {"on": nonsense}))
        assert "This is not a date" in page
        assert "Elm Street" in page


def test_empty_lists_say_what_to_do_next(cast: Cast) -> None:
    browser = cast.browser("it")
    page = text(browser.get(LIST))
    assert "Nobody is on the list today" in page
    assert "change request" in page
    make_participant(cast.lakeside)
    assert "Show all participants" in text(browser.get(LIST, {"q": "zebra"}))


@pytest.mark.rule("E5")
def test_a_complete_tin_finds_its_participant_and_is_in_no_address(cast: Cast) -> None:
    make_participant(cast.lakeside, "Elm Street", tin="001234567")
    make_participant(cast.lakeside, "Oak Clinic", tin="001234568")
    browser = cast.browser("it")
    for typed in ("001234567", "00-1234567", " 001 23 4567 "):
        answer = browser.post(LIST, {"q": typed})
        assert answer["Location"] == f"{LIST}?tin=sought"
        page = browser.get(answer["Location"])
        assert [one.legal_business_name for one in page.context["participants"]] == ["Elm Street"]
        assert "•••••4567" in text(page)
        assert "001234567" not in text(page)
    assert browser.post(LIST, {"q": "001234569"})["Location"] == f"{LIST}?tin=sought"
    assert "No participants match your search" in text(browser.get(f"{LIST}?tin=sought"))
    page = browser.post(LIST, {"q": "00123456"})
    assert "all of its nine digits" in text(page)


def test_a_search_by_name_keeps_the_day(cast: Cast) -> None:
    make_participant(cast.lakeside, "Elm Street", doing_business_as="Green Care", since=JAN)
    make_participant(cast.lakeside, "Oak Clinic", since=JAN)
    browser = cast.browser("it")
    answer = browser.post(LIST, {"q": "green", "on": "2026-03-01"})
    assert answer["Location"] == f"{LIST}?on=2026-03-01&q=green"
    assert names(browser, q="green", on="2026-03-01") == ["Elm Street"]


def test_the_files_have_what_the_page_shows_and_no_whole_tin(cast: Cast) -> None:
    make_participant(cast.lakeside, "=Elm", tin="001234567", since=JAN, providers=NPIS[:2])
    make_participant(cast.lakeside, "Oak", tin="", since=JUNE)
    browser = cast.browser("it")
    answer = browser.get(reverse("participants_csv", args=["A9101"]), {"on": "2026-02-01"})
    assert "A9101-participants-2026-02-01.csv" in answer["Content-Disposition"]
    (line,) = rows(answer)
    assert line["Legal business name"] == "'=Elm"
    assert line["TIN"] == "•••••4567"
    assert line["Providers/suppliers"] == "2"
    found = rows(browser.get(reverse("providers_csv", args=["A9101"]), {"on": "2026-02-01"}))
    assert [line["NPI"] for line in found] == list(NPIS[:2])
    assert all("001234567" not in line.values() for line in found)


def test_a_participants_page_has_its_facts_providers_and_history(cast: Cast) -> None:
    elm = make_participant(cast.lakeside, "Elm Street", since=JAN, providers=NPIS)
    ProviderSupplier.objects.filter(npi=NPIS[0]).update(
        name="Jo Chen", ptan="ZZZ1", effective_until=JUNE
    )
    browser, url = cast.browser("it"), reverse("participant", args=["A9101", elm.pk])
    page = text(browser.get(url, {"on": "2026-05-31"}))
    assert all(npi in page for npi in NPIS)
    assert "3 providers/suppliers added: " in page
    then = browser.get(url, {"on": "2026-06-01"}).context["providers"]
    assert NPIS[0] not in [one.npi for one in then]
    for asked in (NPIS[0][:9], "jo ch", "zzz1"):
        found = browser.get(url, {"on": "2026-05-31", "q": asked}).context["providers"]
        assert [one.npi for one in found] == [NPIS[0]], asked
    file = browser.get(
        reverse("participant_providers_csv", args=["A9101", elm.pk]),
        {"on": "2026-05-31", "q": "jo ch"},
    )
    assert [line["Name"] for line in rows(file)] == ["Jo Chen"]


@pytest.mark.rule("E1")
def test_a_participant_of_another_aco_is_not_there(cast: Cast) -> None:
    other = make_participant(make_aco("A9102", "Elsewhere"))
    browser = cast.browser("exec")
    assert browser.get(reverse("participant", args=["A9101", other.pk])).status_code == 404
    url = reverse("participant_tin", args=["A9101", other.pk])
    assert browser.post(url).status_code == 404


def test_the_pages_take_as_many_queries_for_many_as_for_one(cast: Cast) -> None:
    browser = cast.browser("exec")
    first = make_participant(cast.lakeside, "A", since=JAN, providers=NPIS[:1])
    urls = [
        LIST,
        reverse("participant", args=["A9101", first.pk]),
        reverse("participant_differences", args=["A9101"]) + "?before_on=2025-01-01",
    ]

    def queries() -> list[int]:
        counted = []
        for url in urls:
            with CaptureQueriesContext(connection) as asked:
                text(browser.get(url))
            counted.append(len(asked))
        return counted

    few = queries()
    for number in range(100):
        make_participant(cast.lakeside, f"B {number}", since=JAN, providers=NPIS)
    ProviderSupplier.objects.bulk_create(
        ProviderSupplier(participant=first, npi=f"2{number:09}", effective_from=JAN)
        for number in range(100, 200)
    )
    assert queries() == few
    assert max(few) < 16


def test_what_differs_between_two_days_is_shown_and_can_be_saved(cast: Cast) -> None:
    elm = make_participant(cast.lakeside, "Elm Street", since=JAN, providers=NPIS[:1])
    make_participant(cast.lakeside, "Gone Clinic", since=JAN, until=JUNE, providers=NPIS[1:2])
    make_participant(cast.lakeside, "New Clinic", since=JUNE, tin="001234567")
    ProviderSupplier.objects.create(participant=elm, npi=NPIS[2], effective_from=JUNE)
    browser = cast.browser("it")
    asked = {"before_on": "2026-05-31", "after_on": "2026-06-01"}
    url = reverse("participant_differences", args=["A9101"])
    page = browser.get(url, asked)
    found = page.context["difference"]
    assert [one.legal_business_name for one in found.joined] == ["New Clinic"]
    assert [one.legal_business_name for one in found.left] == ["Gone Clinic"]
    assert f"1 provider/supplier joined: {NPIS[2]}" in text(page)
    lines = rows(browser.get(reverse("participant_differences_csv", args=["A9101"]), asked))
    assert {(line["What"], line["Legal business name"], line["NPI"]) for line in lines} == {
        ("Joined", "New Clinic", ""),
        ("Left", "Gone Clinic", ""),
        ("Left", "Gone Clinic", NPIS[1]),
        ("Joined", "Elm Street", NPIS[2]),
    }
    assert "001234567" not in str(lines) + text(page)
    same = text(browser.get(url, {**asked, "after_on": "2026-05-31"}))
    assert "The two lists are the same." in same
    assert "This is not a date" in text(browser.get(url, {**asked, "after_on": "nonsense"}))


@pytest.mark.rule("C2", "C10")
def test_a_certified_list_is_compared_with_a_day(cast: Cast) -> None:
    make_participant(cast.lakeside, "Elm Street", since=JAN)
    content = canonical_json(take(cast.lakeside, JAN))
    year = PerformanceYear.objects.create(
        year=2026, certify_from=date(2025, 11, 1), certify_by=date(2025, 12, 31)
    )
    CertifiedList.objects.create(
        aco=cast.lakeside,
        performance_year=year,
        certified_by=cast.signer,
        statement="Complete and accurate",
        participants=1,
        providers=0,
        content=content,
        sha256=sha256(content),
        **kept(),
    )
    make_participant(cast.lakeside, "New Clinic", since=JUNE)
    browser, url = cast.browser("it"), reverse("participant_differences", args=["A9101"])
    page = browser.get(url, {"before": "2026", "after_on": "2026-06-01"})
    assert "From the list certified for 2026 to June 1, 2026" in text(page)
    assert [o.legal_business_name for o in page.context["difference"].joined] == ["New Clinic"]
    assert browser.get(url, {"before": "2031"}).context["form"].errors


@pytest.mark.rule("C2")
def test_a_list_read_back_from_its_text_is_the_list(cast: Cast) -> None:
    make_participant(cast.lakeside, "Élm “Street”", tin="001234567", since=JAN, providers=NPIS)
    make_participant(cast.lakeside, "Oak", tin="", since=JAN)
    taken = take(cast.lakeside, JUNE)
    assert read(canonical_json(taken)) == taken
    assert [len(one.providers) for one in taken.participants] == [0, 3]
    assert taken.participants[1].tin == "001234567"
    assert sha256(canonical_json(taken)) == sha256(canonical_json(take(cast.lakeside, JUNE)))
    with pytest.raises(ValueError, match="form"):
        read(canonical_json(taken).replace('"form":2', '"form":3'))
    assert read(canonical_json(taken).replace('"form":2', '"form":1')) == taken, "an earlier form"


# What the database holds, whoever writes.

TIN = {"tin": "001234567"}
NO_TIN = {"tin": ""}


@pytest.mark.parametrize("given", [TIN, NO_TIN])
@pytest.mark.parametrize(
    ("since", "until", "may"),
    [
        (JUNE, NEXT, False),  # the same days
        (date(2026, 5, 1), JUNE, True),  # ends where the other begins
        (NEXT, None, True),  # begins where the other ends
        (date(2026, 5, 1), JUNE + timedelta(days=1), False),
        (NEXT - timedelta(days=1), None, False),
        (JAN, None, False),  # around it
        (date(2026, 8, 1), date(2026, 8, 1), True),  # on no day at all
    ],
)
def test_days_of_one_participant_may_touch_and_not_overlap(
    cast: Cast, given: dict[str, str], since: date, until: date | None, may: bool
) -> None:
    make_participant(cast.lakeside, since=JUNE, until=NEXT, **given)
    make_participant(make_aco("A9102", "Elsewhere"), since=JUNE, until=NEXT, **given)
    if may:
        make_participant(cast.lakeside, since=since, until=until, **given)
        return
    with pytest.raises(IntegrityError, match="once_on_a_day"), transaction.atomic():
        make_participant(cast.lakeside, since=since, until=until, **given)


def test_participants_of_one_name_without_tins_are_told_apart_by_number(cast: Cast) -> None:
    make_participant(cast.lakeside, "Elm", tin="", same_name=1)
    make_participant(cast.lakeside, "Elm", tin="", same_name=2)
    with pytest.raises(IntegrityError, match="once_on_a_day"):
        make_participant(cast.lakeside, "Elm", tin="", same_name=2)


def test_a_provider_stands_once_on_a_day_under_a_participant(cast: Cast) -> None:
    elm = make_participant(cast.lakeside, since=JAN, until=JUNE, providers=NPIS[:1])
    ProviderSupplier.objects.create(participant=elm, npi=NPIS[0], effective_from=JUNE)
    oak = make_participant(cast.lakeside, "Oak", since=JAN, providers=NPIS[:1])
    assert oak.providers.count() == 1
    with pytest.raises(IntegrityError, match="provider_once_on_a_day"):
        ProviderSupplier.objects.create(participant=elm, npi=NPIS[0], effective_from=NEXT)


@pytest.mark.parametrize("model", [Participant, ProviderSupplier])
def test_nobody_leaves_before_they_join(cast: Cast, model: type[Model]) -> None:
    make_participant(cast.lakeside, since=JUNE, providers=NPIS[:1])
    with pytest.raises(IntegrityError, match="days_in_order"):
        model._default_manager.update(effective_until=JAN)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_the_same_tin_at_once_one_does(cast: Cast) -> None:
    lakeside = cast.lakeside
    outcomes = at_once(
        *(lambda: make_participant(lakeside, tin="001234567", since=JAN) for _ in range(4))
    )
    assert len(successes(outcomes)) == 1
    assert all(isinstance(error, IntegrityError) for error in errors(outcomes))
    assert Participant.objects.count() == 1


@pytest.mark.rule("C1")
def test_names_stand_in_the_order_of_the_alphabet_whatever_their_capitals(cast: Cast) -> None:
    for name in ("ABC Clinic", "abacus Health", "Abbey"):
        make_participant(cast.lakeside, name)
    names = ["abacus Health", "Abbey", "ABC Clinic"]
    assert [str(one) for one in Participant.objects.filter(aco=cast.lakeside)] == names
    page = cast.browser("it").get("/acos/A9101/participants/").content.decode()
    assert sorted(names, key=page.index) == names


@pytest.mark.rule("C1", "E3")
def test_the_history_names_the_providers_and_says_who_left_in_words(cast: Cast) -> None:
    elm = make_participant(cast.lakeside, "Elm Clinic", providers=["1234567893"])
    elm.providers.update(name="Ada Reyes", effective_until=date(2026, 6, 1))
    elm.effective_until = date(2026, 6, 1)
    elm.save()
    page = cast.browser("it").get(f"/acos/A9101/participants/{elm.pk}/").content.decode()
    assert "1 provider/supplier changed or ended: Ada Reyes (1234567893)." in page
    assert "Not on the list any more from June 1, 2026 on" in page


@pytest.mark.rule("C1")
def test_those_who_may_read_changes_in_from_a_file_on_the_list(cast: Cast) -> None:
    link = "/acos/A9101/change-requests/file/"
    assert link in cast.browser("exec").get("/acos/A9101/participants/").content.decode()
    assert link not in cast.browser("it").get("/acos/A9101/participants/").content.decode()
