"""The student's own check: the released rules, asked of the student's module in this very process.

Quick, with real tracebacks, and worth nothing for marks: those come from the sandbox.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.check import released as on_disk
from autograder.check.asking import OpenedModule, judged, open_module
from autograder.check.limit import still_running
from autograder.check.source import twice
from autograder.judging.judge import Result
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


def _judged(opened: OpenedModule, function: FunctionRules) -> Result:
    result = judged(opened, function)
    return replace(result, note=twice(function.function, opened.definitions))


def check_exercise(released: Path, begin: Callable[[str], None] | None = None) -> CheckedExercise:
    """Check the module beside a released `<exercise>.json`. Raises `Unreadable`.

    begin: hears the name of every function before it is checked.
    """
    heading, functions = on_disk.read(released)
    outdated = on_disk.outdated(released, heading["version"])
    opened = open_module(released.with_suffix(".py"))
    results = []
    for function in functions:
        if begin:
            begin(function.function)
        results.append(_judged(opened, function))
    notes = tuple(filter(None, [outdated, *opened.stumbles]))
    return CheckedExercise(heading["assignment"], heading["exercise"], tuple(results), opened, notes)


def check_function(released: Path, function: str) -> Result:
    """Check one function of the module beside a released `<exercise>.json`, as a notebook does. Raises `Unreadable`.

    What concerns the whole exercise stands in the result's note, since there is no other place for it.
    """
    heading, functions = on_disk.read(released)
    outdated = on_disk.outdated(released, heading["version"])
    opened = open_module(released.with_suffix(".py"))
    result = _judged(opened, next(f for f in functions if f.function == function))
    running = "Your code could not be stopped and still runs: restart the kernel before you go on."
    notes = [result.note, outdated, *opened.stumbles, running if still_running() else ""]
    return replace(result, note=" ".join(filter(None, notes)))
