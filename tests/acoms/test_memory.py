"""What a process carries that makes no PDF."""

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent.parent
# What a web process has before its first request.
STARTED = """
import sys
from acoms.wsgi import application
from tests.access.url_map import every_url
assert len(list(every_url())) > 100
import acoms.celery
print(*{name.partition(".")[0] for name in sys.modules})
"""


def test_a_process_that_signs_nothing_carries_no_libraries_of_pdf() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", STARTED],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "acoms.settings.test"},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert {"django", "signing"} <= loaded
    heavy = {"pyhanko", "pyhanko_certvalidator", "pikepdf", "lxml", "pypdfium2", "typst"}
    assert not heavy & loaded
