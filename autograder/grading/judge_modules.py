"""A submission's modules -> results, by the visible and the hidden rules, in the sandbox."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from autograder.calling.perform import Answer, Ask
from autograder.judging.judge import Outcome, Result, judge, try_visible
from autograder.judging.references import exercises_of, released_rules, with_hidden_drawn
from autograder.judging.rules import FunctionRules
from autograder.sandbox.process import Sandbox
from autograder.sandbox.starters import Starter
from autograder.sandbox.walls import SandboxUnavailable

# By exercise, one of every function.
Results = dict[str, tuple[Result, ...]]


@dataclass(frozen=True)
class Run:
    """What one grading is done with. The same seed gives the same hidden cases."""

    assignment: str
    seed: int
    isolation: str = "bubblewrap"


def fresh_seed() -> int:
    """A seed that no student can foresee."""
    return int.from_bytes(os.urandom(4), "big")


@cache
def _visible_rules(assignment: str, exercise: str) -> tuple[FunctionRules, ...]:
    return released_rules(assignment, exercise)


def read_rules(assignment: str) -> None:
    """Read the visible rules of all exercises, as released. Raises `StaleRelease`."""
    for exercise in exercises_of(assignment):
        _visible_rules(assignment, exercise)


@cache
def _rules(assignment: str, exercise: str, seed: int) -> tuple[FunctionRules, ...]:
    return with_hidden_drawn(_visible_rules(assignment, exercise), assignment, exercise, seed)


def draw_rules(run: Run, exercises: Iterable[str] | None = None) -> None:
    """Draw the run's hidden cases, so that the processes that are forked later have them. Raises `StaleRelease`.

    exercises: those that somebody handed in; None for all of the assignment.
    """
    for exercise in exercises_of(run.assignment) if exercises is None else exercises:
        _rules(run.assignment, exercise, run.seed)


def _tried(rules: FunctionRules, ask: Ask) -> tuple[Outcome, ...]:
    """The outcomes of the visible rules; none where the judge fails on one, which `_judged` then tells."""
    try:
        return try_visible(rules, ask)
    except SandboxUnavailable:
        raise
    except Exception:
        return ()


def _judged(rules: FunctionRules, ask: Ask, tried: tuple[Outcome, ...]) -> Result:
    """The judge's result. An answer that the judge itself fails on costs its function the points, and is told."""
    try:
        return judge(rules, ask, tried)
    except SandboxUnavailable:
        raise
    except Exception as fault:
        what = f"The answer could not be judged ({type(fault).__name__}: {str(fault)[:200]})."
        broken = Answer("error", error=(type(fault).__name__,), message=f"{what} Please show this to your instructor.")
        return judge(rules, lambda call: broken)


def grade_module(source: bytes | str, exercise: str, run: Run, starter: Starter) -> tuple[Result, ...]:
    """Judge one module. Raises `SandboxUnavailable`.

    source: the bytes of its file, or the sentence that says why there are none.
    """
    if isinstance(source, str):
        # No hidden case is drawn for what was not handed in: that takes a tenth of a second an exercise.
        missing = Answer("missing", message=source)
        return tuple(judge(f, lambda call: missing) for f in _visible_rules(run.assignment, exercise))
    functions = _rules(run.assignment, exercise, run.seed)
    sandbox = Sandbox(exercise, source, starter)
    try:
        # All visible rules first: what a student reads was said before any hidden number was.
        tried = [_tried(function, sandbox.ask) for function in functions]
        return tuple(_judged(function, sandbox.ask, t) for function, t in zip(functions, tried, strict=True))
    finally:
        sandbox.close()


def grade_modules(modules: Mapping[str, bytes | str], run: Run, starter: Starter) -> Results:
    """Judge the modules of one submission, by exercise. Raises `SandboxUnavailable`."""
    return {exercise: grade_module(source, exercise, run, starter) for exercise, source in modules.items()}
