"""`acoms-cli` in one file that Python runs. Of the standard library alone, for `make client`."""

import zipapp
from functools import cache
from io import BytesIO
from pathlib import Path

_SOURCE = Path(__file__).resolve().parents[2] / "clients" / "acoms-cli"


@cache
def client() -> bytes:
    """The file: the site gives it to everyone."""
    written = BytesIO()
    zipapp.create_archive(
        _SOURCE,
        written,
        interpreter="/usr/bin/env python3",
        main="acoms_cli.main:run",
        filter=lambda path: path.suffix == ".py",
        compressed=True,
    )
    return written.getvalue()
