"""Extensions: who has until when for an assignment, kept where nbgrader keeps it, before and after handing in."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from nbgrader import api
from sqlalchemy import Connection, Row, exists, select

from autograder.grading.course import Course, released_notebooks
from autograder.grading.gradebook.registration import register
from autograder.grading.gradebook.version import is_missing, reading
from autograder.grading.gradebook.writer import Writer
from autograder.grading.late_work.extension_requests import NoExtension, Wanted, known_ids
from autograder.grading.late_work.penalties import PenaltyChange
from autograder.grading.late_work.rule import course_zone
from autograder.grading.run_journal import only_grading

_student, _submission, _assignment = (m.__table__ for m in (api.Student, api.SubmittedAssignment, api.Assignment))
_notebook = api.Notebook.__table__


@dataclass(frozen=True)
class DueDate:
    """Until when a student has time for an assignment, in UTC. before: as it was, where it was changed."""

    student: str
    due: datetime.datetime
    extension: datetime.timedelta | None
    handed_in: datetime.datetime | None = None
    before: datetime.datetime | None = None


@contextmanager
def _reading(course: Course) -> Iterator[Connection]:
    """The gradebook, which is looked at before anything is written. Raises `NoExtension`, `UnusableGradebook`."""
    url = course.directory.db_url
    if is_missing(url):
        raise NoExtension("There is no gradebook yet. Enter the class first: nbgrader db student import students.csv")
    with reading(url) as connection:
        yield connection


def _assignment_row(connection: Connection, assignment: str) -> Row:
    """Its id, due date, and whether the gradebook knows its cells. Raises `NoExtension` where none is due."""
    known = exists().where(_notebook.c.assignment_id == _assignment.c.id).label("known")
    query = select(_assignment.c.id, _assignment.c.duedate, known).where(_assignment.c.name == assignment)
    row = connection.execute(query).one_or_none()
    if row is None or row.duedate is None:
        mend = f'nbgrader db assignment add {assignment} --duedate="2026-10-05 22:00:00 UTC"'
        raise NoExtension(f"{assignment} has no due date, so there is nothing to extend. Set it, as by: {mend}")
    return row


def due_dates(course: Course, assignment: str) -> list[DueDate]:
    """Everybody in the gradebook with the due date of each. Raises `NoExtension`, `UnusableGradebook`."""
    with _reading(course) as connection:
        row = _assignment_row(connection, assignment)
        of_this = (_submission.c.student_id == _student.c.id) & (_submission.c.assignment_id == row.id)
        query = select(_student.c.id, _submission.c.extension, _submission.c.timestamp).outerjoin(_submission, of_this)
        found = connection.execute(query.order_by(_student.c.id)).all()
    return [DueDate(s, row.duedate + (more or datetime.timedelta()), more, when) for s, more, when in found]


def _beyond(
    student: str, wanted: Wanted, duedate: datetime.datetime, zone: datetime.tzinfo
) -> datetime.timedelta | None:
    try:
        return wanted.beyond(duedate, zone)
    except NoExtension as problem:
        raise NoExtension(f"{student}: {problem} Nobody got an extension.") from problem


def grant(course: Course, assignment: str, wanted: dict[str, Wanted]) -> tuple[list[DueDate], list[PenaltyChange]]:
    """Give extensions, or take them away: to all these students or, where one of them cannot get one, to nobody.

    wanted: by student. Returns their due dates, and the late penalties that changed with them.
    Raises `NoExtension`, `UnusableGradebook`, `LateRuleFailed`, `Unprepared`, `AlreadyGrading`, `GradebookFailed`.
    """
    zone = course_zone(course.config)
    dates = {date.student: date for date in due_dates(course, assignment)}
    with _reading(course) as connection:
        row = _assignment_row(connection, assignment)
    ids = known_ids(wanted, dates)
    more = {ids[student]: _beyond(student, what, row.duedate, zone) for student, what in wanted.items()}
    with only_grading(course.root):
        if not row.known:
            # nbgrader enters no cells once there are submissions, and an extension is kept in one.
            released_notebooks(course, assignment)
            register(course, assignment)
        writer = Writer(course, assignment)
        try:
            changes = writer.extend(more)
        finally:
            writer.close()
    return [
        DueDate(s, row.duedate + (d or datetime.timedelta()), d, dates[s].handed_in, dates[s].due)
        for s, d in more.items()
    ], changes
