"""Gradients by centred differences: the course's own numbers are slopes, before a student is held to them.

Only the reference is differentiated. A student's forward function is no oracle: whatever is wrong in it,
constant scores with gradients of zero fit together.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.calling.perform import Ask
from autograder.calling.values import Call, Place
from autograder.judging.declare import Case, Gradient, Output

# Centred differences with h = 1e-5 err by h**2 (curvature) and 1e-16 / h (rounding): about
# 1e-10 each for arguments and outputs of size one. 1e-6 is far above both and far below
# what any wrong gradient is off by.
STEP = 1e-5
TOLERANCE = 1e-6


class NotTheSlope(ValueError):
    """The course's own gradient is not the slope of its forward function."""


def at(value: Any, place: Place) -> Any:
    """The part of a value at a place."""
    for step in place:
        value = value[step]
    return value


def _replaced(args: tuple[Any, ...], place: Place, new: np.ndarray) -> tuple[Any, ...]:
    """A call's arguments with another one at a place."""
    (index,) = map(int, place)
    return (*args[:index], new, *args[index + 1 :])


def _numeric_gradient(function: Callable[[np.ndarray], float], x: np.ndarray) -> np.ndarray:
    """The gradient of a scalar function at x (any shape, float64) by centred differences."""
    gradient = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        h = STEP * max(1.0, abs(float(x[index])))
        above, below = x.copy(), x.copy()
        above[index] += h
        below[index] -= h
        gradient[index] = (function(above) - function(below)) / (above[index] - below[index])
    return gradient


def _question(gradient: Gradient, ask: Ask) -> Call:
    """The call that gives the gradients, with every `Output` replaced by what the reference's forward call returns."""
    if gradient.backward is None:
        return gradient.forward
    forward = ask(gradient.forward).value
    args = tuple(at(forward, a.place) if isinstance(a, Output) else a for a in gradient.backward.args)
    return Call(gradient.backward.function, args, gradient.backward.kwargs)


def as_case(gradient: Gradient, ask: Ask) -> Case:
    """The call whose right result is a gradient. ask: calls the reference.

    Raises `NotTheSlope` where the reference's own gradient is not the slope of its forward function.
    """
    question, forward = _question(gradient, ask), gradient.forward
    result, weights = ask(question).value, 1.0 if gradient.weights is None else gradient.weights
    for argument_place, gradient_place in gradient.with_respect_to:

        def loss(x: np.ndarray, place: Place = argument_place) -> float:
            args = _replaced(forward.args, place, x)
            output = at(ask(Call(forward.function, args, forward.kwargs)).value, gradient.output)
            return float(np.sum(output * weights))

        slope = _numeric_gradient(loss, at(forward.args, argument_place))
        own = at(result, gradient_place)
        if not np.abs(own - slope).max() <= TOLERANCE * max(1.0, float(np.abs(slope).max())):
            raise NotTheSlope(f"{gradient.rule!r}: the reference gives {own}, but the slope is {slope}.")
    return Case(gradient.rule, question.args, question.kwargs)
