"""Nesterov momentum."""

from typing import NamedTuple

import numpy as np


class NesterovState(NamedTuple):
    """The velocity."""

    v: np.ndarray | float = 0.0


def nesterov_lookahead_step(x, compute_gradient, state, *, learning_rate=1e-2, rho=0.9):
    ahead = x + rho * state.v
    g = compute_gradient(ahead)
    v = rho * state.v - learning_rate * g
    return x + v, NesterovState(v)


def nesterov_step(x, dx, state, *, learning_rate=1e-2, rho=0.9):
    v = state.v
    v = rho * v - learning_rate * dx
    x = x - rho * v + (1 + rho) * v
    return x, NesterovState(v)


def to_lookahead(x, state, *, rho=0.9):
    return x + rho * state.v
