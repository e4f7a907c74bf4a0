"""The late days of a term: what each student has used, and has left."""

from dataclasses import dataclass

from nbgrader.api import Assignment, Student
from rich.table import Table
from rich.text import Text
from sqlalchemy import Connection, select

from autograder.desk.exports import Cell
from autograder.desk.marks import NotGraded
from autograder.desk.notes import named
from autograder.grading.course import Course
from autograder.grading.gradebook.version import is_missing, reading
from autograder.grading.late_work.late_days import LateDays, Spent
from autograder.grading.late_work.penalties import PenaltyChange, hand_ins, out_of_date
from autograder.grading.late_work.rule import late_rule

_LAST = ("beyond", "left")


class NoLateDays(ValueError):
    """The term has no late days; the message says how to set them."""


@dataclass(frozen=True)
class StudentsDays:
    """spent: by assignment, for what was handed in. left: of the budget."""

    student: str
    spent: dict[str, Spent]
    left: int

    @property
    def beyond(self) -> int:
        """The late days that cost points."""
        return sum(one.beyond for one in self.spent.values())


@dataclass(frozen=True)
class TermsDays:
    """assignments: in the order of their due dates. stale: penalties that the gradebook has from before."""

    assignments: tuple[str, ...]
    students: tuple[StudentsDays, ...]
    stale: tuple[PenaltyChange, ...]


def late_days(course: Course) -> TermsDays:
    """What everybody in the gradebook has used of the late days. Writes nothing.

    Raises `NoLateDays`, `NotGraded`, `UnusableGradebook`, `LateRuleFailed`.
    """
    rule, url = late_rule(course.config), course.directory.db_url
    days = rule.plugin
    if not isinstance(days, LateDays):
        set_them = 'c.AssignLatePenalties.plugin_class = "autograder.grading.late_work.late_days.LateDays"'
        raise NoLateDays(f"The term's rule for late work has no late days. Set it in nbgrader_config.py: {set_them}")
    if is_missing(url):
        raise NotGraded("There is no gradebook yet. Enter the class first: nbgrader db student import students.csv")
    with reading(url) as connection:
        students, assignments = _named(connection)
        terms = hand_ins(connection)
        stale = out_of_date(connection, rule, students)
    found = []
    for student in students:
        spent = days.spent(one.there(rule.zone) for one in terms.get(student, ()))
        found.append(StudentsDays(student, spent, days.budget - sum(one.used for one in spent.values())))
    return TermsDays(assignments, tuple(found), tuple(stale))


def _named(connection: Connection) -> tuple[list[str], tuple[str, ...]]:
    """All students, and the assignments that are due some day."""
    students = connection.execute(select(Student.__table__.c.id).order_by(Student.__table__.c.id)).scalars()
    columns = Assignment.__table__.c
    due = select(columns.name).where(columns.duedate.is_not(None)).order_by(columns.duedate, columns.name)
    return list(students), tuple(connection.execute(due).scalars())


def rows(term: TermsDays) -> list[list[Cell]]:
    """A header, and a line a student: the days used for each assignment, "" where nothing was handed in."""
    lines: list[list[Cell]] = [["id", *term.assignments, *_LAST]]
    for one in term.students:
        used = [one.spent[name].used if name in one.spent else "" for name in term.assignments]
        lines.append([one.student, *used, one.beyond, one.left])
    return lines


def table(term: TermsDays) -> Table:
    """The same to be looked at."""
    header, *lines = rows(term)
    shown = Table("student", *map(str, header[1:]))
    for student, *cells in lines:
        # Text, not markup: a student's id may have brackets in it.
        shown.add_row(Text(str(student)), *map(str, cells))
    return shown


def as_json(term: TermsDays) -> list[dict]:
    """The same for a program, with the days late of each assignment."""
    return [
        {
            "student": one.student,
            "left": one.left,
            "assignments": {
                name: {"late": spent.late, "used": spent.used, "beyond": spent.beyond}
                for name, spent in one.spent.items()
            },
        }
        for one in term.students
    ]


def notes(term: TermsDays) -> list[str]:
    """What the reader should know: penalties that are not brought up to date yet."""
    if not term.stale:
        return []
    told = f"The gradebook has late penalties of before: {named([one.told for one in term.stale])}."
    again = [
        f"python -m autograder grade {assignment}" for assignment in dict.fromkeys(c.assignment for c in term.stale)
    ]
    return [told, "Bring them up to date:", *again]
