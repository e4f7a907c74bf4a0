"""One term of the course: its folders and its gradebook, as nbgrader's configuration names them."""

import logging
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config, PyFileConfigLoader

from autograder.judging.references import ROOT, exercises_of
from autograder.sandbox.allowance import SECONDS

CONFIG_FILE = "nbgrader_config.py"


class Unprepared(RuntimeError):
    """The term is not ready for grading; the message names the command that mends it."""


@dataclass(frozen=True)
class Course:
    """One term: nbgrader's folders and gradebook, as its configuration names them."""

    config: Config
    directory: CourseDirectory

    @property
    def root(self) -> Path:
        """The folder of the term."""
        return Path(self.directory.root)

    def folder(self, step: str, student: str, assignment: str) -> Path:
        """nbgrader's folder of one step, for one student and assignment."""
        return Path(self.directory.format_path(step, student, assignment))


def open_course(folder: Path | None = None) -> Course:
    """The course whose configuration lies in a folder (default: here; else the repository's)."""
    folder = folder or Path.cwd()
    place = folder if (folder / CONFIG_FILE).exists() else ROOT
    config = PyFileConfigLoader(CONFIG_FILE, path=str(place)).load_config()
    return Course(config, CourseDirectory(config=config))


def seconds_for_a_submission(config: Config) -> float:
    """The seconds that each submission has: `c.SandboxedChecks.seconds` of nbgrader's configuration, or 60."""
    return float(config.SandboxedChecks.get("seconds", SECONDS))


def released_notebooks(course: Course, assignment: str) -> dict[str, nbformat.NotebookNode]:
    """The released notebooks by exercise. Raises `Unprepared`."""
    folder = course.folder(course.directory.release_directory, ".", assignment)
    found = {e: folder / f"{e}.ipynb" for e in exercises_of(assignment)}
    if absent := [path for path in found.values() if not path.is_file()]:
        raise Unprepared(f"{absent[0]} is not released yet. Make it with: python -m autograder release")
    return {exercise: nbformat.read(path, as_version=4) for exercise, path in found.items()}


def quiet_log() -> logging.Logger:
    """nbgrader's log, errors only: its progress lines would bury the report."""
    log = logging.getLogger("autograder.nbgrader")
    log.setLevel(logging.ERROR)
    return log
