"""A grade taken out of the gradebook, whole and kept aside: of a submission that is not there any more."""

import json
import os
import shutil
from dataclasses import asdict
from pathlib import Path

from autograder.grading.course import Course
from autograder.grading.gradebook.version import is_missing
from autograder.grading.gradebook.writer import Writer
from autograder.grading.late_work.penalties import PenaltyChange
from autograder.grading.run_journal import FOLDER, new_run_id, only_grading


class NothingToTakeOut(ValueError):
    """There is no such grade, or its submission is still there; the message says what to do."""


def ungrade(course: Course, assignment: str, student: str) -> tuple[Path, list[PenaltyChange]]:
    """Take a student's grade of an assignment out; an extension stays.

    Returns the folder in which all of it is kept, and the late penalties in other assignments that changed with it.
    Raises `NothingToTakeOut`, `AlreadyGrading`, `GradebookFailed`, `LateRuleFailed`.
    """
    submitted = course.folder(course.directory.submitted_directory, student, assignment)
    if os.path.lexists(submitted):
        raise NothingToTakeOut(f"{submitted} is there: the next grading would grade it again. Move it away first.")
    absent = NothingToTakeOut(f"The gradebook has no grade of {assignment} for {student!r}.")
    if is_missing(course.directory.db_url):
        raise absent
    with only_grading(course.root):
        writer = Writer(course, assignment)
        try:
            kept = course.root / FOLDER / assignment / "taken_out" / f"{student}-{new_run_id()}"
            rows = writer.rows_of(student)
            if not any(row["table"] == "grade" for row in rows):  # an extension alone is no grade
                raise absent
            kept.mkdir(parents=True)
            by_hand = [asdict(given) for given in writer.by_hand([student])]
            data = {"by_hand": by_hand, "grades": rows}
            (kept / "grades.json").write_text(json.dumps(data, indent=1, default=str), encoding="utf-8")
            writer.remove(student)
        finally:
            writer.close()
        for step in ("autograded", "feedback"):
            folder = course.folder(getattr(course.directory, f"{step}_directory"), student, assignment)
            if folder.exists():
                shutil.move(folder, kept / step)
    return kept, writer.changed_elsewhere
