"""What CMS staff type and import of organizations, line by line, without a database."""

import pytest

from acoms.loading.reading import BadLine, UnreadableFile
from qpp_roles.organizations.importing.entries import Entry, form_of_entry, read_entries
from qpp_roles.organizations.importing.rows import (
    COLUMNS,
    Record,
    Row,
    of_all_kinds,
    of_one_kind,
    read_row,
)
from qpp_roles.organizations.kinds import KINDS, KindCode

PRACTICE, SITE = KINDS[KindCode.PRACTICE], KINDS[KindCode.CPC_PLUS_SITE]
NEXT_GENERATION = KINDS[KindCode.NEXT_GENERATION_ACO]
REGISTRY = KINDS[KindCode.QUALIFIED_REGISTRY]
TIN, NPI, PTAN = "123456789", "1234567893", "ZZZ92818Z"

pytestmark = pytest.mark.rule("D4")


def row(**cells: str) -> Row:
    return read_row(cells)


def test_each_kind_has_entries_of_its_own_form() -> None:
    assert read_entries(PRACTICE, f"{NPI}, {PTAN}\n\n {NPI};{PTAN};") == [
        Entry(npi=NPI, ptan=PTAN),
        Entry(npi=NPI, ptan=PTAN),
    ]
    assert read_entries(SITE, f"{TIN}\n{TIN}\t{NPI}") == [Entry(tin=TIN), Entry(tin=TIN, npi=NPI)]
    assert read_entries(NEXT_GENERATION, TIN) == [Entry(tin=TIN)]


@pytest.mark.parametrize(
    ("code", "form"),
    [
        (KindCode.PRACTICE, "One clinician a line"),
        (KindCode.CPC_PLUS_SITE, "One practice a line: its TIN. Or"),
        (KindCode.VIRTUAL_GROUP, "One practice a line: its TIN."),
        (KindCode.QCDR, ""),
    ],
)
def test_a_line_of_another_form_is_named_with_the_right_one(code: KindCode, form: str) -> None:
    kind = KINDS[code]
    assert form_of_entry(kind).startswith(form)
    assert bool(form_of_entry(kind)) is bool(form)
    with pytest.raises(ValueError, match=form or "has no such list") as refused:
        read_entries(kind, "\n1 2 3")
    assert str(refused.value).startswith("Line 2: ")


def test_only_a_kind_with_members_takes_a_tin_alone() -> None:
    with pytest.raises(ValueError, match="has no such list"):
        read_entries(REGISTRY, TIN)


def test_500_entries_are_typed_and_more_are_imported() -> None:
    assert len(read_entries(SITE, f"{TIN}\n" * 500)) == 500
    with pytest.raises(ValueError, match="more than 500 lines"):
        read_entries(SITE, f"{TIN}\n" * 501)


def test_an_empty_record_is_an_organization() -> None:
    found = row(record="", kind="practice", tin="12-3456789", name=" Elm  Street ")
    assert found == Row(Record.ORGANIZATION, "practice", "", TIN, "Elm Street")
    assert row(kind="Practice", tin=TIN, name="Elm Street") == found


def test_a_registry_may_have_a_tin_and_a_virtual_group_has_none() -> None:
    registry = {"kind": "qualified registry", "identifier": "1234567", "name": "Data"}
    assert row(**registry, tin="").tin == ""
    assert row(**registry, tin=TIN).tin == TIN
    group = {"kind": "Virtual Group", "identifier": "VG-1", "name": "Group"}
    assert row(**group, tin="") == Row(Record.ORGANIZATION, "virtual_group", "VG-1", "", "Group")
    with pytest.raises(ValueError, match="no TIN of its own"):
        row(**group, tin=TIN)


def test_a_site_may_have_no_name_until_a_list_names_it() -> None:
    site = {"kind": "cpc_plus_site", "identifier": "T1AR0058"}
    assert row(**site).name == ""
    assert row(**site, name="Elm Street").name == "Elm Street"


def test_a_list_of_all_kinds_has_no_column_that_is_misspelled() -> None:
    _, bad = of_all_kinds(["kind,tin,name\n", f"practice,{TIN},Elm\n", "practice\n"])
    assert isinstance(bad, BadLine)
    assert bad.line == 3
    for heading, said in (("kind,tni", "tni"), (",,", ""), (f"kind,{'x' * 300}", "x" * 200)):
        with pytest.raises(UnreadableFile, match=rf"not known: {said}\. Known are"):
            of_all_kinds([f"{heading}\n", "practice,,\n"])


def test_a_list_of_one_kind_is_read_as_it_is_published() -> None:
    nothing = dict.fromkeys(COLUMNS, "")
    site = nothing | {"kind": "cpc_plus_site"}
    lines = ["Practice Site ID,State\n", "T1AR0058,AR\n", ",AR,AR\n"]
    good, bad = of_one_kind(lines, "cpc_plus_site")
    assert good == (2, site | {"identifier": "T1AR0058"})
    assert isinstance(bad, BadLine)
    assert bad.line == 3
    assert list(of_one_kind(['\ufeff["T1AR0058",\n', ' "T1AR0059"]\n'], "cpc_plus_site")) == [
        (1, site | {"identifier": "T1AR0058"}),
        (2, site | {"identifier": "T1AR0059"}),
    ]


@pytest.mark.parametrize("text", ["[", '["T1AR0058", 7]', "[7]"])
def test_json_is_a_list_of_ids_or_refused(text: str) -> None:
    with pytest.raises(UnreadableFile, match="not JSON with a list of IDs"):
        list(of_one_kind([text], "cpc_plus_site"))


def test_each_record_has_its_cells() -> None:
    clinician = row(record="Clinician", tin=TIN, npi=NPI, ptan=PTAN)
    assert clinician == Row(Record.CLINICIAN, "practice", tin=TIN, npi=NPI, ptan=PTAN)
    member = row(record="member", kind="virtual_group", identifier="VG-1", tin=TIN)
    assert member == Row(Record.MEMBER, "virtual_group", "VG-1", TIN)
    site = row(record="site_clinician", identifier="T1AR0058", tin=TIN, npi=NPI)
    assert site == Row(Record.SITE_CLINICIAN, "cpc_plus_site", "T1AR0058", TIN, npi=NPI)


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ({"record": "x" * 50}, "^'x{40}' is no record"),
        ({"kind": "x" * 50}, "^'x{40}' is no kind of organization"),
        ({"kind": "ssp_aco"}, "come from import_acos"),
        ({"kind": "practice", "identifier": "1", "tin": TIN}, "has no ID"),
        ({"kind": "practice", "tin": ""}, "nine digits"),
        ({"kind": "practice", "tin": TIN, "name": " "}, "name is missing"),
        ({"kind": "practice", "tin": TIN}, "name is missing"),
        ({"record": "member", "kind": "qcdr", "identifier": "1234567"}, "no member practices"),
    ],
)
def test_a_line_that_cannot_be_says_why(cells: dict[str, str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        row(**cells)


@pytest.mark.parametrize(("column", "longest"), [("name", 200), ("location", 60)])
def test_a_name_and_a_location_fit_their_columns(column: str, longest: int) -> None:
    cells = {"kind": "practice", "tin": TIN, "name": "Elm Street", "location": ""}
    assert getattr(row(**cells | {column: "x" * longest}), column) == "x" * longest
    with pytest.raises(ValueError, match=str(longest)):
        row(**cells | {column: "x" * (longest + 1)})
