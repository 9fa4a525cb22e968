"""`configure`: what it writes, what it asks, and where the credentials are found."""

import io
import stat
from pathlib import Path

import pytest
from acoms_cli import config
from acoms_cli.config import Config
from acoms_cli.errors import NotConfigured
from acoms_cli.main import main

URL = "https://acoms.example.gov"
GIVEN = ["configure", "--key", "k", "--secret", "s", "--env", f"{URL}/"]


@pytest.mark.rule("H4")
def test_it_writes_a_file_that_only_its_owner_reads(folder: Path) -> None:
    (folder / "config.txt").write_text("old")
    (folder / "config.txt").chmod(0o644)
    assert main(GIVEN) == 0
    assert stat.S_IMODE((folder / "config.txt").stat().st_mode) == 0o600
    assert config.load() == Config("k", "s", URL)
    assert [path.name for path in folder.iterdir()] == ["config.txt"]


@pytest.mark.rule("H4")
def test_it_asks_for_what_is_not_given(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"the-key\n the-secret \n{URL}\n"))
    assert main(["configure"]) == 0
    assert config.load() == Config("the-key", "the-secret", URL)
    said = capsys.readouterr().out
    for question in ("API Client ID: ", "API Client Secret: ", "URL of ACO-MS: "):
        assert question in said
    assert "the-secret" not in said


@pytest.mark.rule("H4")
def test_programs_that_answer_two_questions_say_the_address_beside(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACOMS_CLI_ENV", URL)
    monkeypatch.setattr("sys.stdin", io.StringIO("the-key\nthe-secret\n"))
    assert main(["configure"]) == 0
    assert config.load().url == URL


@pytest.mark.parametrize(
    "address",
    ["http://acoms.example.gov", "acoms.example.gov", "https://", "https://me@x.gov", "file:///x"],
)
def test_an_address_to_which_the_secret_would_go_in_the_clear_is_refused(
    address: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*GIVEN[:5], "--env", address]) == 1
    assert "begins with https://" in capsys.readouterr().err
    assert not list(folder.iterdir())


def test_this_machine_may_be_asked_without_tls() -> None:
    assert config.checked_address("http://localhost:8000/") == "http://localhost:8000"


@pytest.mark.rule("H4")
def test_the_credentials_of_the_folder_come_before_those_of_the_home(folder: Path) -> None:
    home = folder.parent / "home" / ".config" / "acoms-cli"
    home.mkdir(parents=True)
    config.save(Config("of-home", "s", URL), home / "config.txt")
    assert config.load().key == "of-home"
    config.save(Config("of-folder", "s", URL), folder / "config.txt")
    assert config.load().key == "of-folder"
    assert config.load(home / "config.txt").key == "of-home"


@pytest.mark.parametrize("text", ["", "key=a\nsecret=b\n", "nothing", "key=a\nsecret=ü\nenv=x"])
def test_credentials_that_cannot_be_read_are_no_configuration(text: str, folder: Path) -> None:
    (folder / "config.txt").write_text(text, "utf-8")
    with pytest.raises(NotConfigured, match="no configuration"):
        config.load()


@pytest.mark.rule("H4")
def test_without_credentials_it_says_what_to_run(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["datahub", "--list"]) == 1
    assert "no configuration" in (said := capsys.readouterr().err)
    assert "Run: acoms-cli configure" in said


def test_a_secret_is_not_shown_by_what_prints_a_configuration() -> None:
    assert "hidden" not in repr(Config("k", "hidden", URL))
