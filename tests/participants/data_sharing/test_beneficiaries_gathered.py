"""Lines about beneficiaries put together: the same whatever the memory for them (rule C7)."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from acoms.storage.store import FileStore
from participants.data_sharing import gathering
from participants.data_sharing.gathering import Beneficiaries, Known, with_codes_before

pytestmark = pytest.mark.rule("C7")
STORE = FileStore("beneficiaries", lambda _: set())
some_mbi = st.sampled_from([f"1EG4TE5MK7{n}" for n in range(9)])
some_line = st.builds(
    Known,
    some_mbi,
    st.sampled_from(["", "2025-12-31", "2026-01-01"]),
    st.sampled_from("YN") | st.just(""),
)


@pytest.fixture(autouse=True)
def _little_memory(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FILES_ROOT = tmp_path
    monkeypatch.setattr(gathering, "MOST_IN_MEMORY", 2)
    monkeypatch.setattr(gathering, "MOST_RUNS", 3)


def said(lines: list[Known]) -> list[Known]:
    """The rule, once more: the last service, and N if any line says N, else Y if any says Y."""
    return [
        Known(
            mbi,
            max(line.latest for line in lines if line.mbi == mbi),
            next((c for c in "NY" if any(line == (mbi, line.latest, c) for line in lines)), ""),
        )
        for mbi in sorted({line.mbi for line in lines})
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(some_line, max_size=60))
def test_each_beneficiary_comes_once_in_order_with_all_that_was_said(lines: list[Known]) -> None:
    beneficiaries = Beneficiaries(STORE)
    for line in lines:
        beneficiaries.add(line)
    assert list(beneficiaries) == said(lines)
    assert beneficiaries.taken == beneficiaries.total
    assert len(beneficiaries._runs) <= 3
    beneficiaries.forget()


def test_what_is_put_aside_is_encrypted_and_goes_in_the_end(tmp_path: Path) -> None:
    beneficiaries = Beneficiaries(STORE)
    for number in range(20):
        beneficiaries.add(Known(f"1EG4TE5MK{number:02}", "", "Y"))
    there = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert there
    assert not any(b"1EG4" in path.read_bytes() for path in there)
    assert [len(list(beneficiaries)), len(list(beneficiaries))] == [20, 20]
    beneficiaries.forget()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@given(now=st.sets(some_mbi), earlier=st.sets(some_mbi))
def test_a_code_before_is_that_of_the_earlier_file_else_that_of_the_upload(
    now: set[str], earlier: set[str]
) -> None:
    lines = iter([f"{mbi},N,why\n" for mbi in sorted(earlier)])
    known = [Known(mbi, "", "Y") for mbi in sorted(now)]
    found = {one.mbi: code for one, code in with_codes_before(known, lines)}
    assert found == {mbi: "N" if mbi in earlier else "Y" for mbi in now}
