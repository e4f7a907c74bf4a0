"""Of which release of the rules each grade is."""

import json
import re
from pathlib import Path

from autograder.grading.course import Course
from autograder.grading.graded_submission import RESULTS
from autograder.grading.run_journal import FOLDER
from autograder.judging.references import made_from

_RUN = re.compile(rb'"run": "([^"]+)"')
_HEAD = 300  # bytes of results.json, whose first entry is the run


def _run(results: Path) -> str | None:
    with open(results, "rb") as file:
        found = _RUN.search(file.read(_HEAD))
    return found.group(1).decode() if found else None


def _release_of(journal: Path) -> str | None:
    """From which rules a grading was made; None where its record is gone."""
    try:
        with open(journal, "rb") as file:
            return json.loads(file.readline())["made_from"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


def of_other_releases(course: Course, assignment: str) -> list[str]:
    """The students whose grades are of other rules than those of now, by name."""
    graded = course.folder(course.directory.autograded_directory, "*", assignment)
    runs: dict[str, list[str]] = {}
    for results in graded.parent.parent.glob(f"*/{assignment}/{RESULTS}"):
        if run := _run(results):
            runs.setdefault(run, []).append(results.parent.parent.name)
    folder, now = course.root / FOLDER / assignment, made_from(assignment)
    releases = {run: _release_of(folder / f"{run}.jsonl") for run in runs}
    return sorted(student for run, students in runs.items() if releases[run] not in (None, now) for student in students)


def told(assignment: str, students: list[str]) -> list[str]:
    """What is said of them, an empty list where there are none."""
    if not students:
        return []
    names = ", ".join(students[:5]) + (f" and {len(students) - 5} others" if len(students) > 5 else "")
    text = f"The rules were changed since these submissions were graded, so grades are of different releases: {names}."
    return [f"{text} Grade them all by the same: python -m autograder grade {assignment}"]
