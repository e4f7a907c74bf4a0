"""Points and late penalties as nbgrader's gradebook has them, by student, exercise and cell."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from nbgrader import api
from sqlalchemy import Connection, Row, select

_submission, _notebook = api.SubmittedAssignment.__table__, api.SubmittedNotebook.__table__
_grade, _cell, _released = api.Grade.__table__, api.BaseCell.__table__, api.Notebook.__table__


@dataclass(frozen=True)
class CellPoints:
    """The points of one cell; None where it waits for a person. by_hand: a person gave them."""

    points: float | None
    by_hand: bool = False


@dataclass(frozen=True)
class GradebookPoints:
    """What the gradebook has of one submission. timestamp: when it was handed in, UTC in ISO format.

    cells: by exercise and cell. penalties: by exercise, where there are some. judged: the exercises with points of
    the machine.
    """

    timestamp: str | None = None
    cells: dict[str, dict[str, CellPoints]] = field(default_factory=dict)
    penalties: dict[str, float] = field(default_factory=dict)
    judged: frozenset[str] = frozenset()


def _points(row: Row) -> CellPoints:
    by_hand = row.manual_score is not None
    given = row.manual_score if by_hand else row.auto_score
    if given is None and not row.extra_credit:
        return CellPoints(None)
    return CellPoints((given or 0.0) + (row.extra_credit or 0.0), by_hand)


def _submissions(connection: Connection, assignment: str, students: list[str]) -> Iterator[Row]:
    query = (
        select(
            _submission.c.student_id,
            _submission.c.timestamp,
            _released.c.name.label("exercise"),
            _notebook.c.late_submission_penalty.label("penalty"),
        )
        .join(_notebook, _notebook.c.assignment_id == _submission.c.id)
        .join(_released, _released.c.id == _notebook.c.notebook_id)
        .where(_submission.c.assignment_id == assignment, _submission.c.student_id.in_(students))
    )
    yield from connection.execute(query)


def _grades(connection: Connection, assignment: str, students: list[str]) -> Iterator[Row]:
    scores = _grade.c.auto_score, _grade.c.manual_score, _grade.c.extra_credit
    query = (
        select(_submission.c.student_id, _released.c.name.label("exercise"), _cell.c.name, *scores)
        .join(_notebook, _notebook.c.assignment_id == _submission.c.id)
        .join(_released, _released.c.id == _notebook.c.notebook_id)
        .join(_grade, _grade.c.notebook_id == _notebook.c.id)
        .join(_cell, _cell.c.id == _grade.c.cell_id)
        .where(_submission.c.assignment_id == assignment, _submission.c.student_id.in_(students))
        .order_by(_cell.c.name)
    )
    yield from connection.execute(query)


def _as_text(timestamp: datetime.datetime | None) -> str | None:
    return timestamp.isoformat() if timestamp else None


def read_points(connection: Connection, assignment: str, students: list[str]) -> dict[str, GradebookPoints]:
    """What the gradebook has of these students, those whom it knows. assignment: its id."""
    when: dict[str, str | None] = {}
    penalties: dict[str, dict[str, float]] = {}
    for row in _submissions(connection, assignment, students):
        when[row.student_id] = _as_text(row.timestamp)
        if row.penalty:
            penalties.setdefault(row.student_id, {})[row.exercise] = row.penalty
    cells: dict[str, dict[str, dict[str, CellPoints]]] = {}
    judged: dict[str, set[str]] = {}
    for row in _grades(connection, assignment, students):
        cells.setdefault(row.student_id, {}).setdefault(row.exercise, {})[row.name] = _points(row)
        if row.auto_score is not None:
            judged.setdefault(row.student_id, set()).add(row.exercise)
    return {
        s: GradebookPoints(timestamp, cells.get(s, {}), penalties.get(s, {}), frozenset(judged.get(s, ())))
        for s, timestamp in when.items()
    }
