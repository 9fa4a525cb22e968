"""Where a finding stands on a day."""

from datetime import date, timedelta

import pytest

from participants.screening.rules import FindingState, Reason, finding_state

ENDS = date(2026, 7, 1)
BEFORE = ENDS - timedelta(days=1)

pytestmark = pytest.mark.rule("C5")


@pytest.mark.parametrize(
    ("day", "resolved", "waived", "until", "state"),
    [
        (BEFORE, False, False, None, FindingState.OPEN),
        (BEFORE, False, False, ENDS, FindingState.OPEN),
        (BEFORE, False, True, ENDS, FindingState.WAIVED),
        (ENDS, False, True, ENDS, FindingState.OPEN),
        (ENDS, False, True, None, FindingState.WAIVED),
        (ENDS, True, True, None, FindingState.RESOLVED),
    ],
)
def test_a_waiver_ends_on_its_day_and_what_is_resolved_stays_so(
    day: date, resolved: bool, waived: bool, until: date | None, state: FindingState
) -> None:
    assert finding_state(day, resolved=resolved, waived=waived, waived_until=until) is state


def test_a_single_tin_and_another_name_are_only_to_be_known() -> None:
    assert [one for one in Reason if one.is_note] == [Reason.OTHER_NAME, Reason.SINGLE_TIN]
