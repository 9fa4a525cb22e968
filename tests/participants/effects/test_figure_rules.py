"""Figures of assigned beneficiaries, at both sides of each bound."""

import pytest

from acoms.loading.reading import BadLine
from participants.effects.benchmark.reading import Figure, read_figures

pytestmark = pytest.mark.rule("C11")


@pytest.mark.parametrize(
    ("year", "beneficiaries", "good"),
    [
        ("2000", "0", True),
        ("1999", "0", False),
        ("2199", "10000000", True),
        ("2200", "1", False),
        ("2023", "10,000,001", False),
        ("2023", "000000001", True),
        ("2023", "-1", False),
        ("2023", "", False),
    ],
)
def test_a_figure_is_a_number_of_a_year_of_the_program(
    year: str, beneficiaries: str, good: bool
) -> None:
    (found,) = read_figures(["aco_id,year,beneficiaries\n", f'A9101,{year},"{beneficiaries}"\n'])
    if good:
        number = int(beneficiaries.replace(",", ""))
        assert found == (2, Figure("A9101", int(year), number))
    else:
        assert isinstance(found, BadLine)
