"""Grades as CSV files for nbgrader's readers, Canvas and Moodle, with the columns that their importers want."""

from collections.abc import Iterable
from dataclasses import dataclass

from autograder.class_list import Roster, Row
from autograder.csv_text import Cell
from autograder.desk.columns import CANVAS_COLUMNS, MOODLE_COLUMNS
from autograder.desk.marks import ClassMarks, Mark, Person, Standing
from autograder.desk.pages import shown_points
from autograder.desk.results_files import VERDICTS, KeptResults
from autograder.judging.judge import Result

NBGRADER_COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)
EXCUSED = "EX"  # what Canvas exports, and takes, for a student who need not hand in
ENCODINGS = {"nbgrader": "utf-8", "canvas": "utf-8", "moodle": "utf-8-sig"}


@dataclass(frozen=True)
class Listed:
    """A student of the table. row: of the roster, where there is one; missing: what stands for who did not hand in."""

    person: Person
    standing: Standing | None
    row: Row | None = None
    missing: Cell = 0.0

    @property
    def total(self) -> Cell:
        """The points that count, to the hundredth."""
        return round(self.standing.total, 2) if self.standing else self.missing

    def excused(self, column: str) -> bool:
        """Whether the roster excuses the student from what the column is for."""
        return self.row is not None and self.row.cells.get(column, "").upper() == EXCUSED

    def cell(self, column: str, otherwise: str) -> str:
        """The roster's cell; without a roster, what the gradebook knows."""
        return self.row.cells.get(column, "") if self.row else otherwise


def nbgrader_rows(marks: ClassMarks, students: Iterable[Listed]) -> list[list[Cell]]:
    """What `nbgrader export` writes: nbgrader 0.9.6, plugins/export.py, CsvExportPlugin."""
    rows: list[list[Cell]] = [list(NBGRADER_COLUMNS)]
    for student in students:
        person, standing = student.person, student.standing
        when = str(standing.timestamp or "") if standing else ""
        scores = (standing.score, standing.penalty, standing.total) if standing else (student.missing,) * 3
        names = (person.id, person.last_name, person.first_name, person.email)
        rows.append([marks.assignment, str(marks.duedate or ""), when, *names, *scores, marks.max_points])
    return rows


def canvas_rows(marks: ClassMarks, students: Iterable[Listed], column: str) -> list[list[Cell]]:
    """What Canvas's gradebook imports: who, then one column of the assignment; the second row has its points.

    Canvas wants "Student" first, "ID" second, then the two SIS columns, and "Section" last
    before the assignments, and takes a row whose first cell says "Points Possible" for the
    points (https://github.com/instructure/canvas-lms, lib/gradebook_importer.rb:
    row_has_student_headers?, update_column_count, process_pp; the same columns in Ohio State's
    guide "Import CSV file to Carmen grades"). It looks students up by ID, then SIS User ID, then
    SIS Login ID, then name. Who is excused there stays so. No byte-order mark: its reader would take
    it for a part of the first cell.
    """
    rows: list[list[Cell]] = [[*CANVAS_COLUMNS, column], ["    Points Possible", "", "", "", "", marks.max_points]]
    for student in students:
        person = student.person
        named = f"{person.last_name}, {person.first_name}".strip(", ") or person.id
        known = dict(zip(CANVAS_COLUMNS, (named, person.lms_user_id, "", person.id, ""), strict=True))
        points = EXCUSED if student.excused(column) else student.total
        rows.append([*(student.cell(name, known[name]) for name in CANVAS_COLUMNS), points])
    return rows


def _short_of(mark: Mark, result: Result | None) -> str:
    """Why a cell has not all its points, in a few words."""
    if mark.waiting:
        return "waits to be read"
    reason = (result.diagnosis or VERDICTS.get(result.verdict, "")) if result and not mark.by_hand else ""
    return (
        reason or mark.comment or mark.remark.rstrip(".") or ("points given by hand" if mark.by_hand else "no points")
    )


def _cell_comment(mark: Mark, result: Result | None) -> str:
    """What is said of one cell; "" where it has all its points, and no comment."""
    comment = " ".join(mark.comment.split())
    if mark.points >= mark.max_points and not mark.waiting:
        return f"{mark.cell}: {comment}" if comment else ""
    why = " ".join(_short_of(mark, result).split())
    said = f"{mark.cell} {shown_points(mark.points)} of {shown_points(mark.max_points)}: {why}"
    said += "" if said.endswith((".", "!", "?")) else "."
    return f"{said} {comment}" if comment and comment != why else said


def moodle_comment(student: Listed, kept: KeptResults | None) -> str:
    """The feedback in Moodle: what each cell lost points for, and what graders wrote. No student's text."""
    if student.standing is None:
        return "Nothing was handed in." if student.missing != "" else ""
    results = kept.results if kept else {}
    by_cell = {(e, result.function): result for e, found in results.items() for result in found}
    said, missing = [], []
    for mark in student.standing.marks:
        result = by_cell.get((mark.exercise, mark.cell))
        if result and result.verdict == "missing" and not (mark.by_hand or mark.comment):
            missing.append(mark.cell)
        elif comment := _cell_comment(mark, result):
            said.append(comment)
    said += [f"Not written: {', '.join(missing)}."] if missing else []
    if student.standing.penalty:
        said.append(f"Handed in late: {shown_points(student.standing.penalty)} points less.")
    return " ".join(said) or "All right."


def moodle_rows(
    marks: ClassMarks, students: Iterable[Listed], column: str, roster: Roster | None, kept: dict[str, KeptResults]
) -> list[list[Cell]]:
    """What Moodle's "Import grades" from CSV takes: who, the grade, and the feedback comment.

    Students are mapped by "Email address", "ID number" or "Username"; the columns are those of
    Moodle's own export, since "the import file format is the same as the corresponding export format".
    Grade and feedback must be imported together, or the grades of that item are lost
    (https://docs.moodle.org/405/en/Grade_import, "CSV import" and note 3). With a byte-order mark,
    by which Excel sees UTF-8 and which Moodle's reader removes (lib/csvlib.class.php).
    """
    who = [name for name in MOODLE_COLUMNS if roster is None or name in roster.header]
    rows: list[list[Cell]] = [[*who, f"{column} (Real)", f"{column} (Feedback)"]]
    for student in students:
        person = student.person
        own = (person.first_name, person.last_name, person.id, person.lms_user_id, person.email)
        known = dict(zip(MOODLE_COLUMNS, own, strict=True))
        comment = moodle_comment(student, kept.get(person.id))
        rows.append([*(student.cell(name, known[name]) for name in who), student.total, comment])
    return rows
