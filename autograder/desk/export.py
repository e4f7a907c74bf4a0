"""The export: from the gradebook, and the other system's own list, to its CSV file."""

from dataclasses import dataclass
from pathlib import Path

from autograder.class_list import Roster, UnusableRoster, neutral, read_roster
from autograder.csv_text import Cell, as_csv
from autograder.desk import exports
from autograder.desk.columns import canvas_column, moodle_column
from autograder.desk.desk import Done, kept_results, marks_of, submitted_by
from autograder.desk.exports import ENCODINGS, Listed
from autograder.desk.function_points import function_rows
from autograder.desk.listed_students import Matches, listed, refuse_unknown
from autograder.desk.marks import ClassMarks
from autograder.desk.notes import of_two_times
from autograder.desk.results_files import KeptResults
from autograder.desk.writing import write_whole
from autograder.grading.accounts.leavers import read_leavers
from autograder.grading.course import Course


@dataclass(frozen=True)
class Wanted:
    """What an export is asked for.

    system: "nbgrader", "canvas" or "moodle". roster_file: the other system's own list; its lines and names are taken.
    column: the assignment's name there; new_column: it need not be there yet. blank: no zero for who handed nothing in.
    functions: a column for each function and written question, for "nbgrader" only.
    """

    system: str = "nbgrader"
    roster_file: Path | None = None
    column: str | None = None
    new_column: bool = False
    blank: bool = False
    functions: bool = False


def _everybody(marks: ClassMarks, missing: Cell) -> list[Listed]:
    return [Listed(person, marks.standings.get(person.id), missing=missing) for person in marks.people]


def _those_listed(marks: ClassMarks, roster: Roster, matches: Matches, missing: Cell) -> list[Listed]:
    if not roster.rows:
        raise UnusableRoster(f"{roster.path} has no line of a student. Fetch the list anew.")
    refuse_unknown(roster, matches, marks.people)
    people = ((matches.found[row.line], row) for row in roster.rows if row.line in matches.found)
    return [Listed(person, marks.standings.get(person.id), row, missing) for person, row in people]


def _left_out(marks: ClassMarks, roster: Roster, matches: Matches) -> list[str]:
    """Notes on the students with a grade who have no line, and on the lines of those who have left."""
    named = {person.id for person in matches.found.values()} | matches.doubtful
    left = sorted(set(marks.standings) - named)
    text = f"No line in {roster.path}, so not in the file; the grades stay in the gradebook: {', '.join(left)}."
    gone = f"Have left the course, so not in the file, though {roster.path} has them: {', '.join(matches.left)}."
    return [*([text] if left else []), *([gone] if matches.left else [])]


def _column(marks: ClassMarks, roster: Roster | None, wanted: Wanted) -> str:
    about = (roster, marks.assignment, wanted.column, wanted.new_column)
    match wanted.system:
        case "canvas":
            return canvas_column(*about, marks.max_points)
        case "moodle":
            return moodle_column(*about)
    return ""


def _rows(
    wanted: Wanted,
    marks: ClassMarks,
    students: list[Listed],
    roster: Roster | None,
    column: str,
    kept: dict[str, KeptResults],
) -> list[list]:
    match wanted.system:
        case "canvas":
            return exports.canvas_rows(marks, students, column)
        case "moodle":
            return exports.moodle_rows(marks, students, column, roster, kept)
    return function_rows(marks, students) if wanted.functions else exports.nbgrader_rows(marks, students)


def _notes(students: list[Listed], wanted: Wanted, column: str) -> list[str]:
    present = [s for s in students if not s.excused(column)]
    waiting = sum(mark.waiting and not mark.points for s in present if s.standing for mark in s.standing.marks)
    absent = sum(s.standing is None for s in present)
    changed = sorted(s.person.id for s in students if neutral(s.person.id) != s.person.id)
    get = "whose cells stay blank" if wanted.blank else "get 0"
    said = [f"Written answers that nobody graded yet, which count 0: {waiting}."] if waiting else []
    said += [f"Students who handed nothing in, and {get}: {absent}."] if absent else []
    if excused := len(students) - len(present):
        said.append(f"Students who are excused in the list, and stay so: {excused}.")
    if changed:
        text = f"The id {changed[0]!r} begins like a formula and got an apostrophe before it"
        said.append(f"{text}: {wanted.system} may not find it.")
    if wanted.system == "canvas" and not wanted.roster_file and not wanted.new_column:
        text = f"Canvas makes a new assignment where it has none called {column!r}"
        said.append(f"{text}: give its own list as --roster, which tells.")
    return said


def export(course: Course, assignment: str, to: Path, wanted: Wanted) -> Done:
    """Write the grades as a CSV file.

    Raises `UnusableGradebook`, `NotGraded`, `UnusableRoster`, `NotWritable`.
    """
    marks = marks_of(course, assignment)
    roster = read_roster(wanted.roster_file) if wanted.roster_file else None
    if roster and roster.kind != wanted.system:
        raise UnusableRoster(f"{roster.path} is a list of {roster.kind}, but the file is for {wanted.system}.")
    column = _column(marks, roster, wanted)
    missing = "" if wanted.blank else 0.0
    if roster:
        matches = listed(roster, marks, read_leavers(course.root))
        students = _those_listed(marks, roster, matches, missing)
        refused, left = matches.refused, _left_out(marks, roster, matches)
    else:
        students, refused, left = _everybody(marks, missing), (), []
    kept, problems = kept_results(course, marks) if wanted.system == "moodle" else ({}, ())
    rows = _rows(wanted, marks, students, roster, column, kept)
    write_whole(to, as_csv(rows), ENCODINGS[wanted.system])
    notes = (*_notes(students, wanted, column), *left, *of_two_times(course, marks, submitted_by(course, assignment)))
    return Done(to, len(students), (*refused, *problems), notes)
