"""Results into nbgrader's gradebook and its `autograded/` folder. The only writer.

nbgrader's own preprocessors store the points, so that late penalties, manual grades
and "No response." work as with `nbgrader autograde`.
"""

import datetime
import json
import logging
import os
import shutil
import tempfile
import warnings
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades
from nbgrader.utils import parse_utc
from sqlalchemy.exc import SAWarning
from traitlets.config import Config, PyFileConfigLoader

from autograder.grading.grade import Graded, Run
from autograder.grading.notebooks import UnreadableNotebook, fill, read_notebook, rebuilt
from autograder.judging import report
from autograder.judging.record_of_result import as_data
from autograder.judging.references import ROOT

CONFIG_FILE = "nbgrader_config.py"
COPIED = (".py", ".txt")


class NotReleased(RuntimeError):
    """The assignment has no released notebooks; the message names the command that makes them."""


@dataclass(frozen=True)
class Course:
    """One term: nbgrader's folders and gradebook, as its configuration names them."""

    config: Config
    directory: CourseDirectory

    def folder(self, step: str, student: str, assignment: str) -> Path:
        """nbgrader's folder of one step, for one student and assignment."""
        return Path(self.directory.format_path(step, student, assignment))


def open_course(folder: Path | None = None) -> Course:
    """The course whose configuration lies in a folder (default: here; else the repository's)."""
    folder = folder or Path.cwd()
    place = folder if (folder / CONFIG_FILE).exists() else ROOT
    config = PyFileConfigLoader(CONFIG_FILE, path=str(place)).load_config()
    return Course(config, CourseDirectory(config=config))


def register(course: Course, assignment: str) -> None:
    """Make sure that the gradebook knows the assignment's cells and points, by nbgrader's own release."""
    from nbgrader.converters import GenerateAssignment

    with Gradebook(course.directory.db_url, course.directory.course_id) as gradebook:
        try:
            if gradebook.find_assignment(assignment).notebooks:
                return
        except MissingEntry:
            pass
    with tempfile.TemporaryDirectory() as unused:
        config = course.config.copy()
        config.CourseDirectory.release_directory = unused
        config.CourseDirectory.assignment_id = assignment
        directory = CourseDirectory(config=config)
        converter = GenerateAssignment(coursedir=directory, config=config)
        converter.log = quiet_log()
        converter.start()


def quiet_log() -> logging.Logger:
    """nbgrader's log, errors only: its progress lines would bury the report."""
    log = logging.getLogger("autograder.nbgrader")
    log.setLevel(logging.ERROR)
    return log


def released_notebooks(course: Course, assignment: str) -> dict[str, nbformat.NotebookNode]:
    """The released notebooks by exercise. Raises `NotReleased`."""
    folder = course.folder(course.directory.release_directory, ".", assignment)
    found = {p.stem: nbformat.read(p, as_version=4) for p in sorted(folder.glob("*.ipynb"))}
    if not found:
        raise NotReleased(f"{folder} holds no released notebook. Make them with: python -m autograder release")
    return found


def _timestamp(folder: Path) -> tuple[datetime.datetime | None, str]:
    """When a submission was handed in, and a note where that cannot be read."""
    path = folder / "timestamp.txt"
    if path.is_symlink() or not path.is_file():
        return None, ""
    text = path.read_bytes()[:200].decode("utf-8", errors="replace").strip()
    try:
        return parse_utc(text), ""
    except (ValueError, OverflowError):
        return None, f"timestamp.txt says {text[:40]!r}, which is no time: no lateness was counted."


def record(course: Course, graded: Graded, run: Run, released: dict[str, nbformat.NotebookNode]) -> list[str]:
    """Store one submission's results. Returns notes on what was odd about it, for instructor and student.

    The gradebook's scores, the rebuilt notebooks in `autograded/` and `results.json`
    beside them; an earlier grading of the same submission is replaced.
    """
    submission = graded.submission
    timestamp, odd_time = _timestamp(submission.folder)
    notes = [odd_time] if odd_time else []
    with warnings.catch_warnings(), Gradebook(course.directory.db_url, course.directory.course_id) as gradebook:
        # nbgrader's own way of adding a submission; it stores what it should.
        warnings.filterwarnings("ignore", message="Object of type .* not in session", category=SAWarning)
        gradebook.update_or_create_student(submission.student)
        gradebook.update_or_create_submission(run.assignment, submission.student, timestamp=timestamp)
    final = course.folder(course.directory.autograded_directory, submission.student, run.assignment)
    final.parent.mkdir(parents=True, exist_ok=True)
    unfinished = final.with_name(f".{final.name}.tmp")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    for exercise, notebook in released.items():
        try:
            student_notebook = read_notebook(submission.folder / f"{exercise}.ipynb")
        except UnreadableNotebook as problem:
            student_notebook = None
            notes.append(f"{problem} {exercise}.py was graded all the same; there is no written answer.")
        filled = rebuilt(student_notebook, notebook)
        fill(filled, graded.results.get(exercise, ()))
        _save_scores(course, filled, submission.student, run.assignment, exercise)
        nbformat.write(filled, unfinished / f"{exercise}.ipynb")
    _keep_files(submission.folder, unfinished)
    (unfinished / "results.json").write_text(json.dumps(_stamped(graded, run, notes), indent=1), encoding="utf-8")
    shutil.rmtree(final, ignore_errors=True)
    os.replace(unfinished, final)
    return notes


def rows(graded: Graded, run: Run) -> list[dict]:
    """The rows of `--json` for one submission."""
    stamps = {"isolation": run.isolation, "seed": run.seed}
    return [
        report.row(result, run.assignment, exercise, graded.submission.student, **stamps)
        for exercise, results in graded.results.items()
        for result in results
    ]


def _stamped(graded: Graded, run: Run, notes: list[str]) -> dict:
    functions = [{"exercise": e, **as_data(result)} for e, results in graded.results.items() for result in results]
    about = {"seed": run.seed, "isolation": run.isolation, "notes": notes}
    return {**about, "results": rows(graded, run), "functions": functions}


def _save_scores(course: Course, notebook: nbformat.NotebookNode, student: str, assignment: str, exercise: str) -> None:
    about = {"notebook": exercise, "assignment": assignment, "student": student, "db_url": course.directory.db_url}
    resources = {"nbgrader": about}
    for preprocessor in (SaveAutoGrades, AssignLatePenalties):
        instance = preprocessor(config=course.config, parent=None)
        instance.log = quiet_log()
        instance.preprocess(notebook, resources)


def _keep_files(submitted: Path, autograded: Path) -> None:
    """Copy a submission's small text files beside its graded notebooks. Links are left behind."""
    for path in sorted(submitted.iterdir()):
        if path.suffix in COPIED and path.is_file() and not path.is_symlink() and path.stat().st_size < 1_000_000:
            shutil.copyfile(path, autograded / path.name)
