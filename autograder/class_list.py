"""The students that another system knows: a CSV file as nbgrader, Canvas or Moodle write it."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

# By which columns each system tells its students apart, the best first. The first system whose columns are there it is.
KEYS = {
    "canvas": ("SIS Login ID", "SIS User ID", "ID"),
    "moodle": ("Username", "ID number", "Email address"),
    "nbgrader": ("id",),
}


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
    """kind: whose file it is, a key of KEYS."""

    path: Path
    kind: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]

    def keys(self, row: Row) -> list[str]:
        """The names by which a row's student is known, those that are filled in."""
        return [row.cells[key] for key in KEYS[self.kind] if row.cells.get(key)]


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnusableRoster(f"{path} is no UTF-8 text: save it anew as “CSV UTF-8”.") from error
    except OSError as error:
        raise UnusableRoster(f"{path} cannot be read: {error.strerror}.") from error


def _kind(path: Path, header: tuple[str, ...]) -> str:
    if {"Student", "ID", "Section"} <= set(header):
        return "canvas"
    found = next((kind for kind in ("moodle", "nbgrader") if set(KEYS[kind]) & set(header)), None)
    if found is None:
        wanted = " or ".join(f"{', '.join(keys)} ({kind})" for kind, keys in KEYS.items())
        raise UnusableRoster(f"{path}, line 1: no column tells the students apart. Wanted: {wanted}.")
    return found


def _is_student(kind: str, cells: dict[str, str]) -> bool:
    """Whether a line is a student's: Canvas adds lines for the points, for hidden columns and for a test student."""
    if not any(cells.values()):
        return False
    name = cells.get("Student", "")
    return kind != "canvas" or not (name.startswith("Points Possible") or name == "Student, Test" or not name)


def read_roster(path: Path) -> Roster:
    """Read a class list, parted by commas, semicolons or tabs. Raises `UnusableRoster`."""
    text = _text(path)
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=first.count))
    try:
        header = tuple(name.strip() for name in next(reader, []))
        kind = _kind(path, header)
        rows = []
        for values in reader:
            cells = {name: value.strip() for name, value in zip(header, values, strict=False)}
            if _is_student(kind, cells):
                rows.append(Row(reader.line_num, cells))
    except csv.Error as error:
        raise UnusableRoster(f"{path}, line {reader.line_num}: it is no CSV file ({error}).") from error
    return Roster(path, kind, header, tuple(rows))
