"""The course map in the terminal: every exercise, how far it is, and what is next."""

from collections.abc import Iterable, Sequence

from autograder.check.check import CheckedExercise
from autograder.check.exercise_text import detail, first_to_do
from autograder.check.page import COLOURS, IN_WORK, PASSES, Page, filled, labelled, points, quoted, score, state
from autograder.judging.judge import Result
from autograder.judging.lecture_order import COURSE
from autograder.language import said


def next_exercise(checked: Sequence[CheckedExercise]) -> CheckedExercise | None:
    """The exercise to go on with: the first in work, else the first that is not begun; None where all pass."""
    open_ones = [exercise for exercise in checked if state(exercise.results) != PASSES]
    return next((e for e in open_ones if state(e.results) == IN_WORK), open_ones[0] if open_ones else None)


def _column(results: Iterable[Result]) -> str:
    reached, most = score(results)
    return f"{reached:>6g} {said('of')} {most:>2g}"


def _map_line(checked: CheckedExercise, page: Page) -> str:
    how = state(checked.results)
    passed = sum(result.verdict == "pass" for result in checked.results)
    many = len(checked.results) > 1 and how == IN_WORK
    functions = said(f"{passed} of {len(checked.results)} functions") if many else ""
    standing = f"{page.paint(COLOURS[how], filled(said(how), 11))}{filled(functions, 18)}"
    return f"  {checked.exercise:<20}{standing}{_column(checked.results)}"


def course_map(checked: Sequence[CheckedExercise], page: Page) -> str:
    """Every exercise in the lecture's order: whether it passes, its points, and the points of all."""
    lines = []
    for assignment in dict.fromkeys(exercise.assignment for exercise in checked):
        own = [exercise for exercise in checked if exercise.assignment == assignment]
        sums = _column(result for exercise in own for result in exercise.results)
        lines.append(page.paint("bold", f"{assignment:<51}{sums} {said('points')}"))
        lines += [*(_map_line(exercise, page) for exercise in own), ""]
    everything = [result for exercise in checked for result in exercise.results]
    done = sum(result.verdict == "pass" for result in everything)
    lines.append(said(f"{points(everything)} so far; {done} of {len(everything)} functions pass."))
    lines.append(page.paint("dim", said("A person grades the written questions in the notebooks.")))
    lines += [
        f"\n{said(f'Note: {note}')}" for note in dict.fromkeys(note for exercise in checked for note in exercise.notes)
    ]
    return "\n".join(lines)


def what_is_next(checked: Sequence[CheckedExercise], page: Page) -> str:
    """Which of several exercises to go on with, and how."""
    exercise = next_exercise(checked)
    to_do = first_to_do(exercise.results) if exercise else None
    if exercise is None or to_do is None:
        if stumbling := [e.opened.path.name for e in checked if e.opened.stumbles]:
            return said(
                f"All rules are kept here, but grading may not accept {' and '.join(stumbling)}: see the notes."
            )
        return page.paint("green", said("All of them pass."))
    heading = page.paint("bold", said(f"Next: {exercise.assignment} / {exercise.exercise}"))
    command = f"python -m autograder check {quoted(exercise.opened.path)}"
    return f"{heading}\n\n{detail(exercise, to_do, page)}\n{labelled('check', command, page)}"


def after_this(checked: CheckedExercise) -> str:
    """A sentence on the exercise that follows a passed one; nothing where it is the last, or isn't on the disk.

    Of one that passes here and may not in grading it says so instead.
    """
    order = [(a, e) for a, exercises in COURSE.items() for e in exercises]
    here = (checked.assignment, checked.exercise)
    if state(checked.results) != PASSES or here not in order[:-1]:
        return ""
    if checked.opened.stumbles:
        return said("All rules are kept here, but in grading it may get no points: see the note.")
    assignment, exercise = order[order.index(here) + 1]
    folder = checked.opened.path.parent
    following = (folder if assignment == checked.assignment else folder.parent / assignment) / f"{exercise}.py"
    return said(f"All of it passes. The course goes on with {quoted(following)}.") if following.exists() else ""
