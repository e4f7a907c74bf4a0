"""A student's account in nbgrader's gradebook: what it holds, and two accounts made one in one transaction."""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from nbgrader import api
from sqlalchemy import Connection, delete, insert, or_, select, update
from sqlalchemy.exc import DBAPIError

from autograder.grading.accounts.unfinished_merge import RowChanges
from autograder.grading.gradebook.version import is_missing
from autograder.grading.gradebook.writer import GradebookFailed, failure, patient_engine

_student, _submission, _notebook = (m.__table__ for m in (api.Student, api.SubmittedAssignment, api.SubmittedNotebook))
_grade, _comment, _assignment = (m.__table__ for m in (api.Grade, api.Comment, api.Assignment))
new_row_id = api.new_uuid
_ABOUT = ("first_name", "last_name", "email", "lms_user_id")


@dataclass(frozen=True)
class Held:
    """A submission that an account has in the gradebook.

    extension: in seconds. graded: anybody, or the machine, gave points or a comment; else it holds an extension alone.
    """

    id: str
    assignment_id: str
    extension: float | None
    graded: bool


@contextmanager
def transaction(db_url: str) -> Iterator[Connection]:
    """A transaction: all of it is written, or nothing. Raises `GradebookFailed`."""
    engine = patient_engine(db_url)
    try:
        with engine.begin() as connection:
            yield connection
    except DBAPIError as error:
        raise GradebookFailed(failure(db_url, error)) from error
    finally:
        engine.dispose()


def accounts(db_url: str) -> set[str]:
    """The ids of everybody in the gradebook; empty where there is none yet. Raises `GradebookFailed`."""
    if is_missing(db_url):
        return set()
    with transaction(db_url) as connection:
        return set(connection.execute(select(_student.c.id)).scalars())


def held(connection: Connection, student: str) -> dict[str, Held]:
    """What an account has, by the assignment's name."""
    given = (_grade.c.auto_score, _grade.c.manual_score, _grade.c.extra_credit, _comment.c.manual_comment)
    graded = (
        select(_notebook.c.assignment_id)
        .outerjoin(_grade, _grade.c.notebook_id == _notebook.c.id)
        .outerjoin(_comment, _comment.c.notebook_id == _notebook.c.id)
        .where(or_(*(column.is_not(None) for column in given)))
    )
    columns = _assignment.c.name, _submission.c.id, _submission.c.assignment_id, _submission.c.extension
    query = select(*columns, _submission.c.id.in_(graded).label("graded"))
    query = query.join(_assignment, _assignment.c.id == _submission.c.assignment_id)
    rows = connection.execute(query.where(_submission.c.student_id == student))
    return {
        row.name: Held(
            row.id, row.assignment_id, row.extension.total_seconds() if row.extension else None, bool(row.graded)
        )
        for row in rows
    }


def rows_of_accounts(connection: Connection, students: Iterable[str]) -> list[dict]:
    """All rows of these students, as the gradebook has them."""
    submissions = select(_submission.c.id).where(_submission.c.student_id.in_(list(students)))
    notebooks = select(_notebook.c.id).where(_notebook.c.assignment_id.in_(submissions))
    wanted = (
        (_student, _student.c.id.in_(list(students))),
        (_submission, _submission.c.id.in_(submissions)),
        (_notebook, _notebook.c.id.in_(notebooks)),
        (_grade, _grade.c.notebook_id.in_(notebooks)),
        (_comment, _comment.c.notebook_id.in_(notebooks)),
    )
    found = []
    for table, where in wanted:
        found += [{"table": table.name, **row} for row in connection.execute(select(table).where(where)).mappings()]
    return found


def change_rows(connection: Connection, old: str, new: str, changes: RowChanges) -> None:
    """Make two accounts one, which has the new id. The same again changes nothing."""
    _bring_in(connection, old, new)
    notebooks = select(_notebook.c.id).where(_notebook.c.assignment_id.in_(changes.removed))
    connection.execute(delete(_comment).where(_comment.c.notebook_id.in_(notebooks)))
    connection.execute(delete(_grade).where(_grade.c.notebook_id.in_(notebooks)))
    connection.execute(delete(_notebook).where(_notebook.c.assignment_id.in_(changes.removed)))
    connection.execute(delete(_submission).where(_submission.c.id.in_(changes.removed)))
    connection.execute(update(_submission).where(_submission.c.id.in_(changes.moved)).values(student_id=new))
    there = select(_submission.c.id).where(_submission.c.id.in_([row for row, _ in changes.bare]))
    have = set(connection.execute(there).scalars())
    for row, assignment in changes.bare:
        if row not in have:
            connection.execute(insert(_submission).values(id=row, assignment_id=assignment, student_id=new))
    for row, seconds in changes.extensions.items():
        longer = datetime.timedelta(seconds=seconds)
        connection.execute(update(_submission).where(_submission.c.id == row).values(extension=longer))
    connection.execute(delete(_student).where(_student.c.id == old))


def _bring_in(connection: Connection, old: str, new: str) -> None:
    """The new account, with its own names, and the old one's where it has none."""
    found = connection.execute(select(_student).where(_student.c.id.in_([old, new]))).mappings()
    about = {row["id"]: row for row in found}
    if old not in about:
        return
    values = {name: (about[new][name] if new in about else None) or about[old][name] for name in _ABOUT}
    if new in about:
        connection.execute(update(_student).where(_student.c.id == new).values(**values))
    else:
        connection.execute(insert(_student).values(id=new, **values))
