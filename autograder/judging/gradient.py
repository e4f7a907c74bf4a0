"""Centred differences: is a gradient the slope of the student's own forward function?"""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.calling.perform import Ask
from autograder.calling.values import Call, Output, Place, State
from autograder.judging.compare import Difference, Names, failure, kind_of, show, side_effect
from autograder.judging.declare import Gradient

# Centred differences with h = 1e-5 err by h**2 (curvature) and 1e-16 / h (rounding): about
# 1e-10 each for arguments and outputs of size one. 1e-6 is far above both and far below
# what any wrong gradient is off by.
STEP = 1e-5
TOLERANCE = 1e-6


class Unanswered(Exception):
    """A call of the check gave no usable result; `difference` says why."""

    def __init__(self, difference: Difference) -> None:
        super().__init__(difference.text)
        self.difference = difference


def at(value: Any, place: Place) -> Any:
    """The part of a value at a place. Raises LookupError where there is none."""
    for step in place:
        match value:
            case State():
                value = value.fields[str(step)]
            case dict():
                value = value[step]
            case tuple() | list() if isinstance(step, int):
                value = value[step]
            case _:
                raise LookupError(step)
    return value


def replaced(value: Any, place: Place, new: Any) -> Any:
    """A copy of a value whose part at a place is `new`."""
    if not place:
        return new
    first, rest = place[0], place[1:]
    if isinstance(value, dict):
        return {**value, first: replaced(value[first], rest, new)}
    items, index = list(value), int(first)
    items[index] = replaced(items[index], rest, new)
    return type(value)(items)


def _ask(call: Ask, question: Call, place: Place, name: str) -> Any:
    answer = call(question)
    if found := failure(answer):
        raise Unanswered(found)
    try:
        return at(answer.value, place)
    except LookupError as error:
        text = f"{name} was looked for in the result of {question.function}, which is {kind_of(answer.value)}."
        raise Unanswered(Difference("type", text)) from error


def _weighted(output: Any, weights: np.ndarray | None) -> float:
    wanted = () if weights is None else weights.shape
    is_real = isinstance(output, (int, float, np.number, np.ndarray)) and np.asarray(output).dtype.kind in "biuf"
    if not is_real or np.shape(output) != wanted:
        text = f"The output is {kind_of(output)}, but should have shape {wanted}."
        raise Unanswered(Difference("type" if not isinstance(output, np.ndarray) else "shape", text))
    return float(output if weights is None else np.sum(output * weights))


def numeric_gradient(function: Callable[[np.ndarray], float], x: np.ndarray) -> np.ndarray:
    """The gradient of a scalar function at x (any shape, float64) by centred differences."""
    gradient = np.empty(x.shape)
    for index in np.ndindex(x.shape):
        h = STEP * max(1.0, abs(float(x[index])))
        above, below = x.copy(), x.copy()
        above[index] += h
        below[index] -= h
        gradient[index] = (function(above) - function(below)) / (above[index] - below[index])
    return gradient


def _with_outputs(arguments: Any, forward_value: Any) -> Any:
    """The arguments with every `Output` replaced by what the forward call returned there."""
    if isinstance(arguments, Output):
        return at(forward_value, arguments.place)
    if isinstance(arguments, tuple):
        return tuple(_with_outputs(a, forward_value) for a in arguments)
    return arguments


def _backward_result(check: Gradient, call: Ask) -> Any:
    forward = call(check.forward)
    if found := failure(forward):
        raise Unanswered(found)
    if check.backward is None:
        return forward.value
    try:
        args = _with_outputs(check.backward.args, forward.value)
    except LookupError as error:
        text = f"{check.forward.function} returned {kind_of(forward.value)}; the gradient check needs more of it."
        raise Unanswered(Difference("type", text)) from error
    backward = call(Call(check.backward.function, args, check.backward.kwargs))
    if found := failure(backward) or side_effect(backward, Names((), ("the gradient",))):
        raise Unanswered(found)
    return backward.value


def _compared(gradient: Any, numeric: np.ndarray, name: str) -> Difference | None:
    if not isinstance(gradient, np.ndarray):
        return Difference("type", f"{name} is {kind_of(gradient)}, but should be an array of shape {numeric.shape}.")
    if gradient.shape != numeric.shape:
        return Difference("shape", f"{name} has shape {gradient.shape}, but should have shape {numeric.shape}.")
    scale = max(1.0, float(np.abs(numeric).max(initial=0.0)))
    close = np.abs(gradient - numeric) <= TOLERANCE * scale
    if close.all():
        return None
    index = tuple(int(i) for i in np.argwhere(~close)[0])
    where = f"{name}[{', '.join(map(str, index))}]"
    text = f"{where} is {show(gradient[index])}, but the slope of your own forward function there is "
    return Difference("gradient", f"{text}{numeric[index]:.6g}.", gradient, numeric)


def gradient_difference(check: Gradient, call: Ask, names: Names) -> Difference | None:
    """The first gradient that is not the slope of the forward function; None where all are.

    call: asks the student's module.
    names: of the function under test, for the message.
    """
    try:
        result = _backward_result(check, call)
        for argument_place, gradient_place in check.with_respect_to:

            def loss(x: np.ndarray, place: Place = argument_place) -> float:
                args = replaced(check.forward.args, place, x)
                question = Call(check.forward.function, args, check.forward.kwargs)
                return _weighted(_ask(call, question, check.output, "the output"), check.weights)

            numeric = numeric_gradient(loss, at(check.forward.args, argument_place))
            try:
                gradient = at(result, gradient_place)
            except LookupError:
                text = f"{names.result(gradient_place)} is missing from the result, which is {kind_of(result)}."
                return Difference("type", text)
            if found := _compared(gradient, numeric, names.result(gradient_place)):
                return found
    except Unanswered as unanswered:
        return unanswered.difference
    return None
