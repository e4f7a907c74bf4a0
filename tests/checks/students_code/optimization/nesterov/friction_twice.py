"""Nesterov momentum: look where the velocity will carry you, and take the gradient there."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    """What Nesterov momentum keeps between two steps: the velocity v."""

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
    v = rho * state.v
    gradient = compute_gradient(x + rho * v)
    v = v - learning_rate * gradient
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
    before = state.v
    after = rho * before - learning_rate * dx
    return x - rho * before + (1 + rho) * after, NesterovState(after)


def to_lookahead(x: np.ndarray, state: NesterovState, *, rho: float = 0.9) -> np.ndarray:
    """The point ahead: where the velocity alone would carry x."""
    return x + rho * state.v
