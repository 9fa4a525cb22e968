"""Programs that drive `acoms-cli` as a subprocess and read what it prints run unchanged.

What they do is written anew here: called by its path from another folder, with `=` or a space, its
standard output taken apart by two patterns of lines, its errors by words.
"""

import ast
import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.test import Client

from tests.clients.hub import KEY, SECRET, Hub, Stored

ROOT = Path(__file__).resolve().parents[2]
CLIENT = ROOT / "clients" / "acoms-cli"
TYPE_LINE = re.compile(r"^-+\s*(?P<name>.+?),\s*Code\s+(?P<code>\d+)\s*$", re.M)
FILE_LINE = re.compile(
    r"^\s*(\d+) of (\d+) - (?P<name>\S+) \((?P<size>[\d.]+ [KMGT]?B)\)"
    r" Last Updated: (?P<updated>\S+)$",
    re.M,
)
WEEKLY = "P.A1234.ACO.ZCWY26.D260218.T1104240.zip"


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program in one file, as `make client` makes it."""
    target = tmp_path_factory.mktemp("bin") / "acoms-cli"
    subprocess.run([sys.executable, ROOT / "scripts" / "make-client", target], check=True)
    return target


def call(program: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder.parent)}
    return subprocess.run(
        [str(program), *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env=environment,
        timeout=60,
        check=False,
    )


def _files(archive: Path | BytesIO) -> dict[str, bytes]:
    with ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.mark.rule("H4")
def test_everyone_may_run_it_and_the_site_gives_it_out(program: Path) -> None:
    assert program.stat().st_mode & 0o777 == 0o755
    given = Client().get("/api/v1/docs/acoms-cli.pyz")
    assert given["Content-Disposition"] == 'attachment; filename="acoms-cli.pyz"'
    assert _files(BytesIO(given.content)) == _files(program)
    left_out = (ROOT / ".dockerignore").read_text("utf-8").split()
    assert "clients" not in left_out, "the image has what it gives out"


@pytest.mark.rule("H4")
def test_a_pipeline_runs_unchanged(program: Path, hub: Hub, folder: Path) -> None:
    hub.files = [
        Stored("P.A1234.ACO.ZCY26.D260211.T1435560.zip", b"x" * 70_000),
        Stored(WEEKLY, b"weekly", type=305),
    ]
    done = call(program, folder, "configure", "--key", KEY, f"--secret={SECRET}", "--env", hub.url)
    assert (done.returncode, (folder / "config.txt").exists()) == (0, True)

    listed = call(program, folder, "datahub", "--aco=A1234", "--year=2026", "--list")
    codes = [int(line["code"]) for line in TYPE_LINE.finditer(listed.stdout)]
    assert codes == [113, 305, 183, 116, 112]

    viewed = call(
        program, folder, "datahub", "--view", "--aco", "A1234", "--year", "2026", "--category=CCLF"
    )
    lines = [line.groupdict() for line in FILE_LINE.finditer(viewed.stdout)]
    assert [line["name"] for line in lines] == [file.name for file in hub.files]
    assert lines[0]["size"] == "68.36 KB"
    assert lines[0]["updated"] == "2026-02-12T12:34:44.000Z"
    assert re.search(r"Found\s+(\d+)\s+files?", viewed.stdout)
    assert re.search(r"lasted about ([\d.]+)s", viewed.stdout)

    before = set(folder.iterdir())
    fetched = call(
        program,
        folder,
        *("datahub", "--aco=A1234", "--year=2026", "--file=305", "--download"),
        "--createdAfter=2026-02-01",
    )
    assert {path.name for path in set(folder.iterdir()) - before} == {WEEKLY}
    assert [line["name"] for line in FILE_LINE.finditer(fetched.stdout)] == [WEEKLY]
    for each in (listed, viewed, fetched):
        assert (each.returncode, each.stderr) == (0, "")


@pytest.mark.rule("H4")
def test_errors_are_found_where_pipelines_look(program: Path, hub: Hub, folder: Path) -> None:
    missing = call(program, folder, "datahub", "--list")
    assert (missing.returncode, "no configuration" in missing.stderr) == (1, True)
    call(program, folder, "configure", "--key", KEY, "--secret", "wrong", "--env", hub.url)
    refused = call(program, folder, "datahub", "-d", "-a", "A1234", "-y", "2026")
    assert refused.returncode == 1
    assert "Error authenticating" in refused.stderr
    assert "unauthorized" in refused.stderr
    assert "wrong" not in refused.stdout + refused.stderr


def test_it_needs_the_standard_library_alone() -> None:
    for path in (CLIENT / "acoms_cli").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
            names += [str(node.module)] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                first = name.partition(".")[0]
                assert first in sys.stdlib_module_names | {"acoms_cli"}, f"{path.name}: {name}"
