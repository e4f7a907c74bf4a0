"""What the project plugs into nbgrader, so that its own commands release, grade and report rightly."""

import os
import sys
from pathlib import Path

import nbformat
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearOutput,
    IgnorePattern,
    LimitOutput,
    NbGraderPreprocessor,
    OverwriteCells,
    OverwriteKernelspec,
)
from traitlets import Enum, Float, Integer
from traitlets.config import Config

from autograder.authoring.release import ReleaseModule
from autograder.grading.graded_folder import RESULTS
from autograder.grading.judges.judge_modules import Run, fresh_seed, grade_module
from autograder.grading.notebooks import fill, rebuilt, student_cells
from autograder.grading.submissions import MAX_MODULE, NotRead, Submission, read_file
from autograder.judging.references import ROOT, assignments, exercises_of
from autograder.platforms import formgrader_pages
from autograder.platforms.nbgrader_exchange import CollectOwnWork
from autograder.platforms.nbgrader_grades import LatePenalties, SaveGrades
from autograder.platforms.nbgrader_markdown import students_markdown
from autograder.platforms.shown_cells import ShownCells
from autograder.sandbox.allowance import SECONDS, Allowance
from autograder.sandbox.process import ready_walls
from autograder.sandbox.starters import starter
from autograder.sandbox.walls import ISOLATIONS

_SEED = fresh_seed()


class InstructorsCells(NbGraderPreprocessor):
    """Puts the released graded cells back before anything else looks at a submission.

    In place of nbgrader's DeduplicateIds, which leaves a duplicated test cell with
    metadata that stops the whole batch.
    """

    def preprocess(self, nb, resources):
        """The student's cells with the instructor's graded ones in their places."""
        about = resources["nbgrader"]
        released = ROOT / "exercises" / about["assignment"] / f"{about['notebook']}.ipynb"
        if not released.exists():
            raise FileNotFoundError(f"{released} is missing. Make it with: python -m autograder release")
        return rebuilt(student_cells(nb), nbformat.read(released, as_version=4)), resources


class SandboxedChecks(NbGraderPreprocessor):
    """In place of nbgrader's Execute: no kernel runs; the module is judged in the sandbox, and its cells are filled."""

    isolation = Enum(ISOLATIONS, ISOLATIONS[0], help="How student code is walled off.").tag(config=True)
    seed = Integer(_SEED, help="Of the hidden cases; drawn anew for every run by default.").tag(config=True)

    seconds = Float(SECONDS, help="That the module of a notebook has in all; with `grade`, a whole submission.").tag(
        config=True
    )

    def preprocess(self, nb, resources):
        """Fill every test cell with its report and its points."""
        about = resources["nbgrader"]
        run = Run(about["assignment"], self.seed, self.isolation)
        processes = starter(ready_walls(self.isolation))
        try:
            source = _source(Path(resources["metadata"]["path"]), about)
            fill(nb, grade_module(source, about["notebook"], run, processes, Allowance(self.seconds)))
        finally:
            processes.close()
        return nb, resources


def _source(folder: Path, about: dict) -> bytes | str:
    """The module's bytes, or why there are none."""
    submission = Submission(about["student"], about["assignment"], folder)
    try:
        return read_file(submission, f"{about['notebook']}.py", MAX_MODULE)
    except NotRead as problem:
        return str(problem)


def configure(config: Config, root: Path) -> None:
    """Set nbgrader up for this course.

    root: the folder of the term, with submitted/, autograded/, feedback/ and the gradebook.
    """
    # nbgrader calls the program alembic by its name: it must find the one of this environment.
    programs = str(Path(sys.executable).parent)
    if programs not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([programs, os.environ.get("PATH", "")])
    course = config.CourseDirectory
    course.root = str(root)
    course.course_id = "training-neural-networks"
    course.source_directory = str(ROOT / "solutions")
    course.release_directory = str(ROOT / "exercises")
    # With the seed that stands in it somebody who has the course could draw the hidden cases: it stays in autograded/.
    course.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", RESULTS]
    config.GenerateAssignment.preprocessors = [*GenerateAssignment.preprocessors.default_args[0], ReleaseModule]
    config.Autograde.sanitize_preprocessors = [
        ClearOutput,
        InstructorsCells,
        OverwriteKernelspec,
        OverwriteCells,
        CheckCellMetadata,
    ]
    config.Autograde.autograde_preprocessors = [
        SandboxedChecks,
        IgnorePattern,
        LimitOutput,
        SaveGrades,
        LatePenalties,
        CheckCellMetadata,
    ]
    config.ExchangeFactory.collect = CollectOwnWork
    # formgrader and generate_feedback show students' cells.
    config.HTMLExporter.filters = {"markdown2html": students_markdown}
    config.HTMLExporter.preprocessors = [ShownCells]
    formgrader_pages.mend()
    # nbgrader copies the source folder's files over the student's: the modules are the student's own work.
    config.Autograde.exclude_overwriting = {a: [f"{e}.py" for e in exercises_of(a)] for a in assignments()}
