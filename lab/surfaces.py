"""Loss surfaces small enough to draw, and the walk of an update rule over them.

A surface is frozen data with two functions, a value and a gradient. A point is an array
whose last axis holds the coordinates, so a whole grid or a crowd of walkers is one call.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["Surface", "bowl", "dented_bowl", "descend", "escape_saddle", "plateau", "quadratic", "ravine", "slope"]


@dataclass(frozen=True)
class Surface:
    """A loss and its gradient.

    name: as it stands in a figure.
    value: (..., n) -> (...); the loss at each point.
    gradient: (..., n) -> (..., n).
    """

    name: str
    value: Callable[[np.ndarray], np.ndarray]
    gradient: Callable[[np.ndarray], np.ndarray]


def quadratic(curvatures: tuple[float, ...], name: str = "quadratic") -> Surface:
    r"""The loss :math:`\tfrac12 \sum_i \lambda_i x_i^2`; the curvatures are the Hessian's eigenvalues, of any sign."""
    lambdas = np.array(curvatures, dtype=float)
    return Surface(name, lambda x: 0.5 * np.sum(lambdas * x**2, axis=-1), lambda x: lambdas * x)


def ravine(condition_number: float) -> Surface:
    """The taco shell: curvature 1 along the first axis, `condition_number` (>= 1) across it."""
    return quadratic((1.0, float(condition_number)), f"ravine, condition number {condition_number:g}")


def bowl() -> Surface:
    """One parameter, curvature 1: the smallest loss there is, half the square of x."""
    return quadratic((1.0,), "bowl")


def slope(steepness: float = 1.0) -> Surface:
    """One parameter on an inclined plane: the gradient is `steepness` everywhere."""
    return Surface("slope", lambda x: steepness * x[..., 0], lambda x: np.full_like(x, steepness))


def dented_bowl(depth: float = 1.5, at: float = 2.0, width: float = 0.4) -> Surface:
    r"""One parameter: a bowl with a dent in its right wall.

    .. math::

        f(x) = \tfrac12 x^2 - d\, e^{-(x - a)^2 / 2w^2}

    With the default depth d, place a and width w there is a second, worse minimum near x = 1.78.
    """

    def dent(x: np.ndarray) -> np.ndarray:
        return depth * np.exp(-((x - at) ** 2) / (2 * width**2))

    return Surface(
        "bowl with a dent",
        lambda x: 0.5 * x[..., 0] ** 2 - dent(x[..., 0]),
        lambda x: x + dent(x) * (x - at) / width**2,
    )


def plateau(width: float = 1.0) -> Surface:
    r"""One parameter: :math:`1 - e^{-x^2 / 2w^2}`, a hole at 0 in ground that is ever flatter further out."""

    def height(x: np.ndarray) -> np.ndarray:
        return np.exp(-(x**2) / (2 * width**2))

    return Surface("plateau", lambda x: 1 - height(x[..., 0]), lambda x: height(x) * x / width**2)


def escape_saddle() -> Surface:
    r"""Two parameters: a saddle at the origin with a minimum on either side.

    .. math::

        f(x, y) = \tfrac12 x^2 - \tfrac12 y^2 + \tfrac14 y^4

    The Hessian at the origin has eigenvalues 1 and -1; the minima lie at (0, 1) and (0, -1).
    """

    def gradient(point: np.ndarray) -> np.ndarray:
        x, y = point[..., 0], point[..., 1]
        return np.stack([x, y**3 - y], axis=-1)

    def value(point: np.ndarray) -> np.ndarray:
        x, y = point[..., 0], point[..., 1]
        return 0.5 * x**2 - 0.5 * y**2 + 0.25 * y**4

    return Surface("saddle", value, gradient)


def descend(
    step: Callable[..., tuple[np.ndarray, Any]],
    state: Any,
    surface: Surface,
    start: Any,
    steps: int,
    **hyperparameters: float,
) -> np.ndarray:
    """Walk over a surface by an update rule of the form `x, state = step(x, dx, state, **hyperparameters)`.

    Args:
        step, state: a rule and what it starts from, such as `momentum_step, MomentumState()`.
        surface: where to walk.
        start: the first point, (..., n); integers become float64.
        steps: how many steps to take, >= 0.
        hyperparameters: handed to every step.

    Returns:
        The trajectory, (steps + 1, ..., n); its first row is the start.
    """
    x = np.array(start, dtype=float)
    trajectory = [x]
    for _ in range(steps):
        x, state = step(x, surface.gradient(x), state, **hyperparameters)
        trajectory.append(x)
    return np.stack(trajectory)
