"""How much of a list of people is read, and which types are meant."""

import pytest

from acoms.loading.reading import UnreadableFile
from invitations.bulk.naming import named_types
from invitations.bulk.reading import read_file, read_text

HEADINGS = "First name,Last name,E-mail,Phone,Title,Types"
ROW = "Jo,Chen,j@x.org,,,other"


def test_a_list_has_500_rows_and_a_megabyte() -> None:
    assert len(read_text("\n".join([HEADINGS, *[ROW] * 500])).rows) == 500
    with pytest.raises(UnreadableFile, match="more than 500 rows"):
        read_text("\n".join([HEADINGS, *[ROW] * 501]))
    for read in (read_text, lambda text: read_file(text.encode())):
        rows = "\n".join([HEADINGS, ROW]) + "\n" * 950_000
        assert len(read(rows.ljust(1_000_000)).rows) == 1
        with pytest.raises(UnreadableFile, match="than 1 MB"):
            read(rows.ljust(1_000_001))


def test_a_list_of_headings_alone_has_no_row() -> None:
    with pytest.raises(UnreadableFile, match="below its headings"):
        read_text(HEADINGS)


def test_a_row_that_ends_early_is_a_person_whose_types_are_missing() -> None:
    (row,) = read_text(f"{HEADINGS}\nJo,Chen,j@x.org").rows
    assert (row.email, row.types, row.problem) == ("j@x.org", "", "")


def test_a_cell_too_many_is_told_and_an_empty_one_is_not() -> None:
    (row,) = read_text(f"{HEADINGS}\n{ROW},more").rows
    assert "7 cells" in row.problem
    (row,) = read_text(f"{HEADINGS}\n{ROW},").rows
    assert (row.problem, row.codes) == ("", ("other",))


@pytest.mark.parametrize(
    ("cell", "codes", "says"),
    [
        ("", [], ""),
        ("; ,", [], ""),
        ("liaison", ["cms_liaison"], ""),
        ("public; CMS LIAISON | other", ["cms_liaison", "public", "other"], ""),
        ("contact", [], "“contact” is no contact type. Is it Other Contact?"),
        ("quality", [], "may be Quality Contact (primary) or Quality Contact (secondary)."),
        ("Finacial Contact", [], "is no contact type. Is it Financial Contact?"),
        ("x" * 60, [], f"“{'x' * 60}” is no contact type."),
        ("x" * 61, [], f"“{'x' * 60}…” is no contact type."),
    ],
)
def test_types_are_named_by_as_much_as_only_one_can_mean(
    cell: str, codes: list[str], says: str
) -> None:
    found, problem = named_types(cell)
    assert found == codes
    assert problem.endswith(says)
    assert bool(problem) is bool(says)
