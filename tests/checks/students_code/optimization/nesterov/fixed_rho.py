"""Nesterov momentum: look where the velocity will carry you, and take the gradient there."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    """What Nesterov momentum keeps between two steps.

    v: the velocity, an array of x's shape and dtype; 0.0 before the first step.
    """

    v: np.ndarray | float = 0.0


def nesterov_lookahead_step(
    x: np.ndarray,
    compute_gradient: Callable[[np.ndarray], np.ndarray],
    state: NesterovState,
    *,
    learning_rate: float = 1e-2,
    rho: float = 0.9,
) -> tuple[np.ndarray, NesterovState]:
    """One step of Nesterov momentum, with the gradient at the point ahead."""
    ahead = x + rho * state.v
    g = compute_gradient(ahead)
    v = rho * state.v - learning_rate * g
    return x + v, NesterovState(v)


def nesterov_step(
    x: np.ndarray,
    dx: np.ndarray,
    state: NesterovState,
    *,
    learning_rate: float = 1e-2,
    rho: float = 0.9,
) -> tuple[np.ndarray, NesterovState]:
    """One step of Nesterov momentum, told by the point ahead alone."""
    old_v = state.v
    v = rho * old_v - learning_rate * dx
    x = x - rho * old_v + (1 + rho) * v
    return x, NesterovState(v=v)


def to_lookahead(x: np.ndarray, state: NesterovState, *, rho: float = 0.9) -> np.ndarray:
    """The point ahead: where the velocity alone would carry x."""
    v = state.v
    return x + 0.9 * v
