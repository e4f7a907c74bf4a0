"""Of which release of the rules each grade is."""

import json
from pathlib import Path

from autograder.grading.course import Course
from autograder.grading.graded_folder import RESULTS, origins, run_of
from autograder.grading.run_journal import FOLDER
from autograder.judging.references import exercises_of, fingerprint


class _Releases:
    """From which rules each grading of an assignment was made, by its record; each record is read once."""

    def __init__(self, course: Course, assignment: str) -> None:
        self._folder = course.root / FOLDER / assignment
        self.now = {exercise: fingerprint(assignment, exercise) for exercise in exercises_of(assignment)}
        self._of_runs: dict[str, str | None] = {}

    def of(self, run: str) -> dict[str, str] | None:
        """By exercise, what `Heading.made_from` says of a grading; None where its record is gone."""
        if run not in self._of_runs:
            self._of_runs[run] = _made_from(self._folder / f"{run}.jsonl")
        made_from = self._of_runs[run]
        if made_from is None:
            return None
        parts = made_from.split("-")
        return dict(zip(self.now, parts if len(parts) == len(self.now) else [made_from] * len(self.now), strict=True))


def _made_from(journal: Path) -> str | None:
    try:
        with open(journal, "rb") as file:
            return json.loads(file.readline())["made_from"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_of_another(graded: Path, releases: _Releases) -> bool:
    """Whether something in a graded folder is of other rules than those of now, as far as that is recorded."""
    of_exercises = {exercise: (origin.run, origin.made_from) for exercise, origin in origins(graded).items()}
    run = run_of(graded)
    if not of_exercises and run:  # written before each exercise had its own grading
        of_exercises = {exercise: (run, now) for exercise, now in releases.now.items()}
    return any(
        (releases.of(run) or {}).get(exercise, made_from) != releases.now.get(exercise, made_from)
        for exercise, (run, made_from) in of_exercises.items()
    )


def of_other_releases(course: Course, assignment: str) -> list[str]:
    """The students with grades that are of other rules than those of now, by name."""
    releases = _Releases(course, assignment)
    graded = course.folder(course.directory.autograded_directory, "*", assignment)
    found = graded.parent.parent.glob(f"*/{assignment}/{RESULTS}")
    return sorted(results.parent.parent.name for results in found if _is_of_another(results.parent, releases))


def told(assignment: str, students: list[str]) -> list[str]:
    """What is said of them, an empty list where there are none."""
    if not students:
        return []
    names = ", ".join(students[:5]) + (f" and {len(students) - 5} others" if len(students) > 5 else "")
    text = f"The rules were changed since these submissions were graded, so grades are of different releases: {names}."
    return [f"{text} Grade them all by the same: python -m autograder grade {assignment}"]
