"""A class of submissions -> results: every submission gets a verdict, and none can stop the others."""

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.calling.perform import Answer
from autograder.judging.judge import Result, judge
from autograder.judging.references import exercises_of, rules_for_grading
from autograder.judging.rules import FunctionRules
from autograder.sandbox.process import Isolation, Sandbox
from autograder.sandbox.process import isolation as isolation_by_name

MAX_MODULE = 1_000_000  # bytes


class NothingToGrade(ValueError):
    """No submission where they were looked for; the message says where and what to do."""


@dataclass(frozen=True)
class Submission:
    """One student's folder for one assignment."""

    student: str
    assignment: str
    folder: Path


@dataclass(frozen=True)
class Run:
    """What one grading is done with. The same seed gives the same hidden cases."""

    assignment: str
    seed: int
    isolation: str = "bubblewrap"


@dataclass(frozen=True)
class Graded:
    """The results of one submission: for each exercise, one of every function."""

    submission: Submission
    results: dict[str, tuple[Result, ...]]


def fresh_seed() -> int:
    """A seed that no student can foresee."""
    return int.from_bytes(os.urandom(4), "big")


def submissions(submitted: Path, assignment: str, students: list[str] | None = None) -> list[Submission]:
    """The submissions below nbgrader's `submitted/<student>/<assignment>/`. Raises `NothingToGrade`."""
    if not submitted.is_dir():
        raise NothingToGrade(f"{submitted} is no folder. It should hold <student>/{assignment}/ for every submission.")
    folders = sorted(p for p in submitted.iterdir() if (p / assignment).is_dir() and not p.name.startswith("."))
    found = [Submission(p.name, assignment, p / assignment) for p in folders]
    if students:
        absent = set(students) - {s.student for s in found}
        if absent:
            raise NothingToGrade(f"{sorted(absent)[0]} has no submission of {assignment} in {submitted}.")
        found = [s for s in found if s.student in students]
    if not found:
        raise NothingToGrade(f"{submitted} holds no <student>/{assignment}/ folder, so there is nothing to grade.")
    return found


def read_module(path: Path) -> bytes | Answer:
    """The bytes of a submitted module, or the answer that its absence makes."""
    if path.is_symlink():
        return Answer("missing", message=f"{path.name} is a link, which is not followed: hand in the file itself.")
    if not path.exists():
        return Answer("missing", message=f"{path.name} is missing from the submission.")
    if not path.is_file():
        return Answer("missing", message=f"{path.name} is no file.")
    if path.stat().st_size > MAX_MODULE:
        return Answer("missing", message=f"{path.name} has more than 1 MB, which no solution needs: it was not read.")
    try:
        return path.read_bytes()
    except OSError as error:
        return Answer("missing", message=f"{path.name} could not be read: {error.strerror}.")


@cache
def _rules(assignment: str, exercise: str, seed: int) -> tuple[FunctionRules, ...]:
    return rules_for_grading(assignment, exercise, seed)


def grade_module(path: Path, exercise: str, run: Run) -> tuple[Result, ...]:
    """Judge the module at a path, in the sandbox. Raises `SandboxUnavailable` where there is none."""
    functions = _rules(run.assignment, exercise, run.seed)
    source = read_module(path)
    if isinstance(source, Answer):
        return tuple(judge(function, lambda call: source) for function in functions)
    walls: Isolation = isolation_by_name(run.isolation)
    sandbox = Sandbox(exercise, source, walls)
    try:
        return tuple(judge(function, sandbox.ask) for function in functions)
    finally:
        sandbox.close()


def grade_submission(submission: Submission, run: Run) -> Graded:
    """Judge every module of a submission."""
    exercises = exercises_of(run.assignment)
    return Graded(submission, {e: grade_module(submission.folder / f"{e}.py", e, run) for e in exercises})


def make_ready(run: Run) -> None:
    """Draw the run's hidden cases and try the sandbox: all that can fail before the first submission.

    Raises `StaleRelease`, `SandboxUnavailable`. What is made here is there when the
    grading processes fork.
    """
    isolation_by_name(run.isolation)
    for exercise in exercises_of(run.assignment):
        _rules(run.assignment, exercise, run.seed)


def grade_class(found: list[Submission], run: Run, jobs: int) -> Iterator[Graded]:
    """Judge all submissions, `jobs` at a time, in their order."""
    with ProcessPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(grade_submission, found, [run] * len(found))
