"""What an instructor should know of grades that are put together from two times."""

from pathlib import Path
from shlex import quote

from autograder.desk.marks import ClassMarks
from autograder.desk.pages import shown_points
from autograder.grading.course import Course
from autograder.grading.gradebook.hand_points import read_hand_points
from autograder.grading.releases import of_other_releases, told

MAX_NAMED = 5


def named(items: list[str]) -> str:
    """The first of some names, and how many more there are."""
    more = f" and {len(items) - MAX_NAMED} others" if len(items) > MAX_NAMED else ""
    return ", ".join(items[:MAX_NAMED]) + more


def _set_aside(root: Path, marks: ClassMarks) -> list[str]:
    waiting = {(s, m.exercise, m.cell) for s, standing in marks.standings.items() for m in standing.marks if m.waiting}
    given = read_hand_points(root, marks.assignment).values()
    found = [g.told for g in given if g.set_aside and g.place in waiting]
    text = "Points by hand for answers that have changed since, which do not count and wait to be given anew"
    return [f"{text}: {'; '.join(found)}."] if found else []


def _over(marks: ClassMarks) -> list[str]:
    """Points above what is possible: a person gave them before the release had fewer."""
    found = [
        f"{student}, {mark.cell}: {shown_points(mark.points)} of {shown_points(mark.max_points)}"
        for student, standing in sorted(marks.standings.items())
        for mark in standing.marks
        if mark.points > mark.max_points + 1e-9
    ]
    return [f"More points than there are, extra ones or of an earlier release: {named(found)}."] if found else []


def _penalties(marks: ClassMarks) -> list[str]:
    changed = [
        f"{student} {shown_points(standing.penalty_before)} -> {shown_points(standing.penalty)}"
        for student, standing in sorted(marks.standings.items())
        if standing.penalty_before is not None and abs(standing.penalty - standing.penalty_before) >= 0.005
    ]
    text = "Late penalties reckoned anew, since points, an extension or the rule were changed after grading"
    again = f"nbgrader's own commands see it after: python -m autograder grade {marks.assignment}"
    return [f"{text}: {named(changed)}. {again}"] if changed else []


def _gone(marks: ClassMarks, handed_in: list[str]) -> list[str]:
    gone = sorted(set(marks.standings) - set(handed_in)) if handed_in else []
    if not gone:
        return []
    out = f"To take one out: python -m autograder ungrade {marks.assignment} {quote(gone[0])}"
    return [f"Graded, but not in the submissions any more; the grade counts: {named(gone)}. {out}"]


def of_two_times(course: Course, marks: ClassMarks, handed_in: list[str]) -> tuple[str, ...]:
    """All such notes. handed_in: who has a folder among the submissions."""
    others = [s for s in of_other_releases(course, marks.assignment) if s in marks.standings]
    return (
        *_set_aside(course.root, marks),
        *told(marks.assignment, others),
        *_over(marks),
        *_penalties(marks),
        *_gone(marks, handed_in),
    )
