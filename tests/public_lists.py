"""The whole lists that CMS publishes, where somebody has put them: PUBLIC_LISTS= names the folder.

They are large and no part of the project. Their rows have what nobody would make up, so the loaders
are tried on them by `make test-long`; what was learnt from them stands in the ordinary tests.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest

Test = TypeVar("Test", bound=Callable[..., None])

FOLDER = Path(os.environ.get("PUBLIC_LISTS", "no folder was named"))
ACOS = FOLDER / "mssp_py2026_acos.csv"
PARTICIPANTS = FOLDER / "mssp_py2026_participants.csv"
DEACTIVATED_NPIS = FOLDER / "nppes_deactivated_npis.csv"
HOSPITALS = FOLDER / "participant_hospital_match.csv"
QCDRS = FOLDER / "qcdr_vendors.csv"
CPC_PLUS_SITES = FOLDER / "cpc_plus_apm_entity_ids.json"


def needs_public_lists(test: Test) -> Test:
    """Marks a test as long, and skips it where the lists are not."""
    absent = pytest.mark.skipif(not FOLDER.is_dir(), reason="PUBLIC_LISTS= names no folder")
    marked: Test = pytest.mark.long(absent(test))
    return marked
