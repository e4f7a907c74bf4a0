"""Laws of directions from a short history: vectors only, and the history is the caller's."""

from typing import Any

import numpy as np

from autograder.calling.perform import Ask
from autograder.calling.values import Call
from autograder.judging.compare import kind_of, show
from autograder.judging.laws.evidence import Broken, asked

# Sums of 1e5 numbers, added in any order, err by less than 1e-10; other formulas by far more.
TOLERANCE = 1e-8


def _direction(value: Any, n: int) -> np.ndarray:
    if not isinstance(value, np.ndarray):
        raise Broken("type", f"direction is {kind_of(value)}, but should be an array of shape ({n},).")
    if value.shape != (n,) or value.dtype.kind != "f":
        raise Broken(
            "shape", f"direction has shape {value.shape} and dtype {value.dtype}, but should be ({n},) floats."
        )
    return value


def _wanted(gradient: np.ndarray, s_history: list[np.ndarray], y_history: list[np.ndarray]) -> np.ndarray:
    """The direction of a small problem, by BFGS updates of the whole matrix."""
    s, y = s_history[-1], y_history[-1]
    inverse = np.eye(len(gradient)) * (s @ y) / (y @ y)
    for s, y in zip(s_history, y_history, strict=True):
        left = np.eye(len(s)) - np.outer(s, y) / (s @ y)
        inverse = left @ inverse @ left.T + np.outer(s, s) / (s @ y)
    return np.asarray(-inverse @ gradient)


def no_square_matrix(
    call: Ask, function: str, gradient: np.ndarray, s_history: list[Any], y_history: list[Any], repeats: int = 20_000
) -> None:
    """With so many unknowns that no (n, n) matrix fits into memory, the direction must still come, and be right.

    The large problem is the small one, `repeats` times over. All inner products grow by the
    same factor, which cancels, so its direction is the small one's, `repeats` times over. With
    5 unknowns and 20 000 repeats a square matrix takes 80 GB, a vector 0.8 MB. Nothing is drawn.
    """

    def larger(vector: np.ndarray) -> np.ndarray:
        return np.tile(vector, repeats)

    n = len(gradient) * repeats
    histories = [larger(s) for s in s_history], [larger(y) for y in y_history]
    question = Call(function, (larger(gradient), *histories))
    answer = call(question)
    if answer.status == "memory":
        raise Broken(
            "square_matrix",
            f"With n = {n} unknowns your code ran out of memory: a matrix of n times n numbers would take "
            f"{8 * n * n / 1e9:.0f} GB. Vectors of n numbers are enough.",
        )
    large = _direction(asked(lambda _: answer, question), n)
    wanted = larger(_wanted(gradient, s_history, y_history))
    if not np.abs(large - wanted).max() <= TOLERANCE * np.abs(wanted).max():
        text = (
            f"A problem of {len(gradient)} unknowns, repeated {repeats} times over, has the same direction, repeated. "
        )
        text += f"It begins with {show(wanted[: len(gradient)])}, but yours with {show(large[: len(gradient)])}."
        raise Broken("repeated", text)


def asking_twice_gives_the_same(call: Ask, function: str, args: tuple[Any, ...]) -> None:
    """Two calls with the very same arguments agree: nothing was taken from the lists, or turned round in them.

    Nothing is drawn: a right solution does the same arithmetic twice.
    """
    first, second = (_direction(d, len(args[0])) for d in asked(call, Call(function, args, repeat=2)))
    if not np.allclose(first, second, rtol=1e-9, equal_nan=True):
        text = "Called twice with the same arguments, your function gave two results: is a list changed on the way?"
        raise Broken("list_changed", text)
