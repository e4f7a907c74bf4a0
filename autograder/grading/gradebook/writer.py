"""Results into nbgrader's gradebook. The only writer: many submissions a transaction, each whole or not at all.

The rows are those that nbgrader's Gradebook, SaveAutoGrades and AssignLatePenalties would
write, but read and written by the batch. Manual scores, extra credit and manual comments are kept.
"""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from nbgrader import api
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Table,
    bindparam,
    create_engine,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError

from autograder.grading.course import Course
from autograder.grading.gradebook.by_hand import read_by_hand, set_aside
from autograder.grading.gradebook.hand_points import HandPoints
from autograder.grading.gradebook.points import GradebookPoints, read_points
from autograder.grading.graded_submission import Graded
from autograder.grading.late_work.penalties import PenaltyChange, reckon
from autograder.grading.late_work.rule import late_rule
from autograder.grading.run_journal import GOES_ON

# How long another program, formgrader for instance, may hold the gradebook before that is an error.
BUSY_SECONDS = 15

_student, _submission, _notebook = (m.__table__ for m in (api.Student, api.SubmittedAssignment, api.SubmittedNotebook))
_grade, _comment = api.Grade.__table__, api.Comment.__table__
_assignment, _released = api.Assignment.__table__, api.Notebook.__table__
_cell, _grade_cell, _solution_cell = (m.__table__ for m in (api.BaseCell, api.GradeCell, api.SolutionCell))


class GradebookFailed(RuntimeError):
    """The gradebook could not be written; the message says why and what to do."""


@dataclass(frozen=True)
class _Sheet:
    """The assignment as the gradebook knows it: ids by exercise and by cell name."""

    assignment: str
    duedate: datetime.datetime | None
    notebooks: dict[str, str]
    grade_cells: dict[str, dict[str, str]]
    comment_cells: dict[str, dict[str, str]]


def _cells_of(connection: Connection, kind, notebook_id: str) -> dict[str, str]:
    query = select(_cell.c.name, _cell.c.id).join(kind, kind.c.id == _cell.c.id)
    query = query.where(_cell.c.notebook_id == notebook_id)
    return {name: cell for name, cell in connection.execute(query)}


def _sheet(connection: Connection, assignment: str) -> _Sheet:
    found = connection.execute(select(_assignment.c.id, _assignment.c.duedate).where(_assignment.c.name == assignment))
    identity, duedate = found.one()
    query = select(_released.c.name, _released.c.id).where(_released.c.assignment_id == identity)
    notebooks = {name: notebook for name, notebook in connection.execute(query)}
    return _Sheet(
        identity,
        duedate,
        notebooks,
        {name: _cells_of(connection, _grade_cell, n) for name, n in notebooks.items()},
        {name: _cells_of(connection, _solution_cell, n) for name, n in notebooks.items()},
    )


def patient_engine(db_url: str) -> Engine:
    """A way to write to a gradebook, which waits while another program holds it."""
    timeout = {"timeout": BUSY_SECONDS} if db_url.startswith("sqlite") else {}
    return create_engine(db_url, connect_args=timeout)


class Writer:
    """Writes to the gradebook of one term, for one assignment."""

    def __init__(self, course: Course, assignment: str) -> None:
        """Raises `GradebookFailed`, `LateRuleFailed`."""
        self._rule = late_rule(course.config)
        self._assignment = assignment
        self.changed_elsewhere: list[PenaltyChange] = []
        self._url = url = course.directory.db_url
        self._engine = patient_engine(url)
        with self._transaction() as connection:
            self._sheet = _sheet(connection, assignment)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        """A transaction: all of it is written, or nothing. Raises `GradebookFailed`."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except DBAPIError as error:
            raise GradebookFailed(failure(self._url, error)) from error

    def clear(self, students: list[str], exercises: list[str] | None = None) -> None:
        """Take the automatic scores of these students out, as of a submission that was not graded yet.

        A grading that fails afterwards leaves no old score standing. exercises: those of these only, None for all;
        with the others the time of handing in stays.
        """
        with self._transaction() as connection:
            for some in _chunks(students, 200):
                ids = [s.id for s in self._submissions(connection, some).values()]
                of_these = _notebook.c.assignment_id.in_(ids)
                if exercises is None:
                    connection.execute(update(_submission).where(_submission.c.id.in_(ids)).values(timestamp=None))
                else:
                    of_these &= _notebook.c.notebook_id.in_([self._sheet.notebooks[e] for e in exercises])
                notebooks = select(_notebook.c.id).where(of_these).scalar_subquery()
                blank = {"auto_score": None, "needs_manual_grade": True}
                connection.execute(update(_grade).where(_grade.c.notebook_id.in_(notebooks)).values(**blank))
                connection.execute(
                    update(_comment).where(_comment.c.notebook_id.in_(notebooks)).values(auto_comment=None)
                )
                connection.execute(update(_notebook).where(of_these).values(late_submission_penalty=None))

    def points(self, students: list[str]) -> dict[str, GradebookPoints]:
        """What the gradebook has of these students, those whom it knows. Raises `GradebookFailed`."""
        with self._transaction() as connection:
            chunks = _chunks(students, 200)
            return {s: p for some in chunks for s, p in read_points(connection, self._sheet.assignment, some).items()}

    def extend(self, extensions: dict[str, datetime.timedelta | None]) -> list[PenaltyChange]:
        """Write extensions by student, None for none, in one transaction. Returns the penalties that changed with them.

        Who has handed in nothing gets the rows of a submission: without a time and without grades, it counts as none.
        Raises `GradebookFailed`, `LateRuleFailed`.
        """
        with self._transaction() as connection:
            self._extend(connection, extensions)
            return self._reckoned(connection, list(extensions))

    def _extend(self, connection: Connection, extensions: dict[str, datetime.timedelta | None]) -> None:
        self._add_missing(connection, [student for student, delta in extensions.items() if delta])
        rows = self._submissions(connection, list(extensions))
        given = [{"row": row.id, "extension": extensions[student]} for student, row in rows.items()]
        _update(connection, _submission, given, "extension")

    def by_hand(self, students: list[str]) -> list[HandPoints]:
        """What persons gave these students. Raises `GradebookFailed`."""
        with self._transaction() as connection:
            chunks = _chunks(students, 200)
            return [g for some in chunks for g in read_by_hand(connection, self._sheet.assignment, some)]

    def graded_students(self) -> set[str]:
        """Everybody with points of the machine. Raises `GradebookFailed`."""
        query = (
            select(_submission.c.student_id)
            .join(_notebook, _notebook.c.assignment_id == _submission.c.id)
            .join(_grade, _grade.c.notebook_id == _notebook.c.id)
            .where(_submission.c.assignment_id == self._sheet.assignment, _grade.c.auto_score.is_not(None))
        )
        with self._transaction() as connection:
            return set(connection.execute(query.distinct()).scalars())

    def students(self) -> set[str]:
        """The ids of everybody in the gradebook. Raises `GradebookFailed`."""
        with self._transaction() as connection:
            return set(connection.execute(select(_student.c.id)).scalars())

    def rows_of(self, student: str) -> list[dict]:
        """A student's submission and all its grades and comments, as the gradebook has them."""
        with self._transaction() as connection:
            found = []
            for table, where in self._own(student):
                rows = connection.execute(select(table).where(where)).mappings()
                found += [{"table": table.name, **row} for row in rows]
            return found

    def remove(self, student: str) -> None:
        """Take a student's submission and all its grades and comments out, in one transaction; an extension stays.

        Raises `GradebookFailed`, `LateRuleFailed`.
        """
        with self._transaction() as connection:
            (submission,) = self._submissions(connection, [student]).values()
            for table, where in self._own(student):
                connection.execute(delete(table).where(where))
            self._extend(connection, {student: submission.extension})
            self._reckon(connection, [student])

    def _own(self, student: str) -> list[tuple[Table, ColumnElement[bool]]]:
        """Which rows are a student's, those first that point to others."""
        own = (_submission.c.student_id == student) & (_submission.c.assignment_id == self._sheet.assignment)
        submissions = select(_submission.c.id).where(own)
        notebooks = select(_notebook.c.id).where(_notebook.c.assignment_id.in_(submissions))
        return [
            (_comment, _comment.c.notebook_id.in_(notebooks)),
            (_grade, _grade.c.notebook_id.in_(notebooks)),
            (_notebook, _notebook.c.assignment_id.in_(submissions)),
            (_submission, own),
        ]

    def write(self, graded: list[Graded], for_other_answers: Iterable[HandPoints] = ()) -> None:
        """Write the scores of some submissions in one transaction. The same again changes nothing.

        for_other_answers: what persons gave for answers that have changed; it is taken out.
        Raises `GradebookFailed`, `LateRuleFailed`; then nothing is written.
        """
        with self._transaction() as connection:
            waiting = set_aside(connection, self._sheet.assignment, for_other_answers)
            self._add_missing(connection, [g.student for g in graded])
            submissions = self._submissions(connection, [g.student for g in graded])
            notebooks = self._notebooks(connection, [s.id for s in submissions.values()])
            times = [{"row": submissions[g.student].id, "timestamp": _handed_in_at(g)} for g in graded]
            _update(connection, _submission, times, "timestamp")
            self._write_scores(connection, graded, submissions, notebooks)
            again = [{"row": grade, "needs_manual_grade": True} for grade in waiting]
            _update(connection, _grade, again, "needs_manual_grade")
            self._write_comments(connection, graded, submissions, notebooks)
            self._assign_penalties(connection, graded, notebooks)

    def _submissions(self, connection: Connection, students: list[str]) -> dict:
        columns = _submission.c.student_id, _submission.c.id, _submission.c.extension
        query = select(*columns).where(
            _submission.c.assignment_id == self._sheet.assignment, _submission.c.student_id.in_(students)
        )
        return {row.student_id: row for row in connection.execute(query)}

    def _notebooks(self, connection: Connection, submissions: list[str]) -> dict[tuple[str, str], str]:
        """Ids of submitted notebooks by (submission's id, released notebook's id)."""
        query = select(_notebook.c.assignment_id, _notebook.c.notebook_id, _notebook.c.id)
        rows = connection.execute(query.where(_notebook.c.assignment_id.in_(submissions)))
        return {(row.assignment_id, row.notebook_id): row.id for row in rows}

    def _add_missing(self, connection: Connection, students: list[str]) -> None:
        """Rows for students and submissions that the gradebook does not have: empty, as nbgrader makes them."""
        known = set(connection.execute(select(_student.c.id).where(_student.c.id.in_(students))).scalars())
        _insert(connection, _student, [{"id": s} for s in students if s not in known])
        have = self._submissions(connection, students)
        assignment = self._sheet.assignment
        new = [{"id": api.new_uuid(), "assignment_id": assignment, "student_id": s} for s in students if s not in have]
        _insert(connection, _submission, new)
        submissions = [s["id"] for s in new] + [s.id for s in have.values()]
        notebooks = self._notebooks(connection, submissions)
        wanted = ((s, n) for s in submissions for n in self._sheet.notebooks.values())
        absent = [(s, n) for s, n in wanted if (s, n) not in notebooks]
        _insert(
            connection,
            _notebook,
            [{"id": api.new_uuid(), "assignment_id": s, "notebook_id": n, "flagged": False} for s, n in absent],
        )

    def _write_scores(self, connection: Connection, graded: list[Graded], submissions, notebooks) -> None:
        have = _by_cell(connection, _grade, notebooks.values(), _grade.c.manual_score)
        new, changed = [], []
        for g in graded:
            for exercise in g.scores:
                cells = self._sheet.grade_cells[exercise]
                notebook = notebooks[submissions[g.student].id, self._sheet.notebooks[exercise]]
                for name, cell in cells.items():
                    score = g.scores[exercise].get(name)
                    row = have.get((notebook, cell))
                    by_hand = row is not None and row.manual_score is not None
                    values = {"auto_score": score, "needs_manual_grade": by_hand or score is None}
                    if row is None:
                        new.append({"id": api.new_uuid(), "notebook_id": notebook, "cell_id": cell, **values})
                    else:
                        changed.append({"row": row.id, **values})
        _insert(connection, _grade, new)
        _update(connection, _grade, changed, "auto_score", "needs_manual_grade")

    def _write_comments(self, connection: Connection, graded: list[Graded], submissions, notebooks) -> None:
        have = _by_cell(connection, _comment, notebooks.values())
        new, changed = [], []
        for g in graded:
            for exercise in g.comments:
                cells = self._sheet.comment_cells[exercise]
                notebook = notebooks[submissions[g.student].id, self._sheet.notebooks[exercise]]
                for name, cell in cells.items():
                    text = g.comments[exercise].get(name)
                    row = have.get((notebook, cell))
                    if row is None:
                        new.append(
                            {"id": api.new_uuid(), "notebook_id": notebook, "cell_id": cell, "auto_comment": text}
                        )
                    else:
                        changed.append({"row": row.id, "auto_comment": text})
        _insert(connection, _comment, new)
        _update(connection, _comment, changed, "auto_comment")

    def _assign_penalties(self, connection: Connection, graded: list[Graded], notebooks: dict) -> None:
        """The late penalty of every notebook; the points include those that a person gave."""
        rows = [{"row": n, "late_submission_penalty": None} for n in notebooks.values()]
        _update(connection, _notebook, rows, "late_submission_penalty")
        self._reckon(connection, [g.student for g in graded])

    def _reckon(self, connection: Connection, students: list[str]) -> None:
        """Penalties by what the gradebook knows now; those of other assignments too, where they depend on this one."""
        changes = self._reckoned(connection, students)
        self.changed_elsewhere += [change for change in changes if change.assignment != self._assignment]

    def _reckoned(self, connection: Connection, students: list[str]) -> list[PenaltyChange]:
        return reckon(connection, self._rule, students, None if self._rule.by_dates else self._assignment)


def _handed_in_at(graded: Graded) -> datetime.datetime | None:
    return datetime.datetime.fromisoformat(graded.timestamp) if graded.timestamp else None


def _chunks(items: list, size: int) -> Iterator[list]:
    return (items[i : i + size] for i in range(0, len(items), size))


def _by_cell(connection: Connection, table, notebooks: Iterable[str], *columns) -> dict[tuple[str, str], Row]:
    """Rows of grades or comments by (submitted notebook's id, cell's id)."""
    rows = {}
    for some in _chunks(list(notebooks), 500):
        query = select(table.c.notebook_id, table.c.cell_id, table.c.id, *columns)
        for row in connection.execute(query.where(table.c.notebook_id.in_(some))):
            rows[row.notebook_id, row.cell_id] = row
    return rows


def _insert(connection: Connection, table, rows: list[dict]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def _update(connection: Connection, table, rows: list[dict], *columns: str) -> None:
    if rows:
        values: dict[str, Any] = {name: bindparam(name) for name in columns}
        connection.execute(update(table).where(table.c.id == bindparam("row")).values(**values), rows)


def failure(url: str, error: DBAPIError) -> str:
    """What is said of a gradebook that could not be written, and what to do."""
    why = str(error.orig).strip().splitlines()[0]
    if "locked" in why:
        return f"Another program has held {url} for more than {BUSY_SECONDS} s ({why}). Close it. {GOES_ON}"
    if "full" in why:
        return f"The gradebook {url} cannot be written: {why}. Make room on the disk. {GOES_ON}"
    return f"The gradebook {url} cannot be written: {why}. {GOES_ON}"
