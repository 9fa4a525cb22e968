"""How much of a file of changes, of providers or of a document is taken, to the last one."""

import io
from datetime import date

import pytest
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from acoms.loading.reading import UnreadableFile
from acoms.storage import inspecting
from acoms.storage.examining import clean_name
from acoms.storage.inspecting import media_type_of
from participants.changes.drafts import Draft
from participants.changes.providers import (
    TypedProvider,
    as_lines,
    read_provider,
    read_providers,
)
from participants.changes.reading import read_changes, text_of_file
from participants.changes.rules import ChangeKind
from tests.participants.changes.asked import pdf, picture

NPI = "2234567891"
TIN = "001700001"
HEADINGS = "Change,Date,TIN,Legal business name,DBA,Sole proprietor,Primary care,Acquiring TIN,NPI"


def problem_of(row: str) -> str:
    (read,) = read_changes(f"{HEADINGS}\n{row}").rows
    return read.problem


@pytest.mark.rule("C3")
def test_a_file_of_changes_has_2000_rows_and_2_megabytes() -> None:
    row = f"Remove participant,2026-01-02,{TIN}\n"
    assert len(read_changes(f"{HEADINGS}\n{row * 2_000}").rows) == 2_000
    with pytest.raises(UnreadableFile, match="more than 2,000 rows"):
        read_changes(f"{HEADINGS}\n{row * 2_001}")
    assert text_of_file(b"x" * 2_000_000) == ("x" * 2_000_000, [])
    with pytest.raises(UnreadableFile, match="larger than 2 MB"):
        text_of_file(b"x" * 2_000_001)


@pytest.mark.rule("C3")
def test_a_row_that_ends_early_is_told_what_it_lacks() -> None:
    assert problem_of("Remove participant").startswith("The date is missing")


@pytest.mark.rule("C3")
def test_what_a_row_does_not_say_is_what_most_are() -> None:
    (row,) = read_changes(f"{HEADINGS}\nAdd participant,2026-01-02,{TIN},Pine").rows
    assert (row.problem, row.said) == ("", "")
    assert (row.sole_proprietor, row.primary_care, row.provider) == (False, True, None)
    asked = Draft(kind=ChangeKind.ADD_PARTICIPANT, happened_on=date(2026, 1, 2))
    assert (asked.sole_proprietor, asked.primary_care) == (False, True)


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("row", "lacks"),
    [
        (f"Add participant,2026-01-02,{TIN},Pine", ""),
        (f"Merged TIN,2026-01-02,{TIN},Pine,,,,001700002", ""),
        (f"Merged TIN,2026-01-02,{TIN},Pine", "The acquiring TIN is missing"),
        (f"Merged TIN,2026-01-02,{TIN}", "The legal business name is missing"),
        ("Merged TIN,2026-01-02,,Pine,,,,001700002", "The TIN is missing"),
        (f"Remove participant,2026-01-02,{TIN}", ""),
        ("Remove participant,2026-01-02,,Pine", ""),
        ("Remove participant,2026-01-02", "The participant is missing"),
        (f"Remove provider,2026-01-02,{TIN},,,,,,{NPI}", ""),
        (f"Remove provider,2026-01-02,{TIN}", "The NPI is missing"),
        (f"Add provider,2026-01-02,{TIN},,,,,,{NPI}", ""),
    ],
)
def test_each_kind_of_row_needs_what_it_is_about(row: str, lacks: str) -> None:
    assert problem_of(row).startswith(lacks)
    assert bool(problem_of(row)) is bool(lacks)


def test_a_name_has_200_characters() -> None:
    longest = "x" * 200
    assert problem_of(f"Add participant,2026-01-02,{TIN},{longest}") == ""
    assert "longer than 200" in problem_of(f"Add participant,2026-01-02,{TIN},{longest}x")


def test_a_row_that_cannot_be_read_is_known_by_words_without_numbers() -> None:
    text = f"{HEADINGS}\n{'x' * 90},,,Pine 7\nNo,,,Pine 12\n,,,Pine"
    rows = read_changes(text).rows
    assert [row.said for row in rows] == [f"{'x' * 80}: Pine 7", "No", "Pine"]
    (row,) = read_changes(f"{HEADINGS}\nRemove participant,,,Pine,,,,,,more").rows
    assert (row.said, row.tin) == ("Remove participant: Pine", "")


@pytest.mark.rule("C1")
def test_5000_providers_are_read_at_a_time() -> None:
    found, problems = read_providers(f"{NPI}\n" * 5_000)
    assert (len(found), len(problems)) == (1, 4_999)
    assert problems[0] == f"Line 2: The NPI {NPI} stands further up already."
    assert read_providers(f"{NPI}\n" * 5_001) == (
        [],
        ["These are more than 5,000 lines, which can be read at a time."],
    )
    assert len(read_providers("NPI\n" + f"{NPI}\n" * 5_000, in_a_file=True)[0]) == 1


@pytest.mark.rule("C1")
@pytest.mark.parametrize("in_a_file", [False, True])
def test_a_problem_is_on_the_line_of_the_file_that_has_it(*, in_a_file: bool) -> None:
    _, problems = read_providers(f"Name,NPI\nAna,{NPI}\nBen\n", in_a_file=in_a_file)
    assert problems == ["Line 3: An NPI has ten digits and begins with 1 or 2."]


@pytest.mark.rule("C1")
def test_a_provider_has_the_columns_in_their_order() -> None:
    whole = TypedProvider(NPI, "Ana Reyes", "010007", "040071", "Family Medicine")
    assert read_providers(f"{NPI}, Ana Reyes, 010007, 040071, Family Medicine") == ([whole], [])
    assert str(whole) == f"Ana Reyes ({NPI})"
    assert str(TypedProvider(NPI)) == NPI
    _, problems = read_providers(f"{NPI}, Ana, 010007, 040071, Family Medicine, more")
    assert problems == ["Line 1: It has 6 cells where the headings have 5."]
    assert read_providers(f"{NPI}, Ana Reyes, 010007, 040071, Family Medicine,")[0] == [whole]
    assert as_lines([whole]) == f"{NPI}, Ana Reyes, 010007, 040071, Family Medicine"


@pytest.mark.rule("C1")
@pytest.mark.parametrize("sign", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_without_headings_have_any_sign_between_their_cells(sign: str, end: str) -> None:
    whole = TypedProvider(NPI, "Ana", "010007", "040071", "Family Medicine")
    cells = sign.join([NPI, "Ana", "010007", "040071", "Family Medicine"])
    assert read_providers(f"{end}{cells}{end}") == ([whole], [])
    assert read_providers(f"2245319597{end}{cells}") == ([TypedProvider("2245319597"), whole], [])
    two = f"{NPI}{sign}Ana\u2028Reyes{end}{cells}"
    assert read_providers(two)[1] == [f"Line 2: The NPI {NPI} stands further up already."]


@pytest.mark.parametrize(("column", "longest"), [("name", 200), ("specialty", 100)])
def test_what_is_said_of_a_provider_fits_its_column(column: str, longest: int) -> None:
    assert getattr(read_provider({"npi": NPI, column: "x" * longest}), column) == "x" * longest
    with pytest.raises(ValueError, match=str(longest)):
        read_provider({"npi": NPI, column: "x" * (longest + 1)})


@pytest.mark.rule("C3")
def test_a_document_has_200_pages() -> None:
    assert media_type_of(pdf(200)) == "application/pdf"
    with pytest.raises(ValueError, match="has 201 pages, and 200 are taken"):
        media_type_of(pdf(201))
    with pytest.raises(ValueError, match="has no pages"):
        media_type_of(pdf(0))


def pdf_with(key: str, value: DictionaryObject) -> bytes:
    """A PDF of one page, with something under a key of the file itself."""
    writer = PdfWriter()
    writer.add_blank_page(width=200, height=200)
    writer.root_object[NameObject(key)] = value
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.rule("C3")
@pytest.mark.parametrize(("does", "taken"), [("/GoTo", True), ("/Launch", False)])
def test_a_document_may_go_to_a_page_as_it_opens_and_nowhere_else(does: str, taken: bool) -> None:
    content = pdf_with("/OpenAction", DictionaryObject({NameObject("/S"): NameObject(does)}))
    if taken:
        assert media_type_of(content) == "application/pdf"
    else:
        with pytest.raises(ValueError, match="active content"):
            media_type_of(content)


@pytest.mark.rule("C3")
@pytest.mark.parametrize(("does", "taken"), [("/URI", True), ("/SubmitForm", False)])
def test_an_action_is_one_wherever_in_a_document_it_stands(does: str, taken: bool) -> None:
    action = {NameObject("/Type"): NameObject("/Action"), NameObject("/S"): NameObject(does)}
    content = pdf_with("/NewKey", DictionaryObject(action))
    if taken:
        assert media_type_of(content) == "application/pdf"
    else:
        with pytest.raises(ValueError, match="active content"):
            media_type_of(content)


@pytest.mark.rule("C3")
def test_a_document_may_name_its_pages_in_each_way_there_is() -> None:
    names = {NameObject(name): ArrayObject([]) for name in inspecting._NAMED}
    content = pdf_with("/Names", DictionaryObject(names))
    assert media_type_of(content) == "application/pdf"
    names[NameObject("/JavaScripts")] = ArrayObject([])
    with pytest.raises(ValueError, match="active content"):
        media_type_of(pdf_with("/Names", DictionaryObject(names)))


@pytest.mark.rule("C3")
def test_a_document_whose_places_are_off_is_taken_as_any_viewer_does() -> None:
    """Some scanners write a line above it, and count from there."""
    assert media_type_of(b"%PDF-1.3\n" + pdf()) == "application/pdf"


def pdf_of(objects: int) -> bytes:
    """A PDF of so many objects: most are its page again, the first is of a kind that is refused."""
    parts = [
        b"1 0 obj<</Type/Catalog/Pages 2 0 R/AA<<>>>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n",
    ]
    above = b"%PDF-1.7\n"
    places = [len(above + b"".join(parts[:n])) for n in range(3)]
    entries = [b"%010d 00000 n \n" % place for place in places]
    entries += [entries[-1]] * (objects - 3)
    content = above + b"".join(parts)
    return content + b"xref\n0 %d\n%strailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (
        objects + 1,
        b"0000000000 65535 f \n" + b"".join(entries),
        objects + 1,
        len(content),
    )


@pytest.mark.rule("C3", "E6")
def test_a_document_of_100_000_objects_is_looked_at_and_one_of_more_is_not() -> None:
    with pytest.raises(ValueError, match="active content"):
        media_type_of(pdf_of(100_000))
    with pytest.raises(ValueError, match="takes too long"):
        media_type_of(pdf_of(100_001))


@pytest.mark.rule("C3")
def test_what_nothing_leads_to_is_found_too_with_numbers_for_its_letters() -> None:
    with pytest.raises(ValueError, match="active content"):
        media_type_of(pdf() + b"\n% /#4aavaScript\n")
    assert media_type_of(pdf() + b"\n% /#4bavaScript\n")


def bilevel(width: int, height: int) -> bytes:
    """A large picture that takes little room."""
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.rule("C3")
def test_a_picture_has_50_million_points(monkeypatch: pytest.MonkeyPatch) -> None:
    assert inspecting.MOST_PIXELS == 50_000_000
    monkeypatch.setattr(inspecting, "MOST_PIXELS", 200)
    assert media_type_of(bilevel(20, 10)) == "image/png"
    with pytest.raises(ValueError, match="too large"):
        media_type_of(bilevel(67, 3))
    with pytest.raises(ValueError, match="damaged"):
        media_type_of(bilevel(20, 10)[:-20])


@pytest.mark.rule("C3")
@pytest.mark.parametrize("size", [(1, 1), (7, 9), (8, 8)])
def test_a_picture_may_be_small_and_is_whole(size: tuple[int, int]) -> None:
    for form, media_type in (("PNG", "image/png"), ("JPEG", "image/jpeg")):
        assert media_type_of(picture(form, size)) == media_type
    whole = picture("JPEG", (600, 400))
    with pytest.raises(ValueError, match="damaged"):
        media_type_of(whole[: len(whole) // 2])


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("x" * 121 + ".exe", "x" * 120),
        (f"{'x' * 119} {'y' * 9}.pdf", "x" * 119),
        (r"C:\letters\a.b.pdf", "a.b"),
        ("letters/a", "a"),
        ("a\u202e b\u00a0c\x00.pdf", "a bc"),
        (".pdf", "document"),
    ],
)
def test_a_name_is_a_document_s_own(typed: str, cleaned: str) -> None:
    assert clean_name(typed, "application/pdf") == f"{cleaned}.pdf"
