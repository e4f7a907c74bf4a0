"""The instructor's desk: from a course's folders and gradebook to feedback pages, the overview and CSV files."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.class_list import Roster, UnusableRoster, read_roster
from autograder.desk import exports
from autograder.desk.exports import ENCODINGS, Listed, as_csv
from autograder.desk.feedback import Task, write_feedback
from autograder.desk.listed_students import matched, matched_exactly
from autograder.desk.marks import ClassMarks, NotGraded, chosen, read_marks
from autograder.desk.overview import SHOWN_MISTAKES, overview
from autograder.desk.pages import render
from autograder.desk.results_files import KeptResults, read_results
from autograder.desk.writing import make_folder, write_whole
from autograder.grading.course import Course
from autograder.grading.progress import progress
from autograder.judging.result_data import UnreadableRecord


@dataclass(frozen=True)
class Done:
    """What a command of the desk wrote. problems: what it could not do; notes: what its reader should know."""

    path: Path
    count: int
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def _folder(course: Course, step: str, student: str, assignment: str) -> Path:
    return course.folder(getattr(course.directory, f"{step}_directory"), student, assignment)


def _kept_results(course: Course, marks: ClassMarks) -> tuple[dict[str, KeptResults], tuple[str, ...]]:
    """The results of the graded submissions by student, and what is wrong with the others'."""
    kept, problems = {}, []
    for student in marks.standings:
        try:
            kept[student] = read_results(_folder(course, "autograded", student, marks.assignment))
        except UnreadableRecord as problem:
            problems.append(f"{student}: {problem}")
    return kept, tuple(problems)


def give_feedback(course: Course, assignment: str, students: list[str] | None, book: str, jobs: int) -> Done:
    """Write the feedback pages of all students, or of the named ones.

    book: the address of the published book, "" for none. Raises `UnusableGradebook`, `NotGraded`, `NotWritable`.
    """
    marks = read_marks(course.directory.db_url, assignment)
    tasks = [
        Task(
            person,
            marks.standings[person.id],
            *(_folder(course, step, person.id, assignment) for step in ("submitted", "autograded", "feedback")),
        )
        for person in chosen(marks, students)
    ]
    problems = []
    with progress(len(tasks), "feedback") as advance:
        for problem in write_feedback(tasks, marks, book, jobs):
            problems += [problem] if problem else []
            advance()
    folder = course.root / course.directory.feedback_directory
    return Done(folder, len(tasks) - len(problems), tuple(problems))


def _handed_in(course: Course, assignment: str) -> list[str]:
    """The students who have a folder in submitted/."""
    return [
        path.parent.name for path in _folder(course, "submitted", "*", assignment).parent.parent.glob(f"*/{assignment}")
    ]


def write_overview(course: Course, assignment: str, roster_file: Path | None, formgrader: str) -> Done:
    """Write `overview/<assignment>.html`.

    Raises `UnusableGradebook`, `NotGraded`, `UnusableRoster`, `NotWritable`.
    """
    marks = read_marks(course.directory.db_url, assignment)
    if not marks.standings:
        raise NotGraded(f"No submission of {assignment} is graded. Grade them: python -m autograder grade {assignment}")
    unknown: list[str] = []
    if roster_file:
        roster = read_roster(roster_file)
        known = matched(roster, marks.people)
        unknown = [(roster.keys(row) or ["(no name)"])[0] for row in roster.rows if row.line not in known]
    kept, problems = _kept_results(course, marks)
    handed_in = _handed_in(course, assignment)
    page = overview(marks, kept, formgrader=formgrader, handed_in=handed_in, unknown=unknown)
    path = course.root / "overview" / f"{assignment}.html"
    make_folder(path.parent)
    write_whole(path, render("overview.html", page=page, shown=SHOWN_MISTAKES))
    return Done(path, len(marks.standings), problems)


def _students(marks: ClassMarks, roster: Roster | None) -> list[Listed]:
    if roster is None:
        return [Listed(person, marks.standings.get(person.id)) for person in marks.people]
    found = matched_exactly(roster, marks)
    people = ((found[row.line], row) for row in roster.rows)
    return [Listed(person, marks.standings.get(person.id), row) for person, row in people]


def _rows(
    system: str, marks: ClassMarks, students: list[Listed], roster: Roster | None, column: str | None, kept: Mapping
) -> list[list]:
    match system:
        case "canvas":
            return exports.canvas_rows(marks, students, column or exports.canvas_column(marks.assignment, roster))
        case "moodle":
            column = column or exports.moodle_column(marks.assignment, roster)
            return exports.moodle_rows(marks, students, column, roster, kept)
    return exports.nbgrader_rows(marks, students)


def _notes(students: list[Listed], system: str) -> tuple[str, ...]:
    waiting = sum(mark.waiting for s in students if s.standing for mark in s.standing.marks)
    absent = sum(s.standing is None for s in students)
    changed = sorted(s.person.id for s in students if exports.neutral(s.person.id) != s.person.id)
    said = [f"Written answers that nobody graded yet, which count 0: {waiting}."] if waiting else []
    said += [f"Students who handed nothing in, and get 0: {absent}."] if absent else []
    if changed:
        text = f"The id {changed[0]!r} begins like a formula and got an apostrophe before it: {system} may not find it."
        said.append(text)
    return tuple(said)


def export(
    course: Course, assignment: str, to: Path, system: str, roster_file: Path | None = None, column: str | None = None
) -> Done:
    """Write the grades as a CSV file for "nbgrader", "canvas" or "moodle".

    roster_file: the other system's own list; its lines and names are taken. column: the
    assignment's name there. Raises `UnusableGradebook`, `NotGraded`, `UnusableRoster`, `NotWritable`.
    """
    marks = read_marks(course.directory.db_url, assignment)
    roster = read_roster(roster_file) if roster_file else None
    if roster and roster.kind != system:
        raise UnusableRoster(f"{roster.path} is a list of {roster.kind}, but the file is for {system}.")
    students = _students(marks, roster)
    kept, problems = _kept_results(course, marks) if system == "moodle" else ({}, ())
    rows = _rows(system, marks, students, roster, column, kept)
    write_whole(to, as_csv(rows), ENCODINGS[system])
    return Done(to, len(students), problems, _notes(students, system))
