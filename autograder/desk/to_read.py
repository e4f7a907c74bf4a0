"""The written answers that wait for a person, on a page that tells nobody's name: for grading blind, and in shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from autograder.desk.desk import Done, marks_of
from autograder.desk.marks import ClassMarks, NotGraded
from autograder.desk.overview import Link, WaitingLine
from autograder.desk.pages import render
from autograder.desk.shares import by_grader, keep_shares, kept_shares, shares
from autograder.desk.writing import make_folder, write_whole
from autograder.grading.course import Course

SHOWN_OF_AN_ID = 8  # letters of a notebook's id that stand for it


@dataclass(frozen=True)
class Share:
    """What one grader has to read. grader: "" where the answers are not shared out."""

    grader: str
    waiting: tuple[WaitingLine, ...]

    @property
    def count(self) -> int:
        """How many answers wait for this grader."""
        return sum(line.count for line in self.waiting)


def _share(grader: str, notebooks: list[str], exercises: Mapping[str, str], formgrader: str) -> Share:
    links: dict[str, list[Link]] = {exercise: [] for exercise in sorted({exercises[n] for n in notebooks})}
    for notebook in notebooks:
        address = f"{formgrader}/submissions/{quote(notebook)}"
        links[exercises[notebook]].append(Link(notebook[:SHOWN_OF_AN_ID], address))
    # The link to all submissions of an exercise would show names at a click.
    return Share(grader, tuple(WaitingLine(Link(exercise, ""), tuple(found)) for exercise, found in links.items()))


def _notebooks(marks: ClassMarks) -> tuple[dict[str, str], dict[str, str]]:
    """Exercise by notebook id: of the notebooks with an answer that waits, and of all that are graded."""
    found = [mark for standing in marks.standings.values() for mark in standing.marks]
    return {m.notebook_id: m.exercise for m in found if m.waiting}, {m.notebook_id: m.exercise for m in found}


def write_to_read(course: Course, assignment: str, graders: tuple[str, ...], formgrader: str) -> Done:
    """Write `overview/<assignment>_blind.html`: nothing in it tells whose an answer is.

    graders: who shares the answers; nobody for one list. Raises `UnusableGradebook`, `NotGraded`, `UnusableShares`,
    `NotWritable`.
    """
    waiting, known = _notebooks(marks_of(course, assignment))
    if not known:
        raise NotGraded(f"No submission of {assignment} is graded. Grade them: python -m autograder grade {assignment}")
    if graders:
        given = shares(waiting, known, kept_shares(course.root, assignment), graders)
        keep_shares(course.root, assignment, given)
        parts = by_grader(given, waiting, graders)
    else:
        parts = {"": sorted(waiting)}
    found = [_share(grader, own, waiting, formgrader.rstrip("/")) for grader, own in parts.items()]
    path = course.root / "overview" / f"{assignment}_blind.html"
    make_folder(path.parent)
    write_whole(path, render("to_read.html", assignment=assignment, shares=found, count=len(waiting)))
    return Done(path, len(waiting), notes=tuple(f"{share.grader}: {share.count}" for share in found if share.grader))
