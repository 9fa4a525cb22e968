"""The program and the site: what one prints is what the other has, over a line that breaks."""

import contextlib
import hashlib
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest
from acoms_cli.main import main
from acoms_cli.web import Patience

from api.credentials.actions import delete_credentials
from api.credentials.views import configure_line
from documents.files.models import Download
from documents.files.types import TYPES, Place
from tests.api.credentials.keeping import made
from tests.cast import Cast
from tests.clients.cutting import cutting
from tests.clients.hub import KEY, SECRET, Hub, Stored
from tests.documents.files.published import CCLF, publish_file
from tests.signing.events import fresh_code

CLIENT = Path(__file__).resolve().parents[2] / "clients" / "acoms-cli"
ZIP = "P.A9101.ACO.ZCY26.D260211.T1435560.zip"
MOST = 60_000_000  # bytes that the program holds while a gigabyte goes through it


def body_of(size: int) -> bytes:
    return b"".join(hashlib.sha256(str(at).encode()).digest() for at in range(size // 32))


@pytest.mark.rule("H4")
@pytest.mark.django_db(transaction=True)
def test_files_of_the_site_come_whole_over_a_line_that_is_cut_five_times(
    cast: Cast,
    live_server: Any,
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    waited: list[float],
) -> None:
    body = body_of(4_000_000)
    version = publish_file(cast.lakeside, ZIP, body, type=CCLF)
    publish_file(cast.lakeside, "P.A9101.ACO.BNMRK.Y25.D250211.T1435560.txt", b"other")
    one = made(cast.delegate, cast.lakeside)
    _, *configure = shlex.split(configure_line(one))
    cuts = [700_000, 1, 900_000, 300_000, 1_000_000]
    with cutting(live_server.url, cuts) as url:
        assert main([*configure[:-1], url]) == 0
        assert (folder / "config.txt").stat().st_mode & 0o777 == 0o600
        capsys.readouterr()
        assert main(["datahub", "--list", "--json"]) == 0
        listed = [row["code"] for row in json.loads(capsys.readouterr().out)["types"]]
        assert listed == [int(c) for c, row in TYPES.items() if row.place is Place.DATA_HUB]
        arguments = ["--aco=A9101", "--category", "CCLF", "--createdWithinLastWeek"]
        assert main(["datahub", "--view", *arguments]) == 0
        assert f" 1 of 1 - {ZIP} (3.81 MB) Last Updated: " in capsys.readouterr().out
        assert main(["datahub", "--download", *arguments]) == 0
        assert hashlib.sha256((folder / ZIP).read_bytes()).hexdigest() == version.sha256
        assert len(waited) == 5
        taken = Download.objects.get()
        assert (taken.person_id, taken.requests) == (cast.delegate.pk, 6)
        assert main(["sync"]) == 0
        assert len(list(folder.glob("P.A9101.*"))) == 2
        delete_credentials(
            acting_person=cast.delegate,
            aco=cast.lakeside,
            credentials=one.credentials,
            code=fresh_code(cast.delegate),
        )
        assert main(["datahub", "--view"]) != 0
        assert "Error authenticating" in capsys.readouterr().err


@pytest.mark.long
@pytest.mark.rule("H4")
def test_a_gigabyte_comes_over_a_line_that_is_cut_five_times_in_little_memory(
    hub: Hub, folder: Path
) -> None:
    body = bytes(range(256)) * 4_000_000
    hub.files = [Stored(ZIP, body, aco="A9101")]
    sha256 = hub.files[0].sha256
    hub.cuts = [100_000_000, 200_000_000, 50_000_000, 300_000_000, 7]
    (folder / "config.txt").write_text(f"key={KEY}\nsecret={SECRET}\nenv={hub.url}\n")
    command = [sys.executable, "-m", "acoms_cli", "datahub", "--download", "--aco=A9101"]
    process = psutil.Popen(
        command,
        env={"PYTHONPATH": str(CLIENT), "HOME": os.environ["HOME"]},
        stdout=subprocess.DEVNULL,
    )
    most = 0
    while process.poll() is None:
        most = max(most, process.memory_info().rss)
        with contextlib.suppress(psutil.TimeoutExpired):
            process.wait(0.1)
    assert process.returncode == 0
    assert len(hub.contents()) == 6
    found = hashlib.sha256()
    with (folder / ZIP).open("rb") as file:
        while piece := file.read(1_000_000):
            found.update(piece)
    assert found.hexdigest() == sha256
    print(f"resident: {most / 1e6:.0f} MB at most")
    assert most < MOST


def test_six_tries_are_made_before_it_gives_up() -> None:
    patience = Patience()
    assert patience.retries == 5
    assert patience.before(1, None) < patience.before(3, None) < patience.before(5, None)
