"""The students that another system knows: a CSV file as nbgrader, Canvas or Moodle write it."""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from autograder.moodle_headers import in_english

# By which columns each system tells its students apart, the best first. The first system whose columns are there it is.
KEYS = {
    "canvas": ("SIS Login ID", "SIS User ID", "ID"),
    "moodle": ("Username", "ID number", "Email address"),
    "nbgrader": ("id",),
}
WIDE = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # what Excel calls "Unicode Text"


# A cell that begins with one of these is a formula to a spreadsheet; full-width and small forms are told by NFKC.
# OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA_STARTS = ("=", "+", "-", "@")
_BREAKS = ("\t", "\r", "\n")


def _looks_like_a_formula(text: str) -> bool:
    seen = text.lstrip(" ")
    while seen and not seen[0].isprintable() and seen[0] not in _BREAKS:
        seen = seen[1:].lstrip(" ")
    return seen.startswith(_BREAKS) or unicodedata.normalize("NFKC", seen[:1]).startswith(_FORMULA_STARTS)


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before it, where it looks like one.

    `original` gives the text back.
    """
    return f"'{text}" if _looks_like_a_formula(text.lstrip("'")) else text


def original(cell: str) -> str:
    """The text of a cell that `neutral` made, or that another program wrote."""
    return cell[1:] if cell.startswith("'") and _looks_like_a_formula(cell.lstrip("'")) else cell


class UnusableRoster(ValueError):
    """A class list that cannot be read, or does not fit; the message says where and what to do."""


@dataclass(frozen=True)
class Row:
    """One student's line. cells: by the header's names."""

    line: int
    cells: dict[str, str]

    def first(self, *columns: str) -> str:
        """The first of these cells that is there and filled in, else an empty text."""
        return next((self.cells[column] for column in columns if self.cells.get(column)), "")


@dataclass(frozen=True)
class Roster:
    """kind: whose file it is, a key of KEYS. header: its columns, those of Moodle that are known in English.

    possible: Canvas's points possible by column, as they stand there.
    """

    path: Path
    kind: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    possible: dict[str, str] = field(default_factory=dict)

    def keys(self, row: Row) -> list[str]:
        """The names by which a row's student is known, those that are filled in."""
        return [row.cells[key] for key in KEYS[self.kind] if row.cells.get(key)]


def folded(text: str) -> str:
    """One text for all that people take for the same: whatever its capitals, and however an accent is stored.

    A Mac stores é as e and a mark (NFD), others as one letter (NFC).
    The Unicode Standard, 3.13, D145: canonical caseless matching.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text.strip()).casefold())


def same_id(one: str, other: str) -> bool:
    """Whether two ids are one student's: `ADA` and `ada` are, and é stored in two ways is."""
    return folded(one) == folded(other)


def refuse_twice(roster: Roster, columns: Iterable[str]) -> None:
    """Raise `UnusableRoster` where two lines have the same in one of these columns, which tell students apart."""
    seen: dict[tuple[str, str], int] = {}
    for row in roster.rows:
        for column in columns:
            value = row.cells.get(column)
            if value and seen.setdefault((column, folded(value)), row.line) != row.line:
                first = seen[column, folded(value)]
                text = f"{roster.path}, line {row.line}: {column} {value!r} stands in line {first} already"
                raise UnusableRoster(f"{text}. Delete one of the two lines.")


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
        encoding = next((name for mark, name in WIDE if data.startswith(mark)), "utf-8-sig")
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnusableRoster(f"{path} is no UTF-8 text: save it anew as “CSV UTF-8”.") from error
    except OSError as error:
        raise UnusableRoster(f"{path} cannot be read: {error.strerror}.") from error


def _kind(path: Path, header: tuple[str, ...]) -> str:
    if {"ID", "Section"} <= set(header) and ("Student" in header or {"LastName", "FirstName"} <= set(header)):
        return "canvas"
    found = next((kind for kind in ("moodle", "nbgrader") if set(KEYS[kind]) & set(header)), None)
    if found is None:
        wanted = " or ".join(f"{', '.join(keys)} ({kind})" for kind, keys in KEYS.items())
        text = f"{path}, line 1: no column tells the students apart. Wanted: {wanted}."
        raise UnusableRoster(
            f"{text} If it is Moodle's list in a language that is not known here: set Moodle's language to English "
            "(in your preferences, “Preferred language”), and download it again."
        )
    return found


def _is_student(kind: str, cells: dict[str, str]) -> bool:
    """Whether a line is a student's: Canvas adds lines for the points, for hidden columns and for a test student."""
    if not any(cells.values()):
        return False
    name = cells.get("Student", "")
    return kind != "canvas" or not (name.startswith("Points Possible") or name == "Student, Test" or not name)


def _plain(cell: str) -> str:
    """A cell without the formula that Canvas and Excel wrap a text in, to keep it one: ="0042"."""
    cell = cell.strip()
    wrapped = re.fullmatch(r'="(.*)"', cell, re.DOTALL)
    return wrapped[1].replace('""', '"').strip() if wrapped else cell


def _cells(header: tuple[str, ...], values: list[str]) -> dict[str, str]:
    """A line's cells by their columns. Canvas parts names in two columns, where its user wants that.

    Canvas, lib/gradebook_exporter.rb: `show_student_first_last_name`.
    """
    cells = dict(zip(header, values, strict=False))
    if "LastName" in header and "Student" not in header:
        cells["Student"] = ", ".join(filter(None, (cells.get("LastName", ""), cells.get("FirstName", ""))))
    return cells


def table_lines(path: Path) -> list[tuple[int, list[str]]]:
    """Every line's number and cells, in whatever a spreadsheet parted them by. Raises `UnusableRoster`."""
    text = _text(path)
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r'"?sep=([,;\t|])"?\s*', first)  # Excel's own first line
    first = rest.partition("\n")[0] if told else first
    reader = csv.reader(
        io.StringIO(rest if told else text, newline=""),
        delimiter=told[1] if told else max(",;\t", key=first.count),
    )
    lines, before = [], 1 if told else 0
    try:
        for values in reader:
            lines.append((before + reader.line_num, [original(_plain(value)) for value in values]))
    except csv.Error as error:
        raise UnusableRoster(f"{path}, line {before + reader.line_num}: it is no CSV file ({error}).") from error
    return lines


def read_roster(path: Path) -> Roster:
    """Read a class list.

    Parted by commas, semicolons or tabs, in UTF-8 or UTF-16, as spreadsheets save it; of Moodle
    in any language whose headers, or whose cells, tell what is what. Raises `UnusableRoster`.
    """
    lines = table_lines(path)
    header = tuple(lines[0][1]) if lines else ()
    header = in_english(header, [values for _, values in lines[1:]])
    kind = _kind(path, header)
    rows = [Row(line, _cells(header, values)) for line, values in lines[1:]]
    possible = (row.cells for row in rows if row.cells.get("Student", "").startswith("Points Possible"))
    students = tuple(row for row in rows if _is_student(kind, row.cells))
    return Roster(path, kind, header, students, next(possible, {}))
