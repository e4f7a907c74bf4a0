"""The students that another system knows: a CSV file of Canvas, Moodle or nbgrader."""

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.marks import ClassMarks, Person

# By which columns each system tells its students apart, any of them; the first known header decides.
KEYS = {
    "canvas": ("SIS Login ID", "SIS User ID", "ID"),
    "moodle": ("Username", "ID number", "Email address"),
    "nbgrader": ("id",),
}


class UnusableRoster(ValueError):
    """A roster that cannot be read, or does not fit the gradebook; the message names the line."""


@dataclass(frozen=True)
class Row:
    """One student's line. cells: by the header's names."""

    line: int
    cells: dict[str, str]


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
    """Read a roster, parted by commas, semicolons or tabs. Raises `UnusableRoster` for a student who is in twice."""
    text = _text(path)
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max(",;\t", key=first.count))
    header = tuple(name.strip() for name in next(reader, []))
    kind = _kind(path, header)
    rows = []
    for values in reader:
        cells = {name: value.strip() for name, value in zip(header, values, strict=False)}
        if _is_student(kind, cells):
            rows.append(Row(reader.line_num, cells))
    roster = Roster(path, kind, header, tuple(rows))
    _refuse_duplicates(roster)
    return roster


def _refuse_duplicates(roster: Roster) -> None:
    seen: dict[tuple[str, str], int] = {}
    for row in roster.rows:
        for key in KEYS[roster.kind]:
            value = row.cells.get(key)
            if value and seen.setdefault((key, value), row.line) != row.line:
                first = seen[key, value]
                text = f"{roster.path}, line {row.line}: {key} {value!r} stands in line {first} already"
                raise UnusableRoster(f"{text}. Delete one of the two lines.")


def _known_as(person: Person) -> set[str]:
    return {name for name in (person.id, person.email, person.lms_user_id) if name}


def matched(roster: Roster, people: tuple[Person, ...]) -> dict[int, Person]:
    """The gradebook's student of each line, by line number, where there is one. Raises `UnusableRoster` for two."""
    by_name: dict[str, set[str]] = {}
    for person in people:
        for name in _known_as(person):
            by_name.setdefault(name, set()).add(person.id)
    by_id = {person.id: person for person in people}
    found: dict[int, Person] = {}
    line_of: dict[str, int] = {}
    for row in roster.rows:
        ids = sorted(set().union(*(by_name.get(key, set()) for key in roster.keys(row))))
        if len(ids) > 1:
            raise UnusableRoster(f"{roster.path}, line {row.line}: it fits two students, {ids[0]!r} and {ids[1]!r}.")
        if ids and line_of.setdefault(ids[0], row.line) != row.line:
            text = f"{roster.path}, line {row.line}: student {ids[0]!r} stands in line {line_of[ids[0]]} already"
            raise UnusableRoster(f"{text}. Delete one of the two lines.")
        if ids:
            found[row.line] = by_id[ids[0]]
    return found


def matched_exactly(roster: Roster, marks: ClassMarks) -> dict[int, Person]:
    """The gradebook's student of every line.

    Raises `UnusableRoster` where a line's student is unknown to the gradebook, and where
    somebody who handed in is not in the roster: the points would be lost.
    """
    found = matched(roster, marks.people)
    for row in roster.rows:
        if row.line not in found:
            name = (roster.keys(row) or ["(no name)"])[0]
            text = f"{roster.path}, line {row.line}: the gradebook has no student {name!r}."
            raise UnusableRoster(f"{text} Mend the line, or add the student: nbgrader db student add {name}")
    listed = {person.id for person in found.values()}
    if lost := sorted(set(marks.standings) - listed):
        text = f"{roster.path} has no line for {lost[0]!r}, who handed in {marks.assignment}"
        more = f" (nor for {len(lost) - 1} others)" if len(lost) > 1 else ""
        raise UnusableRoster(f"{text}{more}. Add the line, or fetch the roster anew.")
    return found
