"""`datahub --download`: whole files under their names, whatever the line does."""

import hashlib
import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from acoms_cli.places import place_of

from tests.clients.conftest import Cli
from tests.clients.hub import Hub, Stored

Output = pytest.CaptureFixture[str]
ZIP = "P.A1234.ACO.ZCY26.D260211.T1435560.zip"
GET = ("datahub", "--download", "--aco=A1234")


def body_of(size: int) -> bytes:
    """Bytes of which no part is like another."""
    return b"".join(hashlib.sha256(str(at).encode()).digest() for at in range(size // 32 + 1))[
        :size
    ]


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != "config.txt")


@pytest.fixture
def stored(hub: Hub) -> Stored:
    hub.files = [Stored(ZIP, body_of(1_000_000))]
    return hub.files[0]


@pytest.mark.rule("H4")
def test_files_come_to_where_it_is_called(cli: Cli, hub: Hub, folder: Path, capsys: Output) -> None:
    hub.files = [Stored("a.zip", b"one"), Stored("b.txt", b"")]
    assert cli(*GET) == 0
    assert (folder / "a.zip").read_bytes() == b"one"
    assert (folder / "b.txt").read_bytes() == b""
    assert names_in(folder) == ["a.zip", "b.txt"]
    said = capsys.readouterr()
    assert " 1 of 2 - a.zip (3 B) Last Updated: " in said.out
    assert " Done: 2 downloaded.\n" in said.out
    assert said.err == ""


@pytest.mark.rule("H4")
def test_a_line_that_is_cut_goes_on_where_it_was(
    cli: Cli, hub: Hub, stored: Stored, folder: Path, waited: list[float]
) -> None:
    hub.cuts = [100_000, 0, 200_000, 50_000, 1, 100]
    assert cli(*GET, "--retries=2") == 0
    assert (folder / ZIP).read_bytes() == stored.body
    begun = [each.headers.get("Range") for each in hub.contents()]
    assert begun[:4] == [None, "bytes=100000-", "bytes=100000-", "bytes=300000-"]
    assert all(each.headers["If-Range"] == f'"{stored.sha256}"' for each in hub.contents()[1:])
    assert len(waited) == 6


@pytest.mark.rule("H4")
def test_the_next_run_goes_on_where_this_one_gave_up(
    cli: Cli, hub: Hub, stored: Stored, folder: Path, capsys: Output
) -> None:
    hub.cuts = [100_000]
    assert cli(*GET, "--retries=0") == 1
    assert "ECONNRESET" in capsys.readouterr().err
    assert names_in(folder) == [f"{ZIP}.{stored.sha256[:12]}.part"]
    assert cli(*GET) == 0
    assert hub.contents()[-1].headers["Range"] == "bytes=100000-"
    assert names_in(folder) == [ZIP]


@pytest.mark.rule("H4")
def test_bytes_of_an_earlier_version_are_never_gone_on_with(
    cli: Cli, hub: Hub, stored: Stored, folder: Path
) -> None:
    hub.cuts = [100_000]
    cli(*GET, "--retries=0")
    hub.files = [replace(stored, body=body_of(1_000_032)[32:], version=2)]
    assert cli(*GET) == 0
    assert "Range" not in hub.contents()[-1].headers
    assert (folder / ZIP).read_bytes() == hub.files[0].body
    assert names_in(folder) == [ZIP]


@pytest.mark.rule("H4")
def test_a_server_that_gives_no_parts_gives_the_whole(
    cli: Cli, hub: Hub, stored: Stored, folder: Path
) -> None:
    hub.cuts, hub.ranges = [100_000], False
    assert cli(*GET) == 0
    assert (folder / ZIP).read_bytes() == stored.body


def test_a_server_that_gives_no_parts_and_always_ends_early_is_not_asked_for_ever(
    cli: Cli, hub: Hub, stored: Stored
) -> None:
    hub.cuts, hub.ranges = [100_000] * 50, False
    assert cli(*GET, "--retries=3") == 1
    assert len(hub.contents()) <= 5


@pytest.mark.rule("H4")
def test_a_file_with_another_checksum_is_not_given_its_name(
    cli: Cli, hub: Hub, folder: Path, capsys: Output
) -> None:
    hub.files = [Stored(ZIP, b"wrong", announced="0" * 64)]
    assert cli(*GET) == 1
    assert "delivered again since it was listed" in capsys.readouterr().err
    assert ZIP not in names_in(folder)


@pytest.mark.rule("H4")
def test_a_part_that_was_damaged_is_fetched_anew(
    cli: Cli, hub: Hub, stored: Stored, folder: Path
) -> None:
    part = folder / f"{ZIP}.{stored.sha256[:12]}.part"
    for damaged in (b"x" * 500, b"x" * len(stored.body), b"x" * (len(stored.body) + 1)):
        part.write_bytes(damaged)
        assert cli(*GET) == 0
        assert (folder / ZIP).read_bytes() == stored.body
        (folder / ZIP).unlink()


@pytest.mark.rule("H4")
def test_what_is_here_is_not_fetched_again(
    cli: Cli, hub: Hub, stored: Stored, folder: Path, capsys: Output
) -> None:
    cli(*GET)
    assert cli(*GET) == 0
    assert len(hub.contents()) == 1
    assert " Done: 1 already here.\n" in capsys.readouterr().out


@pytest.mark.rule("H4")
def test_a_later_version_under_its_name_replaces_it_and_is_said(
    cli: Cli, hub: Hub, stored: Stored, folder: Path, capsys: Output
) -> None:
    cli(*GET)
    hub.files = [replace(stored, body=b"corrected", version=2)]
    assert cli(*GET) == 0
    assert (folder / ZIP).read_bytes() == b"corrected"
    assert f" Replaced {ZIP}: it was delivered again (version 2).\n" in capsys.readouterr().out


@pytest.mark.rule("H4")
@pytest.mark.parametrize(
    "name",
    [
        "../out.zip",
        "/etc/out.zip",
        "..",
        "a/b.zip",
        "a\\b.zip",
        "C:out.zip",
        ".hidden",
        "config.txt",
        "Config.TXT",
        "nul.txt",
        "a.zip.0123.part",
        "a\n.zip",
        "a\u202egpj.zip",
        "",
        "a" * 300,
        "end.",
    ],
)
def test_a_name_that_leads_out_of_the_folder_is_refused(
    name: str, cli: Cli, hub: Hub, folder: Path, capsys: Output
) -> None:
    hub.files = [Stored(name, b"bad"), Stored("good.zip", b"good")]
    before = (folder / "config.txt").read_text()
    assert cli(*GET) == 1
    assert "no name for a file here" in capsys.readouterr().err
    assert names_in(folder) == ["good.zip"]
    assert (folder / "config.txt").read_text() == before
    assert sorted(path.name for path in folder.parent.iterdir()) == ["work"]


def test_names_that_cms_gives_are_names() -> None:
    for name in (ZIP, "P.A1234.ACO.MBIY26.D260203.T1916300.txt", "Report (final) 2026.xlsx"):
        assert place_of(Path("x"), name) == Path("x") / name


@pytest.mark.rule("H4")
def test_two_files_of_one_name_do_not_overwrite_each_other(
    cli: Cli, hub: Hub, folder: Path, capsys: Output
) -> None:
    hub.files = [Stored("a.zip", b"first"), Stored("A.zip", b"second")]
    assert cli(*GET) == 1
    assert names_in(folder) == ["a.zip"]
    assert "--output of its own" in capsys.readouterr().err


@pytest.mark.rule("H4")
def test_several_come_at_once(cli: Cli, hub: Hub, folder: Path) -> None:
    hub.files = [Stored(f"{number}.zip", body_of(1000 + number)) for number in range(4)]
    hub.together = threading.Barrier(4)
    assert cli(*GET, "--parallel", "4", "--output", "deep/folder") == 0
    assert len(names_in(folder / "deep" / "folder")) == 4


@pytest.mark.rule("H4")
def test_one_that_fails_does_not_stop_the_others(
    cli: Cli, hub: Hub, folder: Path, capsys: Output
) -> None:
    hub.files = [Stored("a.zip", b"a", announced="1" * 64), Stored("b.zip", b"b")]
    assert cli(*GET, "--json") == 1
    said = capsys.readouterr()
    outcomes = {each["name"]: each for each in json.loads(said.out)["files"]}
    assert outcomes["a.zip"]["outcome"] == "failed"
    assert (outcomes["b.zip"]["outcome"], outcomes["b.zip"]["path"]) == ("downloaded", "b.zip")
    assert said.err.startswith("Error: a.zip: ")


@pytest.mark.rule("H4")
def test_a_credential_that_ends_stops_all(cli: Cli, hub: Hub, folder: Path, capsys: Output) -> None:
    hub.files = [Stored(f"{number}.zip", b"x") for number in range(50)]
    hub.refused_reads = _after_the_listing(hub)
    assert cli(*GET) == 1
    assert capsys.readouterr().err.startswith("Error authenticating")
    assert len(hub.contents()) < 5


def _after_the_listing(hub: Hub) -> list[tuple[int, dict[str, str]]]:
    class Late(list[tuple[int, dict[str, str]]]):
        def __bool__(self) -> bool:
            return hub.asked[-1].path.endswith("/content")

    return Late([(401, {})] * 500)


@pytest.mark.rule("H4")
def test_a_second_program_leaves_the_part_to_the_first(
    cli: Cli, stored: Stored, folder: Path, capsys: Output
) -> None:
    import fcntl

    with (folder / f"{ZIP}.{stored.sha256[:12]}.part").open("wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert cli(*GET) == 1
    assert "Another acoms-cli is downloading it" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_said(
    cli: Cli, stored: Stored, folder: Path, capsys: Output
) -> None:
    (folder / ZIP).mkdir()
    assert cli(*GET) == 1
    assert f"Error: {ZIP}: E" in capsys.readouterr().err


@pytest.mark.rule("H4")
def test_a_content_of_another_host_is_not_asked_for_with_our_token(
    cli: Cli, hub: Hub, capsys: Output
) -> None:
    hub.files = [Stored("a.zip", b"a", content_at="https://elsewhere.example/a.zip")]
    assert cli(*GET) == 1
    assert "another host, elsewhere.example" in capsys.readouterr().err
