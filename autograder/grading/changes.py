"""What a regrade has changed, for whom, and why as far as the records tell. Nothing is graded for it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from autograder.csv_text import Cell
from autograder.grading.gradebook.points import CellPoints
from autograder.grading.graded_folder import Origin
from autograder.grading.student_record import StudentRecord
from autograder.judging.lecture_order import place

COLUMNS = (
    "student",
    "exercise",
    "function",
    "points_before",
    "points_after",
    "verdict_before",
    "verdict_after",
    "diagnosis_before",
    "diagnosis_after",
    "reason",
)
PENALTY = "late penalty"
SINCE = "points by hand, deadline, extension or rule since the last grading"
NO_CAUSE = "same files, rules and seed: it ran out of time or memory otherwise, or draws numbers of its own"


@dataclass(frozen=True)
class State:
    """One cell, before or after. points: None where it waits for a person, or is not graded."""

    points: float | None
    verdict: str = ""
    diagnosis: str = ""


@dataclass(frozen=True)
class Change:
    """What changed in one cell, or in the late penalty of one exercise, which is a negative number of points."""

    student: str
    exercise: str
    function: str
    before: State
    after: State
    reason: str

    @property
    def told(self) -> str:
        """The change in a line."""
        points = f"{_shown(self.before.points)} -> {_shown(self.after.points)}"
        return f"{self.student}, {self.exercise}, {self.function}: {points} ({self.reason})"


def _shown(points: float | None) -> str:
    return "no points" if points is None else f"{points:.4g}"


def _state(record: StudentRecord, exercise: str, cell: str) -> State:
    points = record.cells.get(exercise, {}).get(cell, CellPoints(None)).points
    return State(points, *record.findings.get(exercise, {}).get(cell, ("", "")))


def _other_files(before: Origin, after: Origin, judged: bool) -> bool:
    return before.module != after.module if judged else before.notebook != after.notebook


def _causes(before: Origin, after: Origin, judged: bool) -> list[str]:
    """What differs between two gradings of a cell. judged: by the machine, else by a person."""
    found = ["another submission"] if _other_files(before, after, judged) else []
    if judged:
        found += ["other rules"] if before.made_from != after.made_from else []
        found += ["another seed"] if before.seed != after.seed else []
        found += ["another isolation"] if before.isolation != after.isolation else []
    return found or [NO_CAUSE if judged else "points by hand were given or changed meanwhile"]


def _why(before: StudentRecord, after: StudentRecord, exercise: str, cell: str) -> str:
    if not after.is_graded:
        return "taken out to be graded, and not graded yet"
    if exercise not in before.findings and cell not in before.cells.get(exercise, {}):
        return "not graded before"
    hands = [r.cells.get(exercise, {}).get(cell, CellPoints(None)).by_hand for r in (before, after)]
    found = ["points by hand set aside"] if hands == [True, False] else []
    judged = any(cell in r.findings.get(exercise, {}) for r in (before, after))
    old, new = before.origins.get(exercise), after.origins.get(exercise)
    if old and new:
        found += _causes(old, new, judged)
    elif new:
        found.append("not recorded: the earlier grading was of an earlier version, or nbgrader's own")
    else:
        found.append("taken out to be graded, and not graded yet")
    return "; ".join(found)


def _of_cells(before: StudentRecord, after: StudentRecord, exercise: str) -> list[Change]:
    both = (part.get(exercise, {}) for r in (before, after) for part in (r.findings, r.cells))
    found = []
    for cell in dict.fromkeys(cell for part in both for cell in part):
        states = _state(before, exercise, cell), _state(after, exercise, cell)
        if states[0] != states[1]:
            why = _why(before, after, exercise, cell)
            found.append(Change(before.student, exercise, cell, *states, why))
    return found


def _of_penalty(before: StudentRecord, after: StudentRecord, exercise: str, points_changed: bool) -> list[Change]:
    lost = [record.penalties.get(exercise, 0.0) for record in (before, after)]
    if abs(lost[0] - lost[1]) < 1e-9:
        return []
    causes = ["another time of handing in"] if before.timestamp != after.timestamp else []
    causes += ["other points"] if points_changed else []
    why = f"late penalty changed: {' and '.join(causes) or SINCE}"
    return [Change(before.student, exercise, PENALTY, State(0.0 - lost[0]), State(0.0 - lost[1]), why)]


def _of_student(assignment: str, before: StudentRecord, after: StudentRecord) -> list[Change]:
    parts = (part for r in (before, after) for part in (r.findings, r.cells, r.penalties))
    found = []
    for exercise in sorted({e for part in parts for e in part}, key=lambda e: place(assignment, e)):
        of_cells = _of_cells(before, after, exercise)
        points_changed = any(change.before.points != change.after.points for change in of_cells)
        found += [*of_cells, *_of_penalty(before, after, exercise, points_changed)]
    return found


def changes(assignment: str, before: Iterable[StudentRecord], after: Mapping[str, StudentRecord]) -> list[Change]:
    """All changes, by student and in the lecture's order. Who had no grade before has none: the first is no change."""
    regraded = sorted((record for record in before if record.is_graded), key=lambda record: record.student)
    return [change for record in regraded for change in _of_student(assignment, record, after[record.student])]


def rows(found: Iterable[Change]) -> list[list[Cell]]:
    """The changes as rows of a CSV file. An empty cell of points: it waits for a person, or is not graded."""
    table: list[list[Cell]] = [[*COLUMNS]]
    for change in found:
        old, new = change.before, change.after
        points = ("" if points is None else points for points in (old.points, new.points))
        texts = (old.verdict, new.verdict, old.diagnosis, new.diagnosis, change.reason)
        table.append([change.student, change.exercise, change.function, *points, *texts])
    return table
