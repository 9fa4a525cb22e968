"""`manage.py import_participants`: CMS's public list, an ACO's own, and all lists at once (C1)."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command

from accounts.models import Person
from acoms.access import Refused
from contacts.models import Aco
from participants.lists.actions.importing import ListFile, import_participants
from participants.lists.errors import ListError
from participants.lists.importing.rows import Layout
from participants.lists.models import Participant, ProviderSupplier
from tests.cast import Cast, make_aco, make_participant
from tests.public_lists import ACOS, PARTICIPANTS, needs_public_lists

pytestmark = [pytest.mark.django_db, pytest.mark.rule("C1")]

JAN, JUNE = date(2026, 1, 1), date(2026, 6, 1)
NPI, OTHER_NPI = "2000000002", "2000000010"
TIN, OTHER_TIN = "001234567", "001234568"
TRYING: dict[str, Any] = {"dry_run": True}


class Run:
    """A file to import, and what the command said about it."""

    def __init__(self, directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.file = directory / "participants.csv"
        self.capsys = capsys
        self.complaints: list[str] = []

    def public(self, *names: str, aco_id: str = "A9101", **options: Any) -> str:
        return self.rows([{"aco_id": aco_id, "participant_org": n} for n in names], **options)

    def own(self, *rows: dict[str, str], **options: Any) -> str:
        lines = [{"aco_id": "A9101", "tin": TIN, **row} for row in rows]
        return self.rows(lines, layout=Layout.LIST, **options)

    def rows(self, rows: list[dict[str, str]], **options: Any) -> str:
        columns = list(dict.fromkeys(name for row in rows for name in row))
        with self.file.open("w", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=columns)
            writer.writeheader()
            writer.writerows(rows)
        return self(**options)

    def __call__(self, **options: Any) -> str:
        self.capsys.readouterr()
        try:
            call_command("import_participants", str(self.file), **{"year": 2026, **options})
        finally:
            said = self.capsys.readouterr()
            self.complaints = [line for line in said.err.splitlines() if not line.endswith("…")]
        return said.out.strip()


@pytest.fixture
def run(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(tmp_path, capsys)


def lists() -> list[tuple[Any, ...]]:
    """Who is on which list, as far as these tests ask."""
    return list(
        Participant.objects.order_by("aco__aco_id", "legal_business_name", "same_name").values_list(
            "aco__aco_id", "legal_business_name", "same_name", "effective_from", "effective_until"
        )
    )


# CMS's public list.


def test_names_that_repeat_are_as_many_participants(run: Run) -> None:
    make_aco("A9102", "Elsewhere")
    said = run.public("ELM", "OAK", "ELM")
    assert said.splitlines() == [
        "Participants: 3 read, 3 new, 0 changed, 0 as they were.",
        "3 lines: 3 read, 0 left out.",
    ]
    run.public("ELM", aco_id="A9102")
    assert lists() == [
        ("A9101", "ELM", 1, JAN, None),
        ("A9101", "ELM", 2, JAN, None),
        ("A9101", "OAK", 1, JAN, None),
        ("A9102", "ELM", 1, JAN, None),
    ]


def test_running_it_again_changes_nothing(run: Run) -> None:
    run.public("ELM", "ELM", "OAK")
    events = apps.get_model("participants_lists", "ParticipantEvent").objects
    before, history = lists(), events.count()
    said = run()
    assert "3 read, 0 new, 0 changed, 3 as they were." in said
    assert "Nothing is different" in said
    assert (lists(), events.count()) == (before, history)
    (context,) = events.values_list("pgh_context__metadata", flat=True).distinct()
    assert context["action"] == "import participants participants.csv"


def test_the_next_years_list_brings_in_who_is_new_and_ends_the_others_only_if_asked(
    run: Run,
) -> None:
    run.public("ELM", "OAK")
    said = run.public("ELM", "ASH", year=2027)
    assert "2 read, 1 new" in said
    assert "1 on the lists of these ACOs are not in the file and stay on their lists." in said
    assert ("A9101", "OAK", 1, JAN, None) in lists()
    assert "and are ended" in run(year=2027, end_missing=True)
    assert lists() == [
        ("A9101", "ASH", 1, date(2027, 1, 1), None),
        ("A9101", "ELM", 1, JAN, None),
        ("A9101", "OAK", 1, JAN, date(2027, 1, 1)),
    ]


def test_an_earlier_list_says_since_when_they_are_there(run: Run) -> None:
    run.public("ELM", year=2026)
    assert "1 read, 0 new, 1 changed" in run.public("ELM", year=2025)
    assert lists() == [("A9101", "ELM", 1, date(2025, 1, 1), None)]


def test_a_participant_whose_tin_is_known_is_not_doubled_by_its_name(run: Run, cast: Cast) -> None:
    make_participant(cast.lakeside, "Elm Street", tin=TIN, since=JAN)
    said = run.public("ELM STREET", "ELM STREET")
    assert "2 read, 1 new, 0 changed, 1 as they were." in said
    assert [(n, t) for n, t in Participant.objects.order_by("pk").values_list(
        "legal_business_name", "tin")] == [("Elm Street", TIN), ("ELM STREET", "")]  # fmt: skip
    run.public("OAK", year=2027, end_missing=True)
    assert Participant.objects.get(tin_hash__isnull=False).effective_until is None


def test_bad_lines_are_named_and_the_others_go_in(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "bad.csv"
    rows = [("A9101", "ELM"), ("A9999", "OAK"), ("X", "ASH"), ("A9101", ""), ("A9101", "x" * 201)]
    rows.append(("A9101", "ELM\u202e"))
    with pytest.raises(CommandError, match="5 lines were left out; the others are in"):
        run.rows([{"aco_id": a, "participant_org": n} for a, n in rows], report=report)
    assert run.complaints == [
        "line 3: No ACO has the ID A9999.",
        "line 4: An ACO ID is an A and four digits, such as A4321.",
        "line 5: The participant's name is missing.",
        "line 6: The name is longer than 200 characters.",
        "line 7: The name: This holds a character that cannot be seen (U+202E). Type it instead "
        "of pasting it.",
    ]
    assert len(report.read_text().splitlines()) == 6
    assert lists() == [("A9101", "ELM", 1, JAN, None)]


def test_nobody_is_ended_because_of_a_line_that_was_left_out(run: Run) -> None:
    run.public("ELM", "OAK")
    with pytest.raises(CommandError, match="Nothing was changed"):
        run.public("ELM", "", year=2027, end_missing=True)
    assert {row[4] for row in lists()} == {None}


def test_trying_changes_nothing(run: Run) -> None:
    said = run.public("ELM", **TRYING)
    assert said.startswith("Only tried, nothing was changed:\nParticipants: 1 read, 1 new")
    assert not lists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"A title\n", "lacks the columns aco_id, participant_org"),
        (b"aco_id,aco_id,participant_org\n", "two columns .aco_id"),
        (b"aco_id,participant_org\nA9101,Caf\xe9\n", "UTF-8"),
        (b'aco_id,participant_org\nA9101,"Elm\n', "1 line was left out"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(run: Run, content: bytes, reason: str) -> None:
    run.file.write_bytes(content)
    with pytest.raises(CommandError, match=reason):
        run()
    assert not lists()


@needs_public_lists
def test_the_real_list_goes_in_whole_and_again_without_a_change(
    capsys: pytest.CaptureFixture[str], django_assert_max_num_queries: Any
) -> None:
    call_command("import_acos", str(ACOS))
    with PARTICIPANTS.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    known = set(Aco.objects.values_list("aco_id", flat=True))
    there = sorted(
        (r["aco_id"], " ".join(r["participant_org"].split())) for r in rows if r["aco_id"] in known
    )
    capsys.readouterr()
    with django_assert_max_num_queries(40):
        call_command("import_participants", str(PARTICIPANTS), year=2026)
    assert f"{len(rows):,} read, {len(there):,} new" in capsys.readouterr().out
    assert len(there) == len(rows)
    of_acos = Participant.objects.values_list("aco__aco_id", "legal_business_name")
    assert sorted(of_acos) == there
    call_command("import_participants", str(PARTICIPANTS), year=2026)
    assert f"0 new, 0 changed, {len(rows):,} as they were" in capsys.readouterr().out


# An ACO's own list.

ELM = {"legal_business_name": "Elm Street"}


def test_a_list_brings_participants_with_their_providers(run: Run) -> None:
    said = run.own(
        {
            **ELM,
            "tin": "00-1234567",
            "doing_business_as": "Elm Care",
            "sole_proprietor": "yes",
            "primary_care": "no",
            "merged_or_acquired": "1",
            "from": "03/01/2026",
            "until": "2026-12-01",
            "npi": NPI,
            "provider_name": "Jo Chen",
            "ccn": "010007",
            "ptan": "zzz1",
            "specialty": "Family Practice",
        },
        {
            "npi": OTHER_NPI,
            "from": "2026-03-01",
            "until": "2026-12-01",
            "provider_from": "4/1/2026",
        },
        {"tin": OTHER_TIN, "legal_business_name": "Oak"},
    )
    assert said.splitlines() == [
        "Participants: 2 read, 2 new, 0 changed, 0 as they were.",
        "Providers/suppliers: 2 read, 2 new, 0 changed, 0 as they were.",
        "3 lines: 3 read, 0 left out.",
    ]
    elm = Participant.objects.get(legal_business_name="Elm Street")
    assert (elm.tin, elm.doing_business_as) == (TIN, "Elm Care")
    assert (elm.sole_proprietor, elm.primary_care, elm.merged_or_acquired) == (True, False, True)
    assert (elm.effective_from, elm.effective_until) == (date(2026, 3, 1), date(2026, 12, 1))
    jo, other = elm.providers.all()
    assert (jo.name, jo.ccn, jo.ptan, jo.specialty) == (
        "Jo Chen",
        "010007",
        "ZZZ1",
        "Family Practice",
    )
    assert (jo.effective_from, other.effective_from) == (date(2026, 3, 1), date(2026, 4, 1))
    assert {jo.effective_until, other.effective_until} == {date(2026, 12, 1)}
    events = apps.get_model("participants_lists", "ProviderSupplierEvent").objects
    history = events.values("npi", "pgh_label", "pgh_obj_id", "effective_from")
    assert list(history.order_by("npi")) == [
        {
            "npi": p.npi,
            "pgh_label": "insert",
            "pgh_obj_id": p.pk,
            "effective_from": p.effective_from,
        }
        for p in (jo, other)
    ]
    (context,) = events.values_list("pgh_context__metadata", flat=True).distinct()
    assert context["action"] == "import participants participants.csv"
    assert "Nothing is different" in run(layout=Layout.LIST)
    assert events.count() == 2
    oak = Participant.objects.get(legal_business_name="Oak")
    assert (oak.effective_from, oak.effective_until, oak.primary_care) == (JAN, None, True)


def test_a_tin_given_later_fills_in_the_participant_that_has_none(run: Run) -> None:
    run.public("ELM STREET", "ELM STREET")
    said = run.own(ELM, {**ELM, "tin": OTHER_TIN})
    assert "2 read, 0 new, 2 changed" in said
    rows = Participant.objects.order_by("same_name").values_list("legal_business_name", "tin")
    assert list(rows) == [("ELM STREET", TIN), ("ELM STREET", OTHER_TIN)]


def test_an_empty_cell_leaves_what_is_known(run: Run, cast: Cast) -> None:
    known: dict[str, Any] = {
        "doing_business_as": "Elm Care",
        "sole_proprietor": True,
        "merged_or_acquired": True,
    }
    make_participant(cast.lakeside, tin=TIN, since=JUNE, until=date(2027, 1, 1), **known)
    assert "0 changed, 1 as they were" in run.own({"doing_business_as": ""})
    assert "1 changed" in run.own({"doing_business_as": "Elm & Co"})
    elm = Participant.objects.get()
    assert (elm.sole_proprietor, elm.effective_from) == (True, JUNE)


def test_whoever_leaves_takes_the_providers_along(run: Run, cast: Cast) -> None:
    make_participant(cast.lakeside, tin=TIN, since=JAN, providers=[NPI])
    run.own({"from": str(JAN), "until": str(JUNE)})
    assert ProviderSupplier.objects.get().effective_until == JUNE
    run.own({"from": str(JAN), "until": str(JUNE)}, {**ELM, "from": "2026-09-01", "npi": NPI})
    assert Participant.objects.count() == ProviderSupplier.objects.count() == 2


def test_a_list_that_contradicts_itself_or_what_is_there_is_told_line_by_line(
    run: Run, cast: Cast
) -> None:
    twice = make_participant(cast.lakeside, "Ash", tin="001234569", since=JAN, until=JUNE)
    make_participant(cast.lakeside, "Ash", tin="001234569", since=date(2026, 9, 1))
    bad = {
        "Elm Street": {**ELM, "npi": NPI},
        "says otherwise": {"legal_business_name": "Elm Road", "npi": OTHER_NPI},
        "This NPI stands": {"npi": NPI},
        "not on the ACO's list yet": {"tin": OTHER_TIN},
        "This TIN stands on line 2": {"from": "2026-02-01", "until": "2026-03-01"},
        "2 parts": {"tin": twice.tin, "from": "2026-01-01"},
        "before 2026-02-01": {"from": "2026-02-01", "until": "2026-01-01"},
        "It ends on 2025-06-01": {"tin": "001234570", "until": "2025-06-01", **ELM},
        "nine digits": {"tin": "123"},
        "begins with 1 or 2": {"npi": "3000000000"},
        "neither yes nor no": {"sole_proprietor": "perhaps"},
        "not a date": {"from": "soon"},
        "has no NPI": {"specialty": "Cardiology"},
        "not all within": {"npi": OTHER_NPI, "provider_from": "2025-01-01"},
        "six characters": {"npi": OTHER_NPI, "ccn": "1"},
    }
    with pytest.raises(CommandError, match="14 lines were left out"):
        run.own(*bad.values())
    assert len(run.complaints) == 14
    for (reason, _), complaint in zip(list(bad.items())[1:], run.complaints, strict=True):
        assert reason in complaint, complaint
    assert TIN not in str(run.complaints)
    assert [npi for (npi,) in ProviderSupplier.objects.values_list("npi")] == [NPI]


def test_a_provider_whose_check_digit_is_wrong_is_left_to_the_screening(run: Run) -> None:
    run.own({**ELM, "npi": "2000000009"})
    assert ProviderSupplier.objects.get().npi == "2000000009"


def test_the_name_comes_from_the_list_unless_only_its_letter_case_differs(
    run: Run, cast: Cast
) -> None:
    make_participant(cast.lakeside, "Elm Street", tin=TIN)
    assert "0 changed" in run.own({"legal_business_name": "ELM STREET"})
    assert "1 changed" in run.own({"legal_business_name": "Elm Street Family Practice"})


@pytest.mark.rule("E5")
def test_no_tin_of_a_list_is_in_the_database_as_typed(run: Run) -> None:
    from django.db import connection

    run.own(ELM)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tin FROM participants_lists_participant")
        ((kept,),) = cursor.fetchall()
    assert TIN not in kept
    assert Participant.objects.get().tin == TIN


@pytest.mark.rule("E1")
def test_of_cms_staff_only_administrators_load_lists(cast: Cast) -> None:
    def load(person: Person) -> Any:
        lines = ["aco_id,participant_org\n", "A9101,ELM\n"]
        file = ListFile(name="x.csv", lines=lines, layout=Layout.PUBLIC, as_of=JAN)
        return import_participants(acting_person=person, file=file)

    for person in (cast.cms_analyst, cast.cms_viewer, cast.exec):
        with pytest.raises(Refused):
            load(person)
    assert load(cast.cms_staff).participants.added == 1


def test_tins_under_an_older_key_are_stored_anew_first(run: Run, cast: Cast, settings: Any) -> None:
    make_participant(cast.lakeside, tin=TIN)
    settings.ACOMS_KEYS = ["a new key, long enough to be one of those", *settings.ACOMS_KEYS]
    with pytest.raises(CommandError, match="rekey_tins"):
        run.own(ELM)
    with pytest.raises(ListError):
        import_participants(
            acting_person=None,
            file=ListFile(name="x", lines=[], layout=Layout.LIST, as_of=JAN),
        )
