"""What a finding says to the ACO and to CMS staff, and what the ACO can do."""

from typing import Any

import pytest

from participants.screening.rules import Reason
from participants.screening.sentences import explain, what_to_do

pytestmark = pytest.mark.rule("C5")


def test_another_name_is_said_to_the_aco_as_its_own() -> None:
    names = {"pecos": "Elm LLC", "ours": "Elm Street"}
    assert explain(Reason.OTHER_NAME, names).endswith("Yours is Elm Street.")
    assert explain(Reason.OTHER_NAME, names, for_cms=True) == (
        "PECOS has the TIN as Elm LLC; the ACO says Elm Street."
    )


def test_cms_staff_read_in_which_acos_a_tin_is_and_until_when() -> None:
    both = {
        "with": [
            {"aco": "A1", "from": "2026-01-01", "until": "2027-01-01"},
            {"aco": "A2", "from": "2026-07-01", "asked": True},
        ]
    }
    assert explain(Reason.OVERLAP_ACO, both, for_cms=True).endswith(
        "A1 lists it, from January 1, 2026, until January 1, 2027;"
        " A2 asks for it, from July 1, 2026."
    )


@pytest.mark.parametrize(
    ("npi", "invalid", "says"),
    [
        ("1", True, "1 is not an NPI"),
        ("", True, "The number is not an NPI"),
        ("1", False, "NPI 1 has been deactivated since June 5, 2026."),
    ],
)
def test_an_npi_is_invalid_or_deactivated(npi: str, invalid: bool, says: str) -> None:
    facts = {"invalid": invalid, "deactivated_on": "2026-06-05"}
    assert explain(Reason.BAD_NPI, facts, npi=npi).startswith(says)


@pytest.mark.parametrize(("npi", "who"), [("1", "of NPI 1 is"), ("", "of the TIN is")])
def test_an_enrollment_is_of_an_npi_or_of_the_tin(npi: str, who: str) -> None:
    assert who in explain(Reason.NO_APPROVED_ENROLLMENT, {"status": "deactivated"}, npi=npi)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (2, 1, "One TIN would be left"),
        (0, 1, "It would be the first TIN"),
        (1, 0, "the only TIN"),
        (1, 1, "The ACO has one TIN on its list now"),
        (1, 2, "The ACO has one TIN on its list now"),
    ],
)
def test_a_single_tin_is_counted_before_and_after(before: int, after: int, says: str) -> None:
    assert says in explain(Reason.SINGLE_TIN, {"before": before, "after": after})


@pytest.mark.parametrize(
    ("reason", "facts", "more", "says"),
    [
        (Reason.BAD_NPI, {"invalid": True}, {}, "Correct the NPI, or take it off"),
        (Reason.BAD_NPI, {}, {}, "Have the NPI reactivated in NPPES, or take it off"),
        (Reason.BAD_NPI, {}, {"listed": True}, "Have the NPI reactivated in NPPES, or remove"),
        (Reason.NO_APPROVED_ENROLLMENT, {"status": "pending"}, {}, "Nothing yet"),
        (Reason.NO_APPROVED_ENROLLMENT, {"status": "not_enrolled"}, {}, "Enroll in PECOS, or"),
        (Reason.SINGLE_TIN, {}, {"listed": True}, "Nothing."),
        (Reason.ORG_MED_SANCTIONS, {"status": "pending"}, {}, "Withdraw the request"),
        (Reason.ORG_MED_SANCTIONS, {}, {"listed": True}, "Remove the participant"),
    ],
)
def test_what_to_do_depends_on_what_was_found(
    reason: Reason, facts: dict[str, Any], more: dict[str, bool], says: str
) -> None:
    assert what_to_do(reason, facts, **more).startswith(says)


@pytest.mark.parametrize("reason", [Reason.OVERLAP_ACO, Reason.OVERLAP_INITIATIVE])
def test_primary_care_makes_a_tin_exclusive(reason: Reason) -> None:
    assert what_to_do(reason, {}).endswith("say so in the request.")
    assert what_to_do(reason, {}, primary_care=True) == what_to_do(reason, {})
    assert "You say that it does not bill" in what_to_do(reason, {}, primary_care=False)
    assert "primary care" not in what_to_do(Reason.BAD_NPI, {})
