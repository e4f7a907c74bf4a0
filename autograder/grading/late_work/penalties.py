"""The late penalties of the gradebook, reckoned from what it knows: times, due dates, extensions, points."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import fsum
from typing import Any

from nbgrader import api
from sqlalchemy import Connection, Row, bindparam, func, select, update

from autograder.grading.late_work.lateness import HandIn
from autograder.grading.late_work.rule import LateRule

_submission, _notebook, _grade = (m.__table__ for m in (api.SubmittedAssignment, api.SubmittedNotebook, api.Grade))
_assignment = api.Assignment.__table__
_AT_A_TIME = 200  # students: SQLite takes so many values in one query


@dataclass(frozen=True)
class PenaltyChange:
    """Points that a student loses in an assignment, as the gradebook had them and as they are now."""

    student: str
    assignment: str
    before: float
    after: float

    @property
    def told(self) -> str:
        """The change in words."""
        return f"{self.student}, {self.assignment}: {self.before:.4g} -> {self.after:.4g}"


def hand_ins(connection: Connection, students: Iterable[str] | None = None) -> dict[str, tuple[HandIn, ...]]:
    """By student, when each assignment was due and handed in, as far as the gradebook knows. students: None for all."""
    query = select(
        _submission.c.student_id,
        _assignment.c.name,
        _assignment.c.duedate,
        _submission.c.extension,
        _submission.c.timestamp,
    ).join(_assignment, _assignment.c.id == _submission.c.assignment_id)
    if students is not None:
        query = query.where(_submission.c.student_id.in_(list(students)))
    found: dict[str, tuple[HandIn, ...]] = {}
    for student, name, duedate, extension, handed_in in connection.execute(query):
        due = duedate + extension if duedate and extension else duedate
        found[student] = (*found.get(student, ()), HandIn(name, due, handed_in))
    return found


def _notebooks(connection: Connection, students: list[str], assignment: str | None) -> Iterator[Row]:
    """The submitted notebooks of some students, with their points as nbgrader adds them up."""
    points = func.coalesce(_grade.c.manual_score, _grade.c.auto_score, 0.0) + func.coalesce(_grade.c.extra_credit, 0.0)
    query = (
        select(
            _submission.c.student_id,
            _assignment.c.name,
            _notebook.c.id,
            _notebook.c.late_submission_penalty.label("before"),
            func.coalesce(func.sum(points), 0.0).label("score"),
        )
        .join(_assignment, _assignment.c.id == _submission.c.assignment_id)
        .join(_notebook, _notebook.c.assignment_id == _submission.c.id)
        .outerjoin(_grade, _grade.c.notebook_id == _notebook.c.id)
        .where(_submission.c.student_id.in_(students))
        .group_by(_submission.c.student_id, _assignment.c.name, _notebook.c.id, _notebook.c.late_submission_penalty)
    )
    if assignment is not None:
        query = query.where(_assignment.c.name == assignment)
    return iter(connection.execute(query).all())


def _reckoned(
    connection: Connection, rule: LateRule, students: list[str], assignment: str | None
) -> tuple[list[dict[str, Any]], list[PenaltyChange]]:
    """The rows that are to be written, and what they change."""
    terms = hand_ins(connection, students)
    rows: list[dict[str, Any]] = []
    sums: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for notebook in _notebooks(connection, students, assignment):
        term = terms[notebook.student_id]
        (one,) = (one for one in term if one.assignment == notebook.name)
        if not one.known:
            continue
        after = rule.points_lost(notebook.student_id, notebook.score, one, term)
        sums.setdefault((notebook.student_id, notebook.name), []).append((notebook.before or 0.0, after or 0.0))
        if after != notebook.before:
            rows.append({"row": notebook.id, "penalty": after})
    changes = [PenaltyChange(*place, *map(fsum, zip(*both, strict=True))) for place, both in sorted(sums.items())]
    return rows, [change for change in changes if abs(change.after - change.before) > 1e-9]


def out_of_date(
    connection: Connection, rule: LateRule, students: Iterable[str], assignment: str | None = None
) -> list[PenaltyChange]:
    """Which penalties in the gradebook are not those of now. Writes nothing. Raises `LateRuleFailed`."""
    everybody = list(students)
    parts = (everybody[i : i + _AT_A_TIME] for i in range(0, len(everybody), _AT_A_TIME))
    return [change for some in parts for change in _reckoned(connection, rule, some, assignment)[1]]


def reckon(
    connection: Connection, rule: LateRule, students: Iterable[str], assignment: str | None = None
) -> list[PenaltyChange]:
    """Bring the penalties of some students up to date, in one assignment or, with None, in all. Returns what changed.

    Where a due date or a time is not known, what stands in the gradebook stays. Raises `LateRuleFailed`.
    """
    everybody, changes = list(students), []
    for i in range(0, len(everybody), _AT_A_TIME):
        rows, changed = _reckoned(connection, rule, everybody[i : i + _AT_A_TIME], assignment)
        if rows:
            values: dict[str, Any] = {"late_submission_penalty": bindparam("penalty")}
            connection.execute(update(_notebook).where(_notebook.c.id == bindparam("row")).values(**values), rows)
        changes += changed
    return changes


def told_elsewhere(changes: list[PenaltyChange]) -> list[str]:
    """What is said of penalties that changed with something else than their own grading; empty where none did."""
    if not changes:
        return []
    text = "Points lost by being late are reckoned anew; pages and files written before have the old ones:"
    return [text, *(change.told for change in changes)]
