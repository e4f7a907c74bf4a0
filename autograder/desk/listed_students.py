"""Whose line of a class list is whose in the gradebook."""

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from autograder.class_list import Roster, Row, UnusableRoster, folded
from autograder.desk.marks import ClassMarks, Person
from autograder.grading.accounts.leavers import has_left

# What a column of a list is compared with. Numbers of different systems may be equal by chance: ID goes with ID, login
# with login. A login may be a mail address, and a mail address an id.
_LOGIN = ("id", "email")
FIELDS: dict[str, dict[str, tuple[str, ...]]] = {
    "canvas": {"ID": ("lms_user_id",), "SIS User ID": ("id",), "SIS Login ID": _LOGIN},
    "moodle": {"ID number": ("id", "lms_user_id"), "Username": _LOGIN, "Email address": _LOGIN},
    "nbgrader": {"id": ("id",)},
}


@dataclass(frozen=True)
class Matches:
    """A list beside the gradebook.

    found: by line, the student. unknown: lines that fit nobody. refused: what is wrong with lines that fit several, or
    with several lines that fit one. doubtful: the ids of the students whom those lines may mean. left: the lines'
    students who have left the course.
    """

    found: dict[int, Person]
    unknown: tuple[Row, ...]
    refused: tuple[str, ...]
    doubtful: frozenset[str]
    left: tuple[str, ...] = ()


def _name(row: Row) -> str:
    """A line's full name as it is compared, "" where the list has none."""
    last, comma, first = row.cells.get("Student", "").partition(",")
    if not comma:
        first = row.first("First name", "first_name")
        last = row.first("Last name", "Surname", "last_name")
    return folded(f"{first.strip()} {last.strip()}") if first.strip() and last.strip() else ""


def _index(people: Iterable[Person]) -> dict[tuple[str, str], set[str]]:
    """The ids of students by field and folded value."""
    found: dict[tuple[str, str], set[str]] = {}
    for person in people:
        for field in ("id", "email", "lms_user_id"):
            if value := getattr(person, field):
                found.setdefault((field, folded(value)), set()).add(person.id)
        if person.first_name and person.last_name:
            found.setdefault(("name", folded(person.name)), set()).add(person.id)
    return found


def _fits(roster: Roster, row: Row, index: dict[tuple[str, str], set[str]]) -> dict[str, set[str]]:
    """By column, whom a line's cell fits; columns that fit nobody are left out."""
    fits: dict[str, set[str]] = {}
    for column, fields in FIELDS[roster.kind].items():
        if value := folded(row.cells.get(column, "")):
            fits[column] = set().union(*(index.get((field, value), set()) for field in fields))
    fits = {column: ids for column, ids in fits.items() if ids}
    # A name alone finds nobody, since two students may share it; but it can say that a number is somebody else's.
    named = index.get(("name", _name(row)), set())
    return fits | ({"the name": named} if fits and named else {})


def _several(roster: Roster, row: Row, fits: dict[str, set[str]]) -> str:
    ids = sorted(set().union(*fits.values()))
    by = [f"{i!r} by {' and '.join(c for c, fitting in fits.items() if i in fitting)}" for i in ids]
    mend = "The line is left out. See which of them it is, and mend the list or the gradebook."
    if len(ids) == 2:
        mend += f" Two accounts of one student: python -m autograder merge {shlex.join(ids)}"
    return f"{roster.path}, line {row.line}: it fits several students, {', '.join(by)}. {mend}"


def matched(roster: Roster, people: tuple[Person, ...]) -> Matches:
    """The gradebook's student of each line, where all that the line says agrees on one. Names and ids are folded."""
    index, by_id = _index(people), {person.id: person for person in people}
    lines: dict[str, list[Row]] = {}
    unknown, refused, doubtful = [], [], set()
    for row in roster.rows:
        fits = _fits(roster, row, index)
        agreed = set.intersection(*fits.values()) if fits else set()
        if len(agreed) == 1:
            lines.setdefault(agreed.pop(), []).append(row)
        elif fits:
            refused.append(_several(roster, row, fits))
            doubtful |= set().union(*fits.values())
        else:
            unknown.append(row)
    for student, rows in lines.items():
        if len(rows) > 1:
            at = " and ".join(str(row.line) for row in rows)
            text = f"{roster.path}, lines {at}: both fit the student {student!r}. They are left out"
            refused.append(f"{text}: delete those that are not this student's.")
            doubtful.add(student)
    found = {rows[0].line: by_id[student] for student, rows in lines.items() if len(rows) == 1}
    return Matches(found, tuple(unknown), tuple(refused), frozenset(doubtful - {p.id for p in found.values()}))


def listed(roster: Roster, marks: ClassMarks, leavers: Mapping[str, str]) -> Matches:
    """A list beside those who are of the course; what a line says of one who has left goes to nobody else.

    leavers: as `read_leavers` gives them. One who is in no gradebook any more is told by the line's own id.
    """
    matches = matched(roster, (*marks.people, *marks.left))
    gone = {person.id for person in marks.left}
    found = {line: person for line, person in matches.found.items() if person.id not in gone}
    left = [person.id for person in matches.found.values() if person.id in gone]
    unknown = []
    for row in matches.unknown:
        ids = [key for key in roster.keys(row) if has_left(key, leavers)]
        if ids:
            left.append(ids[0])
        else:
            unknown.append(row)
    return replace(matches, found=found, unknown=tuple(unknown), left=tuple(left))


def called(roster: Roster, row: Row) -> str:
    """What a line's student is called in messages."""
    return (roster.keys(row) or ["(no name)"])[0]


def _command(person: Person) -> str:
    # nbgrader empties what the command does not name.
    about = {
        "--first-name": person.first_name,
        "--last-name": person.last_name,
        "--email": person.email,
        "--lms-user-id": person.lms_user_id,
    }
    options = [f"{option}={value}" for option, value in about.items() if value]
    return shlex.join(["nbgrader", "db", "student", "add", *options, "--", person.id])


def _as_added(roster: Roster, row: Row) -> Person:
    last, comma, first = row.cells.get("Student", "").partition(",")
    return Person(
        called(roster, row),
        first.strip() if comma else row.first("First name", "first_name"),
        last.strip() if comma else row.first("Last name", "Surname", "last_name"),
        row.first("Email address", "email"),
        row.first("ID", "lms_user_id") if roster.kind != "moodle" else "",
    )


def refuse_unknown(roster: Roster, matches: Matches, people: tuple[Person, ...]) -> None:
    """Raise `UnusableRoster` where lines fit nobody: all are told, with the commands that add them.

    A line with the name of a student who has no line may be a renamed account: adding it would make a double.
    """
    if not matches.unknown:
        return
    found = {person.id for person in matches.found.values()}
    named = {folded(p.name): p for p in people if p.id not in found}
    renamed = [(row, named[_name(row)]) for row in matches.unknown if _name(row) in named]
    new = [row for row in matches.unknown if _name(row) not in named]
    lines = [f"{roster.path}: the gradebook does not know these students. Nothing was written."]
    for row, person in renamed:
        text = f"  line {row.line}: {called(roster, row)!r}, who has the name of {person.id!r}. Is it the same account,"
        lines.append(f"{text} renamed? Then: python -m autograder merge {shlex.join([person.id, called(roster, row)])}")
    lines += [f"  line {row.line}: {called(roster, row)!r}" for row in new]
    if new:
        commands = [f"  {_command(_as_added(roster, row))}" for row in new if roster.keys(row)]
        lines += ["Mend the lines, or add who is new:", *commands]
    raise UnusableRoster("\n".join(lines))
