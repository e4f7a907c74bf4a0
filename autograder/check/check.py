"""The student's own check: the released rules, asked of the student's module in this very process.

Quick, with real tracebacks, and worth nothing for marks: those come from the sandbox.
"""

import warnings
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.check import released as on_disk
from autograder.check.asking import OpenedModule, ask_about, open_module
from autograder.check.limit import still_running
from autograder.check.released import UnusablePath, is_exercise
from autograder.check.source import twice
from autograder.judging import report
from autograder.judging.judge import Result, judge
from autograder.judging.rules import FunctionRules


@dataclass(frozen=True)
class CheckedExercise:
    """The results of one student module, with its place in the course.

    opened: the module as it was run.
    notes: sentences about the whole exercise, as that it is outdated.
    """

    assignment: str
    exercise: str
    results: tuple[Result, ...]
    opened: OpenedModule
    notes: tuple[str, ...] = ()


def _notes(outdated: str, opened: OpenedModule) -> tuple[str, ...]:
    """What a student should know of a whole exercise."""
    foreign = (
        f"{opened.path.name} imports {' and '.join(opened.foreign)}, but graded modules find numpy alone: "
        "do without it, or they get no points."
    )
    return tuple(filter(None, [outdated, foreign if opened.foreign else ""]))


def _judged(opened: OpenedModule, function: FunctionRules) -> Result:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = judge(function, ask_about(opened, function))
    return replace(result, note=twice(function.function, opened.definitions))


def check_exercise(released: Path) -> CheckedExercise:
    """Check the module beside a released `<exercise>.json`. Raises `Unreadable`."""
    heading, functions = on_disk.read(released)
    outdated = on_disk.outdated(released, heading["version"])
    opened = open_module(released.with_suffix(".py"))
    results = tuple(_judged(opened, function) for function in functions)
    return CheckedExercise(heading["assignment"], heading["exercise"], results, opened, _notes(outdated, opened))


def check_function(released: Path, function: str) -> Result:
    """Check one function of the module beside a released `<exercise>.json`, as a notebook does. Raises `Unreadable`.

    What concerns the whole exercise stands in the result's note, since there is no other place for it.
    """
    heading, functions = on_disk.read(released)
    outdated = on_disk.outdated(released, heading["version"])
    opened = open_module(released.with_suffix(".py"))
    result = _judged(opened, next(f for f in functions if f.function == function))
    running = "Your code could not be stopped and still runs: restart the kernel before you go on."
    notes = [result.note, *_notes(outdated, opened), running if still_running() else ""]
    return replace(result, note=" ".join(filter(None, notes)))


class Score(float):
    """The points of one function: a float for nbgrader, a report for the reader."""

    result: Result

    def __new__(cls, result: Result) -> "Score":
        """The score of a result."""
        score = super().__new__(cls, result.points)
        score.result = result
        return score


def _has(folder: Path, function: str) -> Path | None:
    """The released file in a folder that has a function."""
    files = sorted(filter(is_exercise, folder.glob("*.json")))
    return next((f for f in files if any(rules.function == function for rules in on_disk.read(f)[1])), None)


def _released_here(function: str) -> Path:
    here = Path.cwd()
    if found := _has(here, function):
        return found
    folders = [folder for pattern in ("*/", "*/*/") for folder in sorted(here.glob(pattern))]
    if folder := next((folder for folder in folders if _has(folder, function)), None):
        raise UnusablePath(
            f"This notebook runs in {here}, but {function} is an exercise of {folder.relative_to(here)}. "
            f'Run `%cd "{folder}"` in a cell, and then the notebook from its top.'
        )
    raise UnusablePath(
        f"No exercise in {here} has a function {function!r}. Open the notebook from its own folder, "
        "where the released .json files are."
    )


def check(function: str) -> Score:
    """Check one function of the exercise in the notebook's folder, and show the report.

    function: its name, as "momentum_step".

    Returns the points, a float, which nbgrader reads. Raises `UnusablePath` where no
    exercise of this folder has such a function.
    """
    result = check_function(_released_here(function), function)
    try:
        from IPython.display import HTML, display
    except ModuleNotFoundError:
        print(report.text(result))
    else:
        display({"text/plain": report.text(result), "text/html": HTML(report.as_html(result)).data}, raw=True)
    return Score(result)
