"""A list in a file, read line by line; pure Python. All loaders and all pasted tables use it.

A file that is no such list is refused whole (`UnreadableFile`); a line that cannot be taken is left
out (`BadLine`). Both say why, in a sentence for whoever made the file. Nothing is guessed: columns
are found by their names, and one line is one row, so that a stray quotation mark spoils its own
line and swallows no other. Each line below the headings that is not empty comes once, read or bad.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TypeVar

from acoms.loading.tally import each_counted
from acoms.text.formulas import is_formula
from acoms.text.refusals import Refusal

Cells = TypeVar("Cells")
Read = TypeVar("Read")
_YES, _NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})
_SEPARATORS = ",;\t"
_SEARCHED = 20  # lines in which headings are looked for, to say where they stand
_LONGEST_LINE = 100_000
_MOST_COLUMNS = 500


class UnreadableFile(Refusal):
    """The file as a whole cannot be read; the text says why and what to do."""

    field = "file"


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line of the file that cannot be taken, and why.

    Where it could be taken apart it has its `cells` by column, and what stands `beyond` them: text
    in places that have no heading. Both may be secret, and are never shown with the reason.
    """

    line: int
    reason: str
    cells: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    beyond: Sequence[str] = field(default=(), compare=False, repr=False)

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Table:
    """What a file has: the columns that it names, headings of no use, and each line below them as
    its number and its cells by column ("" where it has no such cell)."""

    columns: Collection[str]
    unused: list[str]
    rows: Iterator[tuple[int, dict[str, str]] | BadLine]

    @property
    def remarks(self) -> list[str]:
        """What whoever made the file should know."""
        return [f"Not used: the column “{heading}”." for heading in self.unused]


def left_out(number: int, *, tried: bool = False) -> str:
    """How many lines were left out; or would be, where the file was only `tried`."""
    was = "would be" if tried else "was" if number == 1 else "were"
    return f"{number:,} line{'' if number == 1 else 's'} {was} left out"


def text_of_utf8(content: bytes) -> str:
    """The text of a file, without the mark that spreadsheets set. Raises UnreadableFile."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _not_text() from None


def table_of(
    lines: Iterable[str],
    known: Mapping[str, Collection[str]],
    required: Collection[str],
    ignored: Collection[str] = (),
    *,
    whole: bool = False,
    typed: bool = False,
) -> Table:
    """The table in a file's lines, of any size. Raises UnreadableFile, also midway.

    The first line that is not empty names the columns; above it may stand `sep=;`, which
    spreadsheets write. `known` are the spellings of each column, the first its label, whatever
    letter case, spaces and signs; others are unused, or `ignored`.
    Cells stand between commas, semicolons or tabs: what has the headings between it. A line may end
    early behind the required columns; where people have `typed` it, anywhere; nowhere, if all are
    to be `whole`.
    """
    numbered = _numbered(lines)
    number, first = next(numbered, (0, ""))
    if not number:
        raise UnreadableFile("The file is empty. Its first line must name the columns.")
    separators = list(_SEPARATORS)
    if said := re.fullmatch(r'"?sep=(.)"?', first, re.IGNORECASE):
        separators = [said[1]]
        _, first = next(numbered, (number, ""))
    if any(_is_too_long(first, separator) for separator in separators):
        raise UnreadableFile(
            f"The first line must name the columns: at most {_MOST_COLUMNS}, in at most "
            f"{_LONGEST_LINE:,} characters."
        )
    headings, separator = _headings(first, separators, known, required)
    if lacking := _lacking(headings, known, required):
        raise UnreadableFile(lacking + _where_else(numbered, separators, known, required))
    columns = _columns(headings, known)
    for column in known:
        if columns.count(column) > 1:
            raise UnreadableFile(f"There are two columns “{_label(known, column)}”.")
    ends = [columns.index(column) + 1 for column in required]
    fewest = len(columns) if whole else 1 if typed else max(ends, default=1)
    unused = [
        heading
        for heading, column in zip(headings, columns, strict=True)
        if heading and not column and plain(heading) not in ignored
    ]
    return Table(
        {column for column in columns if column},
        unused,
        each_counted(
            _rows(numbered, separator, headings, columns, dict.fromkeys(known, ""), fewest)
        ),
    )


def cells_of(
    lines: Iterable[str],
    needed: Sequence[str],
    optional: Sequence[str] = (),
    *,
    whole: bool = False,
) -> Iterator[tuple[int, dict[str, str]] | BadLine]:
    """The rows of a table whose columns have one name each. Raises UnreadableFile."""
    known = {name: (name,) for name in (*needed, *optional)}
    return table_of(lines, known, needed, whole=whole).rows


def _numbered(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Each line that is not empty, with its number, without its end."""
    try:
        for number, line in enumerate(lines, 1):
            text = line.rstrip("\r\n")
            if number == 1:
                text = text.removeprefix("\ufeff")
            if text and not text.isspace():
                yield number, text
    except UnicodeDecodeError:
        raise _not_text() from None


def _rows(
    numbered: Iterable[tuple[int, str]],
    separator: str,
    headings: Sequence[str],
    columns: Sequence[str],
    nothing: Mapping[str, str],
    fewest: int,
) -> Iterator[tuple[int, dict[str, str]] | BadLine]:
    places = [(place, column) for place, column in enumerate(columns) if column]
    unnamed = [place for place, heading in enumerate(headings) if not heading]
    for number, text in numbered:
        try:
            cells = _cells(text, separator)
        except ValueError as error:
            yield BadLine(number, str(error))
            continue
        if not any(cells):
            continue  # signs between nothing: a spreadsheet's empty row
        named = {**nothing} | {name: cells[n] for n, name in places if n < len(cells)}
        astray = [n for n in takewhile(len(cells).__gt__, unnamed) if cells[n]]
        beyond = [cell for cell in cells[len(columns) :] if cell]
        if len(cells) < fewest or beyond:
            many = f"It has {len(cells)} cell{'' if len(cells) == 1 else 's'}"
            reason = f"{many} where the headings have {len(columns)}."
        elif astray:
            reason = f"It has text in column {astray[0] + 1}, which has no heading."
        else:
            yield number, named
            continue
        yield BadLine(number, reason, named, [*(cells[n] for n in astray), *beyond])


def _cells(text: str, separator: str) -> list[str]:
    """The cells of one line, each tidied. ValueError for quotation marks that are not in order, and
    for what no database holds."""
    if "\0" in text:
        raise ValueError("It holds a character that cannot be seen (U+0000).")
    if '"' not in text:
        cells = text.split(separator)
        if text.isascii() and not any(sign in text for sign in ("  ", "\t", "'")):
            return [cell.strip() for cell in cells]  # as are nearly all of millions
        return [tidy(cell) for cell in cells]
    if len(text) > _LONGEST_LINE:
        raise ValueError(f"It has more than {_LONGEST_LINE:,} characters.")
    sign = re.escape(separator)
    # What is copied from a spreadsheet has marks inside of cells, between tabs.
    bare = r"[^\"\t][^\t]*+" if separator == "\t" else rf'[^"{sign}]*+'
    one = rf'[ ]*+(?:"((?:[^"]|"")*+)"[ ]*+|({bare})|)'
    if not re.fullmatch(rf"{one}(?:{sign}{one})*+", text) or text.count('"') % 2:
        raise ValueError(
            "A quotation mark opens on this line and is not closed on it, or stands inside a cell. "
            "A cell has no line breaks; with a mark in it, it has marks around it, and those "
            "inside stand twice."
        )
    found = re.finditer(rf"(?:^|{sign}){one}", text)
    return [
        tidy(each[2] or "" if each[1] is None else each[1].replace('""', '"')) for each in found
    ]


def tidy(cell: str) -> str:
    """A cell in one line. An apostrophe before the sign of a formula is our own: exports set it."""
    cell = " ".join(cell.strip("\ufeff\u200b").split())
    return cell[1:] if cell.startswith("'") and is_formula(cell[1:]) else cell


def _headings(
    first: str,
    separators: Sequence[str],
    known: Mapping[str, Collection[str]],
    required: Collection[str],
) -> tuple[list[str], str]:
    """The cells of the line of headings, and what stands between them: where more are known."""

    def named(separator: str) -> int:
        return sum(map(bool, _columns(_if_cells(first, separator), known)))

    separator = max(separators, key=named)
    return _if_cells(first, separator), separator


def _if_cells(text: str, separator: str) -> list[str]:
    """The cells of what may be a line of headings, or none."""
    try:
        return [] if _is_too_long(text, separator) else _cells(text, separator)
    except ValueError:
        return []


def _is_too_long(text: str, separator: str) -> bool:
    """Whether it has more cells or characters than headings have: each is compared with all names,
    and a file of nothing but commas would keep a processor busy."""
    return len(text) > _LONGEST_LINE or text.count(separator) >= _MOST_COLUMNS


def _columns(headings: Iterable[str], known: Mapping[str, Collection[str]]) -> list[str]:
    """The column that each heading names, "" for none."""
    column_of = {plain(name): column for column, names in known.items() for name in names}
    return [column_of.get(plain(heading), "") for heading in headings]


def _lacking(
    headings: Sequence[str], known: Mapping[str, Collection[str]], required: Collection[str]
) -> str:
    columns = _columns(headings, known)
    missing = [_label(known, column) for column in required if column not in columns]
    if not missing:
        return ""
    many = "s" if len(missing) > 1 else ""
    return f"The first line must name the columns, and lacks the column{many} {', '.join(missing)}."


def _where_else(
    numbered: Iterator[tuple[int, str]],
    separators: Sequence[str],
    known: Mapping[str, Collection[str]],
    required: Collection[str],
) -> str:
    """Where the headings stand, if they stand below."""
    for (number, text), _ in zip(numbered, range(_SEARCHED), strict=False):
        headings, _separator = _headings(text, separators, known, required)
        if not _lacking(headings, known, required):
            return f" They are on line {number}. Delete the lines above it."
    return ""


def _label(known: Mapping[str, Collection[str]], column: str) -> str:
    return next(iter(known[column]))


def read_each(
    rows: Iterable[tuple[int, Cells] | BadLine], read: Callable[[Cells], Read]
) -> Iterator[tuple[int, Read] | BadLine]:
    """Each row as read, with its line, or what is wrong with it: the ValueError of `read`."""
    for row in rows:
        if isinstance(row, BadLine):
            yield row
            continue
        line, cells = row
        try:
            found = read(cells)
        except ValueError as error:
            yield BadLine(line, str(error))
        else:
            yield line, found


def each_once(
    rows: Iterable[tuple[int, Read] | BadLine], named: Callable[[Read], str]
) -> Iterator[tuple[int, Read] | BadLine]:
    """Of rows about the same, which are `named` the same, the second is bad: it may contradict."""
    first: dict[str, int] = {}
    for row in rows:
        if not isinstance(row, BadLine):
            name = named(row[1])
            if first.setdefault(name, row[0]) != row[0]:
                yield BadLine(row[0], f"{name} stands on line {first[name]} already.")
                continue
        yield row


def plain(typed: str) -> str:
    """A heading or a word of choice without case, spaces and signs."""
    return re.sub(r"[^a-z0-9]", "", typed.lower())


def read_yes_or_no(typed: str) -> bool:
    if (answer := plain(typed)) not in _YES | _NO:
        raise ValueError("This is neither yes nor no.")
    return answer in _YES


def read_cell(column: str, typed: str, read: Callable[[str], Read]) -> Read:
    """What `read` makes of a cell; its ValueError says besides which column is wrong."""
    try:
        return read(typed)
    except ValueError as error:
        raise ValueError(f"{column}: {error}") from None


def _not_text() -> UnreadableFile:
    return UnreadableFile("This is not a text file in UTF-8. Save it as CSV UTF-8.")
