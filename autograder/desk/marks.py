"""What the gradebook says of a class: points, manual grades, comments, penalties. Reads only."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from math import fsum
from shlex import quote

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from autograder.grading.accounts.leavers import has_left
from autograder.grading.gradebook.version import is_missing, reading
from autograder.grading.late_work.lateness import HandIn
from autograder.grading.late_work.penalties import hand_ins
from autograder.grading.late_work.rule import LateRule

Rule = Callable[[], LateRule]


class NotGraded(ValueError):
    """The gradebook holds no grades of this assignment, or of this student; the message says what to do."""


@dataclass(frozen=True)
class Person:
    """A student as the gradebook knows one; only the id is always there."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def name(self) -> str:
        """First and last name, or the id."""
        return f"{self.first_name} {self.last_name}".strip() or self.id


@dataclass(frozen=True)
class Mark:
    """The points of one graded cell.

    cell: its name: the function's, or `<exercise>_written`. waiting: for a person to grade it, and counts 0.
    by_hand: a person gave the points. notebook_id: the name of its page in formgrader.
    comment: a person's; remark: nbgrader's own, where no person wrote one ("No response.").
    given: anybody, or the machine, gave points.
    """

    exercise: str
    cell: str
    points: float
    max_points: float
    waiting: bool
    by_hand: bool
    notebook_id: str
    comment: str = ""
    remark: str = ""
    given: bool = True


@dataclass(frozen=True)
class Standing:
    """One submission's marks, in the order of the notebooks.

    penalty: points lost by being late, by the rule and the points of now. penalty_before: as the last grading had it.
    """

    timestamp: datetime.datetime | None
    penalty: float
    marks: tuple[Mark, ...]
    penalty_before: float | None = None

    @property
    def score(self) -> float:
        """The sum of the points, before the penalty."""
        return fsum(mark.points for mark in self.marks)

    @property
    def total(self) -> float:
        """The points that count, as nbgrader's export gives them: never below 0."""
        return max(0.0, self.score - self.penalty)


@dataclass(frozen=True)
class ClassMarks:
    """A whole class in one assignment: everybody of the course, and a standing for each who handed in.

    left: who is in the gradebook, and has left the course.
    """

    assignment: str
    duedate: datetime.datetime | None
    max_points: float
    people: tuple[Person, ...]
    standings: dict[str, Standing]
    left: tuple[Person, ...] = ()


def _marks_of(assignment_id: str) -> Select:
    max_points = func.coalesce(GradeCell.__table__.c.max_score, TaskCell.__table__.c.max_score, 0.0)
    return (
        select(SubmittedAssignment.student_id, SubmittedNotebook.id, Notebook.name, BaseCell.name, Grade, max_points)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .join(BaseCell.__table__, BaseCell.__table__.c.id == Grade.cell_id)
        .outerjoin(GradeCell.__table__, GradeCell.__table__.c.id == Grade.cell_id)
        .outerjoin(TaskCell.__table__, TaskCell.__table__.c.id == Grade.cell_id)
        .where(SubmittedAssignment.assignment_id == assignment_id)
        .order_by(Notebook.name, BaseCell.name)
    )


def _comments_of(session: Session, assignment_id: str) -> dict[tuple[str, str], tuple[str, str]]:
    """The comment and the remark by submitted notebook and the cell's name."""
    query = (
        select(Comment.notebook_id, BaseCell.name, Comment.manual_comment, Comment.auto_comment)
        .join(BaseCell.__table__, BaseCell.__table__.c.id == Comment.cell_id)
        .join(SubmittedNotebook, SubmittedNotebook.id == Comment.notebook_id)
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .where(SubmittedAssignment.assignment_id == assignment_id)
    )
    found = session.execute(query)
    return {(notebook, cell): (manual or "", "" if manual else auto or "") for notebook, cell, manual, auto in found}


def _marks(session: Session, assignment_id: str) -> dict[str, list[Mark]]:
    comments = _comments_of(session, assignment_id)
    marks: dict[str, list[Mark]] = {}
    for student, notebook_id, exercise, cell, grade, max_points in session.execute(_marks_of(assignment_id)):
        said = comments.get((notebook_id, cell), ("", ""))
        by_hand = grade.manual_score is not None
        points = (float(grade.score or 0), float(max_points))
        # A regrade asks for a second look at points that a person gave; they count meanwhile.
        waiting = grade.needs_manual_grade and not by_hand
        given = by_hand or grade.auto_score is not None or bool(grade.extra_credit)
        found = Mark(exercise, cell, *points, waiting, by_hand, notebook_id, *said, given)
        marks.setdefault(student, []).append(found)
    return marks


def _penalty(rule: Rule, student: str, term: Iterable[HandIn], assignment: str, marks: list[Mark]) -> float | None:
    """The points lost: a person may have given points, or an extension, since the gradebook's were reckoned.

    None where that cannot be told.
    """
    (late,) = (one for one in term if one.assignment == assignment)
    if not late.known:
        return None
    points: dict[str, float] = {}
    for mark in marks:
        points[mark.notebook_id] = points.get(mark.notebook_id, 0.0) + mark.points
    if not late.seconds_late:
        return 0.0
    return fsum(rule().points_lost(student, score, late, term) or 0.0 for score in points.values())


def _standings(session: Session, assignment: Assignment, rule: Rule) -> dict[str, Standing]:
    """The standing of everybody whose submission was graded; an extension alone makes none."""
    columns = SubmittedAssignment.student_id, SubmittedAssignment.timestamp
    penalty = func.coalesce(func.sum(SubmittedNotebook.late_submission_penalty), 0.0)
    query = (
        select(*columns, penalty)
        .outerjoin(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .where(SubmittedAssignment.assignment_id == assignment.id)
        .group_by(*columns)
    )
    by_student, terms = _marks(session, assignment.id), hand_ins(session.connection())
    found = {}
    for student, timestamp, before in session.execute(query):
        marks = by_student.get(student, [])
        if any(mark.given for mark in marks):
            now = _penalty(rule, student, terms[student], assignment.name, marks)
            penalty_now = float(before) if now is None else now
            found[student] = Standing(timestamp, penalty_now, tuple(marks), float(before))
    return found


def read_marks(db_url: str, assignment: str, rule: Rule) -> ClassMarks:
    """All marks of an assignment. Writes nothing.

    rule: makes the term's rule for late work, where somebody is late. Raises `UnusableGradebook`, `NotGraded`,
    `LateRuleFailed`.
    """
    grade_first = f"Grade it first: python -m autograder grade {assignment}"
    if is_missing(db_url):
        raise NotGraded(f"There is no gradebook yet. {grade_first}")
    with reading(db_url) as connection, Session(connection) as session:
        found = session.execute(select(Assignment).where(Assignment.name == assignment)).scalar_one_or_none()
        if found is None:
            raise NotGraded(f"The gradebook has no assignment {assignment!r}. {grade_first}")
        people = session.execute(select(Student).order_by(Student.last_name, Student.first_name, Student.id))
        fields = ("id", "first_name", "last_name", "email", "lms_user_id")
        listed = tuple(Person(*(getattr(s, name) or "" for name in fields)) for s in people.scalars())
        about = (assignment, found.duedate, float(found.max_score), listed)
        return ClassMarks(*about, _standings(session, found, rule))


def assignments_in(db_url: str) -> list[str]:
    """The assignments that the gradebook knows, graded or not; none without one. Raises `UnusableGradebook`."""
    if is_missing(db_url):
        return []
    with reading(db_url) as connection:
        return list(connection.execute(select(Assignment.name)).scalars())


def without_leavers(marks: ClassMarks, leavers: Mapping[str, str]) -> ClassMarks:
    """The marks of those who are of the course still. leavers: as `read_leavers` gives them."""
    people = tuple(person for person in marks.people if not has_left(person.id, leavers))
    left = tuple(person for person in marks.people if has_left(person.id, leavers))
    standings = {student: standing for student, standing in marks.standings.items() if not has_left(student, leavers)}
    return replace(marks, people=people, standings=standings, left=left)


def chosen(marks: ClassMarks, students: Iterable[str] | None) -> list[Person]:
    """Those who handed in, or the named ones of them. Raises `NotGraded` for a name without a submission."""
    graded = [person for person in marks.people if person.id in marks.standings]
    if not students:
        return graded
    if left := sorted(set(students) & {person.id for person in marks.left}):
        back = f"To take the student back: python -m autograder leave --back {quote(left[0])}"
        raise NotGraded(f"{left[0]!r} has left the course, by left.csv, and needs no feedback. {back}")
    if absent := sorted(set(students) - {person.id for person in graded}):
        raise NotGraded(f"The gradebook has no submission of {marks.assignment} by {absent[0]!r}.")
    return [person for person in graded if person.id in set(students)]
