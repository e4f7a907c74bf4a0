"""Where an update rule went, step by step: what a report draws of it beside where it should have gone."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.calling.perform import Answer
from autograder.calling.values import Given
from autograder.judging.compare import Names
from autograder.judging.declare import Case


@dataclass(frozen=True)
class Walk:
    """The points that x went through, and those that it should have, from one start.

    got, expected: (steps + 1, n), float64 and finite.
    gradient: the function that was handed to the rule, whose surface x walked on; None where
        it was given the numbers only.
    """

    got: np.ndarray
    expected: np.ndarray
    gradient: Given | None = None


def _points(answer: Answer, case: Case, names: Names) -> list[Any]:
    """x after every pass of the loop."""
    passes = answer.value if case.then else [answer.value]
    if len(names.returns) == 1:
        return list(passes)
    return [value[0] if isinstance(value, tuple) and value else None for value in passes]


def _as_walk(start: np.ndarray, points: list[Any]) -> np.ndarray | None:
    if not all(isinstance(p, np.ndarray) and p.shape == start.shape and p.dtype.kind == "f" for p in points):
        return None
    walk = np.array([np.ravel(p).astype(float) for p in (start, *points)])
    return walk if np.isfinite(walk).all() else None


def walk_of(case: Case, got: Answer, expected: Answer, names: Names) -> Walk | None:
    """The walk behind two answers to a case; None where the function is no update rule or both went the same way.

    An update rule takes the point first and gives the next one first, under the same name.
    """
    if (got.status, expected.status) != ("ok", "ok") or names.returns[:1] != names.parameters[:1]:
        return None
    start = case.args[0] if case.args else None
    if not isinstance(start, np.ndarray) or start.dtype.kind != "f" or not 1 <= start.size <= 100 or start.ndim > 2:
        return None
    if case.then and not (isinstance(got.value, list) and len(got.value) == len(expected.value)):
        return None
    went, should = (_as_walk(start, _points(answer, case, names)) for answer in (got, expected))
    if went is None or should is None or np.allclose(went, should, rtol=1e-6, atol=0):
        return None
    gradient = next((a for a in case.args[1:2] if isinstance(a, Given)), None)
    return Walk(went, should, gradient)
