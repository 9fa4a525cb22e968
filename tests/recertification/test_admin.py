"""CMS staff see which ACOs have done their review, also those that have not begun."""

import csv
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Person
from contacts.models import Aco, Contact
from recertification.actions import complete_review, confirm_contacts
from recertification.models import Recertification
from recertification.queues import STATES
from recertification.rules import Season, season_of
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.signing_in import sign_in

LIST = "/admin/recertification/acoreview/"


@pytest.fixture
def staff(client: Client, cast: Cast) -> Client:
    return sign_in(client, make_person("sue.staff", is_staff=True, is_superuser=True))


@pytest.fixture
def acos(cast: Cast, season: Season) -> None:
    """Lakeside has done it, Beta has begun, Alpha has not."""
    cast.exec  # noqa: B018
    confirm_contacts(acting_person=cast.exec, aco=cast.lakeside, contact_ids=ids_of("A9101"))
    complete_review(acting_person=cast.exec, aco=cast.lakeside)
    for aco_id, name in (("A9201", "Alpha"), ("A9202", "Beta")):
        aco = make_aco(aco_id, name)
        person = make_person(f"leader_{aco_id.lower()}")
        make_contact(aco, person, ["aco_executive"])
        make_contact(aco, make_person(f"other_{aco_id.lower()}"), ["other"])
        if name == "Beta":
            confirm_contacts(acting_person=person, aco=aco, contact_ids=ids_of(aco_id)[:1])


def ids_of(aco_id: str) -> list[int]:
    return list(
        Contact.objects.filter(aco__aco_id=aco_id).order_by("pk").values_list("pk", flat=True)
    )


def listed(staff: Client, **asked: str) -> list[tuple[str, str, str]]:
    changelist = staff.get(LIST, asked).context["cl"]
    page = changelist.model_admin
    return [(a.aco_id, page.state(a), page.progress(a)) for a in changelist.result_list]


def test_every_aco_stands_there_with_its_state(staff: Client, acos: None) -> None:
    assert listed(staff) == [
        ("A9201", "Not started", "0 of 2"),
        ("A9202", "Under way", "1 of 2"),
        ("A9101", "Done", "1 of 1"),
    ]


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("none", ["A9201"]),
        ("open", ["A9202"]),
        ("done", ["A9101"]),
        ("late", []),
        ("not_asked", []),
    ],
)
def test_the_list_is_filtered_by_state(
    staff: Client, acos: None, state: str, found: list[str]
) -> None:
    assert [aco for aco, _, _ in listed(staff, state=state)] == found


def test_late_ones_come_first(staff: Client, acos: None, season: Season) -> None:
    Aco.objects.update(created_at="2020-01-01T12:00Z")
    earlier = season.year - 2  # its due date has passed, whatever the day
    Recertification.objects.create(
        aco=Aco.objects.get(name="Alpha"),
        year=earlier,
        due_on=season_of(earlier, (2, 1), (1, 31)).due_on,
        completed_at=timezone.now(),
        completed_by=Person.objects.get(user_id="leader_a9201"),
    )
    shown = listed(staff, year=str(earlier))
    assert [(aco, state) for aco, state, _ in shown] == [
        ("A9202", "Not started"),
        ("A9101", "Not started"),
        ("A9201", "Done, after it was due"),
    ]
    assert [aco for aco, _, _ in listed(staff, year=str(earlier), state="late")] == [
        "A9202",
        "A9101",
    ]


def test_another_year_says_which_acos_were_not_asked(
    staff: Client, acos: None, cast: Cast, season: Season
) -> None:
    earlier = str(season.year - 1)
    assert {state for _, state, _ in listed(staff, year=earlier)} == {
        "Not asked: it came after the due date"
    }
    Recertification.objects.create(aco=cast.lakeside, year=season.year - 1)
    assert listed(staff, year=earlier)[0][:2] == ("A9101", "Under way")
    assert [aco for aco, _, _ in listed(staff, year=earlier, state="late")] == ["A9101"]
    assert len(listed(staff, year=earlier, state="not_asked")) == 2


@pytest.mark.rule("J4")
def test_nothing_is_late_or_to_do_once_an_agreement_is_over(
    staff: Client, acos: None, cast: Cast, season: Season
) -> None:
    Aco.objects.update(
        created_at="2020-01-01T12:00Z",
        ends_on=timezone.localdate() - timedelta(days=1),
        end_kind="ended",
        end_reason="It is over.",
        end_recorded_by=cast.exec,
        end_recorded_at=timezone.now(),
    )
    assert [(aco, state) for aco, state, _ in listed(staff)] == [
        ("A9201", "Not done: the agreement ends first"),
        ("A9202", "Not done: the agreement ends first"),
        ("A9101", "Done"),
    ]
    counted = {state: len(listed(staff, state=state)) for state in STATES}
    assert counted == {"late": 0, "none": 0, "open": 0, "done": 1, "not_asked": 0, "over": 2}
    assert listed(staff, state="late", year=str(season.year - 2)) == []
    # Nor before, where the review is due after the last day.
    for last, asked in ((season.due_on, 1), (season.due_on - timedelta(days=1), 0)):
        Aco.objects.update(ends_on=last)
        assert sum(len(listed(staff, state=state)) for state in ("none", "open")) == 2 * asked


@pytest.mark.parametrize("year", ["", "x", "0000", "99999", "²²²²"])
def test_a_year_that_is_none_is_the_present_one(staff: Client, acos: None, year: str) -> None:
    assert staff.get(LIST, {"year": year}).status_code in (200, 302)


def test_the_list_is_a_file_filtered_as_it_is(staff: Client, acos: None, season: Season) -> None:
    answer = staff.get(f"{LIST}export/", {"state": "done"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    [row] = csv.DictReader(io.StringIO(text))
    assert row["ACO ID"] == "A9101"
    assert row["Year"] == str(season.year)
    assert (row["State"], row["Late"], row["Done"], row["Contacts"]) == ("Done", "", "1", "1")
    assert row["Completed by"] == "The Exec"
    assert row["Completed on"] == timezone.localdate().isoformat()
    whole = staff.get(f"{LIST}export/")
    assert len(b"".join(whole.streaming_content).splitlines()) == 4  # type: ignore[attr-defined]
    assert "export/?state=done" in staff.get(LIST, {"state": "done"}).content.decode()


def test_an_acos_page_shows_its_answers_and_offers_no_change(
    staff: Client, acos: None, cast: Cast, season: Season
) -> None:
    Recertification.objects.create(aco=cast.lakeside, year=season.year - 1)
    from_last_year = {"_changelist_filters": f"year={season.year - 1}"}
    path = f"{LIST}{cast.lakeside.pk}/change/"
    page = staff.get(path).content.decode()
    assert "The Exec, ACO Executive: Confirmed by The Exec" in page
    assert 'name="_save"' not in page
    earlier = staff.get(path, from_last_year).content.decode()
    assert str(season.year - 1) in earlier
    assert "Confirmed" not in earlier
    assert staff.get(f"{LIST}add/").status_code == 403


def test_the_list_takes_the_same_queries_for_many(
    staff: Client,
    acos: None,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(10) as few:
        staff.get(LIST)
    for n in range(30):
        make_contact(make_aco(f"A93{n:02}", f"ACO {n}"), make_person(f"e_{n}"), ["aco_executive"])
    with django_assert_num_queries(len(few.captured_queries)):
        staff.get(LIST)


@pytest.mark.rule("E1")
def test_the_file_is_for_cms_staff(cast: Cast, season: Season) -> None:
    assert cast.browser("exec").get(f"{LIST}export/").status_code == 404
