"""Grades as CSV files for nbgrader's readers, Canvas and Moodle, with the columns that their importers want.

No cell that comes from a person starts a formula in a spreadsheet (OWASP, "CSV Injection",
https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.class_list import Roster, Row
from autograder.desk.marks import ClassMarks, Person, Standing
from autograder.desk.pages import shown_points
from autograder.desk.results_files import VERDICTS, KeptResults

Cell = str | float
FORMULA_STARTS = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # as they are, and full-width
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
CANVAS_COLUMNS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
MOODLE_COLUMNS = ("First name", "Last name", "Username", "ID number", "Email address")
ENCODINGS = {"nbgrader": "utf-8", "canvas": "utf-8", "moodle": "utf-8-sig"}


@dataclass(frozen=True)
class Listed:
    """A student of the table. row: of the roster, where there is one."""

    person: Person
    standing: Standing | None
    row: Row | None = None

    @property
    def total(self) -> float:
        """The points that count, to the hundredth; 0 for who did not hand in, as nbgrader counts it."""
        return round(self.standing.total, 2) if self.standing else 0.0

    def cell(self, column: str, otherwise: str) -> str:
        """The roster's cell; without a roster, what the gradebook knows."""
        return self.row.cells.get(column, "") if self.row else otherwise


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe before it, where it looks like one.

    Line breaks and other control characters become spaces.
    """
    plain = "".join(c if c.isprintable() else " " for c in text)
    return f"'{plain}" if plain.lstrip().startswith(FORMULA_STARTS) else plain


def as_csv(rows: Iterable[Iterable[Cell]]) -> str:
    """The text of a CSV file. Numbers stand as they are; every text is neutral and quoted."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
    writer.writerows([neutral(c) if isinstance(c, str) else c for c in row] for row in rows)
    return text.getvalue()


def nbgrader_rows(marks: ClassMarks, students: Iterable[Listed]) -> list[list[Cell]]:
    """What `nbgrader export` writes: nbgrader 0.9.6, plugins/export.py, CsvExportPlugin."""
    rows: list[list[Cell]] = [list(NBGRADER_COLUMNS)]
    for student in students:
        person, standing = student.person, student.standing
        when = str(standing.timestamp or "") if standing else ""
        scores = (standing.score, standing.penalty, standing.total) if standing else (0.0, 0.0, 0.0)
        names = (person.id, person.last_name, person.first_name, person.email)
        rows.append([marks.assignment, str(marks.duedate or ""), when, *names, *scores, marks.max_points])
    return rows


def canvas_column(assignment: str, roster: Roster | None) -> str:
    """The assignment's column in Canvas: `optimization (1234)` where the roster has it, else its name.

    Canvas finds an assignment by the number in brackets, else by its title, else it makes a new one
    (canvas-lms, lib/gradebook_importer.rb, parse_assignments).
    """
    for name in roster.header if roster else ():
        if name.rpartition(" (")[0].casefold() == assignment.casefold() and name.endswith(")"):
            return name
    return assignment


def moodle_column(assignment: str, roster: Roster | None) -> str:
    """The assignment's grade item in Moodle: as the roster's export names it, else its plain name."""
    for name in roster.header if roster else ():
        item = name.removesuffix(" (Real)")
        if item != name and item.rpartition(":")[2].strip().casefold() == assignment.casefold():
            return item
    return assignment


def canvas_rows(marks: ClassMarks, students: Iterable[Listed], column: str) -> list[list[Cell]]:
    """What Canvas's gradebook imports: who, then one column of the assignment; the second row has its points.

    Canvas wants "Student" first, "ID" second, then the two SIS columns, and "Section" last
    before the assignments, and takes a row whose first cell says "Points Possible" for the
    points (https://github.com/instructure/canvas-lms, lib/gradebook_importer.rb:
    row_has_student_headers?, update_column_count, process_pp; the same columns in Ohio State's
    guide "Import CSV file to Carmen grades"). It looks students up by ID, then SIS User ID, then
    SIS Login ID, then name. No byte-order mark: its reader would take it for a part of the first cell.
    """
    rows: list[list[Cell]] = [[*CANVAS_COLUMNS, column], ["    Points Possible", "", "", "", "", marks.max_points]]
    for student in students:
        person = student.person
        named = f"{person.last_name}, {person.first_name}".strip(", ") or person.id
        known = dict(zip(CANVAS_COLUMNS, (named, person.lms_user_id, "", person.id, ""), strict=True))
        rows.append([*(student.cell(name, known[name]) for name in CANVAS_COLUMNS), student.total])
    return rows


def moodle_comment(student: Listed, kept: KeptResults | None) -> str:
    """The feedback in Moodle: what each function lost points for, and what graders wrote. No student's text."""
    if student.standing is None:
        return "Nothing was handed in."
    results = [result for found in kept.results.values() for result in found] if kept else []
    said = [
        f"{r.function} {shown_points(r.points)} of {shown_points(r.max_points)}: {r.diagnosis or VERDICTS[r.verdict]}."
        for r in results
        if r.verdict not in ("pass", "missing")
    ]
    if missing := [r.function for r in results if r.verdict == "missing"]:
        said.append(f"Not written: {', '.join(missing)}.")
    said += [f"{mark.cell}: {mark.comment}" for mark in student.standing.marks if mark.comment]
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
