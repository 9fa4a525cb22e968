"""The benchmark years, the 5,000 of each, and CMS's notices (rules C10, C11)."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from acoms.access import Refused
from acoms.loading.reading import BadLine, UnreadableFile
from documents.correspondence.models import Message
from notifications.models import Notification
from participants.certification.models import CertifiedList
from participants.changes.errors import ChangeError
from participants.effects.actions.benchmark import load_figures, publish_benchmark
from participants.effects.benchmark.queries import small_acos
from participants.effects.benchmark.reading import Figure, read_figures
from participants.effects.models.benchmark import AssignedBeneficiaries, BenchmarkNotice
from participants.lists.snapshot import ListedParticipant, Snapshot, canonical_json, sha256
from participants.years.models import PerformanceYear
from tests.cast import Cast, make_aco
from tests.participants.certification.certifying import kept

PAGE = "/acos/A9101/participants/benchmark/"
LOAD = "/admin/participants_effects/assignedbeneficiaries/add/"


@pytest.fixture
def lakeside(cast: Cast) -> Cast:
    cast.lakeside.agreement_start_date = date(2024, 1, 1)
    cast.lakeside.save()
    cast.liaison  # noqa: B018 - an administrator
    return cast


def test_lines_are_read_or_named_with_what_is_wrong() -> None:
    found = list(
        read_figures(
            [
                "aco_id,year,beneficiaries\n",
                'a9101,2023,"12,345"\n',
                "A9101,2023,5\n",
                "B1,2023,5\n",
                "A9101,23,5\n",
                "A9101,2022,many\n",
                "A9101,2022,-4\n",
                "A9101,2022,0\n",
            ]
        )
    )
    assert found[0] == (2, Figure("A9101", 2023, 12345))
    assert [one.line for one in found if isinstance(one, BadLine)] == [3, 4, 5, 6, 7]
    assert "line 2 already" in str(found[1])
    assert found[-1] == (8, Figure("A9101", 2022, 0))
    with pytest.raises(UnreadableFile, match="beneficiaries"):
        list(read_figures(["aco_id,year\n"]))


@pytest.mark.rule("C11")
def test_an_aco_below_5000_in_a_benchmark_year_is_warned_and_cms_sees_it(
    lakeside: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.csv"
    file.write_text(
        "aco_id,year,beneficiaries\nA9101,2020,10\nA9101,2021,5000\nA9101,2022,4999\nA7777,2022,1\n"
    )
    with pytest.raises(CommandError, match="1 line was left out"):
        call_command("import_assigned_beneficiaries", file)
    assert "line 5: ACO A7777 is not in ACO-MS." in capsys.readouterr().err
    (warning,) = Notification.objects.filter(kind="too_few_beneficiaries")
    assert warning.person == lakeside.liaison
    assert "4,999 in 2022" in warning.data["said"]
    assert "2020" not in warning.data["said"]
    (item,) = small_acos([lakeside.lakeside])
    assert "in 2022" in item.text
    page = lakeside.browser("it").get(PAGE).content.decode()
    assert "Fewer than 5,000 assigned beneficiaries in 2022" in page
    assert "CMS has not loaded it yet" in page
    url = "/admin/participants_effects/assignedbeneficiaries/"
    listed = lakeside.browser("cms_viewer").get(url, {"below": "yes"}).content.decode()
    assert "4999" in listed.replace(",", "")
    assert ">2020<" not in listed.split("result_list")[-1].split("changelist-filter")[0]
    capsys.readouterr()
    with pytest.raises(CommandError):
        call_command("import_assigned_beneficiaries", file)
    assert "0 new, 0 changed, 3 as they were." in capsys.readouterr().out
    assert Notification.objects.filter(kind="too_few_beneficiaries").count() == 1


def test_a_corrected_figure_replaces_the_earlier_one(lakeside: Cast) -> None:
    for number in (4_000, 6_000):
        load_figures(
            acting_person=lakeside.cms_staff,
            source="figures.csv",
            rows=[(2, Figure("A9101", 2023, number))],
        )
    assert AssignedBeneficiaries.objects.get().beneficiaries == 6_000
    assert not list(small_acos([lakeside.lakeside]))
    with pytest.raises(Refused):
        load_figures(acting_person=lakeside.cms_analyst, source="f", rows=[])


# TINs on the lists certified for 2025 and 2026, when the agreement began, what the page says.
COMPARED = [
    ("1", "12", 2024, "1 joined, 0 left. CMS adjusts the benchmark for 2026"),
    ("12", "1", 2024, "0 joined, 1 left. CMS adjusts the benchmark for 2026"),
    ("12", "13", 2024, "1 joined, 1 left. CMS adjusts the benchmark for 2026"),
    ("12", "21", 2024, "name the same participants. The benchmark stays as it is."),
    ("12", "13", 2026, "CMS sets its benchmark from the list certified for 2026."),
]


@pytest.mark.rule("C10")
@pytest.mark.parametrize(("before", "now", "began", "said"), COMPARED)
def test_the_two_latest_certified_lists_say_whether_the_benchmark_is_adjusted(
    lakeside: Cast, before: str, now: str, began: int, said: str
) -> None:
    lakeside.lakeside.agreement_start_date = date(began, 1, 1)
    lakeside.lakeside.save()
    browser = lakeside.browser("it")
    certified(lakeside, 2025, before)
    assert "Two certified lists are needed" in browser.get(PAGE).content.decode()
    certified(lakeside, 2026, now)
    page = re.sub(r"<[^>]+>", "", browser.get(PAGE).content.decode())
    assert said in page
    assert ("CMS adjusts the benchmark for 2026" in page) is ("adjusts" in said)


def certified(lakeside: Cast, year: int, tins: str) -> None:
    """The list certified for a year, with a participant for each last digit of a TIN."""
    since = date(year, 1, 1)
    there = tuple(
        ListedParticipant(
            f"Clinic {tin} of {year}", 1, f"00123456{tin}", "", False, True, False, since
        )
        for tin in tins
    )
    content = canonical_json(Snapshot("A9101", since, there))
    CertifiedList.objects.create(
        aco=lakeside.lakeside,
        performance_year=PerformanceYear.objects.create(
            year=year, certify_from=date(year - 1, 11, 1), certify_by=date(year, 1, 15)
        ),
        certified_by=lakeside.exec,
        statement="…",
        participants=len(there),
        providers=0,
        content=content,
        sha256=sha256(content),
        **kept(),
    )


@pytest.mark.rule("C10")
def test_a_published_notice_is_told_and_shows(lakeside: Cast) -> None:
    year = PerformanceYear.objects.create(
        year=2026, certify_from=date(2025, 11, 1), certify_by=date(2026, 1, 15)
    )
    notice = BenchmarkNotice(
        aco=lakeside.lakeside,
        performance_year=year,
        before=Decimal("11000.00"),
        adjusted=Decimal("10950.50"),
        note="One participant left.",
    )
    with pytest.raises(Refused):
        publish_benchmark(acting_person=lakeside.cms_analyst, notice=notice)
    began = lakeside.lakeside.agreement_start_date
    assert began is not None
    first = PerformanceYear.objects.create(
        year=began.year,
        certify_from=date(began.year - 1, 11, 1),
        certify_by=date(began.year, 1, 15),
    )
    notice.performance_year = first
    with pytest.raises(ChangeError, match="its benchmark is set then, and not adjusted"):
        publish_benchmark(acting_person=lakeside.cms_staff, notice=notice)
    notice.performance_year = year
    publish_benchmark(acting_person=lakeside.cms_staff, notice=notice)
    (message,) = Message.objects.all()
    assert message.kind == "benchmark_notice"
    assert "from $11,000.00 to $10,950.50" in message.body
    assert "One participant left." in message.body
    told = Notification.objects.filter(kind="correspondence_that_can_wait")
    assert told.filter(person=lakeside.liaison).exists()
    page = lakeside.browser("it").get(PAGE).content.decode()
    assert "$10,950.50" in page
    assert "-49.50" in page


def test_what_needs_attention_takes_one_query_for_any_number_of_acos(lakeside: Cast) -> None:
    acos = [
        make_aco(f"A8{n:03}", f"ACO {n}", agreement_start_date=date(2024, 1, 1)) for n in range(9)
    ]
    load_figures(
        acting_person=None,
        source="f",
        rows=[(n, Figure(aco.aco_id, 2023, 10)) for n, aco in enumerate(acos)],
    )
    with CaptureQueriesContext(connection) as queries:
        assert len(list(small_acos(acos))) == 9
    assert len(queries) == 1


def upload(text: str | bytes) -> dict[str, SimpleUploadedFile]:
    content = text.encode() if isinstance(text, str) else text
    return {"file": SimpleUploadedFile("figures.csv", content)}


@pytest.mark.rule("C11")
def test_cms_staff_load_figures_on_a_page_that_first_says_what_they_would_do(
    lakeside: Cast,
) -> None:
    browser = lakeside.browser("cms_staff")
    text = "aco_id,year,beneficiaries\nA9101,2023,4000\nA7777,2023,1\n"
    preview = browser.post(LOAD, upload(text))
    page = preview.content.decode()
    assert "1 new, 0 changed, 0 as they were." in page
    assert f"{lakeside.lakeside}." in page.split("their administrators are told:")[1]
    assert "ACO A7777 is not in ACO-MS." in page
    assert not AssignedBeneficiaries.objects.exists()
    assert not Notification.objects.exists()
    sealed = {"sealed": preview.context["sealed"]}
    listed = browser.post(LOAD, sealed, follow=True).content.decode()
    assert "1 line was left out." in listed
    assert AssignedBeneficiaries.objects.get().loaded_by == lakeside.cms_staff
    assert Notification.objects.filter(kind="too_few_beneficiaries").count() == 1
    again = browser.post(LOAD, upload(text))
    assert "0 new, 0 changed, 1 as they were." in again.content.decode()
    assert "sealed" not in again.content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("aco_id,year\n", "lacks the column beneficiaries"),
        (b"aco_id,year,beneficiaries\nA9101,2023,\xff\n", "not a text file in UTF-8"),
        ("", "The file is empty."),
        (
            "aco_id,year,beneficiaries\nA9101,2023," + "9" * 200_000,
            "This must be a whole number from 0 to 10,000,000.",
        ),
    ],
)
def test_a_file_that_is_none_says_why(lakeside: Cast, content: str | bytes, words: str) -> None:
    page = lakeside.browser("cms_staff").post(LOAD, upload(content)).content.decode()
    assert words in page
    assert not AssignedBeneficiaries.objects.exists()


def test_a_preview_of_somebody_else_loads_nothing(lakeside: Cast) -> None:
    text = "aco_id,year,beneficiaries\nA9101,2023,4000\n"
    sealed = lakeside.browser("cms_staff").post(LOAD, upload(text)).context["sealed"]
    lakeside.cms_analyst.staff_role = "administrator"
    lakeside.cms_analyst.save()
    answer = lakeside.browser("cms_analyst").post(LOAD, {"sealed": sealed}, follow=True)
    assert "This preview is too old" in answer.content.decode()
    assert not AssignedBeneficiaries.objects.exists()
