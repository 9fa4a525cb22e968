"""Nothing outlives its transaction on a connection, so that connections may be shared (E6)."""

import re
from collections.abc import Iterator

import pytest

from tests.floors import ROOT, rooms

pytestmark = pytest.mark.rule("E6")
OF_A_SESSION = re.compile(
    r"pg_(?:try_)?advisory_(?:lock|unlock)|\b(?:UN)?LISTEN\s+\w|\bPREPARE\s+\w+\s+AS\b|WITH\s+HOLD"
    r"|\bSET\s+SESSION\b",
)
TEMPORARY = re.compile(r"\bTEMP(?:ORARY)?\s+TABLE\b", re.IGNORECASE)


def sources() -> Iterator[tuple[str, str]]:
    for room in rooms():
        for path in ROOT.glob(f"{room}/**/*.*"):
            if path.suffix in (".py", ".sql"):
                yield str(path.relative_to(ROOT)), path.read_text()


def test_no_lock_no_cursor_and_no_listening_is_a_session_s() -> None:
    assert [name for name, text in sources() if OF_A_SESSION.search(text)] == []


def test_every_temporary_table_goes_with_its_transaction() -> None:
    found = [
        (name, text[match.start() : match.start() + 200])
        for name, text in sources()
        for match in TEMPORARY.finditer(text)
    ]
    assert found
    assert [name for name, statement in found if "ON COMMIT DROP" not in statement] == []
