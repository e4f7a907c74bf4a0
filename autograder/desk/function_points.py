"""The points of every function and written question, a line a student."""

from collections.abc import Iterable

from autograder.csv_text import Cell
from autograder.desk.exports import Listed
from autograder.desk.marks import ClassMarks, Mark, Standing
from autograder.judging.lecture_order import place

Column = tuple[str, str]  # exercise, cell
WHO = ("student_id", "last_name", "first_name", "email")
SUMS = ("raw_score", "late_submission_penalty", "score", "max_score")


def _columns(marks: ClassMarks) -> list[Column]:
    """All graded cells, in the lecture's order; of an exercise the written question comes last."""
    found = {(m.exercise, m.cell) for standing in marks.standings.values() for m in standing.marks}
    return sorted(found, key=lambda c: (*place(marks.assignment, c[0]), c[1].endswith("_written"), c[1]))


def _points(standing: Standing, columns: list[Column]) -> list[Cell]:
    def cell(mark: Mark | None) -> Cell:
        return "" if mark is None or (mark.waiting and not mark.points) else mark.points

    by_column = {(mark.exercise, mark.cell): mark for mark in standing.marks}
    return [cell(by_column.get(column)) for column in columns]


def function_rows(marks: ClassMarks, students: Iterable[Listed]) -> list[list[Cell]]:
    """A column for each cell, `<exercise>.<cell>`, with the points that count, those by hand too; then nbgrader's sums.

    An empty cell waits to be read. The sums are those of `nbgrader_rows`.
    """
    columns = _columns(marks)
    rows: list[list[Cell]] = [[*WHO, *(f"{exercise}.{cell}" for exercise, cell in columns), *SUMS]]
    for student in students:
        person, standing = student.person, student.standing
        points = _points(standing, columns) if standing else [student.missing] * len(columns)
        sums = (standing.score, standing.penalty, standing.total) if standing else (student.missing,) * 3
        who = (person.id, person.last_name, person.first_name, person.email)
        rows.append([*who, *points, *sums, marks.max_points])
    return rows
