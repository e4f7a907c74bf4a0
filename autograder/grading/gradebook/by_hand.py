"""What a person gave, in nbgrader's gradebook: read, and taken out where it is for another answer."""

from collections.abc import Iterable

from nbgrader import api
from sqlalchemy import Connection, Row, or_, select, update

from autograder.grading.gradebook.hand_points import HandPoints, Place

_submission, _notebook = api.SubmittedAssignment.__table__, api.SubmittedNotebook.__table__
_grade, _comment, _cell = api.Grade.__table__, api.Comment.__table__, api.BaseCell.__table__
_released = api.Notebook.__table__


def _rows(connection: Connection, table, assignment: str, students: list[str], *columns) -> dict[Place, Row]:
    """Rows of grades or comments of some students by their place. assignment: its id."""
    query = (
        select(_submission.c.student_id, _released.c.name.label("exercise"), _cell.c.name, table.c.id, *columns)
        .join(_notebook, _notebook.c.assignment_id == _submission.c.id)
        .join(_released, _released.c.id == _notebook.c.notebook_id)
        .join(table, table.c.notebook_id == _notebook.c.id)
        .join(_cell, _cell.c.id == table.c.cell_id)
        .where(_submission.c.assignment_id == assignment, _submission.c.student_id.in_(students))
        .where(or_(*(column.is_not(None) for column in columns)))
    )
    return {(row.student_id, row.exercise, row.name): row for row in connection.execute(query)}


def read_by_hand(connection: Connection, assignment: str, students: list[str]) -> list[HandPoints]:
    """All points, extra points and comments that a person gave these students. assignment: its id."""
    grades = _rows(connection, _grade, assignment, students, _grade.c.manual_score, _grade.c.extra_credit)
    comments = _rows(connection, _comment, assignment, students, _comment.c.manual_comment)
    found = []
    for place in sorted(grades.keys() | comments.keys()):
        grade, comment = grades.get(place), comments.get(place)
        points, extra = (grade.manual_score, grade.extra_credit) if grade else (None, None)
        text = comment.manual_comment if comment else ""
        if points is not None or extra or text:
            found.append(HandPoints(*place, points, extra, text))
    return found


def set_aside(connection: Connection, assignment: str, given: Iterable[HandPoints]) -> list[str]:
    """Take points and comments out. Returns the ids of the grades that now wait for a person."""
    places = {g.place for g in given}
    students = sorted({student for student, _, _ in places})
    grades = _rows(connection, _grade, assignment, students, _grade.c.manual_score, _grade.c.extra_credit)
    comments = _rows(connection, _comment, assignment, students, _comment.c.manual_comment)
    waiting = [row.id for place, row in grades.items() if place in places]
    blank = {"manual_score": None, "extra_credit": None}
    connection.execute(update(_grade).where(_grade.c.id.in_(waiting)).values(**blank))
    ids = [row.id for place, row in comments.items() if place in places]
    connection.execute(update(_comment).where(_comment.c.id.in_(ids)).values(manual_comment=None))
    return waiting
