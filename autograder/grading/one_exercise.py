"""Which exercises of a submission are graded, where only some are asked for; the others keep what they have."""

from collections.abc import Mapping
from pathlib import Path

from nbformat import NotebookNode

from autograder.grading.asked import Asked
from autograder.grading.gradebook.points import GradebookPoints
from autograder.grading.graded_folder import origins, read_data
from autograder.grading.graded_submission import Grading
from autograder.grading.judges.judge_modules import Run
from autograder.grading.run_storage import RunStorage
from autograder.grading.submissions import Submission, read
from autograder.judging.references import exercises_of, fingerprint


def kept_exercises(graded: Path, points: GradebookPoints | None) -> set[str]:
    """The exercises with a whole grade: results and notebook in the graded folder, points in the gradebook."""
    if points is None or read_data(graded) is None:
        return set()
    return {e for e in origins(graded) if e in points.judged and (graded / f"{e}.ipynb").is_file()}


def to_grade(exercises: list[str], asked: list[str] | None, kept: set[str]) -> list[str]:
    """Those asked for, and those without a grade, in the order of `exercises`. asked: None for all."""
    return [e for e in exercises if asked is None or e in asked or e not in kept]


def wanted_exercises(storage: RunStorage, asked: Asked, rest: list[Submission]) -> dict[str, list[str]]:
    """By student, the exercises to grade: those asked for, and those of which nothing is there to keep."""
    exercises, students = exercises_of(asked.assignment), [s.student for s in rest]
    if asked.exercises is None:
        return dict.fromkeys(students, exercises)
    points = storage.writer.points(students)
    kept = {student: kept_exercises(storage.folder(student), points.get(student)) for student in students}
    return {student: to_grade(exercises, asked.exercises, kept[student]) for student in students}


def grading_of(
    submission: Submission, storage: RunStorage, run: Run, released: dict[str, NotebookNode], exercises: list[str]
) -> Grading:
    """What one submission is graded with. released: all notebooks; exercises: those that are graded."""
    some = {exercise: released[exercise] for exercise in exercises}
    rules = {exercise: fingerprint(run.assignment, exercise) for exercise in exercises}
    keeps = None if len(some) == len(released) else storage.folder(submission.student)
    return Grading(run, some, storage.journal.heading.run, rules, keeps)


def handed_in_since(submission: Submission, graded: Path, kept: list[str]) -> list[str]:
    """Of exercises that keep their grades, those whose files are others now than were graded."""
    now, of = read(submission, kept), origins(graded)
    return [
        e
        for e in kept
        if e in of
        and (of[e].module, of[e].notebook) != (now.digest_of(now.modules[e]), now.digest_of(now.notebooks[e]))
    ]


def told(assignment: str, others: Mapping[str, list[str]]) -> list[str]:
    """What is said of exercises whose files changed, and were not asked for. others: by student."""
    if not others:
        return []
    said = [f"{student} ({', '.join(exercises)})" for student, exercises in sorted(others.items())]
    first = f"{'; '.join(said[:5])}" + (f" and {len(said) - 5} others" if len(said) > 5 else "")
    return [
        f"Handed in anew since, and not asked for, so these keep the grades of the earlier files: {first}.",
        f"To grade all that was handed in: python -m autograder grade {assignment}",
    ]
