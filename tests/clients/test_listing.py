"""`datahub --list` and `--view`: the printed form, the filters, the errors."""

import json
from datetime import datetime, timedelta, timezone

import pytest
from acoms_cli.data_hub import moment
from acoms_cli.printing import size_in_words

from tests.clients.conftest import Cli
from tests.clients.hub import Hub, Stored

Output = pytest.CaptureFixture[str]
ZIP = "P.A1234.ACO.ZCY26.D260211.T1435560.zip"
VIEW = ("datahub", "--view", "--aco", "A1234", "--year", "2026")

LIST_AS_PRINTED = """
 acoms-cli - ACO-MS CLI


----------------------------------------------------------------------------


List Of Datahub Folders & File Types :


Claim and Claim Line Feed (CCLF) Files
-----Claim and Claim Line Feeds (CCLF), Code 113
-----Claim and Claim Line Feeds (CCLF) - Weekly, Code 305

Monthly Exclusion Files
-----Excluded Beneficiary MBI XREF File, Code 183

Reports
-----Assignment Report, Code 116
-----Other Reports, Code 112


----------------------------------------------------------------------------


Session closed, lasted about"""

VIEW_AS_PRINTED = f"""
 acoms-cli - ACO-MS CLI


----------------------------------------------------------------------------


 Found 2 files.

 List of Files

 1 of 2 - {ZIP} (1.5 KB) Last Updated: 2026-02-12T12:34:44.000Z
 2 of 2 - P.A1234.ACO.MBIY26.D260203.T1916300.txt (7 B) Last Updated: 2026-02-09T18:27:46.250Z


----------------------------------------------------------------------------


Session closed, lasted about"""


@pytest.fixture
def two_files(hub: Hub) -> Hub:
    hub.files = [
        Stored(ZIP, b"x" * 1536),
        Stored(
            "P.A1234.ACO.MBIY26.D260203.T1916300.txt",
            b"seven!!",
            type=183,
            updated_at="2026-02-09T13:27:46.250-05:00",
        ),
    ]
    return hub


@pytest.mark.rule("H4")
def test_types_are_printed_as_programs_read_them(cli: Cli, capsys: Output) -> None:
    assert cli("datahub", "--list") == 0
    said = capsys.readouterr()
    assert said.out.startswith(LIST_AS_PRINTED)
    assert said.err == ""


@pytest.mark.rule("H4")
def test_files_are_printed_as_programs_read_them(cli: Cli, two_files: Hub, capsys: Output) -> None:
    assert cli(*VIEW) == 0
    said = capsys.readouterr()
    assert said.out.startswith(VIEW_AS_PRINTED)
    assert said.err == ""


@pytest.mark.rule("H4")
def test_no_file_is_no_error(cli: Cli, capsys: Output) -> None:
    assert cli(*VIEW) == 0
    assert " Found 0 files.\n" in capsys.readouterr().out


@pytest.mark.rule("H4")
@pytest.mark.parametrize("server_filters", [True, False])
@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (["--file", "183"], {"b"}),
        (["--file=113,116"], {"a", "c"}),
        (["--category", "Monthly Exclusion Files"], {"b"}),
        (["--category=cclf"], {"a"}),
        (["-c", "reports"], {"c"}),
        (["-y", "2025"], {"d"}),
    ],
)
def test_a_filter_filters_whatever_the_server_makes_of_it(
    asked: list[str], names: set[str], server_filters: bool, cli: Cli, hub: Hub, capsys: Output
) -> None:
    hub.filters = server_filters
    hub.files = [Stored("a", b""), Stored("b", b"", type=183), Stored("c", b"", type=116)]
    hub.files.append(Stored("d", b"", type=112, year=2025))
    year = [] if "-y" in asked else ["--year=2026"]
    assert cli("datahub", "-v", "--aco=a1234", "--json", *year, *asked) == 0
    assert {file["name"] for file in json.loads(capsys.readouterr().out)["files"]} == names


def test_an_unknown_category_names_those_that_there_are(cli: Cli, capsys: Output) -> None:
    assert cli(*VIEW, "--category", "Raports") == 1
    assert "There are: Claim and Claim Line Feed (CCLF) Files;" in capsys.readouterr().err


@pytest.mark.rule("H4")
@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        (["--createdAfter", "2026-02-01"], {"created_after": "2026-02-01"}),
        (
            ["--createdBetween=2026-02-01,2026-02-28"],
            {"created_after": "2026-02-01", "created_before": "2026-02-28"},
        ),
        (["--updatedAfter=2026-02-01"], {"updated_after": "2026-02-01"}),
        (
            ["--updatedBetween", "2026-02-01,2026-02-28"],
            {"updated_after": "2026-02-01", "updated_before": "2026-02-28"},
        ),
    ],
)
def test_days_are_sent_as_they_are_said(
    asked: list[str], sent: dict[str, str], cli: Cli, hub: Hub
) -> None:
    assert cli(*VIEW, *asked) == 0
    assert hub.asked[-1].query == {"year": ["2026"], **{name: [v] for name, v in sent.items()}}


@pytest.mark.rule("H4")
@pytest.mark.parametrize(("flag", "days"), [("Month", 31), ("Week", 7)])
def test_the_last_week_and_month_end_now(flag: str, days: int, cli: Cli, hub: Hub) -> None:
    assert cli(*VIEW, f"--createdWithinLast{flag}") == 0
    since = datetime.fromisoformat(hub.asked[-1].query["created_after"][0])
    assert abs(datetime.now(timezone.utc) - since - timedelta(days=days)) < timedelta(minutes=1)  # noqa: UP017


@pytest.mark.rule("H4")
def test_all_pages_are_read_and_all_acos_if_none_is_named(
    cli: Cli, hub: Hub, capsys: Output
) -> None:
    hub.page = 2
    hub.files = [Stored(f"{number}.zip", b"") for number in range(5)]
    hub.files.append(Stored("other.zip", b"", aco="A5678"))
    assert cli("datahub", "--view", "--json") == 0
    assert json.loads(capsys.readouterr().out)["count"] == 6


def test_json_says_what_the_lines_do_not(cli: Cli, two_files: Hub, capsys: Output) -> None:
    assert cli(*VIEW, "--json") == 0
    file = json.loads(capsys.readouterr().out)["files"][0]
    assert (file["type"], file["version"], file["sha256"]) == (113, 1, two_files.files[0].sha256)
    assert cli("datahub", "--list", "--json") == 0
    assert json.loads(capsys.readouterr().out)["types"][3]["name"] == "Assignment Report"


@pytest.mark.rule("H4")
@pytest.mark.parametrize(
    "arguments",
    [
        ["datahub"],
        ["datahub", "--view", "--list"],
        ["datahub", "--view", "--aco", "../A1234"],
        ["datahub", "--view", "--year", "26"],
        ["datahub", "--view", "--file", "CCLF"],
        ["datahub", "--view", "--createdAfter", "02/01/2026"],
        ["datahub", "--view", "--createdBetween", "2026-02-28,2026-02-01"],
        ["datahub", "--view", "--created", "2026-02-28"],
        ["datahub", "--view", "--parallel", "0"],
        [],
    ],
)
def test_what_cannot_be_understood_asks_nobody(arguments: list[str], cli: Cli, hub: Hub) -> None:
    with pytest.raises(SystemExit) as ended:
        cli(*arguments)
    assert ended.value.code == 2
    assert hub.asked == []


@pytest.mark.rule("H4")
@pytest.mark.parametrize(("status", "word"), [(401, "unauthorized"), (403, "forbidden")])
def test_refused_credentials_are_said_in_the_words_that_programs_look_for(
    status: int, word: str, cli: Cli, hub: Hub, capsys: Output
) -> None:
    hub.token_refusal = status, {"error": "x", "error_description": "Not from 203.0.113.9."}
    assert cli(*VIEW) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"Error authenticating: Request failed with status code {status}")
    assert word in said.err
    assert "Not from 203.0.113.9." in said.err
    assert len(hub.asked) == 1


@pytest.mark.rule("H4")
def test_a_refused_request_says_its_status(cli: Cli, hub: Hub, capsys: Output) -> None:
    hub.refused_reads = [(403, {})]
    assert cli(*VIEW) == 1
    said = capsys.readouterr().err
    assert said == "Error: Request failed with status code 403 (forbidden). Detail of 403.\n"
    hub.refused_reads = [(404, {})]
    assert cli(*VIEW) == 1
    said = capsys.readouterr().err
    assert said.startswith("Error: Request failed with status code 404 (not found). ACO-MS has no")
    assert "Detail of 404" not in said


@pytest.mark.rule("H4")
def test_a_wrong_address_is_no_wrong_aco(cli: Cli, hub: Hub, capsys: Output) -> None:
    hub.token_refusal = 404, {"error": "x"}
    assert cli(*VIEW) == 1
    said = capsys.readouterr().err
    assert said.endswith("404 (not found). Nothing is there: check the address (--env).\n")


@pytest.mark.rule("H4")
def test_a_token_that_ended_is_asked_for_anew(cli: Cli, hub: Hub) -> None:
    hub.forgets_tokens = True
    assert cli(*VIEW) == 0
    assert hub.tokens == 2


@pytest.mark.rule("H4")
def test_a_busy_server_is_asked_again_when_it_says_so(
    cli: Cli, hub: Hub, waited: list[float]
) -> None:
    hub.refusals = [(429, {"Retry-After": "17"}), (503, {}), (502, {}), (502, {})]
    assert cli(*VIEW) == 0
    assert waited[0] == 17
    assert waited[1] < waited[2] < waited[3] < 16


@pytest.mark.rule("H4")
def test_patience_ends(cli: Cli, hub: Hub, waited: list[float], capsys: Output) -> None:
    hub.refusals = [(502, {})] * 9
    assert cli(*VIEW, "--retries", "3") == 1
    assert "Request failed with status code 502" in capsys.readouterr().err
    assert len(waited) == 3


def test_nobody_waits_longer_than_two_minutes(cli: Cli, hub: Hub, waited: list[float]) -> None:
    past = "Mon, 01 Jan 2001 00:00:00 GMT"
    hub.refusals = [(429, {"Retry-After": "86400"}), (503, {"Retry-After": past})]
    assert cli(*VIEW) == 0
    assert waited == [120, 0]


@pytest.mark.rule("H4")
def test_nobody_at_the_address_is_said_by_its_name(
    cli: Cli, hub: Hub, waited: list[float], capsys: Output
) -> None:
    with open("config.txt", "w") as file:
        file.write("key=k\nsecret=s\nenv=http://127.0.0.1:1\n")
    assert cli(*VIEW, "--retries=1") == 1
    assert "ECONNREFUSED 127.0.0.1:1" in capsys.readouterr().err
    assert len(waited) == 1


def test_a_token_follows_no_redirect(cli: Cli, hub: Hub, capsys: Output) -> None:
    hub.refusals = [(302, {"Location": "https://elsewhere.example/"})]
    assert cli(*VIEW) == 1
    assert "It leads to https://elsewhere.example/: check the address" in capsys.readouterr().err
    assert len(hub.asked) == 1


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 B"), (1023, "1023 B"), (1024, "1 KB"), (634982, "620.1 KB"), (72142029, "68.8 MB")],
)
def test_sizes_are_in_units_of_1024(count: int, words: str) -> None:
    assert size_in_words(count) == words


def test_moments_are_in_utc_with_milliseconds() -> None:
    assert moment("2026-02-12T07:34:44-05:00") == "2026-02-12T12:34:44.000Z"
    assert moment("2026-02-12T12:34:44.123456Z") == "2026-02-12T12:34:44.123Z"
