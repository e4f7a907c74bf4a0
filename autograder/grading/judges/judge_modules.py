"""A submission's modules -> results, by the visible and the hidden rules, in the sandbox."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from autograder.calling.perform import Answer, Ask
from autograder.judging.judge import Outcome, Result, judge, try_visible
from autograder.judging.references import exercises_of, released_rules, rules_as_released, with_hidden_drawn
from autograder.judging.rules import FunctionRules
from autograder.sandbox.allowance import SECONDS, Allowance
from autograder.sandbox.process import Sandbox
from autograder.sandbox.starters import Starter
from autograder.sandbox.walls import ISOLATIONS, SandboxUnavailable

# By exercise, one of every function.
Results = dict[str, tuple[Result, ...]]


@dataclass(frozen=True)
class Run:
    """What one grading is done with.

    seed: the same one gives the same hidden cases; None gives none, and nothing but the released rules is needed.
    seconds: that each submission has.
    """

    assignment: str
    seed: int | None
    isolation: str = ISOLATIONS[0]
    seconds: float = SECONDS


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
def _rules(assignment: str, exercise: str, seed: int | None) -> tuple[FunctionRules, ...]:
    if seed is None:
        return rules_as_released(assignment, exercise)
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
        # No "error": a rule that wants an exception must not be kept by one of the judge's.
        broken = Answer("crash", message=f"{what} Please show this to your instructor.")
        return judge(rules, lambda call: broken)


def all_ended(exercise: str, run: Run, end: Answer) -> tuple[Result, ...]:
    """The results of a module all of whose functions ended in one way."""
    # No hidden case is drawn for what was not handed in: that takes a tenth of a second an exercise.
    visible = end.status == "missing" and run.seed is not None
    functions = _visible_rules(run.assignment, exercise) if visible else _rules(run.assignment, exercise, run.seed)
    return tuple(judge(function, lambda call: end) for function in functions)


def grade_module(
    source: bytes | str, exercise: str, run: Run, starter: Starter, allowance: Allowance
) -> tuple[Result, ...]:
    """Judge one module. Raises `SandboxUnavailable`.

    source: the bytes of its file, or the sentence that says why there are none.
    """
    if isinstance(source, str):
        return all_ended(exercise, run, Answer("missing", message=source))
    functions = _rules(run.assignment, exercise, run.seed)
    sandbox = Sandbox(exercise, source, starter, allowance)
    try:
        # All visible rules first: what a student reads was said before any hidden number was.
        tried = [_tried(function, sandbox.ask) for function in functions]
        return tuple(_judged(function, sandbox.ask, t) for function, t in zip(functions, tried, strict=True))
    finally:
        sandbox.close()


def grade_modules(
    modules: Mapping[str, bytes | str], run: Run, starter: Starter, tell: Callable[[Results], None]
) -> Results:
    """Judge the modules of one submission, by exercise. Raises `SandboxUnavailable`.

    tell: gets the results of each module as soon as there are any.
    """
    allowance, results = Allowance(run.seconds), {}
    for exercise, source in modules.items():
        results[exercise] = grade_module(source, exercise, run, starter, allowance)
        tell({exercise: results[exercise]})
    return results
